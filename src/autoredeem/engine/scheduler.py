"""Who is asked next: the rules of the queue, pure, with time passed in.

A member is taken out of a queue only when a slot is there, so that a stop, a dead code or a member
who was settled elsewhere takes effect at once.
"""

import heapq
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.known_players import KnownPlayer, joined
from autoredeem.domain.redemptions import ENTAILS, Attempt, Fate, Outcome, Says, ends_part
from autoredeem.domain.sources import Listing
from autoredeem.engine.arrivals import Arrivals
from autoredeem.engine.player_book import PlayerBook
from autoredeem.engine.probe_gate import ProbeGate, Ticket
from autoredeem.engine.ring import Ring
from autoredeem.engine.runs import DEADLY, Ended, Run, RunEnd, Typed

UNLISTED = Listing()


@dataclass(frozen=True, slots=True)
class Decision:
    """What an answer came to: is the member decided, after how many tries, the code's standing.

    `standing` is None when the answer changed nothing of it, `said` when it says nothing new of the
    player. `paid` are those whom the game paid again, where a new edition has begun by that.
    """

    final: bool
    tries: int
    standing: Standing | None
    said: KnownPlayer | None
    paid: Sequence[Ticket] = ()


@dataclass(frozen=True, slots=True)
class Flight:
    """A request until its outcome is recorded, and the runs that wait for it to ask the same."""

    ticket: Ticket
    parked: list[Run] = field(default_factory=list)


