"""How many commands it costs a MongoDB to open runs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import Engine, Outside, Process
from autoredeem.engine.events import Event, RunFinished, RunOpened
from autoredeem.game.pacer import Pacer
from autoredeem.game.protocol import Answer
from autoredeem.observe.clock import SystemClock
from autoredeem.store import StoreOptions, open_store
from autoredeem.store.interface import Store
from autoredeem.store.mongo import MongoStore, connection
from autoredeem.store.retry import retrying
from support.engine_play import answer
from support.facts import CODE, GUILD, members, players, settlement
from support.mongod import mongod_uri, mongodb_url, own_mongod, raw_database

__all__ = ["mongod_uri", "mongodb_url", "own_mongod"]

CLOCK, OPTIONS = SystemClock(), StoreOptions()


class CountingConnection(connection.Connection):
    """A connection that counts its commands."""

    commands = 0

    @asynccontextmanager
    async def _command(self) -> AsyncIterator[None]:
        self.commands += 1
        async with super()._command():
            yield


class Patient:
    """A game that answers nobody until it is let."""

    def __init__(self) -> None:
        self.answers = asyncio.Event()

    async def redeem(
        self, _code: str, _fid: Fid, _state: State, *, sent: Callable[[], None]
    ) -> Answer:
        sent()
        await self.answers.wait()
        return answer(Outcome.REDEEMED)


class Scene:
    """An engine on a real store, and what it has told and asked."""

    def __init__(self, url: str) -> None:
        self.connection = CountingConnection(url, "wos", OPTIONS)
        self.store: Store = retrying(MongoStore(self.connection, "wos"), OPTIONS.command)
        self._events: list[Event] = []
        self._news = asyncio.Event()

    @asynccontextmanager
    async def working(self) -> AsyncIterator[Engine]:
        """Work on the store's runs, as the process that sends."""
        game = Patient()
        outside = Outside(game, Pacer(60_000, 0.0), CLOCK, Random(1), 0.0)
        process = Process("counts", 600.0)
        async with Engine(self.store, outside, self._told, process).working() as engine:
            yield engine
            engine.stop_all()
            game.answers.set()

    async def times(self, kind: type[Event], count: int) -> None:
        """Wait until so many events of a kind were told."""
        while sum(isinstance(one, kind) for one in self._events) < count:
            self._news.clear()
            await self._news.wait()

    def _told(self, event: Event) -> None:
        self._events.append(event)
        self._news.set()


@asynccontextmanager
async def scene_at(url: str) -> AsyncIterator[Scene]:
    """Yield a scene on a store of which all is made."""
    async with open_store(url):
        scene = Scene(url)
        try:
            yield scene
        finally:
            await scene.connection.close()


async def test_a_code_in_a_hundred_guilds_costs_a_few_batches_of_commands(
    mongodb_url: str,
) -> None:
    guilds = [GuildId(1 + number) for number in range(100)]
    async with scene_at(mongodb_url) as scene:
        for number, guild_id in enumerate(guilds):
            fids = players(2_000)[number * 20 : (number + 1) * 20]
            await scene.store.enrol(guild_id, members(fids, State(1)), by="test", at=CLOCK.now())
        async with scene.working() as engine:
            before = scene.connection.commands
            await engine.want([(guild_id, CODE) for guild_id in guilds])
            await scene.times(RunOpened, len(guilds))
            commands = scene.connection.commands - before
    # In four batches, whose runs are saved meanwhile.
    assert commands <= 40


@pytest.mark.parametrize("in_need", [0, 3])
async def test_a_newcomer_with_twenty_codes_costs_few_commands_and_rows(
    mongodb_url: str, in_need: int
) -> None:
    codes = [f"{CODE}-{number}" for number in range(20)]
    wanted = [(GUILD, code) for code in codes]
    fids, before = players(1_000), CLOCK.now() - timedelta(days=1)
    stateless, others = fids[:in_need], fids[in_need:]
    refused, settled = others[:in_need], others[in_need:]
    async with raw_database(mongodb_url) as database, scene_at(mongodb_url) as scene:
        store = scene.store
        await store.judge({code: Standing(Life.ALIVE) for code in codes}, at=before)
        await store.enrol(GUILD, members(others, State(1)), by="test", at=before)
        await store.enrol(GUILD, members(stateless), by="test", at=before)
        await store.note_players(
            [KnownPlayer(fid, refused=((State(1), before),)) for fid in refused]
        )
        await store.settle(
            [settlement(fid, code=code, at=before) for code in codes for fid in settled]
        )
        async with scene.working() as engine:
            await engine.want(wanted)
            await scene.times(RunFinished, len(codes))
            await store.enrol(GUILD, members([Fid(1)], State(1)), by="test", at=CLOCK.now())
            sent = scene.connection.commands
            await database.command("profile", 2)
            await engine.want(wanted, anew=False)
            await scene.times(RunOpened, 2 * len(codes))
            commands = scene.connection.commands - sent
            await database.command("profile", 0)
            noted = await database.get_collection("system.profile").find().to_list()
    assert commands <= 15
    assert sum(one.get("nreturned", 0) for one in noted) <= 100
