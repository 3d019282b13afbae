"""A run: the standing work of one code in one guild. Data and rules, no task, no clock."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import islice
from math import inf
from typing import NamedTuple

from autoredeem.domain.codes import code_key, issue_of
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.known_players import MISSING_RESTS, KnownPlayer
from autoredeem.domain.redemptions import (
    ENTAILS,
    Attempt,
    Fate,
    Figures,
    Outcome,
    Says,
    ends_part,
    is_lifted,
)
from autoredeem.engine.player_book import PlayerBook
from autoredeem.engine.ready_queue import ReadyQueue
from autoredeem.store.records import Again, RunKey, RunRecord, RunStatus

DEADLY = frozenset(o for o, e in ENTAILS.items() if e.says in (Says.DEAD, Says.DOUBTFUL))

OF_THE_PLAYER = frozenset({Outcome.WRONG_STATE, Outcome.NO_SUCH_PLAYER})
"""What the game says of a player alone, for all codes alike."""

MOST_NAMED = 100
"""So many members in need are named in the record of a run that is done, or none."""

MOST_PASSED_OVER = 100
"""So many members are passed over at the most for one whose state is proven."""


class Typed(NamedTuple):
    """What a guild's entry says of a member; the `priority` is that of the member's alliance."""

    state: State | None
    level: int | None = None
    priority: int = 0


class Ended(NamedTuple):
    """How a member's part ended, and when; for which state it was, at which level in the entry."""

    outcome: Outcome
    at: datetime
    state: State | None = None
    level: int | None = None


class RunEnd(Enum):
    """Why a run asks nobody any more, here and now."""

    COMPLETE = auto()
    DEAD_CODE = auto()
    STOPPED = auto()
    HALTED = auto()
    TAKEN = auto()
    """Another process sends now, and goes on with it."""
    WAITING = auto()
    """The code is doubted, or just revived: it is asked about later."""
    REISSUED = auto()
    """A new edition of the code has begun: the run is opened again, for that one."""


STATUS: Mapping[RunEnd | None, RunStatus] = {
    None: RunStatus.OPEN,
    RunEnd.COMPLETE: RunStatus.DONE,
    RunEnd.DEAD_CODE: RunStatus.DONE,
    RunEnd.STOPPED: RunStatus.OPEN,
    RunEnd.HALTED: RunStatus.OPEN,
    RunEnd.TAKEN: RunStatus.OPEN,
    RunEnd.WAITING: RunStatus.OPEN,
    RunEnd.REISSUED: RunStatus.OPEN,
}
"""What a run's end means for the store: whoever was not asked is kept for a later start."""


