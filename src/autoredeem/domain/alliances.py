"""Alliances: named groups of members in a guild. A member is in one or in none."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NewType, TypedDict

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import ChannelId, GuildId, RoleId, State
from autoredeem.domain.numbers import parse_number
from autoredeem.domain.text import fold, shorten, tidy

AllianceId = NewType("AllianceId", int)
"""The number of an alliance in its guild: never used again there."""

NO_ALLIANCE = AllianceId(0)
"""Where one of a guild's alliances is asked for: those who are in none."""

MOST_ALLIANCES = 25
"""Of a guild: as many as a menu of Discord's has room for."""

LONGEST_NAME = 40
HIGHEST_PRIORITY = 9

_FIRST_SECOND = datetime(2026, 1, 1, tzinfo=UTC)
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Alliance:
    """A named group of members in a guild.

    Its `state` is taken for whoever enrols there without one, before the guild's. Who has
    `manager_role` may manage its members, and no others. Members of a higher `priority` (0 to
    HIGHEST_PRIORITY) are asked before others of the guild. `channel` is kept for its results.
    """

    guild_id: GuildId
    id: AllianceId
    name: str
    state: State | None = None
    channel: ChannelId | None = None
    manager_role: RoleId | None = None
    priority: int = 0

    @property
    def key(self) -> "AllianceKey":
        """Its identity."""
        return self.guild_id, self.id


AllianceKey = tuple[GuildId, AllianceId]


class AllianceChanges(TypedDict, total=False):
    """Fields of an alliance that change. Those that are absent stay as they are."""

    name: str
    state: State | None
    channel: ChannelId | None
    manager_role: RoleId | None
    priority: int


def name_key(name: str) -> str:
    """Return what an alliance's name is compared by: two alike can't be in a guild."""
    return fold(name)


def parse_alliance_name(text: str) -> str:
    """Return a name, tidied. Raises InvalidInput with what is allowed."""
    name = tidy(text, LONGEST_NAME + 1)
    if not name or len(name) > LONGEST_NAME:
        raise InvalidInput(
            f"{shorten(text)} can't be an alliance's name: 1 to {LONGEST_NAME} characters are"
        )
    return name


def parse_alliance_id(text: str) -> AllianceId:
    """Return an alliance's number. Raises InvalidInput with what is allowed."""
    return AllianceId(parse_number(text, "an alliance", _LARGEST_ID))


def parse_priority(text: str) -> int:
    """Return a priority. Raises InvalidInput with what is allowed."""
    if text.strip() == "0":
        return 0
    return parse_number(text, "a priority", HIGHEST_PRIORITY)


def new_alliance_id(at: datetime, taken: Collection[AllianceId]) -> AllianceId:
    """Return a number that no alliance of a guild has, nor had before, as numbers grow with time.

    `taken` are those that there are.
    """
    number = AllianceId(max(1, int((at - _FIRST_SECOND).total_seconds())))
    while number in taken:
        number = AllianceId(number + 1)
    return number


def alliance_named(alliances: Iterable[Alliance], name: str) -> Alliance | None:
    """Return the alliance that is called so."""
    key = name_key(name)
    return next((one for one in alliances if name_key(one.name) == key), None)


def in_order(alliances: Iterable[Alliance]) -> Sequence[Alliance]:
    """Return alliances as they are listed: those of a higher priority first, then by name."""
    return sorted(alliances, key=lambda one: (-one.priority, name_key(one.name), one.id))
