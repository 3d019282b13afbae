"""The nets catch what they are for; nothing else in the suite would tell if they were torn."""

import asyncio
import time

import pytest
from blockbuster import BlockingError

from support.nets import long_steps, no_blocking_calls

pytestmark = pytest.mark.brings_its_own_net


def _compute(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


async def test_a_blocking_call_on_the_loop_is_caught() -> None:
    with no_blocking_calls(), pytest.raises(BlockingError):
        time.sleep(0.01)  # noqa: ASYNC251 - what the net is for


def test_a_long_computation_on_the_loop_is_caught() -> None:
    async def main() -> None:
        await asyncio.sleep(0)
        _compute(0.06)

    with long_steps() as found:
        asyncio.run(main())
    assert len(found) == 1
    assert "main" in found[0]


def test_many_short_steps_are_not_a_long_one() -> None:
    async def main() -> None:
        for _ in range(8):
            _compute(0.01)
            await asyncio.sleep(0)

    with long_steps() as found:
        asyncio.run(main())
    assert found == []
