"""What can be read off the program keeps its names.

It is frozen because dashboards and alerts that others have made name metrics, and group by labels.
What is new is added; nothing is changed or removed.
"""

from collections.abc import Mapping

from autoredeem.domain.redemptions import Outcome
from autoredeem.observe.metrics import COUNTED, OF_FEEDS, OF_TITLES, Metrics

METRICS: Mapping[str, tuple[str, frozenset[str]]] = {
    name: (kind, frozenset(labels.split()))
    for name, kind, labels in (
        ("autoredeem", "info", "version"),
        ("autoredeem_backup_age_seconds", "gauge", ""),
        ("autoredeem_backups_failed", "counter", ""),
        ("autoredeem_budget_left", "gauge", "title"),
        ("autoredeem_feed_age_seconds", "gauge", "feed"),
        ("autoredeem_feed_codes", "counter", "feed"),
        ("autoredeem_feed_items", "gauge", "feed"),
        ("autoredeem_feed_polls", "counter", "feed result"),
        ("autoredeem_feed_refused", "gauge", "feed"),
        ("autoredeem_feed_waiting", "gauge", "feed"),
        ("autoredeem_game_requests", "counter", "outcome title"),
        ("autoredeem_game_seconds", "histogram", "le title"),
        ("autoredeem_announcements_not_known", "counter", ""),
        ("autoredeem_notifications_not_known", "counter", ""),
        ("autoredeem_log_lines_missing", "counter", ""),
        ("autoredeem_loop_incidents", "counter", ""),
        ("autoredeem_loop_lag_seconds", "histogram", "le"),
        ("autoredeem_not_recorded", "gauge", "title"),
        ("autoredeem_open_runs", "gauge", "title"),
        ("autoredeem_ready", "gauge", ""),
        ("autoredeem_recorded", "counter", "outcome title"),
        ("autoredeem_sends", "gauge", "title"),
        ("autoredeem_slot_wait_seconds", "gauge", "title"),
        ("autoredeem_store_failures", "counter", "operation title"),
        ("autoredeem_store_seconds", "histogram", "le operation title"),
        ("python_gc_collections", "counter", "generation"),
        ("python_gc_objects_collected", "counter", "generation"),
        ("python_gc_objects_uncollectable", "counter", "generation"),
    )
}
"""Each with its type and the names of its labels."""


def test_metrics_have_the_names_types_and_labels_of_the_list() -> None:
    metrics = Metrics()
    metrics.store_asked("wos", "settle", 0.2, failed=True)
    metrics.game_answered("wos", Outcome.REDEEMED, 0.3)
    metrics.recorded("wos", {Outcome.REDEEMED: 1})
    metrics.feed_polled("news", "read", 1)
    for name in OF_FEEDS:
        metrics.read_off_feed("news", name, lambda: 1.0)
    for name in COUNTED:
        metrics.count_off(name, lambda: 1)
    for name in OF_TITLES:
        metrics.read_off("wos", name, lambda: 1.0)
    found = {
        family.name: (
            family.type,
            frozenset(label for sample in family.samples for label in sample.labels),
        )
        for family in metrics.registry.collect()
    }
    assert found == METRICS
