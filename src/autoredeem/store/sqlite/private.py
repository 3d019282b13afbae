"""Files that only their owner may read: ids of people are in them, and what they typed.

SQLite gives a file's logs the rights of the file.
"""

import os
import threading
from contextlib import suppress
from pathlib import Path

OWNER_ALONE = 0o600
OTHERS = 0o077

_making = threading.Lock()


def make_private(file: Path) -> None:
    """Make an empty file for its owner alone, where there is none; one that is there stays.

    What keeps it from being made, whoever opens it will be told.
    """
    # Closing a file ends the locks that this process has on it. While a file is made, nobody here
    # has opened it yet: whoever is about to waits for this.
    with _making, suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE))


def take_from_others(file: Path, versions: int) -> None:
    """Take the rights of all but the owner from a database of ours, its logs and its backups.

    Earlier releases left them to the system, which lets everyone read. A file that belongs to
    somebody else stays as that one wants it.
    """
    backups = (backup_of(file, version) for version in range(1, versions))
    logs = (file.with_name(f"{file.name}-{name}") for name in ("wal", "shm"))
    for each in (file, *logs, *backups):
        with suppress(FileNotFoundError, PermissionError):
            mode = each.stat().st_mode
            if mode & OTHERS:
                each.chmod(mode & ~OTHERS)


def backup_of(file: Path, version: int) -> Path:
    """Return where a file of a version is copied to before it is brought up to date."""
    return file.with_name(f"{file.name}.v{version}.backup")
