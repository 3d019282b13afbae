"""A run on a real store and the simulated game over HTTP, which meets trouble.

Nothing is waited for by the clock: the trouble begins when the game has answered some of the
members, and ends when the test has seen what it is to see of it.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from uuid import uuid4

from pydantic import SecretStr

from autoredeem.app import GameAccess, working_engine
from autoredeem.cli.redeem_run import to_its_end
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.redemptions import summary_of
from autoredeem.engine import Engine, Process, RunEnd
from autoredeem.engine.events import Event, NotRecorded, RunFinished, RunProgressed
from autoredeem.observe.clock import SystemClock
from autoredeem.runtime.health import Health
from autoredeem.runtime.instrumentation import Instruments
from autoredeem.simulator import SIMULATOR_SALT, Code, Player, Reply, Rules, World, serve
from autoredeem.store import StoreOptions, open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import RunStatus
from support.deadlines import opened
from support.facts import CODE, GUILD, NOW, members, players

EVERYONE = players(60)
STATE = State(245)
MIDDLE = 15
"""So many answers are there when the trouble begins."""

PER_MINUTE = 1_200
IMPATIENT = StoreOptions(find_server=0.7, command=0.4)
"""Deadlines against which a second is what half a minute is against those of a deployment."""

HASTY = StoreOptions(find_server=0.1, command=1.0)
"""The same for a file, where a lock is waited for as for a server."""

LOCKING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""

LEASE = 1.0
"""Seconds: a store that is gone for longer stops the sending, too."""

TICK = 0.01
PATIENCE = 60.0


def new_world(holders: Sequence[Fid] = ()) -> World:
    """Return a game in which everyone may redeem the code; `holders` did so before."""
    rules = Rules(limit=60_000, player_gap=0)
    everyone = (Player(fid, STATE) for fid in EVERYONE)
    return World(everyone, [Code(CODE)], rules, held={CODE: holders})


@dataclass(slots=True)
class Scene:
    """A run under way, as it is seen from outside.

    `ticks` counts the turns of a task that does nothing else: while it grows, the loop is free.
    """

    store: Store
    world: World
    health: Health
    events: list[Event] = field(default_factory=list)
    ticks: int = 0
    _happened: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds that an answer of the game or an event may bring about."""
        while not holds():
            assert not self._has_ended(), "the run ended before it was in such trouble"
            self._happened.clear()
            await self._happened.wait()

    async def is_told(self, why: str = "", times: int = 1) -> None:
        """Wait until it is told so many times more that outcomes can't be recorded, and why."""
        before = self._told(why)
        await self.until(lambda: self._told(why) - before >= times)

    async def is_ready(self, *, ready: bool = True, why: str = "") -> None:
        """Wait until its readiness is so, and says why; the loop is well all along."""
        async with asyncio.timeout(PATIENCE):
            while True:
                parts = self.health.parts()
                assert parts["loop"].ok
                store = parts["store of wos"]
                if store.ok is self.health.ready is ready and why in store.why:
                    return
                await asyncio.sleep(TICK)

    async def is_over(self) -> None:
        """Wait until the run has ended."""
        await self.until(self._has_ended)

    def take_in(self, event: Event) -> None:
        """Keep an event."""
        self.events.append(event)
        self._happened.set()

    def answered(self, _form: Mapping[str, str], _reply: Reply) -> None:
        """Note that the game has answered."""
        self._happened.set()

    def _has_ended(self) -> bool:
        return any(isinstance(event, RunFinished) for event in self.events)

    def _told(self, why: str) -> int:
        told = (event.why for event in self.events if isinstance(event, NotRecorded))
        return sum(bool(reason) and why in reason for reason in told)


Trouble = Callable[[Scene], Awaitable[None]]
"""Begins in the middle of a run; a trouble that ends is over when this returns."""


