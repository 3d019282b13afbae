"""What watches a running program: the metrics, the health, and what feeds them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from math import nan

from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import Fid, State
from autoredeem.engine import Engine
from autoredeem.engine.events import Event, FeedPolled, Recorded
from autoredeem.game.client import Game
from autoredeem.game.pacer import Pacer
from autoredeem.game.protocol import Answer
from autoredeem.observe.clock import Clock
from autoredeem.observe.log import LogFigures
from autoredeem.observe.metrics import OF_FEEDS, Metrics
from autoredeem.runtime.backups import ScheduledBackups
from autoredeem.runtime.health import Check, Health
from autoredeem.runtime.store_health import StoreHealth
from autoredeem.runtime.watchdog import Watchdog
from autoredeem.store.options import Meter


class Instruments:
    """All of it, in one place.

    `seconds` gives the time of the loop's clock from any thread; asyncio's own loops have this one.
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self.metrics = Metrics()
        self.health = Health()
        self._seconds = seconds
        self.metrics.ready.set_function(lambda: self.health.ready)

    def watch_log(self, figures: LogFigures) -> None:
        """Show how many lines the log is missing."""
        self.metrics.count_off("log_lines_missing", lambda: figures.left_out + figures.lost)

    def watch_store(self, title: str) -> Meter:
        """Return the meter of a title's store, whose health counts from now on."""
        health = StoreHealth(self._seconds)
        self.health.add(f"store of {title}", health.part)
        return store_meter(title, self.metrics, health, self._seconds)

    def watch_engine(self, title: str, engine: Engine, pacer: Pacer) -> None:
        """Show what a title's engine has to do."""
        seconds, read_off = self._seconds, self.metrics.read_off
        read_off(title, "open_runs", lambda: engine.open_runs)
        read_off(title, "not_recorded", lambda: engine.not_recorded)
        read_off(title, "sends", lambda: engine.sends)
        read_off(title, "budget_left", lambda: pacer.left(seconds()))
        read_off(title, "slot_wait_seconds", lambda: pacer.next_slot(now := seconds()) - now)

    def watch_feed(self, name: str, part: Check) -> None:
        """Show how a feed is. A feed that fails keeps the program from nothing else."""
        self.health.add(f"feed {name}", part)
        for figure in OF_FEEDS:
            self.metrics.read_off_feed(name, figure, partial(_figure, part, figure))

    def watch_backups(self, backups: ScheduledBackups) -> None:
        """Show how old the latest backup is, and whether it could be made."""
        self.health.add("backups", backups.part)
        self.metrics.backup_age.set_function(backups.age)
        self.metrics.count_off("backups_failed", lambda: backups.failures)

    @contextmanager
    def watching_the_loop(self) -> Iterator[None]:
        """Watch the running loop while the context is open."""
        watchdog = Watchdog(self.metrics.loop_lag.observe)
        self.metrics.count_off("loop_incidents", lambda: watchdog.incidents)
        self.health.watched_by(watchdog)
        with watchdog.watching():
            yield


def store_meter(
    title: str, metrics: Metrics, health: StoreHealth, seconds: Callable[[], float]
) -> Meter:
    """Yield a meter that counts a title's store's tries, and by which its health is known."""

    @contextmanager
    def asking(operation: str) -> Iterator[None]:
        began, failed = seconds(), False
        try:
            with health.asking(operation):
                yield
        except OutsideError:
            failed = True
            raise
        finally:
            metrics.store_asked(title, operation, seconds() - began, failed=failed)

    return asking


def _figure(part: Check, name: str) -> float:
    return part().details.get(name, nan)


class MeasuredGame:
    """A title's game, with each of its answers counted."""

    def __init__(self, game: Game, title: str, metrics: Metrics, clock: Clock) -> None:
        self._game = game
        self._title = title
        self._metrics = metrics
        self._clock = clock

    async def redeem(
        self, code: str, fid: Fid, state: State, *, sent: Callable[[], None]
    ) -> Answer:
        """Ask as the game does, and count from the moment when the request leaves."""
        began = self._clock.monotonic()

        def leaves() -> None:
            nonlocal began
            sent()
            began = self._clock.monotonic()

        answer = await self._game.redeem(code, fid, state, sent=leaves)
        self._metrics.game_answered(self._title, answer.outcome, self._clock.monotonic() - began)
        return answer


def counting(title: str, metrics: Metrics) -> Callable[[Event], None]:
    """Return a watcher that counts what became of members, and what feeds answered."""

    def watch(event: Event) -> None:
        if isinstance(event, Recorded):
            metrics.recorded(title, event.outcomes)
        elif isinstance(event, FeedPolled):
            result = "failed" if event.failed else "read" if event.changed else "unchanged"
            metrics.feed_polled(event.feed, result, event.new)

    return watch
