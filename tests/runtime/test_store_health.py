"""How a store is, by what it answers to the work itself."""

import pytest

from autoredeem.domain.errors import OutsideError, StoreRefused, StoreUnavailable
from autoredeem.runtime.store_health import FORGOTTEN, LONG, StoreHealth

GONE = StoreUnavailable("the server is gone")
FULL = StoreRefused("there is no room left")


class Clock:
    """A time that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def health(clock: Clock) -> StoreHealth:
    return StoreHealth(clock)


def _fails(health: StoreHealth, operation: str, error: OutsideError = GONE) -> None:
    with pytest.raises(type(error)), health.asking(operation):
        raise error


def _works(health: StoreHealth, operation: str) -> None:
    with health.asking(operation):
        pass


def test_a_store_that_nobody_asked_is_well(health: StoreHealth) -> None:
    assert health.part().ok


def test_one_failure_is_asked_again_first(health: StoreHealth) -> None:
    _fails(health, "settle")
    assert health.part().ok
    _fails(health, "settle")
    part = health.part()
    assert (part.ok, part.why) == (False, "settle: the server is gone")


def test_an_answer_to_the_same_question_makes_it_well(health: StoreHealth) -> None:
    _fails(health, "settle")
    _fails(health, "settle")
    _works(health, "codes")
    assert not health.part().ok
    _works(health, "settle")
    assert health.part().ok


def test_every_third_failing_is_no_outage(health: StoreHealth) -> None:
    for _ in range(5):
        _fails(health, "settle")
        _works(health, "settle")
        _works(health, "settle")
        assert health.part().ok


def test_a_lease_that_is_kept_proves_that_the_store_is_back(health: StoreHealth) -> None:
    _fails(health, "keep_runs")
    _fails(health, "keep_runs")
    _works(health, "hold_lease")
    assert health.part().ok


def test_a_refusal_counts_at_once_and_no_lease_proves_anything_against_it(
    health: StoreHealth,
) -> None:
    _fails(health, "settle", FULL)
    _works(health, "hold_lease")
    assert health.part().why == "settle: there is no room left"
    _works(health, "settle")
    assert health.part().ok


def test_what_was_not_tried_again_says_nothing_in_the_end(
    health: StoreHealth, clock: Clock
) -> None:
    _fails(health, "enrol", FULL)
    clock.now += FORGOTTEN
    assert health.part().ok


def test_a_slow_answer_is_waited_for_a_missing_one_is_not(
    health: StoreHealth, clock: Clock
) -> None:
    with health.asking("settle"):
        clock.now += 7
        part = health.part()
        assert part.ok
        assert part.details == {"waited_for": 7.0}
        clock.now += LONG
        assert health.part().why == "no answer for 17 s"
    assert health.part().ok


def test_a_question_that_is_cancelled_is_waited_for_no_more(
    health: StoreHealth, clock: Clock
) -> None:
    with pytest.raises(KeyboardInterrupt), health.asking("settle"):
        raise KeyboardInterrupt
    clock.now += LONG * 2
    assert health.part().ok
