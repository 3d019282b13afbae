"""Owned tasks: each has someone who awaits it and sees its failure."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager


@asynccontextmanager
async def task_group() -> AsyncIterator[asyncio.TaskGroup]:
    """Yield a task group that raises a lone failure, of a task or of the body, as itself."""
    try:
        async with asyncio.TaskGroup() as tasks:
            yield tasks
    except BaseExceptionGroup as failures:
        if len(failures.exceptions) > 1:
            raise
        raise failures.exceptions[0] from None


CANCEL_AGAIN = 0.5
"""Seconds in which a cancelled task should have ended."""


async def cancel_all(tasks: Iterable[asyncio.Task[object]]) -> None:
    """Cancel tasks until they have ended; a task's failure is left to its owner.

    Once is not enough: in Python 3.11 `asyncio.wait_for`, which the MongoDB driver uses, swallows a
    cancellation that comes just when what it waits for is done.
    """
    rest = set(tasks)
    while rest:
        for task in rest:
            task.cancel()
        _, rest = await asyncio.wait(rest, timeout=CANCEL_AGAIN)


@asynccontextmanager
async def serving(*work: Coroutine[object, object, None]) -> AsyncIterator[None]:
    """Do work that has no end of its own while the context is open; its failure is raised here."""
    async with task_group() as tasks:
        owned = [tasks.create_task(one) for one in work]
        try:
            yield
        finally:
            await cancel_all(owned)
