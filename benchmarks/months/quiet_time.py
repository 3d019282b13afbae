"""A loop with real sockets and threads, whose time passes only when nothing is in flight.

What is in flight between sockets of one such loop shows by itself: loopback hands over what is
written before the write returns, so that as long as anything is on its way some socket is ready.
What threads and other processes work on does not show: it is counted (`Flights`), also what goes to
an executor. While anything is in flight the loop waits for it really, and its own time stands
still: no deadline runs out because a computer is slow.
"""

import asyncio
import selectors
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)

PATIENCE = 120.0
"""Real seconds after which what is in flight will never land."""

Ready = list[tuple[selectors.SelectorKey, int]]


class StuckError(Exception):
    """Nothing can happen any more, or what is in flight does not come back."""


class Flights:
    """What threads and other processes are doing for the loop at the moment, by name."""

    def __init__(self) -> None:
        self.now: Counter[str] = Counter()

    @contextmanager
    def during(self, what: str) -> Iterator[None]:
        """Let no time pass while the context is open."""
        self.now[what] += 1
        try:
            yield
        finally:
            self.now -= Counter([what])


class _Quiet(selectors.DefaultSelector):
    """Waits really while something is in flight; else, where a loop would sleep, time jumps."""

    def __init__(self, flights: Flights) -> None:
        super().__init__()
        self._flights = flights
        self.passed = 0.0
        self.jumps = 0

    def select(self, timeout: float | None = None) -> Ready:
        if timeout is not None and timeout <= 0:
            return super().select(0)
        if self._flights.now:
            return self._landed()
        ready = super().select(0)
        if ready:
            return ready
        if timeout is None:
            raise StuckError("every task waits for something that can't happen")
        self.passed += timeout
        self.jumps += 1
        return []

    def _landed(self) -> Ready:
        ready = super().select(PATIENCE)
        if not ready:
            raise StuckError(f"in flight for {PATIENCE:g} s: {dict(self._flights.now)}")
        return ready


class QuietTimeLoop(asyncio.SelectorEventLoop):
    """Such a loop: its `time` starts at 0."""

    def __init__(self) -> None:
        self.flights = Flights()
        self._quiet = _Quiet(self.flights)
        super().__init__(self._quiet)

    @property
    def jumps(self) -> int:
        """How often time has jumped."""
        return self._quiet.jumps

    def time(self) -> float:
        """Return the seconds that have passed."""
        return self._quiet.passed

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        """Let a thread or process work, while no time passes here."""
        context = self.flights.during(f"executor: {func!r}")
        context.__enter__()
        future: asyncio.Future[T] = super().run_in_executor(executor, func, *args)
        future.add_done_callback(lambda _done: context.__exit__(None, None, None))
        return future


class QuietClock:
    """The clock of such a loop, also for other threads than the loop's."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def now(self) -> datetime:
        """Return the civil time: the loop's seconds after the start of 2026."""
        return EPOCH + timedelta(seconds=self._loop.time())

    def monotonic(self) -> float:
        """Return the loop's seconds."""
        return self._loop.time()


def run_quiet(main: Callable[[QuietTimeLoop], Coroutine[object, object, T]]) -> T:
    """Run a coroutine on a loop of its own of that kind."""
    loop = QuietTimeLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(main(loop))
