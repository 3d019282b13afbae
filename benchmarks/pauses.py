"""How long the loop stood still while something ran."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from time import process_time

TICK = 0.001


@dataclass(frozen=True, slots=True)
class Timing:
    """One measurement: seconds it took, the longest that a tick of the loop came late, CPU seconds.

    CPU is that of this process, all threads: what the client has to do itself.
    """

    seconds: float
    pause: float
    cpu: float


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
    began, cpu_began = loop.time(), process_time()
    try:
        await work
        seconds, cpu = loop.time() - began, process_time() - cpu_began
        # A tick that was due during the work comes now, and shows how late it is.
        await asyncio.sleep(2 * TICK)
    finally:
        ticking.cancel()
    return Timing(seconds, longest, cpu)
