"""Messages of the bot's own, in a channel or to a person."""

import asyncio

import discord

from autoredeem.bot.gateway.rendering import render
from autoredeem.bot.kit.cards import Card
from autoredeem.bot.kit.channels import Refusal
from autoredeem.domain.ids import ChannelId, MessageId, UserId

SEND_TIMEOUT = 20.0
"""Seconds for one message. Where Discord makes us wait for longer, it is tried again later."""

UNKNOWN_MESSAGE = 10008
"""Code of an error, by Discord's documentation."""


class ChannelRefused(Exception):
    """The channel does not exist, or the bot may not write in it."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.name.lower())
        self.why = why


async def post(client: discord.Client, channel: ChannelId, card: Card) -> MessageId:
    """Post a card. Raises ChannelRefused, discord.HTTPException or TimeoutError."""
    shown = render(card)
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            message = await client.get_partial_messageable(channel).send(
                embed=shown.embed, view=shown.view
            )
    except discord.Forbidden:
        raise ChannelRefused(Refusal.FORBIDDEN) from None
    except discord.NotFound:
        raise ChannelRefused(Refusal.GONE) from None
    return MessageId(message.id)


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
            # A text, as Discord documents ids; the library would send a number.
            opened = await client.http.start_private_message(str(user))
            await post(client, ChannelId(int(opened["id"])), card)
    except (discord.Forbidden, discord.NotFound, ChannelRefused):
        return False
    return True
