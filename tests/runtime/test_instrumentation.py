"""What stands between the engine and the outside, and measures it."""

from collections.abc import Callable
from math import isnan

import pytest

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.events import FeedPolled, GoesOn, Recorded
from autoredeem.game.protocol import Answer
from autoredeem.observe.metrics import Metrics
from autoredeem.runtime.health import Part
from autoredeem.runtime.instrumentation import Instruments, MeasuredGame, counting, store_meter
from autoredeem.runtime.store_health import StoreHealth
from support.engine_play import ToldGame, everyone
from support.virtual_time import VirtualClock


def _value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(f"autoredeem_{name}", {"title": "wos", **labels})


@pytest.mark.virtual_time
async def test_a_request_is_timed_from_when_it_left() -> None:
    metrics, told = Metrics(), ToldGame(everyone(Outcome.REDEEMED), latency=0.5)
    told.connecting = 30.0
    game, left = MeasuredGame(told, "wos", metrics, VirtualClock()), list[bool]()
    answer = await game.redeem("GIFT", Fid(1), State(7), sent=lambda: left.append(True))
    assert answer.outcome is Outcome.REDEEMED
    assert left == [True]
    assert _value(metrics, "game_requests_total", outcome="redeemed") == 1
    assert _value(metrics, "game_seconds_sum") == pytest.approx(0.5)


@pytest.mark.virtual_time
async def test_a_request_that_may_not_leave_is_none() -> None:
    class Held(Exception):
        pass

    def held() -> None:
        raise Held

    metrics = Metrics()
    game = MeasuredGame(ToldGame(everyone(Outcome.REDEEMED)), "wos", metrics, VirtualClock())
    with pytest.raises(Held):
        await game.redeem("GIFT", Fid(1), State(7), sent=held)
    assert _value(metrics, "game_requests_total", outcome="redeemed") is None


def test_a_store_that_is_asked_is_counted_and_known_by_it() -> None:
    now = 0.0
    metrics, health = Metrics(), StoreHealth(lambda: now)
    asking = store_meter("wos", metrics, health, lambda: now)
    for _ in range(2):
        with pytest.raises(StoreUnavailable), asking("settle"):
            now += 2.0
            raise StoreUnavailable("gone")
    assert not health.part().ok
    with asking("settle"):
        now += 1.0
    assert health.part().ok
    assert _value(metrics, "store_seconds_sum", operation="settle") == 5.0
    assert _value(metrics, "store_failures_total", operation="settle") == 2.0


def test_only_what_is_recorded_counts_as_recorded() -> None:
    metrics = Metrics()
    watch: Callable[..., None] = counting("wos", metrics)
    watch(Recorded({Outcome.REDEEMED: 2}))
    watch(GoesOn())
    assert _value(metrics, "recorded_total", outcome="redeemed") == 2


@pytest.mark.virtual_time
async def test_what_it_measures_is_what_the_game_answers() -> None:
    said = Answer(Outcome.UNREACHABLE, "", None, None, None)
    metrics, told = Metrics(), ToldGame(lambda *_: said)
    game = MeasuredGame(told, "wos", metrics, VirtualClock())
    assert await game.redeem("GIFT", Fid(1), State(7), sent=lambda: None) is said


def test_what_feeds_answered_is_counted_by_what_came_of_it() -> None:
    metrics = Metrics()
    watch: Callable[..., None] = counting("wos", metrics)
    watch(FeedPolled("news", 3))
    watch(FeedPolled("news", changed=False))
    watch(FeedPolled("news", failed=True))
    value = metrics.registry.get_sample_value
    for result in ("read", "unchanged", "failed"):
        assert value("autoredeem_feed_polls_total", {"feed": "news", "result": result}) == 1
    assert value("autoredeem_feed_codes_total", {"feed": "news"}) == 3


async def test_a_feed_s_failure_is_shown_with_its_figures_and_leaves_the_rest_ready() -> None:
    instruments = Instruments()
    part = Part(ok=False, why="gone", details={"items": 7.0}, needed=False)
    instruments.watch_feed("news", lambda: part)
    value = instruments.metrics.registry.get_sample_value
    assert value("autoredeem_feed_items", {"feed": "news"}) == 7
    assert isnan(value("autoredeem_feed_age_seconds", {"feed": "news"}) or 0.0)
    assert instruments.health.parts()["feed news"].why == "gone"
    with instruments.watching_the_loop():
        assert instruments.health.ready
