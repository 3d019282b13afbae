"""The right to send: of the processes that share a store, only the holder of a lease has it.

The game counts requests by outgoing address (the design's invariant 9), so two processes that each
kept the budget would break it together. A holder that can't renew stops before its lease ends.
"""

from collections.abc import Callable
from typing import Protocol
from uuid import uuid4

import structlog

from autoredeem.domain.errors import OutsideError
from autoredeem.engine.leader_lease import LeaderLease, Process
from autoredeem.game.pacer import Pacer
from autoredeem.observe.clock import Clock
from autoredeem.store.records import ADDRESS, Lease
from autoredeem.store.upkeep import Leases

log = structlog.get_logger(__name__)


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
    def trouble(self) -> str:
        """What the store last said instead of whose lease it is; empty while it answers."""


class UnsharedAddress:
    """An address that nobody else uses, such as that of a simulator of one's own.

    It has no lease, so whatever an earlier one worked on is free: none has another's name.
    """

    until = float("inf")
    mine = True
    another = ""
    trouble = ""

    def __init__(self) -> None:
        self.name = f"alone {uuid4().hex[:8]}"


class SharedAddressLease(LeaderLease):
    """An address that one process at a time uses, by a lease in their store."""

    def __init__(self, leases: Leases, process: Process, clock: Clock, pacer: Pacer) -> None:
        super().__init__(leases, ADDRESS, process, clock)
        self._pacer = pacer
        self.trouble = ""

    async def hold(self, moved: Callable[[], None], lost: Callable[[], None]) -> None:
        """Hold the lease, or wait for it, until cancelled.

        `moved` is called whenever the store has said, or could not say, whose it is. Before that
        `lost` is, when another process has taken this one's place, or had it meanwhile.
        """

        def polled(before: Lease | None, error: OutsideError | None) -> None:
            if self.lease != before:
                if before and before.owner == self.name:
                    lost()
                self._begin_term()
            self._log_trouble(error)
            moved()

        await self.serve(polled)

    def _begin_term(self) -> None:
        if self.mine:
            self._pacer.start(self._clock.monotonic())
            log.debug("This process sends for the address", taken_from=self.taken_from)
        else:
            who = self.another.partition(" ")[0]
            log.info(f"Another process sends for this address ({who}): this one watches")

    def _log_trouble(self, error: OutsideError | None) -> None:
        if error and not self.trouble:
            left = max(0.0, self.until - self._clock.monotonic())
            log.warning(f"Sending pauses in {left:.0f} s unless the store answers: {error}")
        elif self.trouble and not error:
            log.info("The store answers: sending is allowed again, or soon")
        self.trouble = str(error or "")
