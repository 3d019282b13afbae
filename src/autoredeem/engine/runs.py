"""A run: the standing work of one code in one guild. Data and rules, no task, no clock."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from autoredeem.domain.codes import code_key
from autoredeem.domain.players import Fid, GuildId, State
from autoredeem.domain.redemptions import Attempt, Figures, Outcome, ends_part
from autoredeem.store.interface import RunKey, RunRecord, RunStatus


class RunEnd(Enum):
    """Why a run asks nobody any more, here and now."""

    COMPLETE = auto()
    DEAD_CODE = auto()
    STOPPED = auto()
    HALTED = auto()
    TAKEN = auto()
    """Another process sends now, and goes on with it."""


STATUS: Mapping[RunEnd | None, RunStatus] = {
    None: RunStatus.OPEN,
    RunEnd.COMPLETE: RunStatus.DONE,
    RunEnd.DEAD_CODE: RunStatus.DONE,
    RunEnd.STOPPED: RunStatus.OPEN,
    RunEnd.HALTED: RunStatus.OPEN,
    RunEnd.TAKEN: RunStatus.OPEN,
}
"""What a run's end means for the store: whoever was not asked is kept for a later start."""


@dataclass(slots=True, eq=False)
class Run:
    """One code in one guild, while it is worked on.

    `pending` holds whoever can be asked and is not decided yet, in flight or not; `ready` is the
    order in which they come, and may hold fids that were decided meanwhile. Members whose state is
    unknown are only counted: they cost no request. `in_flight` counts requests whose outcome is not
    recorded yet. `started` is when this process began with it (monotonic seconds); `seconds_before`
    is how long others had worked on it.
    """

    guild_id: GuildId
    code: str
    opened_at: datetime
    started: float = 0.0
    owner: str = ""
    fence: int = 0
    members: int = 0
    settled_before: int = 0
    redeemed: int = 0
    already: int = 0
    failed: Counter[Outcome] = field(default_factory=Counter)
    no_state: int = 0
    requests: int = 0
    seconds_before: float = 0.0
    check_queries: int = 0
    check_failed: bool = False
    opening: bool = True
    stopped: bool = False
    taken: bool = False
    in_flight: int = 0
    pending: dict[Fid, State] = field(default_factory=dict)
    ready: deque[Fid] = field(default_factory=deque)
    tries: dict[Fid, int] = field(default_factory=dict)
    settled_while_opening: set[Fid] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The code's identity."""
        return code_key(self.code)

    @property
    def run_key(self) -> RunKey:
        """The run's identity."""
        return self.guild_id, self.key

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

    def go_on_from(self, figures: Figures) -> None:
        """Take over what the run came to and cost under another process.

        Whoever was redeemed then is settled now, as the ledger says: they are told apart again from
        those who had the code before the run was opened.
        """
        self.redeemed = min(figures.redeemed, self.settled_before)
        self.already = min(figures.already, self.settled_before - self.redeemed)
        self.settled_before -= self.redeemed + self.already
        self.requests += figures.requests
        self.seconds_before += figures.seconds
        self.check_queries += figures.check_queries
        self.check_failed |= figures.check_failed

    def recall(self, attempts: Iterable[Attempt]) -> None:
        """Heed earlier answers: a refused state until it is mended, the run's own as they ended."""
        for attempt in attempts:
            state, refused = self.pending.get(attempt.fid), attempt.outcome is Outcome.WRONG_STATE
            if state is None or (refused and state != attempt.state):
                continue
            own = attempt.at >= self.opened_at
            if refused or (own and ends_part(attempt.outcome, attempt.tries)):
                self.fail(attempt.fid, attempt.outcome)
            elif own and attempt.tries:
                self.tries[attempt.fid] = attempt.tries

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

    def record(
        self, now: float, at: datetime, end: RunEnd | None = None, reason: Outcome | None = None
    ) -> RunRecord:
        """Give the run as data at a moment (monotonic seconds, and civil time)."""
        return RunRecord(
            guild_id=self.guild_id,
            code=self.code,
            status=STATUS[end],
            opened_at=self.opened_at,
            updated_at=at,
            figures=self._figures(now),
            reason=reason if end is RunEnd.DEAD_CODE else None,
            owner=self.owner,
            fence=self.fence,
        )

    def _figures(self, now: float) -> Figures:
        return Figures(
            members=self.members,
            settled_before=self.settled_before,
            redeemed=self.redeemed,
            already=self.already,
            failed=dict(self.failed),
            no_state=self.no_state,
            requests=self.requests,
            seconds=round(self.seconds_before + now - self.started, 3),
            check_queries=self.check_queries,
            check_failed=self.check_failed,
        )
