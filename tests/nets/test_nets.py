"""The nets catch what they are for; nothing else in the suite would tell if they were torn."""

import asyncio
import gc
import time

import pytest
from blockbuster import BlockingError

from support import nets
from support.nets import Limits, limits, long_steps, no_blocking_calls

pytestmark = pytest.mark.brings_its_own_net


def compute(seconds: float) -> None:
    """Spend so much of the thread's CPU."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


class Cycle:
    """What only the collector can free, which takes it so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._itself = self
        self._seconds = seconds

    def __del__(self) -> None:
        compute(self._seconds)


@pytest.fixture(autouse=True)
def nothing_else_to_collect() -> None:
    """Set aside what the session has made."""
    gc.collect()
    gc.freeze()


async def test_a_blocking_call_on_the_loop_is_caught() -> None:
    with no_blocking_calls(), pytest.raises(BlockingError):
        time.sleep(0.01)  # noqa: ASYNC251 - what the net is for


def test_a_long_computation_on_the_loop_is_caught() -> None:
    async def main() -> None:
        await asyncio.sleep(0)
        compute(1.2 * limits().step)

    with long_steps() as found:
        asyncio.run(main())
    assert len(found) == 1
    assert "main" in found[0]


def test_many_short_steps_are_not_a_long_one() -> None:
    async def main() -> None:
        for _ in range(8):
            compute(0.2 * limits().step)
            await asyncio.sleep(0)

    with long_steps() as found:
        asyncio.run(main())
    assert found == []


def test_a_pause_of_the_collector_is_no_part_of_the_step_in_which_it_comes() -> None:
    async def main() -> None:
        Cycle(1.2 * limits().step)
        gc.collect()

    with long_steps() as found:
        asyncio.run(main())
    assert found == []


def test_a_long_pause_of_the_collector_is_caught() -> None:
    async def main() -> None:
        Cycle(1.2 * limits().collection)
        gc.collect()

    with long_steps() as found:
        asyncio.run(main())
    assert len(found) == 1
    assert "collector" in found[0]


@pytest.mark.parametrize(
    ("slower", "allowed"), [(0.4, 1.0), (1.0, 1.0), (5.0, 5.0), (8.0, 8.0), (20.0, 8.0)]
)
def test_a_slower_machine_may_take_as_much_longer_as_it_is_slower_up_to_eight_times(
    slower: float, allowed: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nets, "_work_takes", lambda: slower * nets.REFERENCE)
    monkeypatch.delenv(nets.SHARE, raising=False)
    here = limits.__wrapped__()
    assert here.step == pytest.approx(nets.LONGEST_STEP * allowed)
    assert here.collection == pytest.approx(nets.LONGEST_COLLECTION * allowed)


def test_the_limits_can_be_narrowed_for_a_whole_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nets, "_work_takes", lambda: nets.REFERENCE)
    monkeypatch.setenv(nets.SHARE, "0.5")
    assert limits.__wrapped__() == Limits(nets.LONGEST_STEP / 2, nets.LONGEST_COLLECTION / 2)
