"""What a slot's choice costs, as the standing work grows: the engine's own queue, and no store."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median, quantiles
from time import perf_counter

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import GuildId, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.runs import Run, Typed
from autoredeem.engine.scheduler import Scheduler
from benchmarks.alliances import fids

CODE = "BENCHMARK"
AT = datetime(2026, 1, 1, tzinfo=UTC)
CHOICES = 5_000
SLOT = 0.01
"""Seconds of the queue's time from one choice to the next."""

PLAYER_GAP = 3.0
"""Seconds in which a player is not asked again; shorter where so few would all be waiting."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What choosing among so many took, in seconds: the median; one of 100 takes over `slow`."""

    guilds: int
    members: int
    usual: float
    slow: float


def measure_choices(sizes: list[tuple[int, int]]) -> list[Choice]:
    """Choose again and again among `sizes`: guilds, and members of each of them.

    One after the other, a choice each, so that whatever else the machine does meets them all alike.
    It blocks.
    """
    queues = [_choosing(*size) for size in sizes]
    seconds: list[list[float]] = [[] for _ in sizes]
    gc.collect()
    gc.freeze()
    for _ in range(CHOICES):
        for took, queue in zip(seconds, queues, strict=True):
            took.append(next(queue))
    gc.unfreeze()
    return [
        Choice(guilds, guilds * each, median(took), quantiles(took, n=100)[-1])
        for (guilds, each), took in zip(sizes, seconds, strict=True)
    ]


def _choosing(guilds: int, each: int) -> Iterator[float]:
    """Choose for ever; yield what each choice took. Whoever was asked comes again."""
    player_gap = min(PLAYER_GAP, SLOT * (guilds * each - 1))
    scheduler = _scheduler(guilds, each, player_gap)
    now = 0.0
    while True:
        now += SLOT
        began = perf_counter()
        ticket = scheduler.choose(now)
        took = perf_counter() - began
        assert ticket, "there is always somebody"  # noqa: S101 - a bug of ours
        scheduler.sent(ticket, now)
        scheduler.answered(ticket, Outcome.TRY_AGAIN, AT, counts=False)
        scheduler.again(ticket, Outcome.TRY_AGAIN, now + player_gap)
        scheduler.changed.clear()
        yield took


def _scheduler(guilds: int, each: int, player_gap: float) -> Scheduler:
    scheduler = Scheduler(player_gap)
    for number in range(guilds):
        run = Run(GuildId(number), CODE, AT)
        scheduler.begin(run, Standing(Life.ALIVE))
        members = [(fid, Typed(State(1))) for fid in fids(each, number * each)]
        run.load(members, set(), scheduler.players)
        scheduler.admit(run)
    scheduler.changed.clear()
    return scheduler
