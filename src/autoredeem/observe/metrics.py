"""What can be read off this program from outside, as Prometheus has it.

No label holds a guild, a player or a code: their number has no bound, and they are nobody else's.
"""

from collections.abc import Callable, Iterator, Mapping
from math import nan

from prometheus_client import CollectorRegistry, Counter, Gauge, GCCollector, Histogram, Info
from prometheus_client.metrics_core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

from autoredeem import __version__
from autoredeem.domain.redemptions import Outcome

LAGS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60)
STORE_TIMES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
GAME_TIMES = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """All metrics, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        # How often Python's collector ran, and what it found: from memory, as everything here.
        GCCollector(registry)
        Info("autoredeem", "The program.", registry=registry).info({"version": __version__})
        self.loop_lag = Histogram(
            "autoredeem_loop_lag_seconds",
            "How long the event loop took to come to a question that is put 10 times a second.",
            buckets=LAGS,
            registry=registry,
        )
        self.ready = Gauge(
            "autoredeem_ready", "1 while the program can do its work.", registry=registry
        )
        self.backup_age = Gauge(
            "autoredeem_backup_age_seconds",
            "How long ago the latest backup was made by itself; NaN if never.",
            registry=registry,
        )
        self.backup_age.set(nan)
        self._store_seconds, self._store_failures = _of_stores(registry)
        self._requests, self._game_seconds = _of_games(registry)
        self._recorded = Counter(
            "autoredeem_recorded",
            "Members of runs whose part ended and is written down, by how it ended.",
            ["title", "outcome"],
            registry=registry,
        )
        self._feed_polls, self._feed_codes = _of_feeds(registry)
        self._of_feeds = {
            name: Gauge(f"autoredeem_feed_{name}", what, ["feed"], registry=registry)
            for name, what in OF_FEEDS.items()
        }
        self._of_titles = {
            name: Gauge(f"autoredeem_{name}", what, ["title"], registry=registry)
            for name, what in OF_TITLES.items()
        }

    def store_asked(self, title: str, operation: str, seconds: float, *, failed: bool) -> None:
        """Count one try of a verb of the store."""
        self._store_seconds.labels(title, operation).observe(seconds)
        if failed:
            self._store_failures.labels(title, operation).inc()

    def game_answered(self, title: str, outcome: Outcome, seconds: float) -> None:
        """Count one request to the game, `seconds` after it left."""
        self._requests.labels(title, outcome.value).inc()
        self._game_seconds.labels(title).observe(seconds)

    def recorded(self, title: str, outcomes: Mapping[Outcome, int]) -> None:
        """Count members whose part has ended."""
        for outcome, count in outcomes.items():
            self._recorded.labels(title, outcome.value).inc(count)

    def feed_polled(self, feed: str, result: str, new: int) -> None:
        """Count one request to a feed, by what came of it, and the codes that are new to it."""
        self._feed_polls.labels(feed, result).inc()
        self._feed_codes.labels(feed).inc(new)

    def count_off(self, name: str, count: Callable[[], int]) -> None:
        """Read one of `COUNTED` off when somebody asks; from any thread, without I/O."""
        self.registry.register(_Count(f"autoredeem_{name}", COUNTED[name], count))

    def read_off(self, title: str, name: str, value: Callable[[], float]) -> None:
        """Read one of `OF_TITLES` off when somebody asks; from any thread, without I/O."""
        self._of_titles[name].labels(title).set_function(value)

    def read_off_feed(self, feed: str, name: str, value: Callable[[], float]) -> None:
        """Read one of `OF_FEEDS` off when somebody asks; from any thread, without I/O."""
        self._of_feeds[name].labels(feed).set_function(value)


def _of_stores(registry: CollectorRegistry) -> tuple[Histogram, Counter]:
    seconds = Histogram(
        "autoredeem_store_seconds",
        "How long the store took for one try, by what it was asked.",
        ["title", "operation"],
        buckets=STORE_TIMES,
        registry=registry,
    )
    failures = Counter(
        "autoredeem_store_failures",
        "Tries to which the store gave no answer, or refused one.",
        ["title", "operation"],
        registry=registry,
    )
    return seconds, failures


def _of_games(registry: CollectorRegistry) -> tuple[Counter, Histogram]:
    requests = Counter(
        "autoredeem_game_requests",
        "Requests to the game, by what its answer means.",
        ["title", "outcome"],
        registry=registry,
    )
    seconds = Histogram(
        "autoredeem_game_seconds",
        "How long the game took to answer a request that had left.",
        ["title"],
        buckets=GAME_TIMES,
        registry=registry,
    )
    return requests, seconds


def _of_feeds(registry: CollectorRegistry) -> tuple[Counter, Counter]:
    polls = Counter(
        "autoredeem_feed_polls",
        "Requests to feeds, by what came of them: read, unchanged, failed.",
        ["feed", "result"],
        registry=registry,
    )
    codes = Counter(
        "autoredeem_feed_codes",
        "Codes that were new to a feed, and were taken.",
        ["feed"],
        registry=registry,
    )
    return polls, codes


class _Count(Collector):
    """A count that somebody else keeps."""

    def __init__(self, name: str, what: str, count: Callable[[], int]) -> None:
        self._name, self._what, self._count = name, what, count

    def collect(self) -> Iterator[Metric]:
        yield CounterMetricFamily(self._name, self._what, value=self._count())


COUNTED: Mapping[str, str] = {
    "loop_incidents": "How often the loop did not move for a quarter of a second.",
    "announcements_not_known": "Codes' announcements that may not have been posted.",
    "notifications_not_known": "Messages to people that may not have been sent.",
    "backups_failed": "Backups that could not be made when they were due.",
    "log_lines_missing": "Lines left out of the log: more of the same, or more than it takes.",
}

OF_TITLES: Mapping[str, str] = {
    "open_runs": "Runs that are worked on here.",
    "not_recorded": "Outcomes that the store has not taken yet.",
    "slot_wait_seconds": "How long until the next request to the game may leave.",
    "budget_left": "Requests that may still leave in this minute.",
    "sends": "1 while this process is the one that sends for its address.",
}

OF_FEEDS: Mapping[str, str] = {
    "age_seconds": "How long ago the feed last answered as it should; NaN if never.",
    "items": "Items in its last answer that was read.",
    "refused": "Items in it without a code that can be one.",
    "waiting": "New codes in it that are not taken yet, as they are too many.",
}
