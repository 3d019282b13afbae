"""The incident for which this program exists, in small or in full: a slow store, and a heartbeat.

A bot checked 88 members with 88 blocking calls of 7 s each in its event loop. Its heartbeat stood
still for over 10 minutes, and Discord dropped the connection.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from autoredeem.domain.ids import Fid
from autoredeem.store import open_store
from autoredeem.store.interface import Ledger
from autoredeem.store.options import DATABASE
from benchmarks.alliances import PATIENT, TITLE, Report, fids
from benchmarks.heart import DISCORDS_INTERVAL, Heart, longest_gap, missed
from benchmarks.membership import CODE, GUILD, fill
from benchmarks.rivals import Database, one_batch_in_a_thread, one_by_one, opened_database
from benchmarks.slow_server import SlowServer

THEN = 7.0
"""Seconds that the store took for an answer in the incident."""

FASTEST_HEART = 0.1
BEFORE, AFTER = 2, 2
"""Beats before and after each check, so that what is between can be seen."""

PARTS = 10


@dataclass(frozen=True, slots=True)
class IncidentPlan:
    """How many members are checked, with a store that takes `latency` seconds an answer."""

    members: int
    latency: float

    @property
    def interval(self) -> float:
        """Seconds between heartbeats: Discord's, made smaller as the latency is."""
        return max(FASTEST_HEART, DISCORDS_INTERVAL * self.latency / THEN)

    @property
    def seconds(self) -> float:
        """About how long all three ways take."""
        return (self.members + 2) * self.latency + 3 * (BEFORE + AFTER + 1) * self.interval

    @property
    def announcement(self) -> str:
        """What is said before it starts: how long it takes."""
        first = self.members * self.latency
        return f"It takes about {self.seconds:,.0f} s: {first:,.0f} s of them the first way's check"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to check, and what became of the heartbeat meanwhile; all times in seconds.

    `beats` are the moments of heartbeats, and `began` that of the check, from the first beat on.
    """

    name: str
    seconds: float
    commands: int
    longest_gap: float
    missed: int
    began: float
    beats: Sequence[float]


@dataclass(frozen=True, slots=True)
class Incident:
    """Three ways to ask who of `members` has a code, at `latency` seconds an answer."""

    members: int
    latency: float
    interval: float
    ways: Sequence[Way]


Check = Callable[[], Awaitable[object]]


async def measure_incident(
    server: SlowServer, plan: IncidentPlan, at: datetime, report: Report
) -> Incident:
    """Check in three ways beside a heart that beats. Takes `plan.seconds`."""
    members = fids(plan.members)
    async with open_store(server.url, TITLE, PATIENT) as store:
        await fill(store, members, 0, at)
        with opened_database(server.url, TITLE, DATABASE) as database:
            bench = _Bench(store, database, plan, members, report)
            await asyncio.to_thread(server.take, plan.latency)
            try:
                ways = [await bench.blocking(), await bench.in_a_thread(), await bench.ours()]
            finally:
                await asyncio.to_thread(server.take, 0.0)
    return Incident(plan.members, plan.latency, plan.interval, ways)


class _Bench:
    def __init__(
        self,
        ledger: Ledger,
        database: Database,
        plan: IncidentPlan,
        members: Sequence[Fid],
        report: Report,
    ) -> None:
        self._ledger, self._database, self._plan = ledger, database, plan
        self._members, self._report = members, report

    async def blocking(self) -> Way:
        """Ask for one member after the other, in the loop."""

        async def check() -> None:
            step = max(1, len(self._members) // PARTS)
            for start in range(0, len(self._members), step):
                await one_by_one(self._database, GUILD, CODE, self._members[start : start + step])
                asked = min(start + step, len(self._members))
                self._report(f"One blocking call a member: {asked} of {len(self._members)} asked")

        return await self._measure("one blocking call a member", check, self._counted)

    async def in_a_thread(self) -> Way:
        """Ask for all at once, in a thread."""

        async def check() -> None:
            await one_batch_in_a_thread(self._database, GUILD, CODE, self._members)

        return await self._measure("one batch in a thread", check, self._counted)

    async def ours(self) -> Way:
        """Ask as this program does."""
        queries = 0

        async def check() -> None:
            nonlocal queries
            queries = (await self._ledger.batch_check_members(GUILD, CODE, self._members)).queries

        return await self._measure("autoredeem", check, lambda: queries)

    def _counted(self) -> int:
        return self._database.commands

    async def _measure(self, name: str, check: Check, count: Callable[[], int]) -> Way:
        self._report(f"{name}: measuring")
        loop, plan, before = asyncio.get_running_loop(), self._plan, count()
        with Heart(plan.interval).beating() as heart:
            await heart.times(BEFORE)
            began = loop.time()
            await check()
            seconds = loop.time() - began
            await heart.times(AFTER)
        first = heart.beats[0]
        beats = [round(beat - first, 4) for beat in heart.beats]
        return Way(
            name,
            seconds,
            count() - before,
            longest_gap(beats),
            missed(beats, plan.interval),
            began - first,
            beats,
        )