@dataclass(frozen=True, slots=True)
class Played:
    """What a run came to."""

    finished: RunFinished
    world: World
    events: Sequence[Event]


@asynccontextmanager
async def scene_of(
    store: Store, world: World, instruments: Instruments | None = None
) -> AsyncIterator[tuple[Scene, Engine]]:
    """Yield an engine at work on the store and the world, beside a task that ticks."""
    instruments = instruments or Instruments()
    scene = Scene(store, world, instruments.health)
    ticking = asyncio.create_task(_tick(scene))
    process = Process(f"tester {uuid4().hex}", lease=LEASE)
    try:
        async with serve(world, SystemClock(), watch=scene.answered) as url:
            access = GameAccess(url, SecretStr(SIMULATOR_SALT), PER_MINUTE, player_gap=0)
            working = working_engine(
                store, access, SystemClock(), Random(1), scene.take_in, process
            )
            with instruments.watching_the_loop():
                async with working as engine:
                    yield scene, engine
    finally:
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking


async def _tick(scene: Scene) -> None:
    while True:
        await asyncio.sleep(TICK)
        scene.ticks += 1


async def enrol_everyone(store: Store) -> None:
    """Put everyone into the roster."""
    await store.enrol(GUILD, members(EVERYONE, STATE), by="test", at=NOW)


async def play(url: str, trouble: Trouble, options: StoreOptions = IMPATIENT) -> Played:
    """Redeem the code for everyone, with trouble in the middle."""
    instruments = Instruments()
    options = replace(options, meter=instruments.watch_store("wos"))
    async with open_store(url) as store:
        await enrol_everyone(store)
    async with (
        opened(url, options) as store,
        scene_of(store, new_world(), instruments) as (scene, engine),
        asyncio.TaskGroup() as tasks,
    ):
        await scene.is_ready()
        ending = tasks.create_task(to_its_end(engine, GUILD, CODE))
        await scene.until(lambda: scene.world.counters.requests >= MIDDLE)
        assert scene.world.counters.requests < len(EVERYONE)
        before = scene.ticks
        await trouble(scene)
        assert scene.ticks - before >= 10, "the loop stood still"
        finished = await ending
        await scene.is_ready()
    return Played(finished, scene.world, scene.events)


async def ends_right(url: str, played: Played, holders: int = 0) -> None:
    """Assert that everyone is settled, was asked once, and that all figures say so.

    So many `holders` had the code before: they may have been asked where the check failed.
    """
    summary, world = played.finished.summary, played.world
    new = len(EVERYONE) - holders
    assert played.finished.end is RunEnd.COMPLETE
    assert summary.members == len(EVERYONE)
    assert summary.settled_before + summary.redeemed + summary.already == summary.members
    assert (summary.redeemed, summary.unsettled, summary.not_recorded) == (new, 0, 0)
    assert summary.requests == world.counters.requests
    assert world.counters.by_answer["SUCCESS"] == new
    assert summary.requests == new + summary.already, "an outcome was lost and asked again"
    reported = [event.record for event in played.events if isinstance(event, RunProgressed)]
    counts = [record.figures.redeemed for record in reported]
    assert counts == sorted(counts)
    # What is in the store, seen by somebody else.
    async with open_store(url) as store:
        assert all((await store.batch_check_members(GUILD, CODE, EVERYONE)).values())
        (record,) = await store.runs()
    assert record.status is RunStatus.DONE
    assert summary_of(record.figures, "wos", GUILD, CODE) == summary


@asynccontextmanager
async def locked_by_another_process(file: Path) -> AsyncIterator[None]:
    """Keep a file of SQLite's from being written."""
    pipe = asyncio.subprocess.PIPE
    other = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LOCKING, str(file), stdin=pipe, stdout=pipe
    )
    assert other.stdin
    assert other.stdout
    try:
        assert await other.stdout.readline() == b"locked\n"
        yield
    finally:
        other.stdin.close()
        await other.wait()