class Scheduler:
    """All open runs of one title. `player_gap` is the seconds between two requests for one player.

    `changed` collects the runs whose figures changed since it was last emptied; `halted` is the
    outcome that paused the whole title. `players` holds what the game said of players alone.
    """

    def __init__(self, player_gap: float) -> None:
        self._player_gap = player_gap
        self._gates: dict[str, ProbeGate] = {}
        self._runs: dict[tuple[GuildId, str], Run] = {}
        self._ring = Ring()
        self._arrivals = Arrivals()
        self._waiting: list[tuple[float, int, Run, Fid]] = []
        self._order = count()
        self._flights: dict[tuple[str, Fid], Flight] = {}
        self._asked: OrderedDict[Fid, float] = OrderedDict()
        self.players = PlayerBook()
        self._sent: Counter[GuildId] = Counter()
        self.changed: set[Run] = set()
        self.halted: Outcome | None = None

    def begin(
        self, run: Run, standing: Standing, listing: Listing = UNLISTED, *, rests: bool = False
    ) -> None:
        """Register a run before its members are known, so that no settlement passes it by.

        `standing` and `listing` are what the store knows of its code. With `rests`, it is doubted,
        and nobody is asked yet.
        """
        gate = self._gates.setdefault(run.gate, ProbeGate(standing, listing))
        gate.add(run, standing, listing, rests=rests)
        self._runs[run.guild_id, run.key] = run

    def look(self, run: Run, standing: Standing, listing: Listing = UNLISTED) -> None:
        """Ask one of a run's members about its code, before all others; it is none of the store's.

        It ends with the first answer that says something of the code, or when nobody is left; a
        second one is asked where it takes two.
        """
        gate = self._gates.setdefault(run.gate, ProbeGate(standing, listing))
        gate.add(run, standing, listing, rests=False)
        run.looks, run.opening = True, False
        self._enqueue(run)
        self._ring.move_first(run.guild_id)

    def prove(
        self, run: Run, fid: Fid, typed: Typed, standing: Standing, *, first: bool = True
    ) -> None:
        """Ask once for a player, in the state that is typed, before all others or in turn.

        `standing` is what the store knows of the run's code; of one that is apart it says nothing.
        """
        run.proves, run.opening, run.members = True, False, 1
        run.pending[fid] = typed
        run.ready.append(fid, typed.priority)
        known = Standing(Life.ALIVE) if run.apart else standing
        gate = self._gates.setdefault(run.gate, ProbeGate(known, UNLISTED))
        gate.add(run, known, gate.listing, rests=False)
        self._enqueue(run)
        if first:
            self._ring.move_first(run.guild_id)

    def withdraw(self, run: Run) -> None:
        """Ask no more for a run that proves; what is in flight finishes."""
        run.stopped = True
        self._end_errand(run)

    def admit(self, run: Run) -> None:
        """Make a run take part that has its members."""
        run.opening = False
        run.settled_meanwhile.clear()
        if run.ready and not self._ring.has_guild(run.guild_id):
            self._arrivals.arrived(run.guild_id)
        self._enqueue(run)
        self.changed.add(run)

    def join(
        self,
        run: Run,
        members: Sequence[tuple[Fid, Typed]],
        settled: set[Fid],
        attempts: Mapping[Fid, Attempt],
    ) -> None:
        """Add members who may join by now, unless the run is over."""
        if self.has(run):
            again = [fid for fid, _ in members if fid in run.ended]
            self._gates[run.gate].give_another_go(again)
            run.join(members, settled, attempts, self.players)
            self._enqueue(run)

    def leave(self, run: Run, fids: Iterable[Fid]) -> None:
        """Ask members no more who were unenrolled; what is in flight finishes."""
        if self.has(run):
            run.leave(fids)
            self._regate(self._gates[run.gate])
            self.changed.add(run)

    def refreshed(self, run: Run) -> None:
        """Allow a run to end that was kept open while it was refreshed."""
        run.refreshing = False
        run.settled_meanwhile.clear()
        self.changed.add(run)

    def drop(self, run: Run) -> None:
        """Forget a run that has ended, or that could not be opened."""
        if self.has(run):
            del self._runs[run.run_key]
        gate = self._gates[run.gate]
        gate.remove(run)
        if gate.runs:
            self._regate(gate)
        else:
            del self._gates[run.gate]
        if run.when_over:
            run.when_over(run.answer)

    def run_of(self, guild_id: GuildId, code: str) -> Run | None:
        """Return the open run of a code, in any spelling, in a guild."""
        return self._runs.get((guild_id, code_key(code)))

    def has(self, run: Run) -> bool:
        """Whether this run is open here."""
        return self._runs.get(run.run_key) is run

    def runs(self) -> Collection[Run]:
        """All open runs."""
        return self._runs.values()

    def standing_of(self, code: str) -> Standing | None:
        """Return what is known of a spelling of which runs are open."""
        gate = self._gates.get(code)
        return gate.standing if gate else None

    def stop(self, run: Run) -> None:
        """Ask nobody more for this run; what is in flight finishes."""
        if not run.stopped:
            run.stopped = True
            self.changed.add(run)

    def rest(self, run: Run) -> None:
        """Stop a run until it is wanted again."""
        run.rests = True
        self.stop(run)

    def go_on(self, run: Run) -> None:
        """Ask for a run again that was to rest, and has not ended yet."""
        if run.rests:
            run.rests = run.stopped = False
            self._enqueue(run)

    def take_all(self) -> None:
        """Ask nobody more: another process goes on with all runs. What is in flight finishes."""
        for run in self._runs.values():
            run.taken = True
        self.changed.update(self._runs.values())
        self.end_errands()

    def end_errands(self) -> None:
        """Look at no code and prove no player any more; what is in flight finishes."""
        errands = [run for gate in self._gates.values() for run in gate.runs if run.is_errand]
        for run in errands:
            self.withdraw(run)

    def end_of(self, run: Run) -> RunEnd | None:
        """Return why the run is over, or None while it is not. Nothing of it is in flight then."""
        if run.opening or run.in_flight:
            return None
        gate = self._gates[run.gate]
        if run.taken:
            return RunEnd.TAKEN
        if run.edition < gate.standing.edition:
            return RunEnd.REISSUED
        if gate.buried and (run.pending or run.failed.keys() & DEADLY):
            return RunEnd.DEAD_CODE
        if not run.pending:
            return None if run.refreshing else RunEnd.COMPLETE
        return self._end_for_now(run, gate)

    def _end_for_now(self, run: Run, gate: ProbeGate) -> RunEnd | None:
        """Return why a run that has somebody to ask is over until later, if it is."""
        if self.halted:
            return RunEnd.HALTED
        if run.stopped:
            return RunEnd.STOPPED
        return RunEnd.WAITING if gate.waits else None

    def halt(self, outcome: Outcome) -> None:
        """Pause everything: no request leaves until a new start, after a setting was mended."""
        self.halted = outcome
        self.changed.update(self._runs.values())

    @property
    def busy(self) -> bool:
        """Whether any run has somebody to ask."""
        if self.halted:
            return True
        return any(run.pending and not run.stopped for run in self._runs.values())

    def requests_until_end(self, run: Run) -> int:
        """Return how many requests leave before the run's last: its own, and others' in between."""
        mine = len(run.pending)
        return sum(min(mine, len(other.pending)) for other in self._runs.values())

    def next_time(self, now: float) -> float | None:
        """Return when somebody may be asked: now, later, or None while nothing is to be done."""
        if self.halted:
            return None
        if self._ring:
            return now
        return max(now, self._waiting[0][0]) if self._waiting else None

    def choose(self, now: float) -> Ticket | None:
        """Choose whom to ask with a slot that is there now; None when there is nobody after all."""
        self._wake(now)
        self._favour(now)
        while self._ring and not self.halted:
            run = self._ring.take()
            gate = self._gates.get(run.gate)
            if gate is None or gate.dead or run.edition < gate.standing.edition:
                self._end_errand(run)
                continue
            if not gate.admits(run):
                continue
            if ticket := self._next_ticket(run, gate, now):
                gate.sends(ticket)
                self._flights[ticket.subject] = Flight(ticket)
                run.in_flight += 1
                self._enqueue(run)
                return ticket
            gate.pass_over(run)
            self._end_errand(run)
            self._regate(gate)
        return None

    def sent(self, ticket: Ticket, now: float) -> None:
        """Count a request that has left."""
        ticket.run.requests += 1
        self._sent[ticket.run.guild_id] += 1
        self._asked[ticket.fid] = now
        self._asked.move_to_end(ticket.fid)
        while next(iter(self._asked.values())) + self._player_gap < now:
            self._asked.popitem(last=False)

    def take_sent(self) -> Mapping[GuildId, int]:
        """Return how many requests have left for each guild since this was last asked."""
        sent, self._sent = self._sent, Counter()
        return sent

    def answered(
        self, ticket: Ticket, outcome: Outcome, at: datetime, *, counts: bool = True
    ) -> Decision:
        """Apply what an answer says of the code and of the member.

        With `counts` False it is not held against the member: the game is in trouble.
        A member who is not decided goes on with `again`, one who is with `recorded`.
        """
        gate = self._gates[ticket.run.gate]
        waited = gate.standing.awaits_witnesses
        ticket.run.answer = outcome
        changed = None if ticket.run.apart else gate.answered(ticket, outcome, at)
        if waited and changed and not changed.awaits_witnesses:
            for run in gate.runs:
                self._enqueue(run)
        for doubter in gate.out_of_doubt():
            doubter.run.queue(doubter.fid)
            self._enqueue(doubter.run)
        self._regate(gate)
        tries = self._count_try(ticket, outcome) if counts else 0
        final = ends_part(outcome, tries) or (outcome is Outcome.USED_UP and gate.dead)
        if ENTAILS[outcome].says is Says.DEAD:
            # Of a code that is only doubted, or was revived since, that is no answer.
            final = gate.dead or ticket.run.looks
        final = final or ticket.run.proves
        said = self.players.news(outcome, ticket.fid, ticket.state, at)
        if said and outcome is Outcome.WRONG_STATE and self._has_another_state(ticket, said):
            self.players.learn([said])
            final = ticket.run.proves
        issued = changed is not None and changed.edition > ticket.run.edition
        return Decision(final, tries, changed, said, gate.paid_before if issued else ())

    def again(self, ticket: Ticket, outcome: Outcome, due: float) -> None:
        """Ask the member again at `due`; after "used up", once another player was asked."""
        gate = self._gates[ticket.run.gate]
        if not gate.keeps_in_doubt(ticket, outcome):
            self._wait(ticket.run, ticket.fid, due)
        self._land(ticket, gate)

    def not_sent(self, ticket: Ticket) -> None:
        """Put a member back whose request may not leave after all."""
        gate = self._gates[ticket.run.gate]
        gate.not_sent(ticket)
        ticket.run.put_back(ticket.fid)
        self._enqueue(ticket.run)
        self._land(ticket, gate)

    def recorded(
        self, ticket: Ticket, outcome: Outcome, at: datetime, guilds: Iterable[GuildId] = ()
    ) -> None:
        """Apply what decided the member, now that it is recorded, in every guild where it holds.

        Once more for the same ticket, it reaches guilds that are new, and else changes nothing.
        """
        flight = self._flights.get(ticket.subject)
        if flight is not None and flight.ticket is not ticket:
            flight = None
        if ENTAILS[outcome].fate is Fate.SETTLED:
            self._settle(ticket, outcome, guilds, flight.parked if flight else ())
        if flight is None:
            return
        gate = self._gates[ticket.run.gate]
        if ENTAILS[outcome].fate is not Fate.SETTLED:
            ended = Ended(outcome, at, ticket.state, ticket.typed.level)
            if ticket.run.notes(outcome) or ticket.run.looks:
                gate.end(ticket.fid, ended)
            ticket.run.fail(ticket.fid, ended)
        if gate.dead and outcome in DEADLY:
            self._fail(gate.bury(), gate.standing.reason or Outcome.USED_UP)
            self.changed.update(gate.runs)
            for run in [*gate.runs]:
                self._end_errand(run)
        self._land(ticket, gate, answered=ENTAILS[outcome].says is not Says.NOTHING)

    def standing_recorded(self, code: str, standing: Standing) -> None:
        """Note that a spelling's standing is recorded: runs may end, or rest, by it."""
        if gate := self._gates.get(code):
            gate.record(standing)
            self.changed.update(gate.runs)

    def settled_all_along(self, run: Run, fids: Iterable[Fid]) -> None:
        """Take out members of whom the store says, late, that they were settled before."""
        run.settle_before(fids)
        self._regate(self._gates[run.gate])
        self.changed.add(run)

    def _favour(self, now: float) -> None:
        """Put a guild that has come alone before the others, for one member."""
        alone = self._arrivals.alone(now)
        if alone is not None and self._ring.move_first(alone):
            self._arrivals.favour(alone, now)

    def _next_ticket(self, run: Run, gate: ProbeGate, now: float) -> Ticket | None:
        if gate.standing.needs_probe:
            run.prefer(self.players)
        while run.ready and not (run.stopped or run.taken):
            fid = run.ready.take()
            typed, known = run.pending.get(fid), self.players.get(fid)
            if typed is None:
                continue
            state = typed.state if run.proves else known.state_to_ask(typed.state)
            if state is None:
                run.lose_state(fid)
                self.changed.add(run)
                continue
            ticket = Ticket(run, fid, state, typed, self._gates[run.gate].standing.turn)
            due = self._asked.get(fid, float("-inf")) + self._player_gap
            if ended := self._foregone(run, gate, fid, typed):
                run.fail(fid, ended)
                self.changed.add(run)
            elif flight := self._flights.get(ticket.subject):
                flight.parked.append(run)
            elif due > now:
                self._wait(run, fid, due)
            else:
                return ticket
        return None

    def _foregone(self, run: Run, gate: ProbeGate, fid: Fid, typed: Typed) -> Ended | None:
        """Return how asking a member would end, as far as is known; a run that proves asks."""
        if run.proves:
            return None
        return run.foregone(typed, self.players.get(fid)) or gate.proved(run, fid)

    def _has_another_state(self, ticket: Ticket, said: KnownPlayer) -> bool:
        """Whether there is a state to ask for instead of one that is refused."""
        known = joined(self.players.get(ticket.fid), said)
        typed = ticket.run.pending.get(ticket.fid, ticket.typed)
        other = known.state_to_ask(typed.state) != ticket.state
        return other and ticket.run.foregone(typed, known) is None

    @staticmethod
    def _count_try(ticket: Ticket, outcome: Outcome) -> int:
        """Count what is held against the member; return the tries so far, 0 if this is none."""
        if ENTAILS[outcome].tries is None:
            return 0
        tries = ticket.run.tries.get(ticket.fid, 0) + 1
        ticket.run.tries[ticket.fid] = tries
        return tries

    def _settle(
        self, ticket: Ticket, outcome: Outcome, guilds: Iterable[GuildId], parked: Iterable[Run]
    ) -> None:
        key = ticket.run.key
        there = (run for guild in guilds if (run := self._runs.get((guild, key))))
        for run in {ticket.run, *parked, *there}:
            if run.edition == ticket.run.edition:
                run.settle(ticket.fid, outcome)
                self.changed.add(run)

    def _land(self, ticket: Ticket, gate: ProbeGate, *, answered: bool = False) -> None:
        """End a flight: whoever waited for it comes again."""
        ticket.run.in_flight -= 1
        self.changed.add(ticket.run)
        for run in self._flights.pop(ticket.subject).parked:
            run.queue(ticket.fid)
            self._enqueue(run)
            self._end_errand(run)
        self._regate(gate)
        self._end_errand(ticket.run, answered=answered)
        self._enqueue(ticket.run)

    def _end_errand(self, run: Run, *, answered: bool = False) -> None:
        """End a look or a proof that has its answer, or has nobody left to ask."""
        gate = self._gates.get(run.gate)
        if gate is None or not run.is_errand or run.in_flight or run not in gate.runs:
            return
        standing = gate.standing
        open_question = standing.doubted_by is not None or standing.awaits_witnesses
        known = answered and standing.life is not Life.UNTRIED and not open_question
        over = run.stopped or not run.pending or gate.rests
        if known or standing.life is Life.DEAD or over:
            self.drop(run)

    def _fail(self, tickets: Iterable[Ticket], reason: Outcome) -> None:
        for ticket in tickets:
            ended = Ended(reason, ticket.run.opened_at, ticket.state, ticket.typed.level)
            ticket.run.fail(ticket.fid, ended)
            self.changed.add(ticket.run)

    def _regate(self, gate: ProbeGate) -> None:
        while run := gate.next_admitted():
            self._enqueue(run)
        self._fail(gate.beyond_doubt(), Outcome.USED_UP)

    def _wait(self, run: Run, fid: Fid, due: float) -> None:
        heapq.heappush(self._waiting, (due, next(self._order), run, fid))

    def _wake(self, now: float) -> None:
        while self._waiting and self._waiting[0][0] <= now:
            _, _, run, fid = heapq.heappop(self._waiting)
            run.queue(fid)
            self._enqueue(run)
            self._end_errand(run)

    def _enqueue(self, run: Run) -> None:
        gate = self._gates.get(run.gate)
        if gate is None or run.opening or not run.ready or run in self._ring:
            return
        # A look asks one after the other, and what has ended asks nobody.
        if (run.is_errand and run.in_flight) or run not in gate.runs:
            return
        if gate.admits(run):
            self._ring.add(run, probes=gate.standing.needs_probe)
