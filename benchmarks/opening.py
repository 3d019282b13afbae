"""What it takes to open runs: one code in very many guilds, and many codes for one newcomer.

It imports of the program only what its earlier versions have as well, so that one can be measured
beside another.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from pymongo.monitoring import (
    CommandFailedEvent,
    CommandListener,
    CommandStartedEvent,
    CommandSucceededEvent,
    register,
)

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome, Settlement
from autoredeem.engine import Engine, Outside, Process
from autoredeem.engine.events import Event, RunFinished, RunOpened
from autoredeem.game.pacer import Pacer
from autoredeem.game.protocol import Answer
from autoredeem.observe.clock import SystemClock
from autoredeem.store import open_store
from autoredeem.store.batches import batched
from autoredeem.store.interface import Store
from benchmarks.alliances import PART, PATIENT, TITLE, Report, enrol, fids
from benchmarks.game import LIFTED
from benchmarks.pauses import timed

AT_A_TIME = 16
"""Guilds that enrol at the same time."""

LEASE = 600.0

POLLS = ("leases", "ping", "hello")
"""Of what there are commands also when there is nothing to do, or by the driver alone."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What it took from wanting runs until the last of them was open; times in seconds.

    `commands` are those sent to MongoDB, or of another store how often it was asked; `rows` is what
    MongoDB answered with. `first_slot` is when the first request left, where one did.
    """

    store: str
    guilds: int
    members: int
    codes: int
    seconds: float
    cpu: float
    first_slot: float
    commands: int
    rows: int
    longest_pause: float


class StoreCounter(CommandListener):
    """Counts what is asked of a store while it is on."""

    def __init__(self) -> None:
        self.on = False
        self.commands = self.rows = self.asked = 0

    def started(self, event: CommandStartedEvent) -> None:
        """Count a command, unless it is of a poll."""
        named = f"{event.command_name} {event.command.get(event.command_name)}"
        self.commands += self.on and not any(poll in named for poll in POLLS)

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Count the rows of an answer."""
        cursor: dict[str, Any] = event.reply.get("cursor", {}) if self.on else {}
        self.rows += len(cursor.get("firstBatch", ())) + len(cursor.get("nextBatch", ()))

    def failed(self, event: CommandFailedEvent) -> None:
        """Count nothing."""

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count what is asked meanwhile, from none on."""
        self.commands = self.rows = self.asked = 0
        self.on = True
        yield
        self.on = False

    @contextmanager
    def meter(self, operation: str) -> Iterator[None]:
        """Count how often the store is asked."""
        self.asked += self.on and "lease" not in operation
        yield


class _Game:
    """A game that settles everyone at once; till it is let, it leaves its first answer open."""

    def __init__(self) -> None:
        self.asked, self.answers = asyncio.Event(), asyncio.Event()

    async def redeem(
        self, _code: str, _fid: Fid, _state: State, *, sent: Callable[[], None]
    ) -> Answer:
        sent()
        self.asked.set()
        await self.answers.wait()
        return Answer(Outcome.REDEEMED, "SUCCESS")


class _Bench:
    """A store, and what is measured on it."""

    def __init__(self, url: str, store: Store, counter: StoreCounter) -> None:
        mark = int(SystemClock().now().timestamp() * 1000)
        self.first_guild, self.code = mark * 100_000, f"BENCH{mark}"
        self.game = _Game()
        self._kind = url.partition(":")[0]
        self._store = store
        self._counter = counter
        self._open = self._over = 0
        self._changed = asyncio.Event()

    @asynccontextmanager
    async def engine(self) -> AsyncIterator[Engine]:
        """Work on the store's runs, as the process that sends; in the end ask nobody more."""
        clock = SystemClock()
        pacer = Pacer(LIFTED, clock.monotonic())
        outside = Outside(self.game, pacer, clock, Random(1), player_gap=0.0)  # noqa: S311
        process = Process(f"bench {self.code}", LEASE)
        async with Engine(self._store, outside, self._watch, process).working() as engine:
            while not engine.sends:  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.01)
            yield engine
            engine.stop_all()
            self.game.answers.set()

    async def measure(
        self, engine: Engine, wanted: Sequence[tuple[GuildId, str]], members: int, *, anew: bool
    ) -> Opened:
        """Want runs, wait until all are open, and return what it took."""
        counter, opened = self._counter, self._open + len(wanted)
        self.game.asked.clear()

        async def open_all() -> None:
            await engine.want(wanted, anew=anew)
            await self.until(opened=opened)

        first = asyncio.create_task(_seconds_until(self.game.asked))
        spent = time.process_time()
        with counter.counting():
            timing = await timed(open_all())
        return Opened(
            store=self._kind,
            guilds=len({guild_id for guild_id, _ in wanted}),
            members=members,
            codes=len({code for _, code in wanted}),
            seconds=timing.seconds,
            cpu=time.process_time() - spent,
            first_slot=await first,
            commands=counter.commands or counter.asked,
            rows=counter.rows,
            longest_pause=timing.pause,
        )

    async def until(self, *, opened: int = 0, over: int = 0) -> None:
        """Wait until so many runs were opened, and are over."""
        while self._open < opened or self._over < over:
            self._changed.clear()
            await self._changed.wait()

    def _watch(self, event: Event) -> None:
        self._open += isinstance(event, RunOpened)
        self._over += isinstance(event, RunFinished)
        self._changed.set()


