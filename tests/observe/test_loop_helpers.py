import asyncio
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.observe.slices import in_slices
from autoredeem.observe.tasks import cancel_all, task_group


@given(st.lists(st.integers()), st.integers(1, 7))
def test_slices_hold_every_item_in_order(items: list[int], size: int) -> None:
    async def main() -> list[list[int]]:
        return [part async for part in in_slices(items, size)]

    parts = asyncio.run(main())
    assert [item for part in parts for item in part] == items
    assert all(1 <= len(part) <= size for part in parts)


async def test_the_loop_turns_between_two_slices() -> None:
    order: list[str] = []

    async def heartbeat() -> None:
        for _ in range(3):
            order.append("beat")
            await asyncio.sleep(0)

    beating = asyncio.create_task(heartbeat())
    async for part in in_slices("abc", size=1):
        order += part
    await beating
    assert order == ["a", "beat", "b", "beat", "c", "beat"]


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
