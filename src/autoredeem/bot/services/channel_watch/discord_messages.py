"""What the watch asks of Discord: pages of messages, one message, members, reactions."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.kit.permissions import Person
from autoredeem.bot.services.channel_watch.reader import person_in
from autoredeem.bot.services.channel_watch.signs import SignedPost
from autoredeem.domain.ids import ChannelId, GuildId, MessageId, UserId

log = structlog.get_logger(__name__)

TIMEOUT = 20.0
"""Seconds for one answer of Discord's."""

PAGE = 100
"""Messages that Discord gives at a time."""

Data = Mapping[str, Any]

Current = Callable[[], discord.Client | None]
"""Returns the connection of now."""


async def page_of_messages(
    client: discord.Client, channel: ChannelId, before: MessageId | None
) -> Sequence[Data]:
    """Return the latest messages before one, newest first. Raises what DISCORD_ERRORS names."""
    async with asyncio.timeout(TIMEOUT):
        return await client.http.logs_from(channel, PAGE, before=before)


async def message_of(client: discord.Client, channel: ChannelId, message: MessageId) -> Data | None:
    """Return a message; None where it can't be read."""
    try:
        async with asyncio.timeout(TIMEOUT):
            return await client.http.get_message(channel, message)
    except DISCORD_ERRORS as error:
        log.info("A message could not be read", why=str(error) or "no answer in time")
        return None


async def person_of(client: discord.Client, guild_id: GuildId, user: UserId) -> Person | None:
    """Return a member with their rights; None where Discord does not say it."""
    guild = client.get_guild(guild_id)
    if guild is None:
        return None
    try:
        async with asyncio.timeout(TIMEOUT):
            return person_in(await guild.fetch_member(user))
    except DISCORD_ERRORS as error:
        log.info("A member's rights could not be learned", why=str(error) or "no answer in time")
        return None


async def show(client: discord.Client, post: SignedPost) -> None:
    """Give a message the reactions that it should have, new ones first. Raises DISCORD_ERRORS."""
    http, reactions = client.http, post.reactions
    wanted = reactions.wanted
    for sign in sorted(wanted - reactions.shown):
        async with asyncio.timeout(TIMEOUT):
            await http.add_reaction(post.channel, post.message, sign)
        reactions.shown |= {sign}
    for sign in sorted(reactions.shown - wanted):
        async with asyncio.timeout(TIMEOUT):
            await http.remove_own_reaction(post.channel, post.message, sign)
        reactions.shown -= {sign}
