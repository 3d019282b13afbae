"""The whole bot: the real client, engine, store and pacer, on the tests' Discord and game.

    async def test_…(play: Play) -> None:
        reply = await play.leader.command("codes add", codes="ALIVE")
        assert "ALIVE" in (await reply.message()).text

`play` is a guild that is set up for Whiteout Survival, with a channel for results; `new_guild` is
one of which the bot knows nothing. `leader` has Manage Server, `player` has nothing.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from inspect import iscoroutinefunction
from random import Random
from typing import Any, cast
from uuid import uuid4

from pydantic import SecretStr

from autoredeem.app import GameAccess, Outsiders, serving_engine
from autoredeem.bot.bot import Bot
from autoredeem.bot.kit.guild_limits import GuildLimits
from autoredeem.bot.kit.message_content import MessageContent
from autoredeem.bot.kit.pace import Pace
from autoredeem.bot.kit.services import BotServices, TitleServices
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import ChannelId, GuildId, State, UserId
from autoredeem.engine import Process
from autoredeem.engine.events import Event
from autoredeem.observe.clock import SystemClock
from autoredeem.runtime.instrumentation import Instruments
from autoredeem.simulator import SIMULATOR_SALT, Code, Player, Rules, World, serve
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.deadlines import PATIENT
from support.discord_server import Channel, DiscordServer, Guild, Person
from support.discord_server.places import MANAGE_GUILD
from support.facts import NOW, changes_to
from support.searched_states import SearchedStates
from support.sync_play import ToldProvider
from support.words import WORDS

OPERATOR = UserId(900_000_000_000_000_001)
RULES = Rules(limit=60_000, player_gap=0)
STATE = State(245)
STORED = range(101, 151)
"""Players with ids that nobody can enrol by any more: what is stored may be any number."""
REAL = range(31_180_101, 31_180_151)
"""As many with ids as real players have."""
CLOCK = SystemClock()
HEARTBEAT_MS = 500
PACE = Pace(
    tick=0.01,
    edits=0.02,
    again=0.05,
    elsewhere=0.05,
    lasts=0.05,
    apology=600.0,
    suggestion=0.5,
    first=0.01,
    longest=0.1,
    acts=100_000,
    settles=3_600.0,
)


def new_world() -> World:
    """Return a game with players of both kinds and codes of every fate."""
    players = [Player(fid, STATE, level=20, spent=10) for fid in (*STORED, *REAL)]
    codes = [Code("ALIVE"), Code("SECOND"), Code("OLD", expired=True), Code("HIGH", level=99)]
    return World(players, codes, RULES)


class Gate:
    """A store for the handlers, whose answers can be held back. The engine has the store itself."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._open = asyncio.Event()
        self._open.set()
        self.verbs = Counter[str]()

    @property
    def asked(self) -> int:
        """How often anything was asked, but for what is asked whatever handlers do."""
        return self.verbs.total() - self.verbs["unfinished_announcements"]

    def close(self) -> None:
        """Hold back every answer from now on."""
        self._open.clear()

    def open(self) -> None:
        """Release all answers."""
        self._open.set()

    def __getattr__(self, verb: str) -> Any:  # noqa: ANN401 - any verb of a store
        found = getattr(self._store, verb)
        if not iscoroutinefunction(found):
            return found

        async def held(*arguments: object, **named: object) -> object:
            self.verbs[verb] += 1
            await self._open.wait()
            return await found(*arguments, **named)

        return held


@dataclass(slots=True)
class Play:
    """A running bot, and whom and what it serves. `gate` stands before the handlers' store."""

    server: DiscordServer
    guild: Guild
    world: World
    titles: Mapping[str, TitleServices]
    bot: Bot
    leader: Person
    player: Person
    operator: Person
    gate: Gate
    events: list[Event] = field(default_factory=list)

    @property
    def services(self) -> TitleServices:
        """The services of Whiteout Survival."""
        return self.titles["wos"]

    @property
    def store(self) -> Store:
        """Its store."""
        return self.services.store

    @property
    def guild_id(self) -> GuildId:
        """The guild's id."""
        return GuildId(self.guild.id)

    @property
    def results(self) -> Channel:
        """The channel in which results are shown."""
        return self.guild.channel("results")

    async def settings(self) -> GuildSettings:
        """Return the guild's settings in the store."""
        (found,) = await self.store.guilds([self.guild_id])
        return found

    def stop(self) -> None:
        """Stop as a signal does: what is in flight finishes, the rest is kept."""
        self.bot.boards.disconnected()
        for services in self.titles.values():
            services.engine.stop_all()

    async def set_up(self, **chosen: object) -> None:
        """Set the guild's settings, as its managers could."""
        usual = {"channel": ChannelId(self.results.id), "state": STATE, "chosen_at": NOW}
        settings = GuildSettings(self.guild_id, **{**usual, **chosen})  # type: ignore[arg-type]
        await self.store.change_guilds(changes_to(settings), by="test", at=NOW)


