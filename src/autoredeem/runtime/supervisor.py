"""What a running program tells the service manager that started it, as sd_notify(3) has it.

Datagrams of `NAME=value` lines to the socket that NOTIFY_SOCKET names: that it is ready, how it is,
and, again and again, that its loop moves. The beat comes from the loop and from nowhere else, so
that a program whose loop no longer moves is started anew. Without such a socket nothing is told.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress

import structlog

from autoredeem.observe.tasks import serving

log = structlog.get_logger(__name__)

READY, STOPPING, BEAT = "READY=1", "STOPPING=1", "WATCHDOG=1"

UNWATCHED = 10.0
"""Seconds between two looks at how the program is, where nobody waits for a beat."""

PATIENCE = 2.0
"""Seconds in which the manager has to have room for a datagram."""

LONGEST_STATUS = 200

Status = Callable[[], str]
"""Returns in a line how the program is, at once."""


class Supervisor:
    """The service manager that started this program, or nobody.

    `pause` is how many seconds pass between two beats; None where none is wanted.
    """

    def __init__(self, manager: socket.socket | None = None, pause: float | None = None) -> None:
        self._manager = manager
        self.pause = pause
        self._status: Status = lambda: "starting"
        self._told = ""

    async def ready(self, status: Status) -> None:
        """Tell that the program is at work; from now on `status` says how it is."""
        self._status = status
        await self._send(READY, *self._news())

    async def stopping(self) -> None:
        """Tell that the program has begun to end."""
        self._status = lambda: "stopping: what is in flight finishes"
        await self._send(STOPPING, *self._news())

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Tell that the loop moves, and how the program is when that changes, while it is open."""
        if self._manager is None:
            yield
            return
        async with serving(self._beat()):
            yield

    async def _beat(self) -> None:
        beat = [] if self.pause is None else [BEAT]
        while True:
            await asyncio.sleep(self.pause or UNWATCHED)
            await self._send(*beat, *self._news())

    def _news(self) -> list[str]:
        try:
            line = " ".join(self._status().split())[:LONGEST_STATUS]
        except Exception:
            log.exception("How the program is can't be told")
            return []
        if line == self._told:
            return []
        self._told = line
        return [f"STATUS={line}"]

    async def _send(self, *lines: str) -> None:
        """Send lines as one datagram. A manager that takes none keeps the program from nothing."""
        if self._manager is None or not lines:
            return
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(PATIENCE):
                await loop.sock_sendall(self._manager, "\n".join(lines).encode())
        except OSError as error:
            self._told = ""
            log.warning("The service manager can't be told", why=_why(error))


@contextmanager
def supervised(environment: Mapping[str, str]) -> Iterator[Supervisor]:
    """Yield the service manager that the environment names, if it names one.

    NOTIFY_SOCKET is a path, or begins with `@` for Linux' abstract names. WATCHDOG_USEC are the
    microseconds in which a beat is awaited, of the process WATCHDOG_PID if that is set; a third of
    them passes between two beats. It connects: enter it before the loop runs.
    """
    address = environment.get("NOTIFY_SOCKET", "")
    manager = _connected(address) if address[:1] in ("/", "@") else None
    try:
        yield Supervisor(manager, _pause(environment))
    finally:
        if manager:
            manager.close()


def _connected(address: str) -> socket.socket | None:
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.settimeout(0)
    try:
        manager.connect("\0" + address[1:] if address.startswith("@") else address)
    except OSError as error:
        manager.close()
        log.warning("The service manager can't be reached", socket=address, why=_why(error))
        return None
    return manager


def _pause(environment: Mapping[str, str]) -> float | None:
    """Return the seconds between two beats, if this process is to send any."""
    with suppress(ValueError):
        awaited = int(environment.get("WATCHDOG_USEC", "0"))
        watched = int(environment.get("WATCHDOG_PID", os.getpid()))
        if awaited > 0 and watched == os.getpid():
            return awaited / 1_000_000 / 3
    return None


def _why(error: OSError) -> str:
    return error.strerror or f"no room for {PATIENCE:g} s"
