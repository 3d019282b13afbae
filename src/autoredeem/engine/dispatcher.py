"""One loop per outgoing address: await a slot, then choose whom to ask."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

import structlog

from autoredeem.domain.codes import Standing, issue_of
from autoredeem.domain.redemptions import ENTAILS, Attempt, Fate, Outcome, Pauses, Settlement
from autoredeem.engine.address_lease import AddressLease
from autoredeem.engine.breaker import Breaker
from autoredeem.engine.events import EveryoneWaits, GoesOn, TitleHalted, Watch
from autoredeem.engine.probe_gate import Ticket
from autoredeem.engine.recorder import Entry, Recorder
from autoredeem.engine.scheduler import Decision, Scheduler
from autoredeem.game.client import Game
from autoredeem.game.pacer import Pacer
from autoredeem.game.protocol import Answer
from autoredeem.observe.clock import Clock
from autoredeem.observe.tasks import task_group

log = structlog.get_logger(__name__)

MOST_IN_FLIGHT = 64
LONGEST_RETRY_WAIT = 300.0


@dataclass(frozen=True, slots=True)
class Outside:
    """What the dispatcher meets of the world: the game, its budget, time and chance."""

    game: Game
    pacer: Pacer
    clock: Clock
    random: Random
    player_gap: float


class LeaseEndedError(Exception):
    """The right to send has ended between the choice of a member and the sending."""


class Dispatcher:
    """Sends one request a slot, and passes on what each answer means."""

    def __init__(
        self,
        outside: Outside,
        address: AddressLease,
        scheduler: Scheduler,
        recorder: Recorder,
        watch: Watch,
    ) -> None:
        self._outside = outside
        self._address = address
        self._scheduler = scheduler
        self._recorder = recorder
        self._watch = watch
        self._breaker = Breaker(outside.random)
        self._wait = EveryoneWaits(Outcome.THROTTLED, 0.0, ""), float("-inf")
        self._in_flight = 0
        self._changed = asyncio.Event()
        self._stopping = False

    @property
    def trouble(self) -> TitleHalted | EveryoneWaits | None:
        """Return why the game makes everyone wait, and how long still; None while it does not."""
        if self._scheduler.halted:
            return TitleHalted(self._scheduler.halted)
        wait, until = self._wait
        left = until - self._outside.clock.monotonic()
        if left <= 0 and not self._breaker.open:
            return None
        return replace(wait, seconds=max(0.0, left))

    @property
    def in_the_dark(self) -> bool:
        """Whether nobody can say when members are asked again: the game answers to none."""
        return self._breaker.open or self._scheduler.halted is not None

    def wake(self) -> None:
        """Choose anew: a run was opened, something was recorded, or there is room again."""
        self._changed.set()

    def stop(self) -> None:
        """Send nothing more; `serve` ends when what is in flight has been answered."""
        self._stopping = True
        self.wake()

    async def serve(self) -> None:
        """Ask whomever the scheduler chooses until stopped."""
        async with task_group() as requests:
            while not self._stopping:
                ticket = await self._next_ticket()
                if ticket:
                    left = asyncio.Event()
                    requests.create_task(self._ask(ticket, left))
                    # The next slot counts from this request's actual sending.
                    await left.wait()

    async def _next_ticket(self) -> Ticket | None:
        """Wait until a slot and somebody for it may be there; return None to choose anew."""
        now = self._outside.clock.monotonic()
        when = self._next_moment(now)
        if when is not None and when <= now:
            ticket = self._scheduler.choose(now)
            if self._scheduler.changed:
                # Whoever is decided already was passed over; it may have been a run's last member.
                self._recorder.wake()
            return ticket
        try:
            async with asyncio.timeout(None if when is None else when - now):
                await self._changed.wait()
                self._changed.clear()
        except TimeoutError:
            pass
        return None

    def _next_moment(self, now: float) -> float | None:
        """Return when to choose; None: not before something changes."""
        crowded = self._in_flight >= (1 if self._breaker.open else MOST_IN_FLIGHT)
        someone = self._scheduler.next_time(now)
        if crowded or self._recorder.full or someone is None:
            return None
        when = max(self._outside.pacer.next_slot(now), someone, self._breaker.not_before)
        return when if when < self._address.until else None

    async def _ask(self, ticket: Ticket, left: asyncio.Event) -> None:
        def sent() -> None:
            now = self._outside.clock.monotonic()
            if now >= self._address.until:
                raise LeaseEndedError
            self._outside.pacer.sent(now)
            self._scheduler.sent(ticket, now)
            left.set()

        self._in_flight += 1
        try:
            code = ticket.run.code
            answer = await self._outside.game.redeem(code, ticket.fid, ticket.state, sent=sent)
        except LeaseEndedError:
            self._scheduler.not_sent(ticket)
        else:
            self._apply(ticket, answer)
        finally:
            self._in_flight -= 1
            left.set()
            self.wake()

    def _apply(self, ticket: Ticket, answer: Answer) -> None:
        now = self._outside.clock.monotonic()
        self._outside.pacer.answered(now, answer.limit, answer.remaining)
        in_trouble = self._breaker.open
        self._heed_pauses(ticket, answer, now)
        at = self._outside.clock.now()
        decision = self._scheduler.answered(ticket, answer.outcome, at, counts=not in_trouble)
        if decision.standing:
            _log_standing(ticket.run.code, decision.standing)
        if not decision.final:
            due = now + self._retry_wait(answer.outcome, decision.tries)
            self._scheduler.again(ticket, answer.outcome, due)
        if decision.final or decision.tries or decision.standing or decision.said:
            for one in decision.paid:
                # Whoever was paid first has the new edition, too.
                issued = issue_of(one.run.code, _edition(one, decision))
                paid = Settlement(one.run.guild_id, issued, one.fid, Outcome.REDEEMED, at)
                self._recorder.add(Entry(one, Outcome.REDEEMED, at, final=False, settlement=paid))
            self._recorder.add(_entry(ticket, answer, decision, at))
        if self._scheduler.halted:
            self._recorder.wake()

    def _heed_pauses(self, ticket: Ticket, answer: Answer, now: float) -> None:
        outcome = answer.outcome
        pauses = ENTAILS[outcome].pauses
        toggled = self._breaker.answered(outcome, ticket.fid, now)
        if pauses is Pauses.TITLE and not self._scheduler.halted:
            log.error(f"The game refuses the signature: {answer.message}")
            self._scheduler.halt(outcome)
            self._watch(TitleHalted(outcome))
        elif pauses is Pauses.ADDRESS:
            self._outside.pacer.throttled(now, answer.retry_after)
            self._report_wait(answer, self._outside.pacer.next_slot(now) - now)
        elif self._breaker.open:
            self._report_wait(answer, self._breaker.not_before - now)
        elif toggled:
            log.info("The game answers again")
            self._watch(GoesOn())

    def _report_wait(self, answer: Answer, seconds: float) -> None:
        log.warning(
            f"Everyone waits {seconds:.0f} s: {answer.outcome.value}", message=answer.message
        )
        wait = EveryoneWaits(answer.outcome, seconds, answer.message)
        self._wait = wait, self._outside.clock.monotonic() + seconds
        self._watch(wait)

    def _retry_wait(self, outcome: Outcome, tries: int) -> float:
        """Return the seconds until a member is asked again; each try doubles them."""
        if outcome is Outcome.THROTTLED:
            return 0.0
        grown = self._outside.player_gap * 2.0 ** max(0, tries - 1)
        return min(grown, LONGEST_RETRY_WAIT) * self._outside.random.uniform(1.0, 1.25)


def _entry(ticket: Ticket, answer: Answer, decision: Decision, at: datetime) -> Entry:
    settles = ENTAILS[answer.outcome].fate is Fate.SETTLED
    # A refused state decides nothing where another is asked for instead, nor does doubt.
    noted = (
        not settles
        and ticket.run.notes(answer.outcome)
        and (decision.final or answer.outcome not in (Outcome.WRONG_STATE, Outcome.NO_SUCH_CODE))
    )
    return Entry(
        ticket,
        answer.outcome,
        at,
        decision.final,
        settlement=_settlement(ticket, answer.outcome, at, decision) if settles else None,
        attempt=_attempt(ticket, answer, decision.tries, at) if noted else None,
        standing=decision.standing,
        said=decision.said,
    )


def _settlement(ticket: Ticket, how: Outcome, at: datetime, decision: Decision) -> Settlement:
    issue = issue_of(ticket.run.code, _edition(ticket, decision))
    return Settlement(ticket.run.guild_id, issue, ticket.fid, how, at)


def _edition(ticket: Ticket, decision: Decision) -> int:
    """Return which edition an answer settles: the new one, if it has begun by it."""
    begun = decision.standing.edition if decision.standing else 1
    return max(ticket.run.edition, begun)


def _attempt(ticket: Ticket, answer: Answer, tries: int, at: datetime) -> Attempt:
    return Attempt(
        guild_id=ticket.run.guild_id,
        code=ticket.run.issue,
        fid=ticket.fid,
        outcome=answer.outcome,
        message=answer.message,
        state=ticket.state,
        tries=tries,
        at=at,
        typed=ticket.typed.state,
        level=ticket.typed.level,
    )


def _log_standing(code: str, standing: Standing) -> None:
    reason = f" ({standing.reason.value})" if standing.reason else ""
    doubt = ", said to be used up; asking a second player" if standing.doubted_by else ""
    log.info(f"Code {code} is {standing.life.value}{reason}{doubt}")