@dataclass(slots=True, eq=False)
class Run:
    """One code in one guild, while it is worked on.

    `pending` holds whoever can be asked and is not decided yet, in flight or not; `ready` is the
    order in which they come (those of a higher priority first), and may hold fids that were decided
    meanwhile. Members whose state is
    unknown are only counted: they cost no request. `in_flight` counts requests whose outcome is not
    recorded yet. `started` is when this process began with it (monotonic seconds); `seconds_before`
    is how long others had worked on it. `rests` says that it was stopped until it is wanted again,
    `refreshing` that the roster is read again, for whoever may join. `ended` keeps how a member's
    part ended. `wanted` is for whose sake it was last begun or refreshed anew, at `wanted_at`. Of a
    guild's runs those come first that people wait for, then those whose code `expires` soonest.
    `roster_at` is when the roster was read whose members are counted; `hidden` are the figures in
    which members are counted who are settled and known by no name (`continuation`). A run that
    `looks` is none of the store's: it asks one of its members about the code. Nor is one that
    `proves`: it asks once for its one member, for the state that it says, and calls `when_over`
    with the answer (None: there was none). One that is `apart` asks for a code that is dead or
    none, of which its answer says nothing.
    """

    guild_id: GuildId
    code: str
    opened_at: datetime
    started: float = 0.0
    owner: str = ""
    fence: int = 0
    wanted: Again = Again.ANEW
    edition: int = 1
    expires: datetime | None = None
    looks: bool = False
    proves: bool = False
    apart: bool = False
    answer: Outcome | None = None
    when_over: Callable[[Outcome | None], object] | None = None
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
    pending: dict[Fid, Typed] = field(default_factory=dict)
    ready: ReadyQueue = field(default_factory=ReadyQueue)
    tries: dict[Fid, int] = field(default_factory=dict)
    settled: set[Fid] = field(default_factory=set)
    stateless: set[Fid] = field(default_factory=set)
    ended: dict[Fid, Ended] = field(default_factory=dict)
    settled_meanwhile: set[Fid] = field(default_factory=set)
    roster_at: datetime | None = None
    hidden: Figures | None = None
    wanted_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        """Count from the opening."""
        self.wanted_at = self.opened_at

    @property
    def key(self) -> str:
        """The code's identity."""
        return code_key(self.code)

    @property
    def issue(self) -> str:
        """What the edition of the code that this run is for is called in the ledger."""
        return issue_of(self.code, self.edition)

    @property
    def gate(self) -> str:
        """Whose gate its requests pass: the spelling's, or one of its own. `~` is in no code."""
        return f"{self.code}~" if self.apart else self.code

    @property
    def is_errand(self) -> bool:
        """Whether it is none of the store's runs: it asks once, and is over."""
        return self.looks or self.proves

    @property
    def urgency(self) -> tuple[int, float]:
        """What is least comes first among a guild's runs."""
        rank = 2 if self.wanted is Again.FOR_NEW else 1
        return 0 if self.is_errand else rank, self.expires.timestamp() if self.expires else inf

    @property
    def run_key(self) -> RunKey:
        """The run's identity."""
        return self.guild_id, self.key

    @property
    def no_state(self) -> int:
        """How many members' state is unknown."""
        return len(self.stateless)

    def load(
        self, members: Iterable[tuple[Fid, Typed]], settled: set[Fid], players: PlayerBook
    ) -> None:
        """Add a batch of the roster, each member once over all batches."""
        for fid, typed in members:
            self.members += 1
            if fid in settled or fid in self.settled_meanwhile:
                self.settled_before += 1
                self.settled.add(fid)
                continue
            known = players.find(fid)
            if (known.state_to_ask(typed.state) if known else typed.state) is None:
                self.stateless.add(fid)
                continue
            self.pending[fid] = typed
            if known and (ended := self.foregone(typed, known)):
                self.fail(fid, ended)
            else:
                self.queue(fid)

    def queue(self, fid: Fid) -> None:
        """Let a member come, behind others of the same priority; whoever is decided does not."""
        if typed := self.pending.get(fid):
            self.ready.append(fid, typed.priority)

    def put_back(self, fid: Fid) -> None:
        """Let a member come again, before others of the same priority."""
        if typed := self.pending.get(fid):
            self.ready.put_back(fid, typed.priority)

    def prefer(self, players: PlayerBook) -> None:
        """Put first whoever's state is proven, if there is one soon: others may tell nothing."""
        for fid in islice(self.ready, MOST_PASSED_OVER):
            if fid in self.pending and players.get(fid).proven is not None:
                self.ready.move_first(fid)
                return

    def want_again(self, again: Again, at: datetime) -> None:
        """Note for whose sake the roster is read again, so that `may_join` says who that is."""
        if again is not Again.FOR_NEW:
            self.wanted, self.wanted_at = again, at

    def may_join(self, fid: Fid, typed: Typed, known: KnownPlayer) -> bool:
        """Whether a member has a part to begin: a new one, or one who may fare better now.

        That is one whose refused state or low level was mended, and one who is to be asked anew.
        """
        if fid in self.pending or fid in self.settled:
            return False
        if known.state_to_ask(typed.state) is None:
            return fid not in self.stateless and fid not in self.ended
        if fid not in self.ended:
            return True
        ended = self.ended[fid]
        if ended.outcome in DEADLY or self._holds(ended, typed, known):
            return False
        return self.foregone(typed, known) is None

    def foregone(self, typed: Typed, known: KnownPlayer) -> Ended | None:
        """Return how asking a member would end, where the game has said so of the player."""
        state = known.state_to_ask(typed.state)
        for outcome, at in known.against(state):
            if self.heeds(outcome, at):
                return Ended(outcome, at, state, typed.level)
        return None

    def notes(self, outcome: Outcome) -> bool:
        """Whether an answer counts for its code and member beyond this request.

        Of a run that proves it does where it would have ended the member's part for another reason
        than the code.
        """
        if not self.proves:
            return not self.looks
        ends = ENTAILS[outcome].fate is Fate.ENDS and outcome not in DEADLY
        return ends and not self.apart

    def heeds(self, outcome: Outcome, at: datetime) -> bool:
        """Whether an answer of that time still counts: nobody is asked anew too soon."""
        if self.wanted is Again.AFRESH:
            rests = timedelta()
        elif outcome is Outcome.NO_SUCH_PLAYER and self.wanted is Again.FOR_NEW:
            rests = MISSING_RESTS
        else:
            rests = ENTAILS[outcome].rests
        return at + rests >= self.wanted_at

    def join(
        self,
        members: Iterable[tuple[Fid, Typed]],
        settled: set[Fid],
        attempts: Mapping[Fid, Attempt],
        players: PlayerBook,
    ) -> None:
        """Add members who may join; what ended their part is forgotten."""
        joining = list(members)
        new = [fid for fid, _ in joining if fid not in self.ended]
        for fid, _ in joining:
            self._forget(fid)
        self.load(joining, settled, players)
        self.recall((attempts[fid] for fid in new if fid in attempts), players)

    def mend(self, entries: Iterable[tuple[Fid, Typed]]) -> None:
        """Ask members who are still to be asked by what their entries say by now."""
        self.pending.update((fid, typed) for fid, typed in entries if fid in self.pending)

    def lose_state(self, fid: Fid) -> None:
        """Count a member as one without a state, whose entry says none any more."""
        if self.pending.pop(fid, None) is not None:
            self.stateless.add(fid)

    def missing_in(self, roster: Mapping[Fid, Typed]) -> Iterator[Fid]:
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
        self.take_over_costs(figures)

    def take_over_costs(self, figures: Figures) -> None:
        """Count what was spent on the run under another process."""
        self.requests += figures.requests
        self.seconds_before += figures.seconds
        self.check_queries += figures.check_queries
        self.check_failed |= figures.check_failed

    def recall(self, attempts: Iterable[Attempt], players: PlayerBook) -> None:
        """Heed earlier answers: the run's own as they ended, others until they have rested.

        That a code is dead says nothing of another spelling of it.
        """
        for attempt in attempts:
            fid, typed = attempt.fid, self.pending.get(attempt.fid)
            deadly = attempt.outcome in DEADLY
            if typed is None or (deadly and attempt.code != self.issue):
                continue
            if not ends_part(attempt.outcome, attempt.tries):
                if attempt.tries and attempt.at >= self.opened_at:
                    self.tries[fid] = attempt.tries
                continue
            ended = Ended(attempt.outcome, attempt.at, attempt.state, attempt.level)
            if self._holds(ended, typed, players.get(fid)):
                self.fail(fid, ended)

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

    def fail(self, fid: Fid, ended: Ended) -> None:
        """Count a member's part as ended; whoever is not pending is left alone."""
        if self.pending.pop(fid, None) is not None:
            self.tries.pop(fid, None)
            self.failed[ended.outcome] += 1
            self.ended[fid] = ended

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
            edition=self.edition,
            roster_at=self.roster_at,
            in_need=self._in_need() if STATUS[end] is RunStatus.DONE else {},
        )

    def _holds(self, ended: Ended, typed: Typed, known: KnownPlayer) -> bool:
        """Whether an answer still decides a member: nothing was mended, and it has not rested."""
        outcome, at, state, level = ended
        if outcome in OF_THE_PLAYER and known.found_since(at):
            return False
        if outcome is Outcome.WRONG_STATE and known.state_to_ask(typed.state) != state:
            return False
        return not is_lifted(outcome, level, typed.level) and self.heeds(outcome, at)

    def _forget(self, fid: Fid) -> None:
        if fid in self.stateless:
            self.stateless.remove(fid)
            self.members -= 1
        elif fid in self.ended:
            self.failed -= Counter({self.ended.pop(fid).outcome: 1})
            self.members -= 1

    def _in_need(self) -> Mapping[Fid, State | None]:
        """Name who can't be asked with success; nobody where they are many."""
        refused = ((fid, one) for fid, one in self.ended.items() if one.outcome in OF_THE_PLAYER)
        named: dict[Fid, State | None] = {fid: one.state for fid, one in refused}
        named |= dict.fromkeys(self.stateless)
        return named if len(named) <= MOST_NAMED else {}

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
