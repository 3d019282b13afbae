"""The watchdog: what it says of a loop that does not move, while it does not."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from structlog.typing import EventDict

from autoredeem.runtime.watchdog import Limits, Watchdog

# What is watched here is a loop that is blocked.
pytestmark = pytest.mark.brings_its_own_net

SOON = Limits(held=0.02, badly=3600.0, pause=0.001)
AT_ONCE_BAD = Limits(held=0.02, badly=0.02, pause=0.001)


class Told:
    """What was logged so far. `seen` is set when the loop was first seen to be held."""

    def __init__(self) -> None:
        self.events: list[EventDict] = []
        self.seen = threading.Event()

    def take(self, _logger: object, method: str, event: EventDict) -> EventDict:
        self.events.append({**event, "level": method})
        if "has not moved" in event["event"]:
            self.seen.set()
        raise structlog.DropEvent


@pytest.fixture
def told() -> Iterator[Told]:
    told = Told()
    structlog.configure(processors=[told.take])
    yield told
    structlog.reset_defaults()


async def _held_by(what: Callable[[], Any], told: Told, watchdog: Watchdog) -> None:
    """Let a callback hold the loop, and wait until the watchdog has told that it moves again."""
    before = _ends(told)
    asyncio.get_running_loop().call_soon(what)
    while _ends(told) == before:  # noqa: ASYNC110 - it is another thread's event
        await asyncio.sleep(0.001)
    assert _ends(told) == watchdog.incidents


def _ends(told: Told) -> int:
    return sum("moves again" in event["event"] for event in told.events)


def _ignore(_lag: float) -> None:
    pass


async def test_a_blocking_call_is_named_while_it_blocks(told: Told) -> None:
    def handler() -> None:
        assert told.seen.wait(30)

    with Watchdog(_ignore, SOON).watching() as watchdog:
        await _held_by(handler, told, watchdog)
    first, last = told.events
    assert first["at"].endswith(" in handler: assert told.seen.wait(30)")
    assert "test_watchdog.py:" in first["at"]
    assert "threading.py" in first["frames"][0]
    assert not any("/asyncio/" in frame for frame in first["frames"])
    assert (first["level"], last["level"]) == ("warning", "warning")
    assert last["at"] == first["at"]


async def test_a_long_computation_is_named_while_it_computes(told: Told) -> None:
    def computes() -> None:
        while not told.seen.is_set():
            sum(range(1_000))

    with Watchdog(_ignore, SOON).watching() as watchdog:
        await _held_by(computes, told, watchdog)
    assert " in computes: " in told.events[0]["at"]


async def test_it_is_an_error_when_it_gets_bad_even_before_it_ends(told: Told) -> None:
    def handler() -> None:
        while not any(event["level"] == "error" for event in told.events):
            threading.Event().wait(0.001)

    with Watchdog(_ignore, AT_ONCE_BAD).watching() as watchdog:
        await _held_by(handler, told, watchdog)
    assert [event["level"] for event in told.events] == ["warning", "error", "error"]


async def test_an_incident_is_told_once_and_the_next_one_again(told: Told) -> None:
    def handler() -> None:
        told.seen.clear()
        assert told.seen.wait(30)

    with Watchdog(_ignore, SOON).watching() as watchdog:
        await _held_by(handler, told, watchdog)
        await _held_by(handler, told, watchdog)
    assert len(told.events) == 4


async def test_the_lag_is_measured_all_the_time(told: Told) -> None:
    enough, lags = asyncio.Event(), list[float]()
    loop = asyncio.get_running_loop()

    def measured(lag: float) -> None:
        lags.append(lag)
        if len(lags) == 10:
            loop.call_soon_threadsafe(enough.set)

    with Watchdog(measured, Limits(held=3600.0, pause=0.001)).watching() as watchdog:
        await enough.wait()
    assert all(lag >= 0 for lag in lags)
    assert watchdog.recent_lag >= max(lags[:9])
    assert told.events == []


async def test_the_lag_grows_while_the_loop_is_held(told: Told) -> None:
    seen: list[float] = []

    def handler() -> None:
        assert told.seen.wait(30)
        seen.extend((watchdog.lag, watchdog.recent_lag))

    with Watchdog(_ignore, SOON).watching() as watchdog:
        await _held_by(handler, told, watchdog)
    assert all(lag >= SOON.held for lag in seen)


async def test_it_ends_with_its_context() -> None:
    with Watchdog(_ignore, SOON).watching():
        await asyncio.sleep(0)
    for thread in threading.enumerate():
        if thread.name == "watchdog":
            thread.join(30)
            assert not thread.is_alive()


def test_it_ends_with_its_loop() -> None:
    async def main() -> Watchdog:
        watchdog = Watchdog(_ignore, Limits(pause=0.001))
        # Entered and never left, as when a program is cut short.
        watchdog.watching().__enter__()
        return watchdog

    watchdog = asyncio.run(main())
    watchdog._thread.join(30)
    assert not watchdog._thread.is_alive()
