"""Tests in virtual time are, and no others."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from support.virtual_time import EPOCH, VirtualClock, VirtualTimeLoop, run_virtual

MONTH = 30 * 86_400.0


@pytest.fixture
async def fixtures_loop() -> AsyncIterator[asyncio.AbstractEventLoop]:
    yield asyncio.get_running_loop()
    await asyncio.sleep(0)


@pytest.mark.virtual_time
async def test_a_marked_test_lives_through_a_month_at_once(
    fixtures_loop: asyncio.AbstractEventLoop,
) -> None:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualTimeLoop)
    assert fixtures_loop is loop
    assert VirtualClock().now() == EPOCH
    await asyncio.sleep(MONTH)
    assert (VirtualClock().now() - EPOCH).total_seconds() == MONTH


async def test_a_test_without_the_marker_has_a_real_loop(
    fixtures_loop: asyncio.AbstractEventLoop,
) -> None:
    loop = asyncio.get_running_loop()
    assert not isinstance(loop, VirtualTimeLoop)
    assert fixtures_loop is loop


def test_waiting_for_what_can_not_happen_fails_at_once() -> None:
    async def waits() -> None:
        await asyncio.Event().wait()

    with pytest.raises(RuntimeError, match="can't happen"):
        run_virtual(waits())
