"""Discord's messages as posts."""

from collections.abc import Mapping
from typing import Any

import discord

from autoredeem.bot.gateway.interactions import text_of
from autoredeem.bot.kit.permissions import Person
from autoredeem.bot.services.channel_watch.posts import Post
from autoredeem.domain.ids import ChannelId, GuildId, MessageId, RoleId, UserId
from autoredeem.domain.text import without_marks

MOST_READ = 6_000
"""Characters of one message: as many as its embeds can have, and three times what people write."""

READ_KINDS = frozenset(
    {
        discord.MessageType.default,
        discord.MessageType.reply,
        discord.MessageType.chat_input_command,
        discord.MessageType.context_menu_command,
    }
)
"""All others tell of something that happened in the channel."""

_KINDS = frozenset(kind.value for kind in READ_KINDS)

IS_CROSSPOST = discord.MessageFlags(is_crossposted=True).value


def person_in(member: discord.Member) -> Person:
    """Return a member with what the roles allow."""
    roles = frozenset(RoleId(role.id) for role in member.roles)
    return Person(UserId(member.id), member.guild_permissions.manage_guild, roles)


def post_of(message: discord.Message, me: int) -> Post | None:
    """Return what is to be read of a message that the gateway told; None where nothing is."""
    author = message.author
    if message.guild is None or author.id == me or message.type not in READ_KINDS:
        return None
    parts = {
        "content": message.content,
        "embeds": [one.to_dict() for one in message.embeds],
        "components": [one.to_dict() for one in message.components],
        "message_snapshots": [
            {
                "message": {
                    "content": one.content,
                    "embeds": [embed.to_dict() for embed in one.embeds],
                    "components": [part.to_dict() for part in one.components],
                }
            }
            for one in message.message_snapshots
        ],
    }
    return Post(
        GuildId(message.guild.id),
        ChannelId(message.channel.id),
        MessageId(message.id),
        _text(parts),
        UserId(author.id),
        message.webhook_id or (author.id if author.bot else None),
        message.flags.is_crossposted,
        person_in(author) if isinstance(author, discord.Member) else None,
        typed=_typed(parts),
    )


def post_in(data: Mapping[str, Any], guild_id: GuildId, me: int) -> Post | None:
    """Return the same of a message that Discord answered a request with.

    It has no rights of the author's, but the bot's own reactions.
    """
    author = data["author"]
    if int(author["id"]) == me or data["type"] not in _KINDS:
        return None
    sender = data.get("webhook_id") or (author["id"] if author.get("bot") else None)
    return Post(
        guild_id,
        ChannelId(int(data["channel_id"])),
        MessageId(int(data["id"])),
        _text(data),
        UserId(int(author["id"])),
        int(sender) if sender else None,
        bool(data.get("flags", 0) & IS_CROSSPOST),
        signs=frozenset(
            str(one["emoji"]["name"]) for one in data.get("reactions", ()) if one.get("me")
        ),
        typed=_typed(data),
    )


def _typed(data: Mapping[str, Any]) -> str:
    return without_marks(str(data.get("content", ""))[:MOST_READ])


def _text(data: Mapping[str, Any]) -> str:
    return without_marks(text_of(data)[:MOST_READ])
