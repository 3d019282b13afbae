"""What can be read off the program from outside."""

from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from autoredeem.domain.redemptions import Outcome
from autoredeem.observe.metrics import OF_TITLES, Metrics


def _samples(metrics: Metrics) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    families = text_string_to_metric_families(generate_latest(metrics.registry).decode())
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


def _used() -> Metrics:
    """Give metrics with something in all of them."""
    metrics = Metrics()
    metrics.store_asked("wos", "settle", 0.2, failed=False)
    metrics.store_asked("wos", "settle", 20.0, failed=True)
    metrics.game_answered("wos", Outcome.REDEEMED, 0.3)
    metrics.recorded("wos", {Outcome.REDEEMED: 3, Outcome.EXPIRED: 1})
    metrics.loop_lag.observe(0.001)
    for name in OF_TITLES:
        metrics.read_off("wos", name, lambda: 7.0)
    return metrics


def test_what_happened_is_counted() -> None:
    samples = _samples(_used())
    wos = ("title", "wos")
    settle = frozenset({wos, ("operation", "settle")})
    assert samples["autoredeem_store_seconds_count", settle] == 2
    assert samples["autoredeem_store_failures_total", settle] == 1
    redeemed = frozenset({wos, ("outcome", "redeemed")})
    assert samples["autoredeem_game_requests_total", redeemed] == 1
    assert samples["autoredeem_recorded_total", redeemed] == 3
    assert samples["autoredeem_loop_lag_seconds_count", frozenset()] == 1
    for name in OF_TITLES:
        assert samples[f"autoredeem_{name}", frozenset({wos})] == 7


def test_no_label_holds_a_guild_a_player_or_a_code() -> None:
    labels = {name for _, pairs in _samples(_used()) for name, _ in pairs}
    assert labels <= {"title", "operation", "outcome", "le", "version", "generation"}


def test_two_programs_in_one_process_do_not_count_for_each_other() -> None:
    _used()
    assert _samples(Metrics())["autoredeem_loop_lag_seconds_count", frozenset()] == 0
