"""Plays the queue's rules against a made-up game, checking at every move what must never happen."""

from collections import Counter
from collections.abc import Callable, Mapping
from random import Random

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import ENTAILS, Fate, Outcome
from autoredeem.engine.player_book import PlayerBook
from autoredeem.engine.probe_gate import Ticket
from autoredeem.engine.runs import Run, RunEnd, Typed
from autoredeem.engine.scheduler import Scheduler
from support.virtual_time import EPOCH

GAP = 3.0
Rosters = Mapping[int, list[int]]
Game = Callable[[str, Fid], Outcome]


def new_run(guild: int, fids: list[int], code: str = "CODE", state: int | None = 7) -> Run:
    run = Run(GuildId(guild), code, EPOCH)
    typed = Typed(State(state) if state else None)
    run.load([(Fid(fid), typed) for fid in fids], set(), PlayerBook())
    return run


class Play:
    """All guilds' runs of some codes, from the opening until nobody is left to ask."""

    def __init__(self, rosters: Rosters, codes: list[str], game: Game, random: Random) -> None:
        self.scheduler = Scheduler(GAP)
        self.game = game
        self.random = random
        self.now = 0.0
        self.runs = [new_run(g, fids, code) for g, fids in rosters.items() for code in codes]
        self.enrolled = {
            Fid(fid): frozenset(GuildId(g) for g, fids in rosters.items() if fid in fids)
            for fids in rosters.values()
            for fid in fids
        }
        self.asked: Counter[tuple[str, Fid]] = Counter()
        self.settled: set[tuple[str, Fid]] = set()
        self.in_flight: list[Ticket] = []
        self.unrecorded: list[tuple[Ticket, Outcome]] = []
        self.last_sent: dict[Fid, float] = {}
        self.ends: dict[Run, RunEnd] = {}
        for run in self.runs:
            self.scheduler.begin(run, Standing())
        for run in self.runs:
            self.scheduler.admit(run)

    def to_the_end(self) -> None:
        """Move until every run is over."""
        for _ in range(20_000):
            self._end_runs()
            if len(self.ends) == len(self.runs):
                return
            moves = [self._send] if len(self.in_flight) < 5 else []
            moves += [self._answer] if self.in_flight else []
            moves += [self._record] if self.unrecorded else []
            self.random.choice(moves)()
        raise AssertionError("a run never ends")

    def _send(self) -> None:
        when = self.scheduler.next_time(self.now)
        if when is None or (when > self.now and (self.in_flight or self.unrecorded)):
            assert self.in_flight or self.unrecorded, "nobody to ask, yet runs are not over"
            return
        self.now = max(self.now, when)
        ticket = self.scheduler.choose(self.now)
        if ticket is None:
            return
        self._check(ticket)
        self.in_flight.append(ticket)
        self.asked[ticket.subject] += 1
        self.last_sent[ticket.fid] = self.now
        self.scheduler.sent(ticket, self.now)
        self.now += 0.5

    def _check(self, ticket: Ticket) -> None:
        busy = [t.subject for t in self.in_flight] + [t.subject for t, _ in self.unrecorded]
        assert ticket.subject not in busy, "in flight twice"
        assert ticket.subject not in self.settled, "asked although settled"
        standing = self.scheduler.standing_of(ticket.run.code)
        assert standing
        assert standing.life is not Life.DEAD, "asked for a dead code"
        if standing.needs_probe and standing.doubted_by is None:
            assert ticket.run.code not in [t.run.code for t in self.in_flight], "two probes"
        assert self.now >= self.last_sent.get(ticket.fid, -GAP) + GAP, "too soon for the player"

    def _answer(self) -> None:
        ticket = self.in_flight.pop(self.random.randrange(len(self.in_flight)))
        outcome = self.game(ticket.run.code, ticket.fid)
        decision = self.scheduler.answered(ticket, outcome, EPOCH)
        if decision.standing:
            self.scheduler.standing_recorded(ticket.run.code, decision.standing)
        if decision.final:
            self.unrecorded.append((ticket, outcome))
        else:
            self.scheduler.again(ticket, outcome, self.now + self.random.uniform(0, 10))

    def _record(self) -> None:
        ticket, outcome = self.unrecorded.pop(0)
        if ENTAILS[outcome].fate is Fate.SETTLED:
            self.settled.add(ticket.subject)
        self.scheduler.recorded(ticket, outcome, EPOCH, self.enrolled[ticket.fid])

    def _end_runs(self) -> None:
        while self.scheduler.changed:
            run = self.scheduler.changed.pop()
            end = None if run in self.ends else self.scheduler.end_of(run)
            if end:
                self.ends[run] = end
                self.scheduler.drop(run)
