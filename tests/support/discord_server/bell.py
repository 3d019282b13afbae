"""A bell between threads: whoever waits for something looks again each time that it rings."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")

DEADLINE = 60
"""Seconds that a test waits for anything: many times what a loaded machine needs."""


class Bell:
    """Rung by the server's thread after each change; loops of any thread wait for it."""

    def __init__(self) -> None:
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def ring(self) -> None:
        """Wake everyone who waits, to check again."""
        for loop, event in tuple(self._waiting):
            # A loop that has just ended waits for nothing any more.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(event.set)

    async def until(self, look: Callable[[], T | None], what: str) -> T:
        """Wait until `look` gives something (None and False are nothing), and give that.

        Raises AssertionError, with `what` was waited for, after 60 s.
        """
        waiting = asyncio.get_running_loop(), asyncio.Event()
        self._waiting.add(waiting)
        try:
            async with asyncio.timeout(DEADLINE):
                return await self._seen(look, waiting[1])
        except TimeoutError:
            raise AssertionError(f"waited {DEADLINE} s in vain for {what}") from None
        finally:
            self._waiting.discard(waiting)

    async def _seen(self, look: Callable[[], T | None], rung: asyncio.Event) -> T:
        while True:
            rung.clear()
            found = look()
            if found is not None and found is not False:
                return found
            await rung.wait()
