"""discord.py's client, whose events are passed on to listeners."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.gateway.interactions import Interaction
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import GuildId

log = structlog.get_logger(__name__)

Handling = Coroutine[Any, Any, None]

CONFIRMATION_TIMEOUT = 60.0
"""Seconds to wait until Discord says whether the bot is in a guild, its rate limits included."""

NOT_THERE = frozenset({10004, 50001})
"""What Discord answers of a guild in which the bot is not: unknown guild, missing access."""


@dataclass(frozen=True, slots=True)
class ReadyGuilds:
    """In which guilds the bot is, as its client was told when it connected.

    `covers` says whether a guild is one of the client's own shards. `confirm_left` asks Discord
    whether the bot is really not in a guild; it raises OutsideError where that can't be learned.
    """

    guilds: frozenset[GuildId]
    covers: Callable[[GuildId], bool]
    confirm_left: Callable[[GuildId], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Listeners:
    """A listener for each event: awaited in a task of the client's, and raises nothing.

    `session` is called before the first message of a new session.
    """

    interaction: Callable[[Interaction], Handling]
    connected: Callable[["BotClient"], Handling]
    ready: Callable[[ReadyGuilds], Handling]
    joined: Callable[[GuildId], Handling]
    removed: Callable[[GuildId], Handling]
    session: Callable[[], None]
    message: Callable[[discord.Message], Handling]
    reaction: Callable[[discord.RawReactionActionEvent], Handling]


# The library warns at every start that voice needs more packages; no voice is used.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def _as_a_warning(record: logging.LogRecord) -> bool:
    """Turn a lost connection's trace into one line that says why: an outage is no bug."""
    if record.exc_info:
        error, record.exc_info = record.exc_info[1], None
        why = f"{type(error).__name__}: {error}"
        record.msg, record.args = f"{record.getMessage()} ({why})", None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True


# This logger has a trace with each connection that fails and is tried again, and nothing else.
logging.getLogger("discord.shard").addFilter(_as_a_warning)


def shard_of(guild_id: GuildId, shards: int) -> int:
    """Return which of the shards, from 0, a guild is on, as Discord documents it."""
    return (guild_id >> 22) % shards


def _intents(*, content: bool) -> discord.Intents:
    intents = discord.Intents(guilds=True)
    if content:
        intents.guild_messages = intents.guild_reactions = intents.message_content = True
    return intents


class BotClient(discord.AutoShardedClient):
    """discord.py's client with the one intent that is needed: which guilds there are.

    With `content`, it asks for messages, what stands in them, and reactions as well. It keeps no
    members and no messages, and mentions nobody.
    """

    def __init__(
        self,
        listeners: Listeners,
        connector: aiohttp.BaseConnector,
        *,
        content: bool = False,
    ) -> None:
        super().__init__(
            intents=_intents(content=content),
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            connector=connector,
        )
        self._subscribers = listeners
        self._shards_up: set[int] = set()

    @property
    def connected(self) -> bool:
        """Whether every shard is connected just now."""
        return bool(self._shards_up) and len(self._shards_up) == (self.shard_count or 1)

    async def setup_hook(self) -> None:
        """Sync the commands, once Discord has accepted the token."""
        await self._subscribers.connected(self)

    async def on_shard_connect(self, shard_id: int) -> None:
        """Note that a shard is connected."""
        self._shards_up.add(shard_id)
        self._subscribers.session()

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note that a shard is connected again, and has missed nothing."""
        self._shards_up.add(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note that a shard is not connected; the client connects it again by itself."""
        self._shards_up.discard(shard_id)

    async def on_ready(self) -> None:
        """Pass on in which guilds the bot is, including those that have an outage."""
        guilds = frozenset(GuildId(guild.id) for guild in self.guilds)
        await self._subscribers.ready(ReadyGuilds(guilds, self._covers, self._confirm_left))

    async def on_interaction(self, interaction: Interaction) -> None:
        """Pass on an interaction."""
        await self._subscribers.interaction(interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Pass on that the bot was added to a guild."""
        await self._subscribers.joined(GuildId(guild.id))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Pass on that the bot was removed from a guild; an outage of Discord's is not that."""
        await self._subscribers.removed(GuildId(guild.id))

    async def on_message(self, message: discord.Message) -> None:
        """Pass on a message."""
        await self._subscribers.message(message)

    async def on_raw_message_edit(self, edited: discord.RawMessageUpdateEvent) -> None:
        """Pass on a message that was edited, or has got its embeds."""
        await self._subscribers.message(edited.message)

    async def on_raw_reaction_add(self, reaction: discord.RawReactionActionEvent) -> None:
        """Pass on a reaction."""
        await self._subscribers.reaction(reaction)

    def _covers(self, guild_id: GuildId) -> bool:
        return shard_of(guild_id, self.shard_count or 1) in self.shards

    async def _confirm_left(self, guild_id: GuildId) -> bool:
        if self.is_closed():
            raise OutsideError("Discord can't be asked any more whether they are gone")
        try:
            async with asyncio.timeout(CONFIRMATION_TIMEOUT):
                await self.fetch_guild(guild_id, with_counts=False)
        except DISCORD_ERRORS as error:
            if isinstance(error, discord.HTTPException) and error.code in NOT_THERE:
                return True
            raise OutsideError(f"Discord does not say whether they are gone: {error}") from None
        return False

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:  # noqa: ANN401 - discord.py's signature
        """Log what a listener raised."""
        # The client calls this where it caught what was raised.
        log.exception("A listener failed", event_method=event_method)  # noqa: LOG004 - see above
