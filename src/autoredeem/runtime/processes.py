"""Which process this is, and whether another one on the same machine still runs."""

import os
import socket
from functools import cache
from pathlib import Path
from uuid import uuid4

BOOT = Path("/proc/sys/kernel/random/boot_id")
NAMESPACE = Path("/proc/self/ns/pid")


def process_name() -> str:
    """Return this process's name, which no other has or had: `number@host`, and a mark."""
    numbering = _numbering() or uuid4().hex[:8]
    return f"{os.getpid()}@{socket.gethostname()} {numbering} {uuid4().hex[:8]}"


def has_ended(name: str) -> bool:
    """Whether the process of that name is known to run no more.

    A number means a process only where it was given: since the same start of the machine, in the
    same container. Of others nothing is known. Nor is it of one whose number was given again, nor
    elsewhere than on Linux: Windows would end the process that is asked about.
    """
    match name.split(" "):
        case [place, numbering, _] if numbering and numbering == _numbering():
            number, _, _ = place.partition("@")
            try:
                os.kill(int(number), 0)
            except ProcessLookupError:
                return True
            except PermissionError:
                return False
    return False


@cache
def _numbering() -> str:
    """Return a mark of where this process has its number; "" elsewhere than on Linux."""
    try:
        return f"{BOOT.read_text(encoding='ascii').strip()[:8]}-{NAMESPACE.readlink().name[5:-1]}"
    except OSError:
        return ""
