"""Long work on the loop, in steps short enough that a heartbeat fits between any two."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

SLICE = 2_000
"""Items a step; a step that does little per item stays in the low milliseconds."""


async def in_slices(items: Iterable[T], size: int = SLICE) -> AsyncIterator[list[T]]:
    """Give the items in lists of at most `size`, letting the loop turn after each."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part
        await asyncio.sleep(0)
