"""A leader lease: of the processes that share a store one leads, until it ends or says so.

What a leader does that hears nothing from the store any more is its own policy.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from autoredeem.domain.errors import OutsideError
from autoredeem.observe.clock import Clock
from autoredeem.store.records import Lease
from autoredeem.store.upkeep import Leases

SLACK = 0.001


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
        return self.lease / 3

    @property
    def margin(self) -> float:
        """Seconds before its lease ends that a holder stops, for what is on its way by then."""
        return self.lease / 15

    @property
    def patience(self) -> float:
        """Seconds between two polls of what another process does."""
        return min(1.0, self.lease / 6)


Polled = Callable[[Lease | None, OutsideError | None], None]
"""The policy, called after each poll: what the lease was before, and why the store said nothing."""


class LeaderLease:
    """A process's part in the election by one lease of a store."""

    def __init__(self, leases: Leases, lease_name: str, process: Process, clock: Clock) -> None:
        self.name = process.name
        self.lease: Lease | None = None
        self._leases = leases
        self._lease_name = lease_name
        self._process = process
        self._clock = clock
        self._ends = clock.monotonic(), clock.now()
        self._may_hold = False

    @property
    def mine(self) -> bool:
        """Whether this process held the lease when the store last said."""
        return self.lease is not None and self.lease.owner == self.name

    @property
    def another(self) -> str:
        """Which other process held the lease when the store last said."""
        return "" if self.mine or self.lease is None else self.lease.owner

    @property
    def taken_from(self) -> str:
        """Whose lease had ended when this process took it."""
        return self.lease.before if self.lease and self.mine else ""

    @property
    def until(self) -> float:
        """Until when nobody else can hold it, in monotonic seconds; never, while it is not mine.

        The loop's clock stands still while the machine sleeps, so the civil time has a say: where
        it passed the end, or was set forward, nothing is sure until the next renewal.
        """
        ends, civil = self._ends
        return ends if self.mine and self._clock.now() < civil else float("-inf")

    async def serve(self, polled: Polled) -> None:
        """Hold the lease, or wait for it, until cancelled."""
        while True:
            before = self.lease
            error = await self._poll()
            polled(before, error)
            sure = self.mine and not error
            await asyncio.sleep(self._until_renewal() if sure else self._process.patience)

    async def give_back(self) -> None:
        """Release the lease: another leads at once. Raises OutsideError where that fails."""
        if self._may_hold:
            self.lease = None
            await self._leases.release_lease(self._lease_name, self.name)

    def _until_renewal(self) -> float:
        """Return how long until all leases of this process are renewed.

        They are at the same moments, so that a store may write them as one.
        """
        # A timer may be early by a little, and is not to be set for the moment that it was set for.
        until = self._clock.monotonic() + SLACK
        return self._process.renewal - until % self._process.renewal + SLACK

    async def _poll(self) -> OutsideError | None:
        """Take or keep the lease where that is allowed; return why the store did not answer."""
        try:
            await self._hold("")
            if self.another and self._process.has_ended(self.another):
                await self._hold(self.another)
        except OutsideError as error:
            return error
        return None

    async def _hold(self, instead_of: str) -> None:
        asked = self._clock.monotonic(), self._clock.now()
        # Where the answer is lost, the lease may be this process's all the same.
        self._may_hold = True
        self.lease = await self._leases.hold_lease(
            self._lease_name, self.name, seconds=self._process.lease, instead_of=instead_of
        )
        self._may_hold = self.mine
        if self.mine:
            sure = self._process.lease - self._process.margin
            self._ends = asked[0] + sure, asked[1] + timedelta(seconds=sure)
