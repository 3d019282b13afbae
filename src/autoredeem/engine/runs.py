"""A run: the standing work of one code in one guild. Data and rules, no task, no clock."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from autoredeem.domain.codes import code_key
from autoredeem.domain.players import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome, RunSummary
from autoredeem.store.interface import RunRecord, RunStatus


class RunEnd(Enum):
    """Why a run asks nobody any more, here and now."""

    COMPLETE = auto()
    DEAD_CODE = auto()
    STOPPED = auto()
    HALTED = auto()


@dataclass(slots=True, eq=False)
class Run:
    """One code in one guild, while it is worked on.

    `pending` holds whoever can be asked and is not decided yet, in flight or not; `ready` is the
    order in which they come, and may hold fids that were decided meanwhile. Members whose state is
    unknown are only counted: they cost no request. `in_flight` counts requests whose outcome is not
    recorded yet.
    """

    guild_id: GuildId
    code: str
    opened_at: datetime
    members: int = 0
    settled_before: int = 0
    redeemed: int = 0
    already: int = 0
    failed: Counter[Outcome] = field(default_factory=Counter)
    no_state: int = 0
    requests: int = 0
    check_queries: int = 0
    check_failed: bool = False
    opening: bool = True
    stopped: bool = False
    in_flight: int = 0
    pending: dict[Fid, State] = field(default_factory=dict)
    ready: deque[Fid] = field(default_factory=deque)
    tries: dict[Fid, Counter[Outcome]] = field(default_factory=dict)
    settled_while_opening: set[Fid] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The code's identity."""
        return code_key(self.code)

    def load(self, members: Iterable[tuple[Fid, State | None]], settled: set[Fid]) -> None:
        """Take in a batch of the roster, each member once over all batches."""
        for fid, state in members:
            self.members += 1
            if fid in settled or fid in self.settled_while_opening:
                self.settled_before += 1
            elif state is None:
                self.no_state += 1
            else:
                self.pending[fid] = state
                self.ready.append(fid)

    def settle(self, fid: Fid, how: Outcome) -> None:
        """Count a member as settled; whoever is not pending is left alone."""
        if self.opening:
            self.settled_while_opening.add(fid)
        if self.pending.pop(fid, None) is None:
            return
        self.tries.pop(fid, None)
        if how is Outcome.REDEEMED:
            self.redeemed += 1
        else:
            self.already += 1

    def fail(self, fid: Fid, reason: Outcome) -> None:
        """Count a member's part as ended; whoever is not pending is left alone."""
        if self.pending.pop(fid, None) is not None:
            self.tries.pop(fid, None)
            self.failed[reason] += 1

    @property
    def unsettled(self) -> int:
        """Members who are neither settled nor failed."""
        decided = self.settled_before + self.redeemed + self.already + self.failed.total()
        return self.members - decided

    def record(self, status: RunStatus, at: datetime) -> RunRecord:
        """Give the run as data."""
        return RunRecord(
            guild_id=self.guild_id,
            code=self.code,
            status=status,
            opened_at=self.opened_at,
            updated_at=at,
            members=self.members,
            settled_before=self.settled_before,
            redeemed=self.redeemed,
            already=self.already,
            failed=dict(self.failed),
            requests=self.requests,
            check_queries=self.check_queries,
            check_failed=self.check_failed,
        )

    def summary(self, title: str, *, seconds: float, not_recorded: int) -> RunSummary:
        """Give what the run came to so far."""
        return RunSummary(
            title=title,
            guild=self.guild_id,
            code=self.code,
            members=self.members,
            settled_before=self.settled_before,
            redeemed=self.redeemed,
            already=self.already,
            failed=dict(self.failed),
            unsettled=self.unsettled,
            no_state=self.no_state,
            requests=self.requests,
            seconds=round(seconds, 3),
            check_queries=self.check_queries,
            check_failed=self.check_failed,
            not_recorded=not_recorded,
        )
