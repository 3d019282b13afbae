"""Game accounts, and who of them is enrolled where. Text becomes one of these once, at the edge."""

from dataclasses import dataclass
from typing import NewType

from autoredeem.domain.numbers import parse_number
from autoredeem.domain.text import tidy

Fid = NewType("Fid", int)
"""A player's numeric id in the game."""

GuildId = NewType("GuildId", int)
"""A Discord server's id."""

UserId = NewType("UserId", int)
"""A Discord user's id."""

State = NewType("State", int)
"""The game world in which a player lives; players of Kingshot call it kingdom."""

LARGEST_FID = Fid(10**15 - 1)
"""Real ids have 6 to 10 digits. 15 is where spreadsheets and JSON readers still keep each one."""

LARGEST_DISCORD_ID = 2**63 - 1
LARGEST_STATE = State(99_999)
LARGEST_LEVEL = 999
LONGEST_NICKNAME = 64


@dataclass(frozen=True, slots=True)
class Member:
    """A player who is enrolled for auto-redeem in a guild.

    What people typed (state, nickname) belongs to the guild's entry, not to the player: another
    guild may say otherwise. `None` and `""` mean not known. `owner` is the Discord user whose
    account it is in this guild.
    """

    fid: Fid
    state: State | None = None
    nickname: str = ""
    level: int | None = None
    owner: UserId | None = None


def parse_fid(text: str) -> Fid:
    """Read a player id: 1 to 15 digits in any script; leading zeros carry no meaning.

    Raises InvalidInput with what is wrong and what is allowed.
    """
    return Fid(parse_number(text, "a player id", LARGEST_FID))


def parse_guild_id(text: str) -> GuildId:
    """Read a Discord server's id. Raises InvalidInput with what is wrong and what is allowed."""
    return GuildId(parse_number(text, "a guild id", LARGEST_DISCORD_ID))


def parse_user_id(text: str) -> UserId:
    """Read a Discord user's id. Raises InvalidInput with what is wrong and what is allowed."""
    return UserId(parse_number(text, "a user id", LARGEST_DISCORD_ID))


def parse_state(text: str) -> State:
    """Read a state's number. Raises InvalidInput with what is wrong and what is allowed."""
    return State(parse_number(text, "a state", LARGEST_STATE))


def parse_level(text: str) -> int:
    """Read a furnace or town-center level. Raises InvalidInput with what is allowed."""
    return parse_number(text, "a level", LARGEST_LEVEL)


def tidy_nickname(text: str) -> str:
    """Return a nickname as it is kept: `tidy`, of at most LONGEST_NICKNAME characters."""
    return tidy(text, LONGEST_NICKNAME)
