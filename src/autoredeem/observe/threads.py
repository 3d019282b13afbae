"""Work that would hold the loop, in a thread of its own: never in the default executor.

When that is full, name look-ups queue behind it.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Thread
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


class OwnThreads(Executor):
    """A thread for each call. The program's end waits for none of them."""

    def __init__(self, name: str) -> None:
        self._name = name

    def submit(self, work: Callable[P, T], /, *args: P.args, **named: P.kwargs) -> Future[T]:
        """Start a call; return its future, which can't be cancelled any more."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()

        def call() -> None:
            try:
                result = work(*args, **named)
            except BaseException as error:  # noqa: BLE001 - whoever waits for the future is told
                future.set_exception(error)
            else:
                future.set_result(result)

        Thread(target=call, name=self._name, daemon=True).start()
        return future


def own_thread(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> asyncio.Future[T]:
    """Start a call in a thread of its own; return its future, in which the loop has its result."""
    loop = asyncio.get_running_loop()
    threads = OwnThreads(getattr(work, "__name__", "work"))
    return loop.run_in_executor(threads, lambda: work(*args, **named))


async def in_own_thread(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Return what a call returns that is made in a thread of its own.

    Cancelled, it waits for nothing: the thread ends by itself, after the work at hand.
    """
    return await own_thread(work, *args, **named)


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
