"""Work that would hold the loop, in a thread of its own: never in the default executor.

When that is full, name look-ups queue behind it.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


async def in_own_thread(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Return what a call returns that is made in a thread of its own.

    Cancelled, it waits for nothing: the thread ends by itself, after the work at hand.
    """
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
    try:
        return await asyncio.get_running_loop().run_in_executor(
            thread, lambda: work(*args, **named)
        )
    finally:
        thread.shutdown(wait=False, cancel_futures=True)


Step = Callable[[], None]
"""Called between two steps of long work, in whatever thread that is; it may raise to end it."""


def no_step() -> None:
    """Do nothing between two steps."""


class _GivenUp(Exception):
    """Nobody waits any longer for what a thread does."""


class _Steps:
    """Counts the steps of a thread, and ends it at the next when nobody waits any longer."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self.made = 0
        self.given_up = False

    def __call__(self) -> None:
        if self.given_up:
            raise _GivenUp
        self._step()
        self.made += 1


async def in_steps(work: Callable[[Step], T], step: Step, patience: float) -> T:
    """Return what long work returns that is done in a thread of its own, and calls a step often.

    Cancelled, it waits for nothing: the thread ends at the next step. Raises TimeoutError when no
    step was made for `patience` seconds.
    """
    steps, seen = _Steps(step), -1
    task = asyncio.create_task(in_own_thread(work, steps))
    try:
        while not task.done():
            if steps.made == seen:
                raise TimeoutError
            seen = steps.made
            await asyncio.wait({task}, timeout=patience)
        return task.result()
    finally:
        steps.given_up = True
        task.cancel()
