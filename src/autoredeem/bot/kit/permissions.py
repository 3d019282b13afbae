"""Who may do what in a guild: by what Discord's gateway says of the person, never by the message.

Managers are those with Manage Server (administrators and owners have it, as Discord documents) or
with the role that the guild chose. The operators are named in the settings; nobody becomes one
by being an administrator somewhere.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from autoredeem.domain.alliances import Alliance, AllianceId
from autoredeem.domain.guilds import Enrolling, GuildSettings
from autoredeem.domain.ids import RoleId, UserId


class Right(Enum):
    """What a handler asks of the person."""

    ANYONE = auto()
    MANAGER = auto()
    ALLIANCE = auto()
    """A manager of the guild, or of one of its alliances: for the members of that one."""
    OPERATOR = auto()


@dataclass(frozen=True, slots=True)
class Person:
    """Who sent an interaction, as the gateway describes them with it."""

    user: UserId
    manages_server: bool = False
    roles: frozenset[RoleId] = frozenset()


def is_manager(person: Person, guild: GuildSettings) -> bool:
    """Whether a person is a manager of the guild."""
    return person.manages_server or guild.manager_role in person.roles


def managed_alliances(person: Person, alliances: Iterable[Alliance]) -> frozenset[AllianceId]:
    """Return the alliances whose members a person may manage by a role."""
    return frozenset(one.id for one in alliances if one.manager_role in person.roles)


def may(person: Person, right: Right, guild: GuildSettings, operators: Collection[UserId]) -> bool:
    """Whether a person has a right in the guild."""
    if right is Right.ANYONE:
        return True
    if right is Right.OPERATOR:
        return person.user in operators
    return is_manager(person, guild)


def may_enrol_self(person: Person, guild: GuildSettings) -> bool:
    """Whether a person may enrol accounts of their own in the guild."""
    return guild.enrolling is not Enrolling.MANAGERS or is_manager(person, guild)


def may_enrol_others(person: Person, guild: GuildSettings) -> bool:
    """Whether a person may enrol other people's accounts in the guild."""
    return guild.enrolling is not Enrolling.SELF and is_manager(person, guild)
