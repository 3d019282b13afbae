"""Which of the processes that share a store is connected to Discord: one, by a lease.

Two would hear every command twice. Unlike the right to send, it is not given up while the store
does not answer: who is connected then can at least say so.
"""

import asyncio

import structlog

from autoredeem.domain.errors import OutsideError
from autoredeem.engine import Process
from autoredeem.store.interface import Leases

log = structlog.get_logger(__name__)

NAME = "discord"
"""What the lease is called in the store of a title."""


class DiscordLease:
    """Waits for the lease and keeps it. `mine` is set while this process holds it."""

    def __init__(self, leases: Leases, process: Process) -> None:
        self.mine = asyncio.Event()
        self.lost = asyncio.Event()
        self._leases = leases
        self._process = process
        self._may_hold = False
        self._told: str | None = None

    async def serve(self) -> None:
        """Serve until cancelled."""
        while True:
            try:
                await self._ask()
            except OutsideError as error:
                self._tell("", f"Whose turn it is to be connected is not known: {error}")
            pause = self._process.renewal if self.mine.is_set() else self._process.patience
            await asyncio.sleep(pause)

    async def give_back(self) -> None:
        """Let another process connect at once. Raises OutsideError where it can't be told."""
        if self.mine.is_set():
            self._gone()
        if self._may_hold:
            await self._leases.release_lease(NAME, self._process.name)

    async def _ask(self) -> None:
        owner = await self._hold("")
        if owner != self._process.name and self._process.has_ended(owner):
            owner = await self._hold(owner)
        if owner == self._process.name:
            self.lost.clear()
            self.mine.set()
            self._told = owner
        else:
            self._gone()
            who = owner.partition(" ")[0]
            self._tell(owner, f"Another process is connected to Discord ({who}): this one waits")

    async def _hold(self, instead_of: str) -> str:
        # Where the answer is lost, the lease may be this process's all the same.
        self._may_hold = True
        lease = await self._leases.hold_lease(
            NAME, self._process.name, seconds=self._process.lease, instead_of=instead_of
        )
        self._may_hold = lease.owner == self._process.name
        return lease.owner

    def _gone(self) -> None:
        self.mine.clear()
        self.lost.set()

    def _tell(self, owner: str, what: str) -> None:
        """Tell once who is connected, or (nobody's name) that this is not known."""
        if owner != self._told:
            self._told = owner
            log.info(what)
