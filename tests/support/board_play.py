"""Boards in virtual time: the real client on a Discord that takes what it is told, and notes when.

    async with showing(store) as scene:
        scene.tell(progress(guild_id, 3))
        await asyncio.sleep(60)
        assert scene.calls

For what depends on time and on many guilds. What Discord makes of it is tested on a server.
"""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import discord
from discord.http import HTTPClient, Route

from autoredeem.bot.kit.guild_limits import GuildLimits
from autoredeem.bot.kit.services import BotServices, TitleServices
from autoredeem.bot.services.progress_board import ProgressBoards
from autoredeem.codes import Intake, Rollout
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import ChannelId, GuildId
from autoredeem.domain.redemptions import Figures, Outcome, summary_of
from autoredeem.engine import RunEnd
from autoredeem.engine.events import Event, RunFinished, RunProgressed
from autoredeem.store.records import RunRecord, RunStatus
from support.engine_play import ToldGame, everyone, playing
from support.facts import changes_to
from support.store_model import MemoryStore
from support.virtual_time import EPOCH, VirtualClock
from support.words import WORDS

TITLE = "wos"
MEMBERS = 10_000
LATENCY = 0.3
"""Seconds that Discord takes for an answer."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request: when it came, and which message it is about."""

    at: float
    method: str
    message: str
    embed: str = ""


class NotingHTTP(HTTPClient):
    """The client's lowest layer: requests are noted and answered instead of sent."""

    def __init__(self) -> None:
        super().__init__(asyncio.get_running_loop())
        self.calls: list[Call] = []
        self._numbers = count(1)

    async def request(self, route: Route, **sent: Any) -> Any:  # noqa: ANN401 - discord.py's signature
        """Answer as Discord does to what boards ask of it."""
        number = route.url.rsplit("/", 1)[1]
        message = str(next(self._numbers)) if route.method == "POST" else number
        body = sent.get("json") or {}
        now = asyncio.get_running_loop().time()
        self.calls.append(Call(now, route.method, message, str(body.get("embeds", ""))))
        await asyncio.sleep(LATENCY)
        author = {"id": "1", "username": "autoredeem", "discriminator": "0", "avatar": None}
        empty = ("attachments", "components", "embeds", "mentions", "mention_roles")
        return {
            **dict.fromkeys(empty, ()),
            "id": message,
            "channel_id": str(route.channel_id),
            "author": author,
            "type": 0,
            "content": "",
            "tts": False,
            "pinned": False,
            "mention_everyone": False,
            "timestamp": EPOCH.isoformat(),
            "edited_timestamp": None,
        }


@dataclass(slots=True)
class Scene:
    """Boards at work. `calls` are all requests so far."""

    boards: ProgressBoards
    http: NotingHTTP
    store: MemoryStore
    guilds: Collection[GuildId] = field(default_factory=list)

    @property
    def calls(self) -> list[Call]:
        """What was asked of Discord."""
        return self.http.calls

    def called(self, *methods: str) -> list[Call]:
        """Return what was asked of it by these methods."""
        return [call for call in self.calls if call.method in methods]

    def tell(self, event: Event) -> None:
        """Report to the boards what an engine would."""
        self.boards.on_event(TITLE, event)


@asynccontextmanager
async def showing(store: MemoryStore, guilds: int = 1) -> AsyncIterator[Scene]:
    """Yield boards at work for so many guilds, each with a channel, at the paces that ship."""
    numbers = [GuildId(number) for number in range(1, guilds + 1)]
    settings = [
        GuildSettings(guild_id, channel=ChannelId(guild_id + 10**6)) for guild_id in numbers
    ]
    await store.change_guilds(changes_to(*settings), by="test", at=EPOCH)
    clock = VirtualClock()
    async with playing(store, ToldGame(everyone(Outcome.REDEEMED))) as engine:
        rollout = Rollout(store, engine, clock)
        intake = Intake(store, clock, rollout.poll)
        title_services = TitleServices(TITLE, store, engine, rollout, intake)
        services = BotServices({TITLE: title_services}, WORDS, clock, (), GuildLimits())
        boards, client = (
            ProgressBoards(services),
            discord.Client(intents=discord.Intents(guilds=True)),
        )
        http = NotingHTTP()
        client.http = client._connection.http = http
        for one in settings:
            client._connection._add_guild_from_data(_guild_of(one))
        serving = asyncio.create_task(boards.serve())
        boards.connected(client)
        try:
            yield Scene(boards, http, store, numbers)
        finally:
            serving.cancel()
            with suppress(asyncio.CancelledError):
                await serving


def _guild_of(settings: GuildSettings) -> Any:  # noqa: ANN401 - discord.py's own type is far larger
    """Return a guild as the gateway tells it, with the channel that its leaders chose."""
    channel = {"id": str(settings.channel), "type": 0, "name": "results", "position": 0}
    return {"id": str(settings.guild_id), "name": "North", "channels": [channel]}


def record(guild_id: GuildId, redeemed: int, code: str = "GIFT") -> RunRecord:
    """Return a run under way."""
    figures = Figures(members=MEMBERS, redeemed=redeemed, requests=redeemed)
    return RunRecord(guild_id, code, RunStatus.OPEN, EPOCH, EPOCH, figures)


def progress(guild_id: GuildId, redeemed: int, code: str = "GIFT") -> RunProgressed:
    """Return the news that so many have got the code."""
    return RunProgressed(record(guild_id, redeemed, code))


def end(guild_id: GuildId, redeemed: int, code: str = "GIFT") -> RunFinished:
    """Return the news that a run is over."""
    figures = record(guild_id, redeemed, code).figures
    return RunFinished(summary_of(figures, TITLE, guild_id, code), RunEnd.COMPLETE)
