"""A bot that may read messages, in a guild with a channel that is watched.

async with watching(discord_server, store_url) as watch:
message = await watch.leader.say("Code: SNOW26")
await watch.shows(message, "✅")
"""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import ChannelId, GuildId, MessageId, UserId
from autoredeem.domain.sources import WatchedChannel
from autoredeem.simulator import Code, Player, World
from autoredeem.store.records import CodeRecord
from support.bot_play import REAL, RULES, STATE, STORED, Play, becomes, playing_bot
from support.bot_runs import enrol
from support.discord_server import MANAGE_GUILD, Channel, DiscordServer, Guild, Message, Person
from support.discord_server.gateway import MESSAGE_CONTENT
from support.discord_server.wire import new_id
from support.facts import NOW, changes_to

DEAD = [f"DEAD{number:02}" for number in range(1, 13)]


def world_of_news() -> World:
    """Return a game with some codes that work, and some that have expired."""
    players = [Player(fid, STATE, level=20, spent=10) for fid in (*STORED, *REAL)]
    alive = [Code(code) for code in ("SNOW26", "FROST26")]
    return World(players, [*alive, *(Code(code, expired=True) for code in DEAD)], RULES)


@dataclass(slots=True)
class WatchPlay:
    """The bot at work. `leader` and `player` write in the watched channel `news`."""

    play: Play
    news: Channel
    leader: Person
    player: Person

    async def watch(self, guild: Guild, channel: Channel, **more: Any) -> None:  # noqa: ANN401 - fields
        """Have a channel watched, from now on."""
        services = self.play.services
        now = MessageId(new_id())
        watched = WatchedChannel(
            GuildId(guild.id), ChannelId(channel.id), UserId(self.leader.id), NOW, seen=now, **more
        )
        await services.store.watch_channels([watched])
        self.play.bot._services.watches_changed("wos", GuildId(guild.id))
        registry, there = self.play.bot._watch._registry, ChannelId(channel.id)
        await becomes(lambda: registry.watches(there, watched.purpose))

    async def watched(self) -> WatchedChannel:
        """Return what the store knows of the channel."""
        (found,) = await self.play.store.watched_channels([self.play.guild_id])
        return found

    async def codes(self, *codes: str) -> Collection[CodeRecord]:
        """Return what the store knows of codes."""
        return await self.play.store.codes([code_key(code) for code in codes])

    async def shows(self, message: Message, *signs: str) -> None:
        """Wait until the bot's reactions to a message are these."""
        bot = self.play.server.world.bot.id

        def own() -> set[str]:
            return {sign for sign, users in message.reactions.items() if bot in users}

        try:
            await self.play.server.until(
                lambda: own() == set(signs), f"the reactions {signs} to {message.content!r}"
            )
        except AssertionError as error:
            raise AssertionError(f"{error}; it has {own()}") from None

    async def read(self, message: Message) -> None:
        """Wait until a message was read."""
        registry = self.play.bot._watch._registry
        channel = ChannelId(message.channel.id)
        await becomes(lambda: (registry.seen(channel) or 0) >= message.id)


def news_guild(server: DiscordServer, name: str = "North") -> Guild:
    """Make a guild with a channel for news, and a role that makes managers."""
    channels = ("general", "results", "news")
    guild = server.guild(name, channels=channels, roles=("Leaders",))
    guild.role("Leaders").permissions |= MANAGE_GUILD
    return guild


@asynccontextmanager
async def watching(
    server: DiscordServer,
    url: str,
    *,
    guild: Guild | None = None,
    enabled: bool = True,
    watched: bool | Mapping[str, Any] = True,
    **chosen: Any,  # noqa: ANN401 - of `playing_bot`
) -> AsyncIterator[WatchPlay]:
    """Run the bot, in a guild with ten members, whose channel `news` is watched from now on.

    `watched` may have other fields of the watched channel, such as its purpose.
    """
    server.gateway.allowed = MESSAGE_CONTENT
    guild = guild or news_guild(server)
    more = {"world": world_of_news(), **chosen}
    async with playing_bot(server, {"wos": url}, guild=guild, content=True, **more) as play:
        await play.set_up(enabled=enabled)
        await enrol(play)
        news = guild.channel("news")
        leader = server.person(guild=guild, roles=[guild.role("Leaders")]).at(news)
        watch = WatchPlay(play, news, leader, server.person(guild=guild).at(news))
        if watched:
            await watch.watch(guild, news, **(watched if isinstance(watched, Mapping) else {}))
        yield watch


async def another_guild(watch: WatchPlay) -> tuple[Guild, Person]:
    """Return another guild, set up, whose channel is watched, and its leader there."""
    guild = news_guild(watch.play.server, "South")
    await watch.play.server.add_bot(guild)
    settings = GuildSettings(GuildId(guild.id), enabled=True, state=STATE, chosen_at=NOW)
    await watch.play.store.change_guilds(changes_to(settings), by="test", at=NOW)
    news = guild.channel("news")
    await watch.watch(guild, news)
    person = watch.play.server.person(guild=guild, roles=[guild.role("Leaders")])
    return guild, person.at(news)
