"""The batch check beside the two ways that other bots have, on one store, alternating."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from statistics import median

from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Outcome, Settlement
from autoredeem.store import open_store
from autoredeem.store.batches import batched
from autoredeem.store.interface import Ledger
from autoredeem.store.options import DATABASE
from benchmarks.alliances import FIRST_FID, PATIENT, TITLE, Report, fids
from benchmarks.pauses import Timing, timed
from benchmarks.rivals import (
    MOST_ONE_BY_ONE,
    Database,
    one_batch_in_a_thread,
    one_by_one,
    opened_database,
)

CODE = "BENCHMARK"
GUILD = GuildId(1)
SETTLED_SHARE = 0.85
IN_A_ROW = 5
"""A check of up to 1,000 members is asked so often in a row: of one alone, which takes 0.1 ms, most
is what the processor forgot while something else ran."""

OURS, ONE_BY_ONE, IN_A_THREAD = "ours", "one by one", "one batch in a thread"

Check = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of checking: the medians of its rounds, and the commands of one round."""

    name: str
    members: int
    seconds: float
    cpu_seconds: float
    longest_pause: float
    commands: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All ways on the same members, with the longest pause of an idle loop beside them."""

    store: str
    members: int
    rows: int
    rounds: int
    ways: Sequence[Way]
    idle_pause: float
    explain: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ComparisonPlan:
    """What to measure: members to check, rows of others in the store, rounds."""

    url: str
    members: int
    rows: int
    rounds: int


async def compare(plan: ComparisonPlan, at: datetime, report: Report) -> Comparison:
    """Fill the store, then check in each way, `rounds` times. Takes its time."""
    members = fids(plan.members)
    async with open_store(plan.url, TITLE, PATIENT) as store:
        report(f"Filling the store: {plan.rows:,} rows of others, {plan.members:,} members")
        await fill(store, members, plan.rows, at)
        with opened_database(plan.url, TITLE, DATABASE) as database:
            bench = _Bench(store, database, members)
            await bench.rounds(plan.rounds, report)
            explain = database.explain(GUILD, CODE, members)
    kind = plan.url.partition(":")[0]
    return Comparison(
        kind, plan.members, plan.rows, plan.rounds, bench.ways(), bench.idle_pause(), explain
    )


class _Bench:
    """The rounds, and what they measured."""

    def __init__(self, ledger: Ledger, database: Database, fids: Sequence[Fid]) -> None:
        self._ledger = ledger
        self._database = database
        self._fids = fids
        self._few = fids[:MOST_ONE_BY_ONE]
        self._timings: dict[str, list[Timing]] = {ONE_BY_ONE: [], IN_A_THREAD: [], OURS: []}
        self._commands: dict[str, int] = {}
        self._idle: list[Timing] = []

    async def rounds(self, count: int, report: Report) -> None:
        """Run ours and its rival in an order by chance, and then what leaves neither anything warm.

        One round more warms up.
        """
        checks: dict[str, Check] = {
            IN_A_THREAD: lambda: one_batch_in_a_thread(self._database, GUILD, CODE, self._fids),
            OURS: lambda: self._ledger.batch_check_members(GUILD, CODE, self._fids),
        }
        alone: dict[str, Check] = {
            ONE_BY_ONE: lambda: one_by_one(self._database, GUILD, CODE, self._few)
        }
        for ways in (checks, alone):
            await self._rounds_of(ways, count, report)

    async def _rounds_of(self, ways: Mapping[str, Check], count: int, report: Report) -> None:
        order = Random(1)  # noqa: S311 - the same each time
        for number in range(count + 1):
            for name in order.sample(list(ways), len(ways)):
                timing = await self._measure(name, ways[name])
                if number:
                    self._timings[name].append(timing)
            self._idle.append(await timed(asyncio.sleep(0.05)))
            if number and number % max(1, count // 7) == 0:
                report(f"Round {number} of {count}: {', '.join(ways)}")

    async def _measure(self, name: str, check: Check) -> Timing:
        before = self._database.commands
        queries, times = 0, IN_A_ROW if len(self._fids) <= MOST_ONE_BY_ONE else 1

        async def in_a_row() -> None:
            nonlocal queries
            for _ in range(times):
                answer = await check()
                queries = getattr(answer, "queries", 0)

        timing = await timed(in_a_row())
        self._commands[name] = queries or (self._database.commands - before) // times
        return replace(timing, seconds=timing.seconds / times, cpu=timing.cpu / times)

    def ways(self) -> list[Way]:
        """Return each way's medians."""
        return [
            Way(
                name,
                len(self._few if name == ONE_BY_ONE else self._fids),
                median(timing.seconds for timing in timings),
                median(timing.cpu for timing in timings),
                median(timing.pause for timing in timings),
                self._commands[name],
            )
            for name, timings in self._timings.items()
        ]

    def idle_pause(self) -> float:
        """Return the median of the longest pauses of a loop that had nothing to do."""
        return median(timing.pause for timing in self._idle)


async def fill(ledger: Ledger, members: Sequence[Fid], rows: int, at: datetime) -> None:
    """Settle 85% of the members, chosen by chance, and write rows of other guilds and codes."""
    chosen = Random(1).sample(members, int(len(members) * SETTLED_SHARE))  # noqa: S311 - the same each time
    others = (
        Settlement(GuildId(2 + n % 97), f"OTHER{n % 50}", Fid(FIRST_FID + n), Outcome.REDEEMED, at)
        for n in range(rows)
    )
    ours = (Settlement(GUILD, CODE, fid, Outcome.REDEEMED, at) for fid in chosen)
    for settlements in (others, ours):
        for part in batched(settlements, 5_000):
            await ledger.settle(part)
