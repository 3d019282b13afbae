"""Messages of the bot's own, in a channel or to a person."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial

import discord

from autoredeem.bot.gateway.rendering import render
from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.channels import Refusal
from autoredeem.domain.ids import ChannelId, MessageId, UserId

SEND_TIMEOUT = 20.0
"""Seconds for one message. Where Discord makes us wait for longer, it is tried again later."""

MOST_READ = 500
"""Messages of a channel that are read in search of one."""

UNKNOWN_MESSAGE = 10008
"""Code of an error, by Discord's documentation."""


class ChannelRefused(Exception):
    """The channel does not exist, or the bot may not write in it."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.name.lower())
        self.why = why


class NotFoundOut(Exception):
    """A channel's messages can't be read, or are too many to be."""


async def post(
    client: discord.Client, channel: ChannelId, card: Card, nonce: str | None = None
) -> MessageId:
    """Post a card. Raises ChannelRefused, discord.HTTPException or TimeoutError.

    Of two posts with one `nonce` (at most 25 characters) within a few minutes, Discord answers the
    second with the message of the first.
    """
    shown = render(card)
    notified = [discord.Object(user) for user in card.mentions]
    allowed = discord.AllowedMentions(everyone=False, users=notified, roles=False)
    send = partial(
        client.get_partial_messageable(channel).send,
        card.above or None,
        embed=shown.embed,
        view=shown.view,
        allowed_mentions=allowed,
    )
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            # The library asks for the nonce to be enforced.
            message = await (send() if nonce is None else send(nonce=nonce))
    except discord.Forbidden:
        raise ChannelRefused(Refusal.FORBIDDEN) from None
    except discord.NotFound:
        raise ChannelRefused(Refusal.GONE) from None
    return MessageId(message.id)


async def reply(
    client: discord.Client, channel: ChannelId, message: MessageId, text: str, nonce: str
) -> None:
    """Answer a message with a text that pings nobody. Raises discord.HTTPException, TimeoutError.

    The `nonce` is as that of `post`. A message that was deleted is not answered.
    """
    answered = discord.MessageReference(message_id=message, channel_id=channel)
    async with asyncio.timeout(SEND_TIMEOUT):
        await client.get_partial_messageable(channel).send(
            text, reference=answered, mention_author=False, suppress_embeds=True, nonce=nonce
        )


async def pin(client: discord.Client, channel: ChannelId, message: MessageId) -> bool:
    """Pin a message; False where the bot may not. Raises discord.HTTPException, TimeoutError."""
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            await client.http.pin_message(channel, message)
    except discord.Forbidden:
        return False
    return True


async def find_own(
    client: discord.Client,
    channel: ChannelId,
    wanted: Callable[[discord.Message], bool],
    *,
    since: datetime,
) -> MessageId | None:
    """Return the bot's own message since a time that is `wanted`; None where there is none.

    That needs no intent for what others write. Raises NotFoundOut where nobody can know, and as
    `post` does.
    """
    read, own = 0, client.user.id if client.user else 0
    found = client.get_channel(channel)
    if isinstance(found, discord.abc.GuildChannel):
        me = found.guild.get_member(own)
        if me and not found.permissions_for(me).read_message_history:
            # Discord's answer would be that there are none.
            raise NotFoundOut
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            latest = client.get_partial_messageable(channel).history(limit=MOST_READ, after=since)
            async for message in latest:
                read += 1
                if message.author.id == own and wanted(message):
                    return MessageId(message.id)
    except discord.Forbidden:
        raise NotFoundOut from None
    except discord.NotFound:
        raise ChannelRefused(Refusal.GONE) from None
    if read >= MOST_READ:
        raise NotFoundOut
    return None


async def edit(client: discord.Client, channel: ChannelId, message: MessageId, card: Card) -> bool:
    """Replace a message by a card; False where it was deleted. Raises as `post` does."""
    shown = render(card)
    found = client.get_partial_messageable(channel).get_partial_message(message)
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            await found.edit(embed=shown.embed, view=shown.view)
    except discord.Forbidden:
        raise ChannelRefused(Refusal.FORBIDDEN) from None
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise ChannelRefused(Refusal.GONE) from None
        return False
    return True


async def delete(client: discord.Client, channel: ChannelId, message: MessageId) -> None:
    """Delete a message, if it exists and that is allowed."""
    found = client.get_partial_messageable(channel).get_partial_message(message)
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            await found.delete()
    except (discord.Forbidden, discord.NotFound):
        pass


async def send_direct_message(client: discord.Client, user: UserId, card: Card) -> bool:
    """Send a card to a person; False where they accept none."""
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            await post(client, await direct_channel(client, user), card)
    except ChannelRefused:
        return False
    return True


async def direct_channel(client: discord.Client, user: UserId) -> ChannelId:
    """Return the channel of direct messages to a person. Raises as `post` does."""
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            # A text, as Discord documents ids; the library would send a number.
            opened = await client.http.start_private_message(str(user))
    except (discord.Forbidden, discord.NotFound):
        raise ChannelRefused(Refusal.FORBIDDEN) from None
    return ChannelId(int(opened["id"]))
