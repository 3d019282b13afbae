"""Messages of the bot's own, in a channel or to a person; what Discord says when that can't be."""

import asyncio
from enum import Enum, auto

import discord

from autoredeem.bot.gateway.rendering import render
from autoredeem.bot.kit.cards import Card
from autoredeem.domain.ids import ChannelId, MessageId, UserId

TO_SEND = 20.0
"""Seconds for one message. Where Discord has us wait for longer, it is tried again later."""

UNKNOWN_MESSAGE = 10008
"""Code of an error, by Discord's documentation."""


class Refusal(Enum):
    """Why a channel takes no message."""

    GONE = auto()
    FORBIDDEN = auto()


class ChannelRefused(Exception):
    """The channel is not there, or the bot may not write in it."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.name.lower())
        self.why = why


async def post(client: discord.Client, channel: ChannelId, card: Card) -> MessageId:
    """Post a card. Raises ChannelRefused, discord.HTTPException or TimeoutError."""
    shown = render(card)
    try:
        async with asyncio.timeout(TO_SEND):
            message = await client.get_partial_messageable(channel).send(
                embed=shown.embed, view=shown.view
            )
    except discord.Forbidden:
        raise ChannelRefused(Refusal.FORBIDDEN) from None
    except discord.NotFound:
        raise ChannelRefused(Refusal.GONE) from None
    return MessageId(message.id)


async def edit(client: discord.Client, channel: ChannelId, message: MessageId, card: Card) -> bool:
    """Edit a card in; False where somebody has deleted the message. Raises as `post` does."""
    shown = render(card)
    found = client.get_partial_messageable(channel).get_partial_message(message)
    try:
        async with asyncio.timeout(TO_SEND):
            await found.edit(embed=shown.embed, view=shown.view)
    except discord.Forbidden:
        raise ChannelRefused(Refusal.FORBIDDEN) from None
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise ChannelRefused(Refusal.GONE) from None
        return False
    return True


async def delete(client: discord.Client, channel: ChannelId, message: MessageId) -> None:
    """Delete a message, if it is there and that is allowed."""
    found = client.get_partial_messageable(channel).get_partial_message(message)
    try:
        async with asyncio.timeout(TO_SEND):
            await found.delete()
    except (discord.Forbidden, discord.NotFound):
        pass


async def write_to(client: discord.Client, user: UserId, card: Card) -> bool:
    """Send a card to a person; False where that person takes none."""
    try:
        async with asyncio.timeout(TO_SEND):
            # A text, as Discord documents ids; the library would send a number.
            opened = await client.http.start_private_message(str(user))
            await post(client, ChannelId(int(opened["id"])), card)
    except (discord.Forbidden, discord.NotFound, ChannelRefused):
        return False
    return True
