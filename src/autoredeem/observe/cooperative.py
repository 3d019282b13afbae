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


class Slices:
    """Work that is cut into slices of a quantum, as `spent` counts it: this thread's CPU seconds.

    A slice begins anew after each return to the loop.
    """

    def __init__(self, spent: Callable[[], float] = time.thread_time) -> None:
        self._spent = spent
        self._began = spent()

    async def pause(self) -> None:
        """Give the loop back if this slice is spent."""
        if self._spent() - self._began >= QUANTUM:
            await asyncio.sleep(0)
            self._began = self._spent()


async def in_parts(items: Iterable[T], slices: Slices | None = None) -> AsyncIterator[list[T]]:
    """Yield the items in short lists, giving the loop back whenever a quantum is spent.

    What is done with a list counts, and what makes the items. So each item should be cheap. Loops
    that follow one another share `slices`, as each may be too short to spend one.
    """
    slices, iterator = slices or Slices(), iter(items)
    while part := list(islice(iterator, PART)):
        yield part
        await slices.pause()


async def list_of(items: Iterable[T]) -> list[T]:
    """Return all items as a list, made in such parts."""
    return [item async for part in in_parts(items) for item in part]
