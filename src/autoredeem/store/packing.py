"""Copies of stores as files that are carried about: packed, whole or not there, private.

All of this blocks. What the system says is raised as FileTrouble.
"""

import gzip
import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import BinaryIO

from autoredeem.domain.errors import FileTrouble
from autoredeem.observe.threads import Step

PIECE = 1024 * 1024
"""Bytes to a step."""

LEVEL = 6
OWNER_ALONE = 0o700

PACKED = b"\x1f\x8b"
COPY = b"SQLite format 3\0"
"""How files begin: a backup, and a copy as it is, such as an upgrade leaves."""


def refuse_existing(file: Path, *, force: bool = False) -> None:
    """Raise FileTrouble where there is a file already; a backup may be `force`d out of the way."""
    if not file.exists():
        return
    if not force:
        raise FileTrouble(f"{file} is there already; name another file, or say --force")
    with _told(file):
        is_backup = file.is_file() and _beginning_of(file).startswith(PACKED)
    if not is_backup:
        raise FileTrouble(f"{file} is there and is no backup; name another file")


def make_workshop(file: Path) -> Path:
    """Return a new private folder beside a file that is to be made; what was left there goes."""
    folder = file.with_name(f"{file.name}.unfinished")
    with _told(file):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=OWNER_ALONE)
    return folder


def make_folder() -> Path:
    """Return a new private folder where the system has such."""
    with _told(Path(), "no folder can be made for what is unpacked; name another by TMPDIR"):
        return Path(mkdtemp(prefix="autoredeem-"))


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as the system lets."""
    shutil.rmtree(folder, ignore_errors=True)


def pack(copy: Path, file: Path, step: Step) -> int:
    """Pack a copy, and when it is whole and on the disk let it be `file`; return its size.

    No other program's half is ever given the name: what is renamed has a name of this one's own.
    """
    packed = copy.with_name(f"{os.getpid()}.packed")
    with _told(file):
        with copy.open("rb") as source, _created(packed) as target:
            with gzip.GzipFile("", "wb", LEVEL, target) as zipped:
                for piece in _pieces(source, step):
                    zipped.write(piece)
            target.flush()
            os.fsync(target.fileno())
        size = packed.stat().st_size
        packed.replace(file)
    return size


def unpack(file: Path, copy: Path, step: Step) -> None:
    """Unpack a backup, or take a copy as it is. Raises FileTrouble for half of one, or another."""
    try:
        packed = file.open("rb")
    except OSError as error:
        raise FileTrouble(f"{file} can't be read: {error.strerror}") from None
    with packed, _told(file, f"{copy.parent} has no room; name another folder by TMPDIR"):
        begins = packed.read(len(COPY))
        packed.seek(0)
        if begins == COPY:
            _refuse_what_is_in_use(file)
            _take(packed, copy, step)
        elif begins.startswith(PACKED):
            with gzip.GzipFile(fileobj=packed) as unzipped:
                _take(unzipped, copy, step)
        if not copy.exists() or _beginning_of(copy) != COPY:
            raise FileTrouble(f"{file} is no backup of autoredeem's; name another file")


def _refuse_what_is_in_use(file: Path) -> None:
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size:
        raise FileTrouble(
            f"{file} is a store, and {log} holds what was last written to it; make a backup of it:"
            " autoredeem backup FILE"
        )


def _beginning_of(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(len(COPY))


def _take(source: BinaryIO | gzip.GzipFile, copy: Path, step: Step) -> None:
    with _created(copy) as target:
        for piece in _pieces(source, step):
            target.write(piece)


def _pieces(source: BinaryIO | gzip.GzipFile, step: Step) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        yield piece
        step()


def _created(file: Path) -> BinaryIO:
    """Open a new file for writing, for its owner alone."""
    binary = getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | binary, 0o600), "wb")


@contextmanager
def _told(file: Path, what: str = "") -> Iterator[None]:
    """Raise FileTrouble that says what is wrong with a backup, or else what the system said."""
    try:
        yield
    except EOFError:
        raise FileTrouble(f"{file} is cut off: it is half a backup; take another") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise FileTrouble(f"{file} is damaged; take another backup ({error})") from None
    except OSError as error:
        advice = what or f"{file} can't be written; make room, or name another place"
        raise FileTrouble(f"{advice} ({error.strerror})") from None
