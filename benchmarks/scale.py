"""What it takes to serve very many guilds at once."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import Engine, Outside, Process
from autoredeem.game.pacer import Pacer
from autoredeem.game.protocol import Answer
from autoredeem.observe.clock import SystemClock
from autoredeem.observe.cooperative import in_parts
from autoredeem.store import open_store
from autoredeem.store.batches import batched
from autoredeem.store.interface import Store
from benchmarks.alliances import PATIENT, TITLE, Report, enrol, remove
from benchmarks.choices import Choice, measure_choices
from benchmarks.game import LIFTED
from benchmarks.memory import peak_memory
from benchmarks.pauses import timed

AT_A_TIME = 16
"""Guilds that enrol at the same time."""

FEW, EACH = 10, 100
"""Guilds, and members of one, beside whose queue one sees what a larger one costs."""

LEASE = 600.0


@dataclass(frozen=True, slots=True)
class Scale:
    """How many guilds, and members of all of them together."""

    guilds: int
    members: int

    @property
    def each(self) -> int:
        """Members of one guild."""
        return self.members // self.guilds


@dataclass(frozen=True, slots=True)
class ScaleFigures:
    """What it took; times in seconds, memory in bytes.

    One code is opened for all guilds at once: `first_slot` is when the first request left, `opened`
    when all runs had their members, `ended` how long it took from the verdict that the code is dead
    until the last run was over. `longest_pause` is how late the loop ever was in all that, and
    `peak_memory` all that this process had needed till then.
    """

    store: str
    guilds: int
    members: int
    enrolled_a_second: float
    first_slot: float
    opened: float
    ended: float
    longest_pause: float
    peak_memory: int
    choices: Sequence[Choice]


async def measure_scale(url: str, scale: Scale, report: Report) -> ScaleFigures:
    """Enrol everyone, open one code for all guilds, let it prove dead. Takes minutes."""
    clock = SystemClock()
    mark = int(clock.now().timestamp() * 1000)
    first_guild = mark * 100_000
    async with open_store(url, TITLE, PATIENT) as store:
        bench = _Bench(store, scale, first_guild, f"BENCH{mark}", report)
        enrolling = await timed(bench.each_guild("enrolled", enrol))
        timing = await timed(bench.open_all())
        peak = peak_memory()
        await bench.each_guild("removed", remove)
        await store.remove_codes([bench.code])
    report("Choosing for a slot, again and again")
    few = min(FEW, scale.guilds)
    sizes = [(few, EACH), (few, scale.members // few), (scale.guilds, scale.each)]
    return ScaleFigures(
        store=url.partition(":")[0],
        guilds=scale.guilds,
        members=scale.each * scale.guilds,
        enrolled_a_second=scale.members / enrolling.seconds,
        first_slot=bench.first_slot,
        opened=bench.opened,
        ended=bench.ended,
        longest_pause=timing.pause,
        peak_memory=peak,
        choices=measure_choices(sizes),
    )


class _Dying:
    """A game that leaves its only answer open till `verdict`: then the code has expired."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.verdict = asyncio.Event()

    async def redeem(
        self, _code: str, _fid: Fid, _state: State, *, sent: Callable[[], None]
    ) -> Answer:
        sent()
        self.asked.set()
        await self.verdict.wait()
        return Answer(Outcome.EXPIRED, "TIME ERROR.")


class _Bench:
    """The guilds, and what was measured of them."""

    def __init__(self, store: Store, scale: Scale, first: int, code: str, report: Report) -> None:
        self.code = code
        self.first_slot = self.opened = self.ended = 0.0
        self._store, self._scale, self._report = store, scale, report
        self._guilds = [GuildId(first + number) for number in range(scale.guilds)]

    async def each_guild(
        self, what: str, do: Callable[..., Coroutine[object, object, None]]
    ) -> None:
        """Run something on the members of each guild."""
        each, done = self._scale.each, 0
        for part in batched(self._guilds, AT_A_TIME):
            async with asyncio.TaskGroup() as tasks:
                for number, guild_id in enumerate(part, done):
                    tasks.create_task(do(self._store, guild_id, each, number * each))
            if (done + len(part)) * 10 // self._scale.guilds > done * 10 // self._scale.guilds:
                self._report(f"{(done + len(part)) * each:,} members {what}")
            done += len(part)

    async def open_all(self) -> None:
        """Open the code for all guilds, until all are open; then let it die."""
        loop, game = asyncio.get_running_loop(), _Dying()
        async with self._engine(game) as engine, asyncio.TaskGroup() as tasks:
            self._report(f"Opening a code for {self._scale.guilds:,} guilds")
            began = loop.time()
            opening = [
                tasks.create_task(engine.open(guild_id, self.code))
                async for part in in_parts(self._guilds)
                for guild_id in part
            ]
            await game.asked.wait()
            self.first_slot = loop.time() - began
            runs = [await run for run in opening]
            self.opened = loop.time() - began
            self._report("All are open; the code dies")
            began = loop.time()
            game.verdict.set()
            for run in runs:
                await run.end
            self.ended = loop.time() - began

    @asynccontextmanager
    async def _engine(self, game: _Dying) -> AsyncIterator[Engine]:
        clock = SystemClock()
        outside = Outside(game, Pacer(LIFTED, clock.monotonic()), clock, Random(1), player_gap=3.0)  # noqa: S311
        process = Process(f"bench {self.code}", LEASE)
        async with Engine(self._store, outside, lambda _: None, process).working() as engine:
            yield engine
