"""A program at a terminal: what it shows is read as a person would, and answered."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

PATIENCE = 60.0

STARTED = """
import signal
from autoredeem.cli import main

signal.signal(signal.SIGINT, signal.default_int_handler)
main()
"""
"""The program as a terminal starts it: Ctrl-C counts, though it may not for who runs the tests."""

NOTHING_HAPPENS = 10.0
"""Seconds after which a person presses a key again."""


class Terminal:
    """A process whose standard streams are a terminal, and what stands on it."""

    def __init__(self, process: subprocess.Popen[bytes], number: int) -> None:
        self.process = process
        self.shown = ""
        self._number = number
        self._read = 0

    def wait_for(self, words: str) -> None:
        """Wait until words are shown, behind those that were waited for before."""
        while words not in self.shown[self._read :]:
            assert self._take(), f"no {words!r} in {self.shown!r}"
        self._read = self.shown.index(words, self._read) + len(words)

    def answer(self, question: str, text: str) -> None:
        """Type a line where a question stands."""
        self.wait_for(question)
        os.write(self._number, f"{text}\n".encode())

    def interrupt(self, words: str) -> None:
        """Press Ctrl-C where the program waits, until words are shown.

        It is lost where it comes between the last instruction and the wait: as people do, press it
        again when nothing happens.
        """
        for _ in range(round(PATIENCE / NOTHING_HAPPENS)):
            self.process.send_signal(signal.SIGINT)
            there, _, _ = select.select([self._number], [], [], NOTHING_HAPPENS)
            if there:
                break
        self.wait_for(words)

    def ended(self) -> int:
        """Read on to its end; return its exit status."""
        while self._take():
            pass
        return self.process.wait(PATIENCE)

    def _take(self) -> bool:
        there, _, _ = select.select([self._number], [], [], PATIENCE)
        assert there, f"nothing more is shown: {self.shown!r}"
        try:
            more = os.read(self._number, 65_536)
        except OSError:
            # The other side is closed: so Linux says that it has ended.
            return False
        self.shown += more.decode().replace("\r\n", "\n")
        return bool(more)


@contextmanager
def at_terminal(*arguments: str, **variables: str) -> Iterator[Terminal]:
    """Start a command of the program at a terminal; kill it if it is still there in the end."""
    ours, its = pytest.importorskip("pty", reason="Windows has none").openpty()
    environment: Mapping[str, str] = {**os.environ, "NO_COLOR": "1", **variables}
    command = [sys.executable, "-c", STARTED, *arguments]
    # In a session of its own, so that nothing is asked at the terminal of who runs the tests.
    with subprocess.Popen(
        command, stdin=its, stdout=its, stderr=its, env=environment, start_new_session=True
    ) as process:
        os.close(its)
        try:
            yield Terminal(process, ours)
        finally:
            process.kill()
            os.close(ours)
