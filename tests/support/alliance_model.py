"""Alliances in memory, in plain words: a part of the store's model."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from autoredeem.domain.alliances import (
    MOST_ALLIANCES,
    Alliance,
    AllianceChanges,
    AllianceId,
    AllianceKey,
)
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.players import Member
from autoredeem.domain.text import fold


class MemoryAlliances:
    """Which alliances there are, and who is in which."""

    def __init__(self) -> None:
        self.allied: dict[AllianceKey, Alliance] = {}
        self.enrolled: defaultdict[GuildId, dict[Fid, Member]] = defaultdict(dict)
        self.changed: dict[tuple[GuildId, Fid], datetime] = {}

    async def alliances(self, guilds: Collection[GuildId]) -> Sequence[Alliance]:
        """Filter and sort."""
        return [self.allied[key] for key in sorted(self.allied) if key[0] in guilds]

    async def add_alliances(self, alliances: Collection[Alliance]) -> frozenset[AllianceKey]:
        """Add what may be added."""
        for one in alliances:
            theirs = [other for other in self.allied.values() if other.guild_id == one.guild_id]
            free = one.key not in self.allied and not self._is_taken(one.name, one.key)
            if free and len(theirs) < MOST_ALLIANCES:
                self.allied[one.key] = one
        return frozenset(
            one.key
            for one in alliances
            if one.key in self.allied and self.allied[one.key].name == one.name
        )

    async def change_alliances(
        self, changes: Mapping[AllianceKey, AllianceChanges]
    ) -> frozenset[AllianceKey]:
        """Write over these fields, where the name is free."""
        done: set[AllianceKey] = set()
        for key, fields in changes.items():
            if key in self.allied and not self._is_taken(fields.get("name", ""), key):
                self.allied[key] = replace(self.allied[key], **fields)
                done.add(key)
        return frozenset(done)

    async def remove_alliances(self, keys: Collection[AllianceKey], *, at: datetime) -> None:
        """Move everybody out, then forget them."""
        for guild_id, alliance in keys:
            inside = [f for f, m in self.enrolled[guild_id].items() if m.alliance == alliance]
            await self.move_members(guild_id, dict.fromkeys(inside), at=at)
            self.allied.pop((guild_id, alliance), None)

    async def move_members(
        self, guild_id: GuildId, moves: Mapping[Fid, AllianceId | None], *, at: datetime
    ) -> frozenset[Fid]:
        """Move whoever is in."""
        roster = self.enrolled[guild_id]
        there = frozenset(fid for fid in moves if fid in roster)
        self.changed |= {(guild_id, fid): at for fid in there}
        roster |= {fid: replace(roster[fid], alliance=moves[fid]) for fid in there}
        return there

    async def alliance_counts(self, guild_id: GuildId) -> Mapping[AllianceId | None, int]:
        """Count the roster."""
        return Counter(one.alliance for one in self.enrolled[guild_id].values())

    def priority_of(self, guild_id: GuildId, member: Member) -> int:
        """Return the priority of a member's alliance."""
        if member.alliance is None or (guild_id, member.alliance) not in self.allied:
            return 0
        return self.allied[guild_id, member.alliance].priority

    def _is_taken(self, name: str, key: AllianceKey) -> bool:
        """Whether another alliance of the guild is called so."""
        others = (one for one in self.allied.values() if one.guild_id == key[0] and one.key != key)
        return any(fold(one.name) == fold(name) for one in others)
