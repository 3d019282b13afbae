"""The port of alliances: which there are, and who is in which."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from autoredeem.domain.alliances import Alliance, AllianceChanges, AllianceId, AllianceKey
from autoredeem.domain.ids import Fid, GuildId


class Alliances(Protocol):
    """The alliances of guilds. Who is in which stands in the members' entries."""

    async def alliances(self, guilds: Collection[GuildId]) -> Sequence[Alliance]:
        """Return the alliances of guilds, by guild and id."""

    async def add_alliances(self, alliances: Collection[Alliance]) -> frozenset[AllianceKey]:
        """Add alliances; return which of them are there now, under this name.

        One is not added whose id or name (`name_key`) another of the guild has, nor when its guild
        has MOST_ALLIANCES without it.
        """

    async def change_alliances(
        self, changes: Mapping[AllianceKey, AllianceChanges]
    ) -> frozenset[AllianceKey]:
        """Write these fields of alliances, and no other; return those that have them now.

        One that is not there, or whose new name another of the guild has, stays as it is.
        """

    async def remove_alliances(self, keys: Collection[AllianceKey], *, at: datetime) -> None:
        """Remove alliances; whoever is in one is in none then."""

    async def move_members(
        self, guild_id: GuildId, moves: Mapping[Fid, AllianceId | None], *, at: datetime
    ) -> frozenset[Fid]:
        """Put members into alliances, or into none; return who of them is enrolled."""

    async def alliance_counts(self, guild_id: GuildId) -> Mapping[AllianceId | None, int]:
        """Count a guild's members by alliance; one without any is left out. None: in none."""
