"""The program with what Windows lacks taken away: `python -m support.windows_limits ARGUMENT…`.

From Python's documentation: loops there hear no signals, there is no `resource`, `fcntl`, `pwd` or
`grp`, signal 0 would end a process, and SIGKILL, SIGHUP and the like have no names.
Pipes and files have an encoding of 256 letters.
"""

import asyncio
import io
import os
import signal
import sys
from typing import NoReturn

MODULES = ("resource", "fcntl", "pwd", "grp", "uvloop")
SIGNALS = ("SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGALRM", "SIGQUIT")
CALLS = ("fchmod", "fork", "killpg", "mkfifo", "chown")


def _not_there(*_: object) -> NoReturn:
    raise NotImplementedError


def _kill(_number: int, _signal: int) -> NoReturn:
    raise AssertionError("on Windows this ends the process that it is to ask about")


def take_away() -> None:
    """Take away what Windows lacks, from this process."""
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    # Its number is that of a signal that is there, so that a test can send it.
    signal.SIGBREAK = signal.SIGUSR1  # type: ignore[attr-defined]
    for name in SIGNALS:
        delattr(signal, name)
    for name in CALLS:
        delattr(os, name)
    os.kill = _kill
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="cp1252", errors=stream.errors)
    for name in ("add_signal_handler", "remove_signal_handler"):
        setattr(asyncio.SelectorEventLoop, name, _not_there)


if __name__ == "__main__":
    take_away()
    from autoredeem.cli import main

    main()
