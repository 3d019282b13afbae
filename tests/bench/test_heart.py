"""The heartbeat of the benchmark: when it beats, and what counts as missed."""

import asyncio
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.heart import Heart, longest_gap, missed


@given(st.integers(1, 60), st.floats(0.1, 60))
def test_a_heart_that_beats_when_it_is_due_misses_nothing(count: int, interval: float) -> None:
    beats = [number * interval for number in range(count)]
    assert missed(beats, interval) == 0
    assert longest_gap(beats) <= interval * 1.001 if count > 1 else longest_gap(beats) == 0


@given(st.integers(0, 30), st.floats(0.1, 60))
def test_each_beat_that_is_left_out_is_missed(silent: int, interval: float) -> None:
    beats = [0.0, interval, interval * (2 + silent), interval * (3 + silent)]
    assert missed(beats, interval) == silent
    assert longest_gap(beats) == pytest.approx(interval * (1 + silent))


def test_a_beat_that_is_a_little_late_is_not_missed() -> None:
    assert missed([0.0, 1.0, 2.5, 3.5], 1.0) == 0
    assert missed([0.0, 1.0, 2.95, 3.95], 1.0) == 1


async def test_it_beats_on_the_loop_and_ends_with_its_context() -> None:
    with Heart(0.001).beating() as heart:
        await heart.times(3)
    beaten = len(heart.beats)
    assert beaten >= 3
    assert heart.beats == sorted(heart.beats)
    # One that was on its way may still come.
    await asyncio.sleep(0.01)
    assert len(heart.beats) <= beaten + 1


@pytest.mark.brings_its_own_net
async def test_a_loop_that_stands_still_sends_no_beat() -> None:
    with Heart(0.001).beating() as heart:
        await heart.times(1)
        before = len(heart.beats)
        time.sleep(0.05)  # noqa: ASYNC251 - what it is about
        assert len(heart.beats) == before
        await heart.times(1)
    assert longest_gap(heart.beats) >= 0.05
