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
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=work.__name__)
    try:
        return await asyncio.get_running_loop().run_in_executor(
            thread, lambda: work(*args, **named)
        )
    finally:
        thread.shutdown(wait=False, cancel_futures=True)
