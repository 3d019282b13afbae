"""Which of the processes that share a store is connected to Discord: one, by a lease.

Two would hear every command twice. Unlike the right to send, it is not given up while the store
does not answer: who is connected then can at least say so.
"""

import asyncio

import structlog

from autoredeem.domain.errors import OutsideError
from autoredeem.engine import LeaderLease, Process
from autoredeem.observe.clock import Clock
from autoredeem.store.records import Lease
from autoredeem.store.upkeep import Leases

log = structlog.get_logger(__name__)

NAME = "discord"
"""What the lease is called in the store of a title."""


class DiscordLease:
    """Waits for the lease and keeps it. `mine` is set while this process holds it."""

    def __init__(self, leases: Leases, process: Process, clock: Clock) -> None:
        self.mine = asyncio.Event()
        self.lost = asyncio.Event()
        self._lease = LeaderLease(leases, NAME, process, clock)
        self._logged: str | None = None

    async def serve(self) -> None:
        """Hold the lease, or wait for it, until cancelled."""
        await self._lease.serve(self._polled)

    async def give_back(self) -> None:
        """Release the lease: another connects at once. Raises OutsideError where that fails."""
        if self.mine.is_set():
            self._leave()
        await self._lease.give_back()

    def _polled(self, _before: Lease | None, error: OutsideError | None) -> None:
        if self._lease.mine:
            self.lost.clear()
            self.mine.set()
        elif self._lease.another:
            self._leave()
        if error:
            self._log("", f"Whose turn it is to be connected is not known: {error}")
        elif self._lease.mine:
            self._logged = self._lease.name
        else:
            owner = self._lease.another
            who = owner.partition(" ")[0]
            self._log(owner, f"Another process is connected to Discord ({who}): this one waits")

    def _leave(self) -> None:
        self.mine.clear()
        self.lost.set()

    def _log(self, owner: str, what: str) -> None:
        """Log once who is connected, or (nobody's name) that this is not known."""
        if owner != self._logged:
            self._logged = owner
            log.info(what)
