"""How long the loop stood still while something ran."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass

TICK = 0.001


@dataclass(frozen=True, slots=True)
class Timing:
    """One measurement: seconds it took, and the longest that a tick of the loop came late."""

    seconds: float
    pause: float


async def timed(work: Awaitable[object]) -> Timing:
    """Await some work while a task ticks beside it."""
    loop = asyncio.get_running_loop()
    longest = 0.0

    async def tick() -> None:
        nonlocal longest
        while True:
            due = loop.time() + TICK
            await asyncio.sleep(TICK)
            longest = max(longest, loop.time() - due)

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0)
    began = loop.time()
    try:
        await work
        seconds = loop.time() - began
        # A tick that was due during the work comes now, and shows how late it is.
        await asyncio.sleep(2 * TICK)
    finally:
        ticking.cancel()
    return Timing(seconds, longest)
