"""A guild in step with a list of many players, beside one question for each of a few of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from pymongo.monitoring import register

from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import COMMAND_LINE, Fid, GuildId
from autoredeem.domain.synchronisation import ListingChanges, MemberUpdate, Sync
from autoredeem.observe.clock import SystemClock
from autoredeem.roster.providers.files import FileProvider
from autoredeem.roster.sync.reading import Surroundings, read_list
from autoredeem.roster.sync.states import SyncStates
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from benchmarks.alliances import FIRST_FID, PATIENT, TITLE, Report, enrol
from benchmarks.memory import peak_memory
from benchmarks.opening import StoreCounter
from benchmarks.pauses import timed

CHANGED = 100
"""In the last reading one of so many has another name, as many are gone, and as many are new."""

ONE_BY_ONE = 1_000
"""Players who are asked about one by one."""

LARGEST_LEVEL = 80


@dataclass(frozen=True, slots=True)
class SyncStep:
    """What one way of being in step took; `commands` are the verbs of a file."""

    name: str
    players: int
    seconds: float
    commands: int
    longest_pause: float


@dataclass(frozen=True, slots=True)
class SyncFigures:
    """All ways on one store; `grown` is by how much the peak of memory grew in the readings."""

    store: str
    members: int
    steps: tuple[SyncStep, ...]
    peak_memory: int
    grown: int


async def measure_sync(url: str, members: int, folder: Path, report: Report) -> SyncFigures:
    """Enrol so many, follow a list of them in a file, and read it in three states."""
    clock = SystemClock()
    guild_id = GuildId(int(clock.now().timestamp() * 1_000_000))
    sync = Sync(guild_id, "bench", "", COMMAND_LINE, clock.now())
    counter = StoreCounter()
    register(counter)
    async with open_store(url, TITLE, replace(PATIENT, meter=counter.meter)) as store:
        report(f"Enrolling {members:,} players")
        await enrol(store, guild_id, members)
        await store.follow([sync])
        bench = _Bench(store, sync, folder / "list.csv", counter, url.partition(":")[0])
        before = peak_memory()
        steps = [
            await bench.read("first reading, all new to the list", members, changed=False),
            await bench.read("reading without news", members, changed=False),
            await bench.read("reading with 1% renamed, gone, new", members, changed=True),
        ]
        grown = peak_memory() - before
        report(f"Asking about {ONE_BY_ONE:,} players one by one")
        steps.append(await bench.one_by_one(min(members, ONE_BY_ONE)))
        report("Forgetting the guild")
        await store.forget_guilds([guild_id])
    return SyncFigures(url.partition(":")[0], members, tuple(steps), peak_memory(), grown)


class _Bench:
    """A list, who follows it, and what counts what is asked."""

    def __init__(
        self, store: Store, sync: Sync, file: Path, counter: StoreCounter, kind: str
    ) -> None:
        self._store = store
        self._sync = sync
        self._file = file
        self._counter = counter
        self._kind = kind
        self._provider = FileProvider("bench", TITLE, file, timedelta(hours=1))

    async def read(self, name: str, members: int, *, changed: bool) -> SyncStep:
        """Write the list, and read it."""
        with self._file.open("w", encoding="utf-8") as lines:
            lines.writelines(_lines(members, changed=changed))
        states, clock = SyncStates(self._store), SystemClock()
        around = Surroundings(self._store, states, clock, _opens_nothing, members)
        [known] = await self._store.syncs([self._sync.guild_id])
        with self._counter.counting():
            timing = await timed(read_list(self._provider, known, around))
        [now] = await self._store.syncs([self._sync.guild_id])
        if now.state.players != members:
            raise OutsideError(f"{now.state.players:,} of {members:,} players were read")
        return SyncStep(name, members, timing.seconds, self._asked, timing.pause)

    async def one_by_one(self, count: int) -> SyncStep:
        """Look each player up, and write each, as bots do that know no batches."""

        async def each() -> None:
            guild_id, now = self._sync.guild_id, SystemClock().now()
            for fid in (Fid(FIRST_FID + number) for number in range(count)):
                await self._store.members_among(guild_id, [fid])
                update = MemberUpdate(fid, level=LARGEST_LEVEL)
                await self._store.apply_listing(ListingChanges(guild_id, now, members=[update]))

        with self._counter.counting():
            timing = await timed(each())
        return SyncStep("one by one", count, timing.seconds, self._asked, timing.pause)

    @property
    def _asked(self) -> int:
        return self._counter.asked if self._kind == "sqlite" else self._counter.commands


async def _opens_nothing(_guild_id: GuildId) -> None:
    """Open no codes: that is measured elsewhere."""


def _lines(members: int, *, changed: bool) -> Iterator[str]:
    """Yield so many players in no order; where that is wanted, some are gone, new or renamed."""
    chance = Random(1)  # noqa: S311 - the same each time
    numbers = list(range(members))
    chance.shuffle(numbers)
    yield "fid,nickname,state,level\n"
    for number in numbers:
        fid, name = FIRST_FID + number, f"Player {number:06}"
        if changed and number % CHANGED == 0:
            fid += members
        if changed and number % CHANGED == 1:
            name = f"Renamed {number:06}"
        yield f"{fid},{name},1,{number % LARGEST_LEVEL + 1}\n"
