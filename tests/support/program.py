"""`autoredeem run` in a process of its own: its lines, its pages, its end."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from benchmarks.mongod import free_port

PATIENCE = 60.0


class Program:
    """A running `autoredeem run`: its lines, and its pages."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.lines: list[dict[str, Any]] = []
        self._port = port
        self._more = threading.Condition()
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def page(self, path: str) -> tuple[int, str]:
        """Get one of its pages."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    @property
    def port(self) -> int:
        """Where its pages are."""
        return self._port

    def readiness(self) -> dict[str, Any]:
        """Get what it says of its readiness."""
        said: dict[str, Any] = json.loads(self.page("/readyz")[1])
        return said

    def line_with(self, words: str, at: str = "") -> dict[str, Any]:
        """Wait for a line of its log, with a place in the program if one is named."""

        def there() -> list[dict[str, Any]]:
            told = (line for line in self.lines if words in line["event"])
            return [line for line in told if at in line.get("at", "")]

        with self._more:
            found = self._more.wait_for(there, PATIENCE)
        assert found, f"no line with {words!r}: {self.lines}"
        return found[0]

    def becomes_ready(self, *, ready: bool = True) -> dict[str, Any]:
        """Wait until it says that it is ready, or is not."""
        waiting, pause = PATIENCE, threading.Event()
        while (said := self.readiness())["ready"] != ready:
            waiting -= 0.05
            assert waiting > 0, said
            pause.wait(0.05)
        return said

    def stop(self) -> int:
        """End it as a supervisor does; gives its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self) -> int:
        """Wait for its end; gives its exit status."""
        status = self.process.wait(PATIENCE)
        self._reading.join(PATIENCE)
        return status

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            with self._more:
                self.lines.append(json.loads(line) if line.startswith("{") else {"event": line})
                self._more.notify_all()


@contextmanager
def running(*command: str) -> Iterator[Program]:
    """Start the program, and kill it if it is still there in the end."""
    port = free_port()
    environment = {
        **os.environ,
        "AUTOREDEEM_HEALTH__PORT": str(port),
        "AUTOREDEEM_LOG_FORMAT": "json",
        "AUTOREDEEM_STORE__LEASE": "1",
        "AUTOREDEEM_STORE__FIND_SERVER": "0.3",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    started = [sys.executable, *(command or ("-m", "autoredeem", "run"))]
    with subprocess.Popen(started, stderr=subprocess.PIPE, text=True, env=environment) as process:
        program = Program(process, port)
        try:
            yield program
        finally:
            process.kill()
