"""Long loops over what is in memory give the event loop back in time, however slow the machine."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

QUANTUM = 0.005
"""Seconds of the thread's CPU after which the loop is given back."""

PART = 100
"""Items between two readings of the clock."""


async def in_parts(
    items: Iterable[T], spent: Callable[[], float] = time.thread_time
) -> AsyncIterator[list[T]]:
    """Yield the items in short lists, giving the loop back whenever a quantum is spent.

    What is counted is what `spent` says (seconds of this thread's CPU), also for what is done with
    a list and for what makes the items, and anew after each return. So each item should be cheap.
    """
    iterator, began = iter(items), spent()
    while part := list(islice(iterator, PART)):
        yield part
        if spent() - began >= QUANTUM:
            await asyncio.sleep(0)
            began = spent()


async def list_of(items: Iterable[T]) -> list[T]:
    """Return all items as a list, made in such parts."""
    return [item async for part in in_parts(items) for item in part]
