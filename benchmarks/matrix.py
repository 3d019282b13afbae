"""Who got which of a guild's codes: all at once, beside a question or more for each code."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from statistics import median

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Attempt, Outcome, Settlement
from autoredeem.store import open_store
from autoredeem.store.batches import batched
from autoredeem.store.interface import Ledger
from benchmarks.alliances import PART, PATIENT, TITLE, Report, fids
from benchmarks.pauses import Timing, timed

SETTLED, FAILED = 85, 10
"""Of 100 members, for each code."""

STRANGERS = 5
"""Other guilds that have the same codes."""

AT_ONCE, CODE_BY_CODE = "matrix", "code by code"

Read = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read it: medians, in seconds; `cpu` is this process's alone."""

    name: str
    seconds: float
    cpu: float
    longest_pause: float


@dataclass(frozen=True, slots=True)
class MatrixFigures:
    """Both ways on the same rows, with the longest pause of an idle loop beside them."""

    store: str
    members: int
    codes: int
    rounds: int
    ways: Sequence[Reading]
    idle_pause: float


async def measure_matrix(
    url: str, members: int, codes: int, rounds: int, at: datetime, report: Report
) -> MatrixFigures:
    """Fill a store, then read it in both ways, in turns."""
    mark = int(at.timestamp() * 1000)
    guilds = [GuildId(mark * 1_000 + number) for number in range(STRANGERS + 1)]
    names = [f"BENCH{mark}-{number}" for number in range(codes)]
    async with open_store(url, TITLE, PATIENT) as store:
        report(f"Recording what {members:,} members of {len(guilds)} guilds got of {codes} codes")
        for guild_id in guilds:
            await _fill(store, guild_id, names, fids(members), at)
        reads: dict[str, Read] = {
            AT_ONCE: lambda: store.matrix(guilds[0], names),
            CODE_BY_CODE: lambda: _code_by_code(store, guilds[0], names, fids(members)),
        }
        timings: dict[str, list[tuple[Timing, float]]] = {name: [] for name in reads}
        idle = []
        for number in range(rounds + 1):
            for name, read in reads.items():
                spent = time.process_time()
                timing = await timed(read())
                if number:
                    timings[name].append((timing, time.process_time() - spent))
            idle.append(await timed(asyncio.sleep(0.05)))
        report("Forgetting the guilds")
        await store.forget_guilds(guilds)
    ways = [
        Reading(
            name,
            median(timing.seconds for timing, _ in each),
            median(cpu for _, cpu in each),
            median(timing.pause for timing, _ in each),
        )
        for name, each in timings.items()
    ]
    kind, pause = url.partition(":")[0], median(timing.pause for timing in idle)
    return MatrixFigures(kind, members, codes, rounds, ways, pause)


async def _code_by_code(
    ledger: Ledger, guild_id: GuildId, codes: Collection[str], members: Collection[Fid]
) -> None:
    for code in codes:
        await ledger.redemptions(guild_id, [code], members)
        await ledger.attempts(guild_id, code)


async def _fill(
    ledger: Ledger,
    guild_id: GuildId,
    codes: Sequence[str],
    members: Sequence[Fid],
    at: datetime,
) -> None:
    chance = Random(1)  # noqa: S311 - the same each time
    for code in codes:
        mixed = chance.sample(members, len(members))
        settled, failed = (len(mixed) * share // 100 for share in (SETTLED, SETTLED + FAILED))
        had = [Settlement(guild_id, code, fid, Outcome.REDEEMED, at) for fid in mixed[:settled]]
        noted = [
            Attempt(guild_id, code, fid, Outcome.LEVEL_TOO_LOW, "LEVEL", State(1), 1, at)
            for fid in mixed[settled:failed]
        ]
        for settlements in batched(had, PART):
            await ledger.settle(settlements)
        for attempts in batched(noted, PART):
            await ledger.note_attempts(attempts)
