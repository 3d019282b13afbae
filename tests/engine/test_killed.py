"""A process that is killed at any step of its writing leaves nothing that the next can't mend.

Both stores are real; time is, too, but nothing waits for it.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

import pytest

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Figures, Outcome, Settlement
from autoredeem.engine import Engine, Outside, Process
from autoredeem.engine.events import Event, RunFinished, RunOpened
from autoredeem.game.pacer import Pacer
from autoredeem.game.protocol import Answer
from autoredeem.observe.clock import SystemClock
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.records import RunRecord, RunStatus
from support.engine_play import ToldGame
from support.mongod import mongod_uri, mongodb_url, own_mongod
from support.mortal_store import KilledError, Life, mortal_store

__all__ = ["mongod_uri", "mongodb_url", "own_mongod"]

PER_MINUTE = 60_000
CLOCK = SystemClock()


@pytest.fixture(params=["sqlite", "mongodb"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a store that nobody has used."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    made: str = request.getfixturevalue("mongodb_url")
    return made


@dataclass(slots=True)
class Scene:
    """A code in two guilds that share players, and a game that pays each player once.

    One player of each guild has the code already, one's level is too low.
    """

    number: int
    paid: set[Fid] = field(default_factory=set)
    asked: list[Fid] = field(default_factory=list)

    @property
    def code(self) -> str:
        return f"GIFT{self.number}"

    @property
    def guilds(self) -> Sequence[GuildId]:
        return [GuildId(10 * self.number + 1), GuildId(10 * self.number + 2)]

    @property
    def rosters(self) -> dict[GuildId, Sequence[Fid]]:
        one, other = self.guilds
        fids = [Fid(100 * self.number + n) for n in range(6)]
        return {one: fids[:4], other: fids[2:]}

    @property
    def had(self) -> Sequence[Fid]:
        return [Fid(100 * self.number + n) for n in (1, 4)]

    async def enrol(self, store: Store) -> None:
        """Put the players into their guilds; those who have the code have it in the ledger."""
        for (guild, fids), had in zip(self.rosters.items(), self.had, strict=True):
            members = [Member(fid, State(7)) for fid in fids]
            await store.enrol(guild, members, by="test", at=CLOCK.now())
            settled = Settlement(guild, self.code, had, Outcome.REDEEMED, CLOCK.now())
            await store.settle([settled])

    def tell(self, _code: str, fid: Fid, _state: State) -> Outcome:
        self.asked.append(fid)
        if fid % 100 == 5:
            return Outcome.LEVEL_TOO_LOW
        if fid in self.paid:
            return Outcome.ALREADY_REDEEMED
        self.paid.add(fid)
        return Outcome.REDEEMED


class PatientGame(ToldGame):
    """Answers nobody before both runs are open: then both hold what one settles for both."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.tell, latency=0.0)
        self.opened: list[RunRecord] = []
        self.both_are_open, self.both_are_over = asyncio.Event(), asyncio.Event()
        self._over = 0

    def take_in(self, event: Event) -> None:
        """Take in what the engine tells."""
        if isinstance(event, RunOpened):
            self.opened.append(event.record)
            if len(self.opened) == 2:
                self.both_are_open.set()
        elif isinstance(event, RunFinished):
            self._over += 1
            if self._over == 2:
                self.both_are_over.set()

    async def redeem(
        self, code: str, fid: Fid, state: State, *, sent: Callable[[], None]
    ) -> Answer:
        sent()
        await self.both_are_open.wait()
        return await super().redeem(code, fid, state, sent=lambda: None)


async def to_the_end(store: Store, scene: Scene, name: str) -> list[RunRecord]:
    """Redeem the code in both guilds, in a process that knows of all others that they have ended.

    Gives the runs as they were opened.
    """
    game = PatientGame(scene)
    outside = Outside(game, Pacer(PER_MINUTE, CLOCK.monotonic()), CLOCK, Random(1), 0.0)
    process = Process(f"{name} {scene.number}", has_ended=lambda _name: True)
    async with Engine(store, outside, game.take_in, process).working() as engine:
        await engine.want([(guild, scene.code) for guild in scene.guilds], anew=False)
        await game.both_are_over.wait()
    return game.opened


async def killed(url: str, scene: Scene, steps: int) -> bool:
    """Do the same in a process that is killed after so many steps; whether it was."""
    life = Life(steps)
    async with mortal_store(url, life) as store:
        try:
            await to_the_end(store, scene, "killed")
        except* KilledError:
            pass
    return life.over


async def ledger(store: Store, scene: Scene, guild: GuildId) -> Counter[Outcome]:
    """Count what the ledger has of the guild's members, without who had the code before."""
    fids = set(scene.rosters[guild]) - set(scene.had)
    rows = await store.redemptions(guild, [scene.code], fids)
    return Counter(row.how for row in rows)


async def saved(store: Store, scene: Scene) -> dict[GuildId, Figures]:
    """Give the figures of the runs that were begun."""
    keys = [(guild, code_key(scene.code)) for guild in scene.guilds]
    return {
        run.guild_id: run.figures for run in await store.runs(among=keys) if run.figures.members
    }


def counted(figures: Figures) -> Counter[Outcome]:
    """Give what figures say of members who were settled in the run."""
    return +Counter({Outcome.REDEEMED: figures.redeemed, Outcome.ALREADY_REDEEMED: figures.already})


async def test_killed_at_any_step_a_run_goes_on_with_the_figures_that_the_ledger_has(
    url: str,
) -> None:
    async with open_store(url) as store:
        for steps in count(1):
            scene = Scene(steps)
            await scene.enrol(store)
            was_killed = await killed(url, scene, steps)
            # given what the dead process left
            left = {guild: await ledger(store, scene, guild) for guild in scene.guilds}
            for guild, figures in (await saved(store, scene)).items():
                assert counted(figures) <= left[guild], "counted, but not recorded"
                assert counted(figures) == left[guild] or url.startswith("mongodb")
            settled = {
                fid
                for guild, fids in scene.rosters.items()
                for fid, is_so in (await store.batch_check_members(guild, scene.code, fids)).items()
                if is_so
            }
            before = len(scene.asked)
            # when
            opened = await to_the_end(store, scene, "next")
            # then
            assert {run.guild_id: counted(run.figures) for run in opened} == left
            assert not settled & set(scene.asked[before:]), "somebody settled is asked again"
            await ends_right(store, scene)
            if not was_killed:
                break
        assert steps > 20


async def ends_right(store: Store, scene: Scene) -> None:
    """Assert that everyone is decided, and that figures, ledger and rosters say the same."""
    keys = [(guild, code_key(scene.code)) for guild in scene.guilds]
    for run in await store.runs(among=keys):
        figures, fids = run.figures, scene.rosters[run.guild_id]
        assert run.status is RunStatus.DONE
        assert counted(figures) == await ledger(store, scene, run.guild_id)
        failed = sum(fid % 100 == 5 for fid in fids)
        assert figures.failed == ({Outcome.LEVEL_TOO_LOW: failed} if failed else {})
        assert (figures.members, figures.settled_before, figures.unsettled) == (len(fids), 1, 0)
        assert counted(figures).total() == len(fids) - 1 - failed
