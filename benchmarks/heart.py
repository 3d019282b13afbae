"""Discord's heartbeat, as discord.py's client sends it, without Discord.

The client's thread wakes every interval, has the loop send the beat, and waits until that is done
before it counts the next interval. A loop that stands still sends nothing. Discord asks for a beat
every 41.25 s, and drops a connection that misses one.
"""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from itertools import pairwise

DISCORDS_INTERVAL = 41.25
"""Seconds, from the HELLO of Discord's gateway."""

MOSTLY = 0.9
"""How much of an interval has to be without a beat to count as one that was missed: a busy machine
sends one a little late."""


class Heart:
    """Beats on the running loop, every `interval` seconds; keeps when it did, in loop time."""

    def __init__(self, interval: float) -> None:
        self.interval = interval
        self.beats: list[float] = []
        self._loop = asyncio.get_running_loop()
        self._beaten = asyncio.Event()
        self._end = threading.Event()

    @contextmanager
    def beating(self) -> Iterator["Heart"]:
        """Beat while the context is open."""
        thread = threading.Thread(target=self._beat, name="heart", daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._end.set()

    async def times(self, count: int) -> None:
        """Wait for so many more beats."""
        for _ in range(count):
            self._beaten.clear()
            await self._beaten.wait()

    def _beat(self) -> None:
        while not self._end.wait(self.interval):
            sending = asyncio.run_coroutine_threadsafe(self._send(), self._loop)
            with suppress(CancelledError):
                sending.result()

    async def _send(self) -> None:
        self.beats.append(self._loop.time())
        self._beaten.set()


def longest_gap(beats: Sequence[float]) -> float:
    """Return the seconds between the two beats that are furthest apart."""
    return max((later - earlier for earlier, later in pairwise(beats)), default=0.0)


def missed(beats: Sequence[float], interval: float) -> int:
    """Return how many beats did not come when they were due."""
    gaps = (later - earlier for earlier, later in pairwise(beats))
    return sum(int(max(0.0, gap / interval - MOSTLY)) for gap in gaps)
