"""Long work in a thread of its own ends when nobody waits for it any longer."""

import asyncio
import threading

import pytest

from autoredeem.observe.threads import Step, in_steps, no_step

SHORT, LONG = 0.05, 60.0


async def test_what_is_done_in_steps_is_returned_and_each_step_is_seen() -> None:
    seen: list[int] = []

    def work(step: Step) -> str:
        for _ in range(3):
            step()
        return "done"

    assert await in_steps(work, lambda: seen.append(1), LONG) == "done"
    assert len(seen) == 3


async def test_work_that_makes_no_step_is_given_up_and_ends_at_its_next() -> None:
    go_on, ended = threading.Event(), threading.Event()

    def stuck(step: Step) -> None:
        try:
            go_on.wait(LONG)
            step()
        finally:
            ended.set()

    with pytest.raises(TimeoutError):
        await in_steps(stuck, no_step, SHORT)
    assert not ended.is_set()
    go_on.set()
    assert await asyncio.to_thread(ended.wait, LONG)


async def test_cancelled_work_ends_at_its_next_step() -> None:
    begun, ended = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def endless(step: Step) -> None:
        try:
            while True:
                step()
        finally:
            ended.set()

    def seen() -> None:
        loop.call_soon_threadsafe(begun.set)

    task = asyncio.create_task(in_steps(endless, seen, LONG))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(ended.wait, LONG)


async def test_what_a_step_raises_ends_the_work() -> None:
    def stop() -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError):
        await in_steps(lambda step: step(), stop, LONG)
