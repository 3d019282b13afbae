"""The right to send: of the processes that share a store, only the holder of a lease has it.

The game counts requests by outgoing address (the design's invariant 9), so two processes that each
kept the budget would break it together.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import structlog

from autoredeem.domain.errors import OutsideError
from autoredeem.game.pacing import Pacer
from autoredeem.observe.clock import Clock
from autoredeem.store.interface import Lease, Leases

log = structlog.get_logger(__name__)

NAME = "address"
"""What the lease is called in the store of a title."""


def _cannot_know(_owner: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Process:
    """One of the processes that share a store.

    `name` is its own, unlike any other's before or after it; its first word is for people. `lease`
    is for how many seconds it holds what it holds: so long do others wait for it when it is gone
    without a word, unless `has_ended` knows by an owner's name that this one runs no more.
    """

    name: str
    lease: float = 30.0
    has_ended: Callable[[str], bool] = _cannot_know

    @property
    def renewal(self) -> float:
        """Seconds between two renewals: a store may be slow, or fail some."""
        return self.lease / 6

    @property
    def margin(self) -> float:
        """Seconds before its lease ends that a holder stops, for what is on its way by then."""
        return self.lease / 15

    @property
    def patience(self) -> float:
        """Seconds between two polls of what another process does."""
        return min(1.0, self.lease / 6)


class AddressLease(Protocol):
    """Whether this process may send."""

    @property
    def name(self) -> str:
        """This process's."""

    @property
    def until(self) -> float:
        """Until when it may, in monotonic seconds; never, while another process does."""

    @property
    def mine(self) -> bool:
        """Whether it sends, or will when the store answers again: nobody else took its place."""

    @property
    def another(self) -> str:
        """Which other process does; empty while none is known to."""

    @property
    def taken_from(self) -> str:
        """Whose place it took, of a process that did not give it back: it works no more."""

    @property
    def trouble(self) -> str:
        """What the store last said instead of whose lease it is; empty while it answers."""


class UnsharedAddress:
    """An address that nobody else uses, such as that of a simulator of one's own."""

    name = "alone"
    until = float("inf")
    mine = True
    another = ""
    taken_from = ""
    trouble = ""


class SharedAddressLease:
    """An address that one process at a time uses, by a lease in their store."""

    def __init__(self, leases: Leases, process: Process, clock: Clock, pacer: Pacer) -> None:
        self.name = process.name
        self._leases = leases
        self._process = process
        self._clock = clock
        self._pacer = pacer
        self._lease: Lease | None = None
        self._ends = clock.monotonic(), clock.now()
        self.trouble = ""

    @property
    def until(self) -> float:
        """Until when it may send.

        The loop's clock stands still while the machine sleeps, so the civil time has a say: where
        it passed the end, or was set forward, nothing is sent until the next renewal.
        """
        ends, civil = self._ends
        return ends if self.mine and self._clock.now() < civil else float("-inf")

    @property
    def mine(self) -> bool:
        """Whether this process held the lease when the store last said."""
        return self._lease is not None and self._lease.owner == self.name

    @property
    def another(self) -> str:
        """Which other process held the lease when the store last said."""
        return "" if self.mine or self._lease is None else self._lease.owner

    @property
    def taken_from(self) -> str:
        """Whose lease had ended when this process took it."""
        return self._lease.before if self._lease and self.mine else ""

    async def serve(self, moved: Callable[[], None], lost: Callable[[], None]) -> None:
        """Hold the lease, or wait for it, until cancelled.

        `moved` is called whenever the store has said, or could not say, whose it is. Before that
        `lost` is, when another process has taken this one's place, or had it meanwhile.
        """
        while True:
            pause = await self._ask(lost)
            moved()
            await asyncio.sleep(pause)

    async def give_back(self) -> None:
        """Let another process send at once. Raises OutsideError where the store can't be told."""
        if self.mine:
            self._lease = None
            await self._leases.release_lease(NAME, self.name)

    async def _ask(self, lost: Callable[[], None]) -> float:
        """Take or keep the lease where that is allowed; return the seconds until to ask again."""
        answered = await self._hold("", lost)
        if answered and self.another and self._process.has_ended(self.another):
            answered = await self._hold(self.another, lost)
        return self._process.renewal if answered and self.mine else self._process.patience

    async def _hold(self, instead_of: str, lost: Callable[[], None]) -> bool:
        asked = self._clock.monotonic(), self._clock.now()
        try:
            lease = await self._leases.hold_lease(
                NAME, self.name, seconds=self._process.lease, instead_of=instead_of
            )
        except OutsideError as error:
            self._tell_failing(error)
            return False
        self._tell_working()
        self._take_in(lease, lost)
        if self.mine:
            sure = self._process.lease - self._process.margin
            self._ends = asked[0] + sure, asked[1] + timedelta(seconds=sure)
        return True

    def _take_in(self, lease: Lease, lost: Callable[[], None]) -> None:
        """Compare with what was known: the same fence is the same term."""
        before, was_mine = self._lease, self.mine
        self._lease = lease
        if before == lease:
            return
        if was_mine:
            lost()
        if self.mine:
            self._pacer.start(self._clock.monotonic())
            log.debug("This process sends for the address", taken_from=lease.before)
        else:
            who = lease.owner.partition(" ")[0]
            log.info(f"Another process sends for this address ({who}): this one watches")

    def _tell_failing(self, error: OutsideError) -> None:
        if not self.trouble:
            left = max(0.0, self.until - self._clock.monotonic())
            log.warning(f"Sending pauses in {left:.0f} s unless the store answers: {error}")
        self.trouble = str(error)

    def _tell_working(self) -> None:
        if self.trouble:
            self.trouble = ""
            log.info("The store answers: sending is allowed again, or soon")
