"""Game accounts, and who of them is enrolled where. Text becomes one of these once, at the edge."""

from dataclasses import dataclass
from typing import NewType

from autoredeem.domain.errors import InvalidInput

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

LARGEST_GUILD_ID = GuildId(2**63 - 1)
LARGEST_STATE = State(99_999)
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
    return Fid(_parse_number(text, "a player id", LARGEST_FID))


def parse_guild_id(text: str) -> GuildId:
    """Read a Discord server's id. Raises InvalidInput with what is wrong and what is allowed."""
    return GuildId(_parse_number(text, "a guild id", LARGEST_GUILD_ID))


def parse_state(text: str) -> State:
    """Read a state's number. Raises InvalidInput with what is wrong and what is allowed."""
    return State(_parse_number(text, "a state", LARGEST_STATE))


def parse_level(text: str) -> int:
    """Read a furnace or town-center level. Raises InvalidInput with what is allowed."""
    return _parse_number(text, "a level", 999)


def _parse_number(text: str, what: str, largest: int) -> int:
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


def shorten(text: str, longest: int = 40) -> str:
    """Quote what someone typed for a message: visible, one line, no longer than it helps."""
    visible = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return f"'{visible}'" if len(visible) <= longest else f"'{visible[:longest]}…'"
