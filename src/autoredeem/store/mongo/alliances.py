"""The alliances of guilds, and who is in which."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from pymongo import UpdateMany, UpdateOne

from autoredeem.domain.alliances import Alliance, AllianceChanges, AllianceId, AllianceKey
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.store.alliance_changes import came_about, too_many
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.documents import READABLE, forms, storable, time_text
from autoredeem.store.mongo.guild_documents import (
    alliance_name,
    of_alliance,
    of_alliance_changes,
)
from autoredeem.store.mongo.guild_rows import alliance_row_in
from autoredeem.store.mongo.roster import MongoRoster
from autoredeem.store.mongo.rows import alliance_in


class MongoAlliances(MongoRoster):
    """The port `Alliances`."""

    async def alliances(self, guilds: Collection[GuildId]) -> Sequence[Alliance]:
        """Read by the index of guilds."""
        found: list[Alliance] = []
        for batch in batched(set(guilds), BATCH):
            query = {"guild_id": {"$in": batch}}
            async for rows in self._connection.find(self._connection.alliances, query):
                found += map(alliance_row_in, rows)
        return sorted(found, key=lambda one: one.key)

    async def add_alliances(self, alliances: Collection[Alliance]) -> frozenset[AllianceKey]:
        """Insert, then take back what is more than there may be."""
        added: set[AllianceKey] = set()
        for batch in batched(alliances, BATCH):
            collided = await self._connection.insert(
                self._connection.alliances, map(of_alliance, batch)
            )
            new = [one.key for number, one in enumerate(batch) if number not in collided]
            there = await self.alliances({one.guild_id for one in batch})
            surplus = too_many(there, new)
            await self._connection.delete(
                self._connection.alliances, list(map(alliance_name, surplus))
            )
            names = {one.key: one.name for one in there if one.key not in surplus}
            added |= {one.key for one in batch if names.get(one.key) == storable(one.name)}
        return frozenset(added)

    async def change_alliances(
        self, changes: Mapping[AllianceKey, AllianceChanges]
    ) -> frozenset[AllianceKey]:
        """Update by key, then read what has come about."""
        changed: set[AllianceKey] = set()
        for batch in batched(changes.items(), BATCH):
            updates = (
                UpdateOne({"_id": alliance_name(key)}, {"$set": of_alliance_changes(fields)})
                for key, fields in batch
                if fields
            )
            await self._connection.update(self._connection.alliances, updates)
            there = await self.alliances({guild_id for (guild_id, _), _ in batch})
            changed |= came_about(dict(batch), there)
        return frozenset(changed)

    async def remove_alliances(self, keys: Collection[AllianceKey], *, at: datetime) -> None:
        """Empty them first, so that it can be repeated; then of whoever was moved meanwhile."""
        for batch in batched(keys, BATCH):
            await self._empty(batch, at)
            names = list(map(alliance_name, batch))
            await self._connection.delete(self._connection.alliances, names)
            await self._empty(batch, at)

    async def move_members(
        self, guild_id: GuildId, moves: Mapping[Fid, AllianceId | None], *, at: datetime
    ) -> frozenset[Fid]:
        """Update whoever is found, those who go to the same alliance together."""
        enrolled: set[Fid] = set()
        for batch in batched(moves, BATCH):
            entries = await self._entries(guild_id, batch)
            going: dict[AllianceId | None, list[object]] = {}
            for fid, found in entries.items():
                going.setdefault(moves[fid], []).extend(name for name, _ in found)
            updates = (_moving(names, alliance, at) for alliance, names in going.items())
            await self._connection.update(self._connection.members, updates)
            enrolled |= entries.keys()
        return frozenset(enrolled)

    async def alliance_counts(self, guild_id: GuildId) -> Mapping[AllianceId | None, int]:
        """Count those who are found where they stand."""
        theirs = {"$match": {"guild_id": {"$in": forms([guild_id])}, **READABLE}}
        count = {"$group": {"_id": "$alliance", "members": {"$sum": 1}}}
        rows = await self._connection.grouped(self._connection.members, [theirs, count])
        counts: dict[AllianceId | None, int] = {}
        for row in rows:
            alliance = alliance_in(row["_id"])
            counts[alliance] = counts.get(alliance, 0) + row["members"]
        return counts

    async def _empty(self, keys: Collection[AllianceKey], at: datetime) -> None:
        """Take everybody out, by the index of alliances."""
        out = {"$set": {"alliance": None, "updated_at": time_text(at)}}
        updates = (
            UpdateMany({"guild_id": {"$in": forms([guild_id])}, "alliance": alliance}, out)
            for guild_id, alliance in keys
        )
        await self._connection.update(self._connection.members, updates)


def _moving(names: Sequence[object], alliance: AllianceId | None, at: datetime) -> UpdateMany:
    moved = {"alliance": alliance, "updated_at": time_text(at)}
    return UpdateMany({"_id": {"$in": names}}, {"$set": moved})
