from hypothesis import given
from hypothesis import strategies as st

from autoredeem.observe.rate_limit import FEW, RateLimit


def test_so_many_at_once_then_so_many_a_minute() -> None:
    rate_limit = RateLimit[str](burst=3, per_minute=6)
    assert [rate_limit.lets_through("a", 0.0) for _ in range(5)] == [True] * 3 + [False] * 2
    assert [rate_limit.lets_through("a", at) for at in (9.0, 10.0, 19.0, 20.0)] == [
        False,
        True,
        False,
        True,
    ]


def test_one_kind_does_not_silence_another() -> None:
    rate_limit = RateLimit[str](burst=1, per_minute=1)
    assert rate_limit.lets_through("a", 0.0)
    assert not rate_limit.lets_through("a", 0.0)
    assert rate_limit.lets_through("b", 0.0)


def test_what_was_left_out_is_told_once() -> None:
    rate_limit = RateLimit[str](burst=1, per_minute=1)
    for _ in range(5):
        rate_limit.lets_through("a", 0.0)
    assert rate_limit.left_out() == {"a": 4}
    assert rate_limit.left_out() == {}


@given(st.lists(st.floats(0, 100), max_size=200))
def test_no_event_is_neither_let_through_nor_counted(gaps: list[float]) -> None:
    rate_limit = RateLimit[str](burst=5, per_minute=10)
    now, passed = 0.0, 0
    for gap in gaps:
        now += gap
        passed += rate_limit.lets_through("a", now)
    assert passed + sum(rate_limit.left_out().values()) == len(gaps)
    assert passed <= 5 + 10 * now / 60 + 1e-6


def test_of_many_kinds_those_that_owe_nothing_are_forgotten() -> None:
    rate_limit = RateLimit[int](burst=1, per_minute=1)
    for kind in range(10 * FEW):
        assert rate_limit.lets_through(kind, float(kind))
    assert len(rate_limit._kinds) <= 2 * FEW
    assert not rate_limit.lets_through(10 * FEW - 1, 10.0 * FEW), "one that owes is not"
