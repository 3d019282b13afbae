"""A run: the standing work of one code in one guild. Data and rules, no task, no clock."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import ENTAILS, Attempt, Figures, Outcome, Says, ends_part
from autoredeem.store.records import RunKey, RunRecord, RunStatus

DEADLY = frozenset(o for o, e in ENTAILS.items() if e.says in (Says.DEAD, Says.DOUBTFUL))

FOR_GOOD = DEADLY | {Outcome.NO_SUCH_PLAYER}
"""What ends a member's part in a run so that another go would end the same."""


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
    is how long others had worked on it. `rests` says that it was stopped until it is wanted again,
    `refreshing` that the roster is read again, for whoever may join. `ended` keeps for which
    state a member's part ended, and how.
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
    requests: int = 0
    seconds_before: float = 0.0
    check_queries: int = 0
    check_failed: bool = False
    opening: bool = True
    stopped: bool = False
    taken: bool = False
    rests: bool = False
    refreshing: bool = False
    in_flight: int = 0
    pending: dict[Fid, State] = field(default_factory=dict)
    ready: deque[Fid] = field(default_factory=deque)
    tries: dict[Fid, int] = field(default_factory=dict)
    settled: set[Fid] = field(default_factory=set)
    stateless: set[Fid] = field(default_factory=set)
    ended: dict[Fid, tuple[State, Outcome]] = field(default_factory=dict)
    settled_meanwhile: set[Fid] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The code's identity."""
        return code_key(self.code)

    @property
    def run_key(self) -> RunKey:
        """The run's identity."""
        return self.guild_id, self.key

    @property
    def no_state(self) -> int:
        """How many members' state is unknown."""
        return len(self.stateless)

    def load(self, members: Iterable[tuple[Fid, State | None]], settled: set[Fid]) -> None:
        """Add a batch of the roster, each member once over all batches."""
        for fid, state in members:
            self.members += 1
            if fid in settled or fid in self.settled_meanwhile:
                self.settled_before += 1
                self.settled.add(fid)
            elif state is None:
                self.stateless.add(fid)
            else:
                self.pending[fid] = state
                self.ready.append(fid)

    def may_join(self, fid: Fid, state: State | None, *, anew: bool) -> bool:
        """Whether a member has a part to begin: a new one, or one who may fare better now.

        That is one whose refused state was mended, and with `anew` most whose part ended.
        """
        if fid in self.pending or fid in self.settled:
            return False
        if fid in self.stateless:
            return state is not None
        if fid not in self.ended:
            return True
        before, reason = self.ended[fid]
        if state is None or reason in FOR_GOOD:
            return False
        return state != before if reason is Outcome.WRONG_STATE else anew

    def join(
        self,
        members: Iterable[tuple[Fid, State | None]],
        settled: set[Fid],
        attempts: Mapping[Fid, Attempt],
    ) -> None:
        """Add members who may join; what ended their part is forgotten."""
        joining = list(members)
        new = [fid for fid, _ in joining if fid not in self.ended]
        for fid, _ in joining:
            self._forget(fid)
        self.load(joining, settled)
        self.recall(attempts[fid] for fid in new if fid in attempts)

    def mend(self, states: Iterable[tuple[Fid, State | None]]) -> None:
        """Ask members who are still to be asked for the states that they have by now."""
        known = ((fid, state) for fid, state in states if state is not None)
        self.pending.update((fid, state) for fid, state in known if fid in self.pending)

    def missing_in(self, roster: Mapping[Fid, State | None]) -> Iterator[Fid]:
        """Return who is not decided yet and not enrolled any more."""
        # A copy, as others are decided while these are gone through in steps.
        undecided = [*self.pending, *self.stateless]
        return (fid for fid in undecided if fid not in roster)

    def leave(self, fids: Iterable[Fid]) -> None:
        """Take members out who are not decided yet: they are none of the run's any more."""
        for fid in fids:
            if fid in self.pending or fid in self.stateless:
                self.pending.pop(fid, None)
                self.tries.pop(fid, None)
                self.stateless.discard(fid)
                self.members -= 1

    def go_on_from(self, figures: Figures, settled: Mapping[Outcome, int]) -> None:
        """Take over what the run cost under another process, and what it came to.

        `settled` counts, by outcome, who was settled since the run was opened: they are kept apart
        again from those who had the code before.
        """
        self.redeemed = min(settled.get(Outcome.REDEEMED, 0), self.settled_before)
        self.already = min(
            sum(settled.values()) - settled.get(Outcome.REDEEMED, 0),
            self.settled_before - self.redeemed,
        )
        self.settled_before -= self.redeemed + self.already
        self.requests += figures.requests
        self.seconds_before += figures.seconds
        self.check_queries += figures.check_queries
        self.check_failed |= figures.check_failed

    def recall(self, attempts: Iterable[Attempt]) -> None:
        """Heed earlier answers: a refused state until it is mended, the run's own as they ended.

        That a code is dead says nothing of another spelling of it.
        """
        for attempt in attempts:
            state, refused = self.pending.get(attempt.fid), attempt.outcome is Outcome.WRONG_STATE
            if state is None or (refused and state != attempt.state):
                continue
            deadly = attempt.outcome in DEADLY
            own = attempt.at >= self.opened_at and not (deadly and attempt.code != self.code)
            if refused or (own and ends_part(attempt.outcome, attempt.tries)):
                self.fail(attempt.fid, attempt.outcome)
            elif own and attempt.tries:
                self.tries[attempt.fid] = attempt.tries

    def settle(self, fid: Fid, how: Outcome) -> None:
        """Count a member as settled; whoever is not pending is left alone."""
        if self.opening or self.refreshing:
            self.settled_meanwhile.add(fid)
        if self.pending.pop(fid, None) is None:
            return
        self.tries.pop(fid, None)
        self.settled.add(fid)
        if how is Outcome.REDEEMED:
            self.redeemed += 1
        else:
            self.already += 1

    def settle_before(self, fids: Iterable[Fid]) -> None:
        """Count members as settled before the run, as is known only now."""
        for fid in fids:
            if self.pending.pop(fid, None) is not None:
                self.settled.add(fid)
                self.settled_before += 1

    def fail(self, fid: Fid, reason: Outcome) -> None:
        """Count a member's part as ended; whoever is not pending is left alone."""
        state = self.pending.pop(fid, None)
        if state is not None:
            self.tries.pop(fid, None)
            self.failed[reason] += 1
            self.ended[fid] = state, reason

    def record(
        self, now: float, at: datetime, end: RunEnd | None = None, reason: Outcome | None = None
    ) -> RunRecord:
        """Return the run as data at a moment (monotonic seconds, and civil time)."""
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

    def _forget(self, fid: Fid) -> None:
        if fid in self.stateless:
            self.stateless.remove(fid)
            self.members -= 1
        elif fid in self.ended:
            _, reason = self.ended.pop(fid)
            self.failed -= Counter({reason: 1})
            self.members -= 1

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
