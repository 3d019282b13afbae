"""What watching the loop costs: the CPU time of a process that does nothing, watched and not."""

import asyncio
import time
from contextlib import nullcontext
from dataclasses import dataclass
from statistics import median

from autoredeem.runtime.instrumentation import Instruments
from benchmarks.alliances import Report

SETTLING = 0.2
"""Seconds for a thread to begin, or to end."""


@dataclass(frozen=True, slots=True)
class WatchFigures:
    """Shares of one core, medians of the rounds: watched, not watched, and what is between."""

    seconds: float
    rounds: int
    watched: float
    unwatched: float
    cost: float


async def measure_watch(seconds: float, rounds: int, report: Report) -> WatchFigures:
    """Do nothing for `seconds`, watched and not, alternating. Takes twice `seconds` a round."""
    watched, unwatched = list[float](), list[float]()
    for number in range(1, rounds + 1):
        unwatched.append(await _spent(seconds, watching=False))
        watched.append(await _spent(seconds, watching=True))
        report(f"Round {number} of {rounds}")
    cost = median(one - other for one, other in zip(watched, unwatched, strict=True))
    return WatchFigures(seconds, rounds, median(watched), median(unwatched), cost)


async def _spent(seconds: float, *, watching: bool) -> float:
    """Return the share of a core that this process takes, all its threads together."""
    # As `autoredeem run` watches, with its histogram.
    with Instruments().watching_the_loop() if watching else nullcontext():
        await asyncio.sleep(SETTLING)
        began, spent = time.monotonic(), time.process_time()
        await asyncio.sleep(seconds)
        share = (time.process_time() - spent) / (time.monotonic() - began)
    await asyncio.sleep(SETTLING)
    return share