@asynccontextmanager
async def playing_bot(  # noqa: PLR0913 - each of them by name
    server: DiscordServer,
    urls: Mapping[str, str],
    world: World | None = None,
    *,
    limits: GuildLimits | None = None,
    per_minute: int = RULES.limit,
    guild: Guild | None = None,
    pace: Pace = PACE,
    allowed: Collection[GuildId] = (),
    content: bool = False,
    official: Collection[ChannelId] = (),
    proofs: bool = False,
) -> AsyncIterator[Play]:
    """Run the bot for titles on the stores at `urls`, connected to the tests' Discord.

    With `content`, it asks Discord for what stands in messages; with `proofs`, it asks the game for
    whoever is enrolled, and searches for states there. Each title plays on a game of its own, all
    of them alike.
    """
    world = world or new_world()
    server.gateway.heartbeat_ms = HEARTBEAT_MS
    guild = guild or server.guild("North", channels=("general", "results"), roles=("Leaders",))
    async with AsyncExitStack() as stack:
        servers = _TitleServers(stack, world, per_minute, pace, proofs=proofs)
        for title, url in urls.items():
            await servers.open(title, url)
        bot = await servers.start_bot(
            server,
            limits=limits or GuildLimits(),
            allowed=allowed,
            content=MessageContent(content),
            official=official,
        )
        yield Play(
            server,
            guild,
            world,
            servers.titles,
            bot,
            leader=server.person(guild=guild, permissions=MANAGE_GUILD),
            player=server.person(guild=guild),
            operator=server.person(OPERATOR, guild=guild),
            gate=servers.gates[0],
            events=servers.events,
        )


class _TitleServers:
    """Serves the titles, first without a bot and then for one, which gets their events."""

    def __init__(
        self, stack: AsyncExitStack, world: World, per_minute: int, pace: Pace, *, proofs: bool
    ) -> None:
        self._proofs = proofs
        self.titles: dict[str, TitleServices] = {}
        self.gates: list[Gate] = []
        self.events: list[Event] = []
        self.bot: Bot | None = None
        self.lists = ToldProvider()
        self.process = Process(f"tester {uuid4().hex}", lease=30)
        self._stack = stack
        self._world = world
        self._per_minute = per_minute
        self._pace = pace

    async def open(self, title: str, url: str) -> None:
        """Serve a title."""
        enter = self._stack.enter_async_context
        store, game = (
            await enter(open_store(url, title, PATIENT)),
            await enter(serve(self._world, CLOCK)),
        )
        access = GameAccess(game, SecretStr(SIMULATOR_SALT), self._per_minute, RULES.player_gap)
        listener = partial(self._on_event, title)
        outsiders = Outsiders(providers={self.lists.name: self.lists})
        working = serving_engine(store, access, Instruments(), listener, self.process, outsiders)
        serving = await enter(working)
        gate = Gate(store)
        self.gates.append(gate)
        self.titles[title] = TitleServices(
            title,
            cast("Store", gate),
            serving.engine,
            serving.rollout,
            serving.intake,
            serving.feeds.statuses,
            serving.prover if self._proofs else None,
            serving.syncs,
            search=serving.search if self._proofs else SearchedStates(),
            syncs=serving.syncs,
        )

    async def start_bot(self, server: DiscordServer, **chosen: Any) -> Bot:  # noqa: ANN401 - settings
        """Start the bot, when all titles are served."""
        operators, words = frozenset([OPERATOR]), replace(WORDS, mentions={})
        services = BotServices(self.titles, words, CLOCK, operators, pace=self._pace, **chosen)
        self.bot = Bot(server.token, services, self.process, Random(1), server.connector)
        await self._stack.enter_async_context(self.bot.working())
        await server.session()
        return self.bot

    def _on_event(self, title: str, event: Event) -> None:
        self.events.append(event)
        if self.bot:
            self.bot.on_event(title, event)


async def becomes(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until something holds that the bot's own loop brings about."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - whatever it is, it has no event
            await asyncio.sleep(0.01)


async def eventually(
    ask: Callable[[], Awaitable[object]], wanted: object, seconds: float = 60.0
) -> None:
    """Wait until a store's answer is the one that the bot is to bring about."""
    async with asyncio.timeout(seconds):
        while await ask() != wanted:  # noqa: ASYNC110 - whatever it is, it has no event
            await asyncio.sleep(0.01)
