"""All that watches a running program, in one place."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from autoredeem.engine import Engine
from autoredeem.game.pacing import Pacer
from autoredeem.observe.log import LogFigures
from autoredeem.observe.meters import Meter
from autoredeem.observe.metrics import Metrics
from autoredeem.runtime.health import Health
from autoredeem.runtime.measuring import store_meter
from autoredeem.runtime.store_health import StoreHealth
from autoredeem.runtime.watchdog import Watchdog


class Instruments:
    """The metrics, the health, and what feeds them.

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
        """Give what is to look on when a title's store is asked; its health counts from now on."""
        health = StoreHealth(self._seconds)
        self.health.add(f"store of {title}", health.look)
        return store_meter(title, self.metrics, health, self._seconds)

    def watch_engine(self, title: str, engine: Engine, pacer: Pacer) -> None:
        """Show what a title's engine has to do."""
        seconds, read_off = self._seconds, self.metrics.read_off
        read_off(title, "open_runs", lambda: engine.open_runs)
        read_off(title, "not_recorded", lambda: engine.not_recorded)
        read_off(title, "sends", lambda: engine.sends)
        read_off(title, "budget_left", lambda: pacer.left(seconds()))
        read_off(title, "slot_wait_seconds", lambda: pacer.next_slot(now := seconds()) - now)

    @contextmanager
    def watching_the_loop(self) -> Iterator[None]:
        """Watch the running loop while the context is open."""
        watchdog = Watchdog(self.metrics.loop_lag.observe)
        self.metrics.count_off("loop_incidents", lambda: watchdog.incidents)
        self.health.watched_by(watchdog)
        with watchdog.watching():
            yield
