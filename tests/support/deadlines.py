"""Deadlines of stores: long ones, and short ones for tests that wait until one has run out."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.store import StoreOptions, open_store
from autoredeem.store.interface import Store

TRIES = 50

PATIENT = StoreOptions(find_server=60.0, command=300.0)
"""For a store that is there, on a machine that may be busy with anything."""


@asynccontextmanager
async def opened(url: str, options: StoreOptions) -> AsyncIterator[Store]:
    """Open a store. On a busy machine a deadline may run out with nothing wrong: open it again.

    Raises what the last of many tries raised.
    """
    async with AsyncExitStack() as stack:
        for _ in range(TRIES - 1):
            try:
                store = await stack.enter_async_context(open_store(url, options=options))
            except StoreUnavailable:
                continue
            break
        else:
            store = await stack.enter_async_context(open_store(url, options=options))
        yield store
