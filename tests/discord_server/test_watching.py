"""Messages of others: read live and afterwards, with reactions and rights, also of webhooks."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import discord
import pytest

from support.discord_server import DiscordServer, Guild
from support.discord_server.gateway import MESSAGE_CONTENT
from support.discord_server.places import MANAGE_GUILD, READ_HISTORY, SEND_MESSAGES
from support.plain_bot import PlainBot, running

INTENTS = discord.Intents(
    guilds=True, guild_messages=True, message_content=True, guild_reactions=True
)


@pytest.fixture
def guild(discord_server: DiscordServer) -> Guild:
    discord_server.gateway.allowed = MESSAGE_CONTENT
    return discord_server.guild("North", channels=("general",), roles=("Leaders",))


async def test_a_message_comes_with_its_author_s_roles_and_again_when_it_is_edited(
    discord_server: DiscordServer, guild: Guild
) -> None:
    guild.role("Leaders").permissions = MANAGE_GUILD
    leader = discord_server.person(guild=guild, roles=[guild.role("Leaders")])
    async with running(PlainBot(discord_server, INTENTS), discord_server.token) as bot:
        await bot.until("guild_available")
        message = await told(bot, "message", leader.say("first"))
        assert message.author.guild_permissions.manage_guild
        assert not message.author.guild_permissions.ban_members
        (written,) = discord_server.messages(guild.channel("general"))
        editing = leader.edit(written, content="second", embeds=[{"title": "third"}])
        edited = (await told(bot, "raw_message_edit", editing)).message
        assert (edited.content, edited.embeds[0].title) == ("second", "third")
        fetched = await bot.get_guild(guild.id).fetch_member(leader.id)  # type: ignore[union-attr]
        assert fetched.guild_permissions.manage_guild


async def test_the_history_comes_in_pages_if_it_may_be_read(
    discord_server: DiscordServer, guild: Guild
) -> None:
    channel = guild.channel("general")
    player = discord_server.person(guild=guild)
    said = [await player.say(f"line {number}") for number in range(5)]
    async with running(PlainBot(discord_server, INTENTS), discord_server.token) as bot:
        await bot.until("guild_available")
        there = bot.get_partial_messageable(channel.id)
        newest = [one.content async for one in there.history(limit=2)]
        assert newest == ["line 4", "line 3"]
        after = discord.Object(said[1].id)
        assert [one.content async for one in there.history(limit=2, after=after)] == [
            "line 2",
            "line 3",
        ]
        channel.denied = READ_HISTORY
        with pytest.raises(discord.Forbidden):
            await there.fetch_message(said[0].id)
        channel.denied = 0
        assert (await there.fetch_message(said[0].id)).content == "line 0"


async def test_reactions_are_told_and_stand_at_the_message(
    discord_server: DiscordServer, guild: Guild
) -> None:
    player, other = discord_server.person(guild=guild), discord_server.person(guild=guild)
    said = await player.say("Code: SNOW26")
    async with running(PlainBot(discord_server, INTENTS), discord_server.token) as bot:
        await bot.until("guild_available")
        message = await bot.get_partial_messageable(said.channel.id).fetch_message(said.id)
        assert bot.user is not None
        own = await told(bot, "raw_reaction_add", message.add_reaction("⏳"))
        others = await told(bot, "raw_reaction_add", other.react(said, "⏳"))
        assert (own.user_id, others.user_id) == (bot.user.id, other.id)
        assert (str(others.emoji), others.message_id) == ("⏳", said.id)
        await message.remove_reaction("⏳", bot.user)
        (left,) = (await message.channel.fetch_message(said.id)).reactions
        assert (left.count, left.me) == (1, False)


async def test_webhooks_post_under_their_own_name_and_followed_channels_say_so(
    discord_server: DiscordServer, guild: Guild
) -> None:
    channel = guild.channel("general")
    snapshot = {"content": "Code: FWD26", "embeds": [], "components": [], "attachments": []}
    more = {"type": 0, "timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None}
    async with running(PlainBot(discord_server, INTENTS), discord_server.token) as bot:
        await bot.until("guild_available")
        for follows in (False, True):
            hook = discord_server.webhook(channel, follows=follows)
            saying = hook.say("hello", message_snapshots=[{"message": {**snapshot, **more}}])
            message = await told(bot, "message", saying)
            assert message.webhook_id == hook.id
            assert message.flags.is_crossposted is follows
            assert message.message_snapshots[0].content == "Code: FWD26"


async def test_what_a_bot_may_not_do_is_in_the_channel_s_overwrites(
    discord_server: DiscordServer, guild: Guild
) -> None:
    channel = guild.channel("general")
    channel.denied = SEND_MESSAGES
    async with running(PlainBot(discord_server, INTENTS), discord_server.token) as bot:
        await bot.until("guild_available")
        there = bot.get_channel(channel.id)
        assert isinstance(there, discord.TextChannel)
        may = there.permissions_for(there.guild.me)
        assert (may.send_messages, may.add_reactions, may.read_message_history) == (
            False,
            True,
            True,
        )


async def told(bot: PlainBot, event: str, act: Awaitable[object]) -> Any:  # noqa: ANN401 - of each
    """Return what an event of the client's tells of an act."""
    waiting = asyncio.create_task(bot.wait_for(event, timeout=60))
    await asyncio.sleep(0)
    await act
    return await waiting
