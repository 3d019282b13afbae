import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.observe.cooperative import PART, QUANTUM, Slices, in_parts, list_of
from autoredeem.observe.tasks import cancel_all, task_group


class _Meter:
    """Tells how much CPU was spent: as much as a test says."""

    spent = 0.0

    def __call__(self) -> float:
        return self.spent


async def _beats(said: list[str]) -> None:
    """Say whenever the loop has its turn."""
    while True:
        said.append("beat")
        await asyncio.sleep(0)


async def _heard(items: Iterable[float], meter: _Meter) -> list[str]:
    """Work on items that cost so much CPU each; returns the parts and the beats in their order."""
    said: list[str] = []
    async with asyncio.TaskGroup() as tasks:
        beating = tasks.create_task(_beats(said))
        async for part in in_parts(items, Slices(meter)):
            said.append(f"{len(part)} items")
            meter.spent += sum(part)
        beating.cancel()
    return said


@given(st.lists(st.integers(), max_size=3 * PART))
async def test_parts_hold_every_item_in_order(items: list[int]) -> None:
    parts = [part async for part in in_parts(items)]
    assert [item for part in parts for item in part] == items == await list_of(items)
    assert all(1 <= len(part) <= PART for part in parts)


async def test_the_loop_has_its_turn_when_a_quantum_is_spent_and_not_before() -> None:
    third = QUANTUM / 2.9 / PART
    said = await _heard([third] * 7 * PART, _Meter())
    assert said == [*[f"{PART} items"] * 3, "beat"] * 2 + [f"{PART} items"]


async def test_loops_that_share_slices_give_the_loop_back_like_one() -> None:
    meter, said = _Meter(), list[str]()
    slices = Slices(meter)
    async with asyncio.TaskGroup() as tasks:
        beating = tasks.create_task(_beats(said))
        for _ in range(6):
            async for part in in_parts([QUANTUM / 2.9], slices):
                said.append("item")
                meter.spent += sum(part)
        beating.cancel()
    assert said == [*["item"] * 3, "beat"] * 2


async def test_what_others_spend_meanwhile_is_not_counted() -> None:
    meter, said = _Meter(), list[str]()

    async def spends() -> None:
        while True:
            said.append("beat")
            meter.spent += 10 * QUANTUM
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as tasks:
        spending = tasks.create_task(spends())
        async for part in in_parts([QUANTUM / 1.9 / PART] * 4 * PART, Slices(meter)):
            said.append(f"{len(part)} items")
            meter.spent += sum(part)
        spending.cancel()
    assert said == [*[f"{PART} items"] * 2, "beat"] * 2


async def test_what_makes_the_items_is_counted() -> None:
    meter = _Meter()

    def costly() -> Iterator[float]:
        for _ in range(2 * PART):
            meter.spent += 1.1 * QUANTUM / PART
            yield 0

    assert await _heard(costly(), meter) == [f"{PART} items", "beat"] * 2


async def test_a_lone_failure_of_a_task_or_of_the_body_is_raised_as_itself() -> None:
    async def fails() -> None:
        raise KeyError("task")

    with pytest.raises(KeyError, match="task"):
        async with task_group() as tasks:
            tasks.create_task(fails())
            await asyncio.sleep(60)
    with pytest.raises(ValueError, match="body"):
        async with task_group() as tasks:
            tasks.create_task(asyncio.sleep(60))
            raise ValueError("body")


async def test_several_failures_are_raised_together() -> None:
    async def fails(name: str) -> None:
        raise KeyError(name)

    with pytest.raises(ExceptionGroup) as failures:
        async with task_group() as tasks:
            tasks.create_task(fails("one"))
            tasks.create_task(fails("two"))
    assert len(failures.value.exceptions) == 2


@pytest.mark.virtual_time
async def test_a_task_whose_cancellation_was_swallowed_is_cancelled_again() -> None:
    async def swallows(times: int) -> None:
        for _ in range(times):
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(60)
        await asyncio.sleep(60)

    tasks = [asyncio.create_task(swallows(times)) for times in range(4)]
    await asyncio.sleep(0)
    await cancel_all(tasks)
    assert all(task.cancelled() for task in tasks)
    await cancel_all([])
