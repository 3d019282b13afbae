"""Nets under the loop: what blocks it, and what holds it too long."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from blockbuster import BlockBuster, blockbuster_ctx

LONGEST_STEP = 0.05
"""Seconds of the loop thread's CPU time in one step: the design's first invariant."""


@contextmanager
def no_blocking_calls() -> Iterator[BlockBuster]:
    """Make every blocking call on a loop's thread raise blockbuster.BlockingError."""
    with blockbuster_ctx() as net:
        # PyMongo looks once whether it runs in a container, when a client is made.
        net.functions["os.stat"].can_block_in("pymongo/pool_options.py", "get_container_env_info")
        yield net


@contextmanager
def long_steps(limit: float = LONGEST_STEP) -> Iterator[list[str]]:
    """Collect every step of any loop that takes more than `limit` seconds of its thread's CPU.

    CPU time, not the wall's: a busy machine makes no step longer.
    """
    found: list[str] = []
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        began = time.thread_time()
        run(handle)
        if (spent := time.thread_time() - began) > limit:
            # A handle shows its callback, which for a task is a wrapper: name the task.
            callback = getattr(handle, "_callback", None)
            who = getattr(callback, "__self__", handle)
            found.append(f"{spent * 1000:.0f} ms of CPU in one step of {who!r}")

    _replace_run(timed)
    try:
        yield found
    finally:
        _replace_run(run)


def _replace_run(run: Callable[[asyncio.Handle], None]) -> None:
    asyncio.Handle._run = run  # type: ignore[method-assign,assignment]
