"""Whose turn it is: the rules of the queue, pure, with time passed in.

A member is taken out of a queue only when a slot is there, so that a stop, a dead code or a member
who was settled elsewhere takes effect at once.
"""

import heapq
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from autoredeem.domain.codes import Life, Standing, code_key
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import ENTAILS, Attempt, Fate, Outcome, ends_part
from autoredeem.engine.codework import CodeWork, Ticket
from autoredeem.engine.ring import Ring
from autoredeem.engine.runs import DEADLY, Run, RunEnd


@dataclass(frozen=True, slots=True)
class Decision:
    """What an answer came to: is the member decided, after how many tries, the code's standing.

    `standing` is None when the answer changed nothing of it.
    """

    final: bool
    tries: int
    standing: Standing | None


class Turns:
    """All open runs of one title. `player_gap` is the seconds between two requests for one player.

    `changed` collects the runs whose figures changed since it was last emptied; `halted` is the
    outcome that paused the whole title.
    """

    def __init__(self, player_gap: float) -> None:
        self._player_gap = player_gap
        self._works: dict[str, CodeWork] = {}
        self._runs: dict[tuple[GuildId, str], Run] = {}
        self._ring = Ring()
        self._waiting: list[tuple[float, int, Run, Fid]] = []
        self._order = count()
        self._parked: dict[tuple[str, Fid], list[Run]] = {}
        self._asked: OrderedDict[Fid, float] = OrderedDict()
        self.changed: set[Run] = set()
        self.halted: Outcome | None = None

    def begin(self, run: Run, standing: Standing) -> None:
        """Register a run before its members are known, so that no settlement passes it by."""
        work = self._works.setdefault(run.code, CodeWork(standing))
        work.buried = work.buried or standing.life is Life.DEAD
        work.runs[run.guild_id] = run
        self._runs[run.guild_id, run.key] = run

    def admit(self, run: Run) -> None:
        """Let a run that has its members take part."""
        run.opening = False
        run.settled_meanwhile.clear()
        self._enqueue(run)
        self.changed.add(run)

    def join(
        self,
        run: Run,
        members: Sequence[tuple[Fid, State | None]],
        settled: set[Fid],
        attempts: Mapping[Fid, Attempt],
    ) -> None:
        """Let members in who may join by now, unless the run is over."""
        if self.has(run):
            again = [fid for fid, _ in members if fid in run.ended]
            self._works[run.code].give_another_go(again)
            run.join(members, settled, attempts)
            self._enqueue(run)

    def leave(self, run: Run, fids: Iterable[Fid]) -> None:
        """Ask members no more who were unenrolled; what is in flight finishes."""
        if self.has(run):
            run.leave(fids)
            self._regate(self._works[run.code])
            self.changed.add(run)

    def looked(self, run: Run) -> None:
        """Let a run end, when it is over, that was looked at again."""
        run.looking = False
        run.settled_meanwhile.clear()
        self.changed.add(run)

    def drop(self, run: Run) -> None:
        """Forget a run that has ended, or that could not be opened."""
        self._runs.pop((run.guild_id, run.key), None)
        work = self._works[run.code]
        work.forget(run)
        if work.runs:
            self._regate(work)
        else:
            del self._works[run.code]

    def run_of(self, guild_id: GuildId, code: str) -> Run | None:
        """Give the open run of a code, in any spelling, in a guild."""
        return self._runs.get((guild_id, code_key(code)))

    def has(self, run: Run) -> bool:
        """Say whether this run is open here."""
        return self._runs.get(run.run_key) is run

    def runs(self) -> Iterable[Run]:
        """Give all open runs."""
        return self._runs.values()

    def standing_of(self, code: str) -> Standing | None:
        """Give what is known of a spelling of which runs are open."""
        work = self._works.get(code)
        return work.standing if work else None

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

    def end_of(self, run: Run) -> RunEnd | None:
        """Say why the run is over, or None while it is not. Nothing of it is in flight then."""
        if run.opening or run.in_flight:
            return None
        if run.taken:
            return RunEnd.TAKEN
        if self._works[run.code].buried and (run.pending or run.failed.keys() & DEADLY):
            return RunEnd.DEAD_CODE
        if not run.pending:
            return None if run.looking else RunEnd.COMPLETE
        if self.halted:
            return RunEnd.HALTED
        return RunEnd.STOPPED if run.stopped else None

    def halt(self, outcome: Outcome) -> None:
        """Pause everything: no request leaves until a new start, after a setting was mended."""
        self.halted = outcome
        self.changed.update(self._runs.values())

    def requests_until_end(self, run: Run) -> int:
        """Say how many requests leave before the run's last: its own, and others' in their turn."""
        mine = len(run.pending)
        return sum(min(mine, len(other.pending)) for other in self._runs.values())

    def next_time(self, now: float) -> float | None:
        """Say when somebody may be asked: now, later, or None while nothing is to be done."""
        if self.halted:
            return None
        if self._ring:
            return now
        return max(now, self._waiting[0][0]) if self._waiting else None

    def choose(self, now: float) -> Ticket | None:
        """Choose whom to ask with a slot that is there now; None when there is nobody after all."""
        self._wake(now)
        while self._ring and not self.halted:
            run = self._ring.take()
            work = self._works.get(run.code)
            if work is None or work.dead:
                continue
            if work.keeps_out(run):
                work.gated[run] = None
                continue
            work.may_enter(run)
            if ticket := self._next_ticket(run, work, now):
                work.hold(ticket)
                self._parked[ticket.claim] = []
                run.in_flight += 1
                self._enqueue(run)
                return ticket
            if work.prober is run:
                work.prober = None
            self._regate(work)
        return None

    def sent(self, ticket: Ticket, now: float) -> None:
        """Count a request that has left."""
        ticket.run.requests += 1
        self._asked[ticket.fid] = now
        self._asked.move_to_end(ticket.fid)
        while next(iter(self._asked.values())) + self._player_gap < now:
            self._asked.popitem(last=False)

    def answered(self, ticket: Ticket, outcome: Outcome, *, counts: bool = True) -> Decision:
        """Take in what an answer says of the code and of the member.

        With `counts` False it is not held against the member: the game is in trouble.
        A member who is not decided goes on with `again`, one who is with `recorded`.
        """
        work = self._works[ticket.run.code]
        before = work.standing
        work.standing = before.after(outcome, ticket.fid)
        if work.probing is ticket:
            work.probing = None
        if not work.standing.needs_probe:
            work.prober = None
        if work.standing.life is Life.ALIVE and work.standing.doubted_by is None:
            self._resolve_doubts(work)
        self._regate(work)
        tries = self._count_try(ticket, outcome) if counts else 0
        changed = work.standing if work.standing != before else None
        final = ends_part(outcome, tries) or (outcome is Outcome.USED_UP and work.dead)
        return Decision(final, tries, changed)

    def again(self, ticket: Ticket, outcome: Outcome, due: float) -> None:
        """Ask the member again at `due`; after "used up", once another player was asked."""
        work = self._works[ticket.run.code]
        ticket.run.in_flight -= 1
        if outcome is Outcome.USED_UP and work.standing.doubted_by is not None:
            work.doubters.append(ticket)
        else:
            self._wait(ticket.run, ticket.fid, due)
        self._release(ticket, work)

    def not_sent(self, ticket: Ticket) -> None:
        """Put a member back whose request may not leave after all."""
        work = self._works[ticket.run.code]
        if work.probing is ticket:
            work.probing = None
        ticket.run.in_flight -= 1
        ticket.run.ready.appendleft(ticket.fid)
        self._enqueue(ticket.run)
        self._release(ticket, work)

    def recorded(self, ticket: Ticket, outcome: Outcome, guilds: Iterable[GuildId] = ()) -> None:
        """Apply what decided the member, now that it is recorded, in every guild where it holds."""
        work = self._works[ticket.run.code]
        ticket.run.in_flight -= 1
        if ENTAILS[outcome].fate is Fate.SETTLED:
            holders = {ticket.run, *self._parked[ticket.claim]}
            key = ticket.run.key
            holders.update(run for guild in guilds if (run := self._runs.get((guild, key))))
            for run in holders:
                run.settle(ticket.fid, outcome)
            self.changed |= holders
        else:
            work.end(ticket, outcome)
            ticket.run.fail(ticket.fid, outcome)
        if work.dead and outcome in DEADLY:
            self._bury(work)
        self._release(ticket, work)

    def settled_all_along(self, run: Run, fids: Iterable[Fid]) -> None:
        """Take out members of whom the store says, late, that they were settled before."""
        run.settle_before(fids)
        self._regate(self._works[run.code])
        self.changed.add(run)

    def _next_ticket(self, run: Run, work: CodeWork, now: float) -> Ticket | None:
        while run.ready and not (run.stopped or run.taken):
            fid = run.ready.popleft()
            state = run.pending.get(fid)
            if state is None:
                continue
            ticket = Ticket(run, fid, state)
            due = self._asked.get(fid, float("-inf")) + self._player_gap
            if outcome := work.proved(fid, state):
                run.fail(fid, outcome)
                self.changed.add(run)
            elif ticket.claim in self._parked:
                self._parked[ticket.claim].append(run)
            elif due > now:
                self._wait(run, fid, due)
            else:
                return ticket
        return None

    @staticmethod
    def _count_try(ticket: Ticket, outcome: Outcome) -> int:
        """Count what is held against the member; gives the tries so far, 0 if this is none."""
        if ENTAILS[outcome].tries is None:
            return 0
        tries = ticket.run.tries.get(ticket.fid, 0) + 1
        ticket.run.tries[ticket.fid] = tries
        return tries

    def _release(self, ticket: Ticket, work: CodeWork) -> None:
        self.changed.add(ticket.run)
        for run in self._parked.pop(ticket.claim):
            run.ready.append(ticket.fid)
            self._enqueue(run)
        self._regate(work)

    def _bury(self, work: CodeWork) -> None:
        """End all runs of a dead code, now that the verdict is recorded."""
        work.buried = True
        self._fail_doubters(work, work.standing.reason or Outcome.USED_UP)
        self.changed.update(work.runs.values())

    def _resolve_doubts(self, work: CodeWork) -> None:
        for ticket in work.doubters:
            ticket.run.ready.append(ticket.fid)
            self._enqueue(ticket.run)
        work.doubters.clear()

    def _fail_doubters(self, work: CodeWork, reason: Outcome) -> None:
        for ticket in work.doubters:
            ticket.run.fail(ticket.fid, reason)
            self.changed.add(ticket.run)
        work.doubters.clear()

    def _regate(self, work: CodeWork) -> None:
        while not work.dead and (run := work.next_gated()):
            self._enqueue(run)
        if work.nobody_to_confirm():
            self._fail_doubters(work, Outcome.USED_UP)

    def _wait(self, run: Run, fid: Fid, due: float) -> None:
        heapq.heappush(self._waiting, (due, next(self._order), run, fid))

    def _wake(self, now: float) -> None:
        while self._waiting and self._waiting[0][0] <= now:
            _, _, run, fid = heapq.heappop(self._waiting)
            run.ready.append(fid)
            self._enqueue(run)

    def _enqueue(self, run: Run) -> None:
        work = self._works.get(run.code)
        if work is None or run.opening or not run.ready or run in self._ring:
            return
        if work.keeps_out(run):
            work.gated[run] = None
            return
        work.may_enter(run)
        self._ring.add(run)
