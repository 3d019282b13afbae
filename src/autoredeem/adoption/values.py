"""What stands in the cells of other bots' tables: any type in any column, as SQLite lets them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from autoredeem.domain.codes import Life
from autoredeem.domain.ids import (
    LARGEST_DISCORD_ID,
    LARGEST_FID,
    LARGEST_STATE,
    ChannelId,
    Fid,
    GuildId,
    State,
    UserId,
)
from autoredeem.domain.players import LARGEST_LEVEL
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.text import trim

_EXACT = 2**53
"""Up to here a number with a floating point is the one that was meant."""

LAST = 2**31
"""The place of what has none."""

_MOST_DIGITS = 20
_MILLISECONDS = 100_000_000_000
"""What is larger counts milliseconds, and no seconds: as seconds it is the year 5138."""

_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
_DAY_FIRST = "%d.%m.%Y"

LIVES: Mapping[str, Life] = {
    "validated": Life.ALIVE,
    "active": Life.ALIVE,
    "invalid": Life.DEAD,
}
"""What the bots say of a code; anything else is untried."""

ANSWERS: Mapping[str, Outcome] = {
    "SUCCESS": Outcome.REDEEMED,
    "RECEIVED": Outcome.ALREADY_REDEEMED,
    "SAME TYPE EXCHANGE": Outcome.SAME_TYPE_REDEEMED,
    "TOO SMALL SPEND MORE": Outcome.LEVEL_TOO_LOW,
    "STOVE LV ERROR": Outcome.LEVEL_TOO_LOW,
    "TOO POOR SPEND MORE": Outcome.SPENDING_TOO_LOW,
    "RECHARGE MONEY ERROR": Outcome.SPENDING_TOO_LOW,
    "RECHARGE MONEY VIP ERROR": Outcome.SPENDING_TOO_LOW,
    "STATE MISMATCH": Outcome.WRONG_STATE,
    "USER INFO ERROR": Outcome.WRONG_STATE,
    "ROLE NOT EXIST": Outcome.NO_SUCH_PLAYER,
}
"""The bots' words for what the game answered of a player. No other says that one has a code."""

VERDICTS: Mapping[str, Outcome] = {
    "TIME ERROR": Outcome.EXPIRED,
    "CDK NOT FOUND": Outcome.NO_SUCH_CODE,
    "USAGE LIMIT": Outcome.USED_UP,
}
"""Their words for why a code is dead: that says nothing of a player."""


def text_in(value: object) -> str:
    """Return a cell as text, without blanks around it; empty where nothing is there."""
    if isinstance(value, bytes):
        value = value.decode(errors="replace")
    return "" if value is None else trim(str(value))


def number_in(value: object, largest: int) -> int | None:
    """Return a cell's whole number from 1 to `largest`; None where it says nothing of the kind."""
    if isinstance(value, float):
        number = int(value) if abs(value) < _EXACT and value.is_integer() else 0
    elif isinstance(value, int):
        number = value
    else:
        text = text_in(value).removesuffix(".0")
        plain = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
        number = int(text) if plain else 0
    return number if 1 <= number <= largest else None


def rank_in(value: object) -> int:
    """Return a cell's place in an order that counts from 0; LAST where it says none."""
    return 0 if text_in(value) in ("0", "0.0") else number_in(value, LAST) or LAST


def fid_in(value: object, digits: range) -> Fid | None:
    """Return a cell's player id, of one of these lengths."""
    number = number_in(value, LARGEST_FID)
    return Fid(number) if number and len(str(number)) in digits else None


def state_in(value: object) -> State | None:
    """Return a cell's state."""
    number = number_in(value, LARGEST_STATE)
    return State(number) if number else None


def level_in(value: object) -> int | None:
    """Return a cell's furnace level: the raw one, which counts on after 30."""
    return number_in(value, LARGEST_LEVEL)


def guild_in(value: object) -> GuildId | None:
    """Return a cell's Discord server."""
    number = number_in(value, LARGEST_DISCORD_ID)
    return GuildId(number) if number else None


def channel_in(value: object) -> ChannelId | None:
    """Return a cell's Discord channel."""
    number = number_in(value, LARGEST_DISCORD_ID)
    return ChannelId(number) if number else None


def user_in(value: object) -> UserId | None:
    """Return a cell's Discord user."""
    number = number_in(value, LARGEST_DISCORD_ID)
    return UserId(number) if number else None


def is_on(value: object) -> bool:
    """Whether a cell's switch is on."""
    return text_in(value).casefold() in ("1", "true", "on", "yes", "1.0")


def time_in(value: object, now: datetime) -> datetime | None:
    """Return a cell's time, `now` where it is later; None where it is none.

    One without a zone is this computer's local time: the bots write that of the computer they run
    on. A number counts seconds since 1970, or milliseconds.
    """
    try:
        at = _moment(value)
    except (ValueError, OverflowError, OSError):
        return None
    return min(at, now) if at and at >= _FIRST else None


def _moment(value: object) -> datetime | None:
    if isinstance(value, int | float):
        seconds = value / 1000 if value > _MILLISECONDS else value
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    text = text_in(value)
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = datetime.strptime(text, _DAY_FIRST)  # noqa: DTZ007 - it gets its zone below
    return at.astimezone(UTC)


def answer_in(value: object) -> str:
    """Return a bot's word for an answer, as ANSWERS and VERDICTS have it."""
    return " ".join(text_in(value).upper().replace("_", " ").rstrip(".").split())
