"""Every kind of id. Text becomes one of these once, at the edge."""

from datetime import UTC, datetime
from typing import NewType

from autoredeem.domain.numbers import parse_number

Fid = NewType("Fid", int)
"""A player's numeric id in the game."""

GuildId = NewType("GuildId", int)
"""A Discord server's id."""

UserId = NewType("UserId", int)
"""A Discord user's id."""

ChannelId = NewType("ChannelId", int)
"""The id of a Discord channel or thread."""

RoleId = NewType("RoleId", int)
"""The id of a role in a Discord server."""

MessageId = NewType("MessageId", int)
"""The id of a Discord message."""

State = NewType("State", int)
"""The game world in which a player lives; players of Kingshot call it kingdom."""

LARGEST_FID = Fid(10**15 - 1)
"""Real ids have 6 to 10 digits. 15 is where spreadsheets and JSON readers still keep each one."""

LARGEST_DISCORD_ID = 2**63 - 1
DISCORD_EPOCH = 1_420_070_400_000
"""Milliseconds of Unix time from which Discord's ids count."""

LARGEST_STATE = State(99_999)

NOBODY = UserId(0)
"""Whoever acted is not known any more, or was no Discord user."""

COMMAND_LINE = UserId(-1)
"""The operator, who acted on the command line."""


def parse_fid(text: str) -> Fid:
    """Return a player id: 1 to 15 digits in any script; leading zeros carry no meaning.

    Raises InvalidInput with what is wrong and what is allowed.
    """
    return Fid(parse_number(text, "a player id", LARGEST_FID))


def parse_guild_id(text: str) -> GuildId:
    """Return a Discord server's id. Raises InvalidInput with what is wrong and what is allowed."""
    return GuildId(parse_number(text, "a guild id", LARGEST_DISCORD_ID))


def written_at(message: MessageId) -> datetime:
    """Return when a message was written: its id says it, by Discord's documentation."""
    return datetime.fromtimestamp(((message >> 22) + DISCORD_EPOCH) / 1000, UTC)


def message_at(at: datetime) -> MessageId:
    """Return the least id that a message of Discord's written then can have."""
    return MessageId((int(at.timestamp() * 1000) - DISCORD_EPOCH) << 22)


def parse_state(text: str) -> State:
    """Return a state's number. Raises InvalidInput with what is wrong and what is allowed."""
    return State(parse_number(text, "a state", LARGEST_STATE))


def parse_user_id(text: str) -> UserId:
    """Return a Discord user's id. Raises InvalidInput with what is wrong and what is allowed."""
    return UserId(parse_number(text, "a user id", LARGEST_DISCORD_ID))


def parse_channel_id(text: str) -> ChannelId:
    """Return a Discord channel's id. Raises InvalidInput with what is wrong and what is allowed."""
    return ChannelId(parse_number(text, "a channel id", LARGEST_DISCORD_ID))


def parse_role_id(text: str) -> RoleId:
    """Return a Discord role's id. Raises InvalidInput with what is wrong and what is allowed."""
    return RoleId(parse_number(text, "a role id", LARGEST_DISCORD_ID))
