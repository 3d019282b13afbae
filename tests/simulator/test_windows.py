from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.simulator.windows import FixedWindow, Meter, SlidingWindow, Window

LIMIT, LENGTH = 3, 60.0

waits = st.lists(st.integers(0, 70), min_size=1, max_size=60)


def _times(waits: list[int]) -> list[float]:
    return [1_000.0 + sum(waits[: i + 1]) for i in range(len(waits))]


def test_a_sliding_window_is_full_until_its_oldest_request_leaves_it() -> None:
    window = SlidingWindow(LIMIT, LENGTH)

    assert [window.take(now) for now in (0.0, 10.0, 20.0, 59.0, 60.0, 61.0)] == [
        *(True, True, True, False),
        *(True, False),
    ]
    assert window.wait(61.0) == 9.0


def test_a_fixed_window_forgets_everything_when_the_next_one_begins() -> None:
    window = FixedWindow(LIMIT, LENGTH, begins=40.0)

    # 100 is where the window that began at 40 ends: twice the limit fits around it.
    assert [window.take(now) for now in (97.0, 98.0, 99.0, 99.5)] == [True, True, True, False]
    assert window.wait(99.5) == 0.5
    assert [window.take(now) for now in (100.0, 101.0, 102.0, 103.0)] == [True, True, True, False]


@pytest.mark.parametrize("begins", [0.0, 7.0, 5_000.0])
def test_a_fixed_window_begins_where_its_phase_says(begins: float) -> None:
    window = FixedWindow(1, LENGTH, begins)
    start = 2_000.0 + (begins - 2_000.0) % LENGTH

    assert window.take(start)
    assert not window.take(start + LENGTH - 1)
    assert window.take(start + LENGTH)


@given(waits)
def test_no_stretch_of_a_sliding_windows_length_holds_more_than_the_limit(waits: list[int]) -> None:
    window = SlidingWindow(LIMIT, LENGTH)
    taken = [now for now in _times(waits) if window.take(now)]

    assert all(sum(end - LENGTH < now <= end for now in taken) <= LIMIT for end in taken)


@given(waits, st.integers(0, 59))
def test_no_fixed_window_holds_more_than_the_limit(waits: list[int], phase: int) -> None:
    window = FixedWindow(LIMIT, LENGTH, float(phase))
    taken = [now for now in _times(waits) if window.take(now)]

    windows = [(now - phase) // LENGTH for now in taken]
    assert all(windows.count(one) <= LIMIT for one in windows)


@pytest.mark.parametrize("kind", [SlidingWindow, partial(FixedWindow, begins=0.0)])
@given(waits)
def test_a_full_window_takes_a_request_after_just_the_wait_that_it_names(
    kind: Callable[[int, float], Window], waits: list[int]
) -> None:
    window = kind(LIMIT, LENGTH)
    times = _times(waits)
    for now in times:
        window.take(now)

    wait = window.wait(times[-1])
    assert (wait > 0) == (window.left(times[-1]) == 0)
    assert window.take(times[-1] + wait)


@given(waits)
def test_the_most_arrivals_count_those_that_were_not_let_in(waits: list[int]) -> None:
    meter = Meter(SlidingWindow(1, LENGTH))
    times = _times(waits)
    for now in times:
        meter.take(now)

    assert meter.most == max(sum(end - LENGTH < now <= end for now in times) for end in times)


def test_the_headers_speak_of_a_minute_however_long_the_window_is() -> None:
    meter = Meter(SlidingWindow(30, 1.5))
    meter.take(0.0)

    assert meter.headers(0.0) == {"X-RateLimit-Limit": "1200", "X-RateLimit-Remaining": "1160"}
