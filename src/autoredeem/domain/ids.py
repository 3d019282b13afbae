"""Every kind of id. Text becomes one of these once, at the edge."""

from typing import NewType

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.text import shorten

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

LARGEST_GUILD_ID = GuildId(2**63 - 1)
LARGEST_STATE = State(99_999)

NOBODY = UserId(0)
"""Whoever acted is not known any more, or was no Discord user."""


def parse_fid(text: str) -> Fid:
    """Read a player id: 1 to 15 digits in any script; leading zeros carry no meaning.

    Raises InvalidInput with what is wrong and what is allowed.
    """
    return Fid(parse_number(text, "a player id", LARGEST_FID))


def parse_guild_id(text: str) -> GuildId:
    """Read a Discord server's id. Raises InvalidInput with what is wrong and what is allowed."""
    return GuildId(parse_number(text, "a guild id", LARGEST_GUILD_ID))


def parse_state(text: str) -> State:
    """Read a state's number. Raises InvalidInput with what is wrong and what is allowed."""
    return State(parse_number(text, "a state", LARGEST_STATE))


def parse_number(text: str, what: str, largest: int) -> int:
    """Read `what`: a whole number from 1 to `largest`, in any script.

    Raises InvalidInput with what is wrong and what is allowed.
    """
    stripped = text.strip()
    digits = stripped.lstrip("0")
    if not stripped.isdecimal():
        reason = "is empty" if not stripped else f"{shorten(stripped)} is not a whole number"
    elif not digits or int(digits[:20]) == 0:
        reason = "0 is not allowed"
    elif len(digits) > len(str(largest)) or int(digits) > largest:
        reason = f"{shorten(stripped)} is too large"
    else:
        return int(digits)
    raise InvalidInput(f"{reason}; {what} is a number from 1 to {largest}")