async def measure_open(url: str, guilds: int, members: int, report: Report) -> Opened:
    """Open one new code in guilds that have so many members together."""
    each = members // guilds
    async with _bench(url) as (bench, store):
        places = [GuildId(bench.first_guild + number) for number in range(guilds)]
        report(f"Enrolling {members:,} members in {guilds:,} guilds")
        await _in_each(places, lambda guild_id, n: enrol(store, guild_id, each, n * each))
        report("Opening a code in all of them")
        async with bench.engine() as engine:
            wanted = [(guild_id, bench.code) for guild_id in places]
            opened = await bench.measure(engine, wanted, members, anew=True)
        report("Forgetting the guilds")
        await store.forget_guilds(places)
        await store.remove_codes([bench.code])
    return opened


async def measure_newcomer(
    url: str, members: int, codes: int, in_need: int, report: Report
) -> Opened:
    """Open living codes, which all other members of a guild have, for one who has come.

    But for those `in_need`: so many have no state, and so many others one that the game refused.
    """
    at = SystemClock().now() - timedelta(days=1)
    async with _bench(url) as (bench, store):
        guild_id = GuildId(bench.first_guild)
        wanted = [(guild_id, f"{bench.code}-{number}") for number in range(codes)]
        report(f"Settling {codes} codes for {members:,} members")
        await enrol(store, guild_id, members, at=at)
        others = await _enrol_in_need(store, guild_id, in_need, members, at)
        await store.judge({code: Standing(Life.ALIVE) for _, code in wanted}, at=at)
        for _, code in wanted:
            had = [Settlement(guild_id, code, fid, Outcome.REDEEMED, at) for fid in fids(members)]
            for part in batched(had, PART):
                await store.settle(part)
        async with bench.engine() as engine:
            await engine.want(wanted)
            await bench.until(over=codes)
            report("One more comes")
            await enrol(store, guild_id, 1, members + others)
            opened = await bench.measure(engine, wanted, members + others + 1, anew=False)
        await store.forget_guilds([guild_id])
        await store.remove_codes([code for _, code in wanted])
    return opened


async def _enrol_in_need(
    store: Store, guild_id: GuildId, each: int, start: int, at: datetime
) -> int:
    """Enrol so many without a state, and so many whose state was refused; return their number."""
    stateless = [Member(fid) for fid in fids(each, start)]
    await store.enrol(guild_id, stateless, by="bench", at=at)
    await enrol(store, guild_id, each, start + each, at=at)
    refused = fids(each, start + each)
    await store.note_players([KnownPlayer(fid, refused=((State(1), at),)) for fid in refused])
    return 2 * each


@asynccontextmanager
async def _bench(url: str) -> AsyncIterator[tuple[_Bench, Store]]:
    counter = StoreCounter()
    register(counter)
    async with open_store(url, TITLE, replace(PATIENT, meter=counter.meter)) as store:
        yield _Bench(url, store, counter), store


async def _seconds_until(event: asyncio.Event) -> float:
    loop = asyncio.get_running_loop()
    began = loop.time()
    await event.wait()
    return loop.time() - began


async def _in_each(
    guilds: Sequence[GuildId], do: Callable[[GuildId, int], Coroutine[object, object, None]]
) -> None:
    for part in batched(enumerate(guilds), AT_A_TIME):
        async with asyncio.TaskGroup() as tasks:
            for number, guild_id in part:
                tasks.create_task(do(guild_id, number))
