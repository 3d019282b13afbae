"""One address and the game that counts its requests, in time that a test makes up."""

import heapq
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, inf
from random import Random
from typing import Protocol

WINDOW = 60.0

Event = tuple[float, int, Callable[[float], object]]


def a_second(_fits_in: float) -> float:
    """Say as a refusal that one more fits in a second, whether it does or not."""
    return 1.0


def until_it_fits(fits_in: float) -> float:
    """Say as a refusal when one more fits, in whole seconds."""
    return float(max(1, ceil(fits_in)))


def no_wait(_fits_in: float) -> None:
    """Say nothing as a refusal of how long to wait."""


class Paces(Protocol):
    """What is tried out: the real pacer, or a worse one that shows what a rule is good for."""

    def next_slot(self, now: float, /) -> float: ...

    def sent(self, at: float, /) -> None: ...

    def answered(self, at: float, limit: int | None, remaining: int | None, /) -> None: ...

    def throttled(self, at: float, retry_after: float | None, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens at the address for so many `seconds`, in which someone may always be asked.

    `phase` is where the game's fixed windows begin; None: its window slides. `travel`, `lateness`
    and `latency` are the most that a request takes to arrive, that it leaves late, and that its
    answer takes. `limits` are what the game grants from when on, `refusals` the times after which
    it refuses a request out of the blue and what it says to wait. `strangers` send so many a
    minute from the same address during their `stay`, in intervals that vary by the share `varying`.

    `headers` and `retry_after` are whether answers say what remains, and refusals for how long to
    wait. `counts_refused` is whether a request that was refused takes room all the same.
    """

    seconds: float
    per_minute: int
    phase: float | None = None
    travel: float = 0.5
    lateness: float = 0.1
    latency: float = 0.3
    limits: Sequence[tuple[float, int]] = ()
    restarts: Sequence[float] = ()
    refusals: Sequence[tuple[float, float | None]] = ()
    strangers: float = 0.0
    stay: tuple[float, float] = (-WINDOW, inf)
    varying: float = 0.0
    headers: bool = True
    retry_after: Callable[[float], float | None] = a_second
    counts_refused: bool = True


class Address:
    """Plays a plan, and keeps what came of it.

    `sends` are the times of our requests; `too_many` those of them that were beyond what the game
    granted, although their sender could know what it grants; `refused` all that were, those of
    the strangers in `strangers_refused`, out of so many `strangers`; `holds` when the game said to
    wait, and until when.
    """

    def __init__(self, plan: Plan, make: Callable[[int, float], Paces], seed: int = 1) -> None:
        self.sends: list[float] = []
        self.too_many: list[float] = []
        self.refused: list[float] = []
        self.strangers = 0
        self.strangers_refused = 0
        self.holds: list[tuple[float, float]] = []
        self._plan = plan
        self._make = make
        self._random = Random(seed)
        self._limit = plan.per_minute
        self._arrived: deque[float] = deque()
        self._refusals = deque(plan.refusals)
        self._events: list[Event] = []
        self._scheduled = 0
        self._start(0.0)
        for at in plan.restarts:
            self._schedule(at, self._start)
        for at, limit in plan.limits:
            self._schedule(at, partial(self._grant, limit))
        if plan.strangers:
            self._schedule(plan.stay[0], self._stranger)
        self._play()

    def sent_between(self, begin: float, end: float) -> int:
        """Count our requests in [begin, end)."""
        return sum(begin <= at < end for at in self.sends)

    def _play(self) -> None:
        now, late = 0.0, self._lateness()
        while now < self._plan.seconds:
            slot = self._pacer.next_slot(now)
            leaves = slot + late if slot > now else now
            if self._events and self._events[0][0] <= leaves:
                now, _, event = heapq.heappop(self._events)
                event(now)
            else:
                now, late = leaves, self._lateness()
                self._send(now)

    def _send(self, now: float) -> None:
        self._pacer.sent(now)
        self.sends.append(now)
        sender, known = self._pacer, self._known
        arrives = now + self._random.uniform(0, self._plan.travel)
        self._schedule(arrives, partial(self._arrive, now, sender, known))

    def _arrive(self, sent: float, sender: Paces, known: int, now: float) -> None:
        left = self._count(now)
        if left < 0 and known <= self._limit:
            self.too_many.append(sent)
        refusal: tuple[float | None, ...] = ()
        if left < 0:
            self.refused.append(sent)
            refusal = (self._plan.retry_after(self._fits_in(now)),)
        if self._refusals and self._refusals[0][0] <= now:
            refusal = self._refusals.popleft()[1:]
        answers = now + self._random.uniform(0, self._plan.latency)
        self._schedule(answers, partial(self._answer, sender, (self._limit, left), refusal))

    def _answer(
        self, sender: Paces, says: tuple[int, int], refusal: Sequence[float | None], now: float
    ) -> None:
        if sender is not self._pacer:
            return
        limit, left = says
        if self._plan.headers:
            self._known = limit
            self._pacer.answered(now, limit, max(0, left))
        else:
            self._pacer.answered(now, None, None)
        for wait in refusal:
            self._pacer.throttled(now, wait)
            self.holds.append((now, now + (WINDOW if wait is None else wait)))

    def _count(self, now: float) -> int:
        """Count an arrival, whoever it is from; give how many more are granted."""
        arrived, phase = self._arrived, self._plan.phase
        arrived.append(now)
        if phase is None:
            while arrived[0] <= now - WINDOW:
                arrived.popleft()
        else:
            while (arrived[0] - phase) // WINDOW < (now - phase) // WINDOW:
                arrived.popleft()
        left = self._limit - len(arrived)
        if left < 0 and not self._plan.counts_refused:
            arrived.pop()
        return left

    def _fits_in(self, now: float) -> float:
        """Return the seconds until one more is granted, where none is now."""
        if self._plan.phase is None:
            return self._arrived[-self._limit] + WINDOW - now
        return WINDOW - (now - self._plan.phase) % WINDOW

    def _stranger(self, now: float) -> None:
        self.strangers += 1
        self.strangers_refused += self._count(now) < 0
        varied = self._random.uniform(1 - self._plan.varying, 1 + self._plan.varying)
        again = now + WINDOW / self._plan.strangers * varied
        if again < self._plan.stay[1]:
            self._schedule(again, self._stranger)

    def _start(self, now: float) -> None:
        self._pacer = self._make(self._plan.per_minute, now)
        self._known = self._plan.per_minute

    def _grant(self, limit: int, _now: float) -> None:
        self._limit = limit

    def _lateness(self) -> float:
        return self._random.uniform(0, self._plan.lateness)

    def _schedule(self, at: float, event: Callable[[float], object]) -> None:
        self._scheduled += 1
        heapq.heappush(self._events, (at, self._scheduled, event))
