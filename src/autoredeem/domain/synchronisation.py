"""Rosters that are kept elsewhere: which of them a guild follows, what they say, what changed."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.ids import Fid, GuildId, State, UserId

FLAGGED = 3
"""Whoever is missing in so many whole readings in a row has left."""


class ProvidedPlayer(NamedTuple):
    """What a provider says of a player; `None` and `""` mean that it does not say.

    `alliance` is the tag or the name of the player's alliance.
    """

    fid: Fid
    nickname: str = ""
    state: State | None = None
    level: int | None = None
    alliance: str = ""


class SyncTrouble(StrEnum):
    """Why a list was not read, for whoever says it in another language than English."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    """The provider turns the program away: the operator's key is wrong, or is used up."""
    LATER = "later"
    """It asks to be left alone for a while."""
    NOT_THERE = "not-there"
    """It has no such list."""
    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    EMPTY = "empty"
    STRANGE = "strange"
    """It lists fewer than half of those whom it listed before: nobody counts as missing."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """What came of reading a list so far.

    `readings` counts those that were whole, the last one `read_at`, of so many `players`; what they
    changed is told up to the one numbered `told`. It was last `tried_at` a time, and if it has a
    `trouble`, in vain. `strange` is how many players a list has that waits to be confirmed, and
    where it is `accepted`, the next one is taken however strange it is. `newcomers` of the players
    are not enrolled, and `left` are enrolled and have left. `opens` is set while codes are to be
    opened for members whom a reading changed.
    """

    readings: int = 0
    read_at: datetime | None = None
    players: int = 0
    told: int = 0
    tried_at: datetime | None = None
    trouble: SyncTrouble | None = None
    strange: int = 0
    accepted: bool = False
    newcomers: int = 0
    left: int = 0
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Sync:
    """A list that a guild follows: `group` names it among those of a provider.

    Whoever is new in it is enrolled by itself where it `enrols`. Who is in it is put into the
    `alliance` of the guild, where there is one, unless they are in another.
    """

    guild_id: GuildId
    provider: str
    group: str
    added_by: UserId
    added_at: datetime
    enrols: bool = False
    alliance: AllianceId | None = None
    state: SyncState = field(default_factory=SyncState)

    @property
    def key(self) -> str:
        """What tells the list from the guild's others: 12 hexadecimal digits."""
        return sha256(f"{self.provider}\n{self.group}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list that a guild follows said of a player, the last time that it named them.

    It did not name them in the last `missed` readings, of which `missed_in` was the last.
    """

    guild_id: GuildId
    key: str
    fid: Fid
    nickname: str = ""
    state: State | None = None
    level: int | None = None
    missed: int = 0
    missed_in: int = 0

    @property
    def has_left(self) -> bool:
        """Whether the player is missing for so long that this is no oversight."""
        return self.missed >= FLAGGED


class ChangeKind(StrEnum):
    """What became of a player in a list."""

    JOINED = "joined"
    LEFT = "left"
    RENAMED = "renamed"
    MOVED = "moved"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class RosterChange:
    """A change of a player in a list, as the reading of a number found it.

    `before` and `after` are a name, a state or a level, as the kind has it. A player has one change
    of a kind in a reading.
    """

    guild_id: GuildId
    key: str
    reading: int
    kind: ChangeKind
    fid: Fid
    at: datetime
    nickname: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class MemberUpdate:
    """What a list says anew of a member; None leaves what is known.

    The nickname is taken where the entry still has the name `was`: what people call a member stays.
    A state and an alliance are taken where none is known.
    """

    fid: Fid
    nickname: str | None = None
    was: str = ""
    state: State | None = None
    level: int | None = None
    alliance: AllianceId | None = None


@dataclass(frozen=True, slots=True)
class ListingChanges:
    """What a part of a reading changes in a guild, written together."""

    guild_id: GuildId
    at: datetime
    listed: Collection[Listed] = ()
    members: Collection[MemberUpdate] = ()
    history: Collection[RosterChange] = ()
