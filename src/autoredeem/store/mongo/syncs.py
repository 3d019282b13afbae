"""The lists that guilds follow, what they said of whom, and what that changed.

All of it is ours alone. Numbers in `_id`s have as many digits as there can be, so that as texts
they sort as numbers.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import UpdateMany, UpdateOne

from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.ids import Fid, GuildId, UserId
from autoredeem.domain.synchronisation import (
    ChangeKind,
    Listed,
    ListingChanges,
    MemberUpdate,
    RosterChange,
    Sync,
    SyncState,
)
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.connection import OnConnection, Query
from autoredeem.store.mongo.documents import (
    Document,
    forms,
    name_key,
    of_guild,
    storable,
    time_text,
)
from autoredeem.store.sync_state import state_in, text_of

GUILDS = 250
"""Guilds to a query: a range of keys for each."""

LAST = 10**10 - 1
"""The greatest number of a reading."""


class MongoSyncs(OnConnection):
    """The port `Synchronisations`."""

    async def syncs(self, guilds: Collection[GuildId] | None = None) -> Sequence[Sync]:
        """Read all, or ranges of `_id`s."""
        some = batched(guilds or (), GUILDS)
        theirs: Iterator[Query] = ({"$or": [of_guild(one) for one in part]} for part in some)
        found: list[Sync] = []
        for query in theirs if guilds is not None else [{}]:
            rows = self._connection.find(self._connection.syncs, query)
            found += [_sync_in(row) async for part in rows for row in part]
        return sorted(found, key=lambda one: (one.added_at, one.guild_id, one.key))

    async def follow(self, syncs: Collection[Sync]) -> None:
        """Make rows, or update what may change."""
        latest = {f"{one.guild_id}:{one.key}": one for one in syncs}
        updates = (
            ({"_id": name}, {"$setOnInsert": _of_sync(one), "$set": _chosen(one)})
            for name, one in latest.items()
        )
        await self._connection.write_over(self._connection.syncs, updates)

    async def unfollow(self, guild_id: GuildId, keys: Collection[str]) -> None:
        """Delete ranges of `_id`s, and then the keys."""
        for key in keys:
            await self._connection.clear(self._connection.listed, _of_list(guild_id, key))
        await self._connection.delete(self._connection.syncs, [f"{guild_id}:{key}" for key in keys])

    async def note_sync(self, sync: Sync) -> None:
        """Update by key."""
        state = {"$set": {"state": text_of(sync.state)}}
        update = UpdateOne({"_id": f"{sync.guild_id}:{sync.key}"}, state)
        await self._connection.update(self._connection.syncs, [update])

    async def listed_page(
        self, guild_id: GuildId, key: str, *, after: Fid, most: int
    ) -> Sequence[Listed]:
        """Read a range of `_id`s, in their order."""
        behind = _of_list(guild_id, key, after)
        pages = self._connection.find(
            self._connection.listed, behind, order=[("_id", 1)], limit=most
        )
        return [one async for rows in pages for one in await list_of(map(_listed_in, rows))]

    async def listed_among(self, guild_id: GuildId, fids: Collection[Fid]) -> Sequence[Listed]:
        """Read by the index of the guild and its players."""
        found: list[Listed] = []
        for batch in batched(fids, BATCH):
            query = {"guild_id": guild_id, "fid": {"$in": batch}}
            async for rows in self._connection.find(self._connection.listed, query):
                found += await list_of(map(_listed_in, rows))
        return found

    async def apply_listing(self, changes: ListingChanges) -> None:
        """Write one after the other: whether anything is new, the list's own rows decide."""
        known = self._connection
        await known.insert(known.changes, map(_of_change, changes.history))
        updates = (_update(changes.guild_id, one, changes.at) for one in changes.members)
        await known.update(known.members, updates)
        listed = (({"_id": _name(one)}, {"$set": _of_listed(one)}) for one in changes.listed)
        await known.write_over(known.listed, listed)

    async def count_changes(
        self, guild_id: GuildId, key: str, *, after: int
    ) -> Mapping[ChangeKind, int]:
        """Count in a range of `_id`s."""
        stages = [
            {"$match": _of_readings(guild_id, key, after)},
            {"$group": {"_id": "$kind", "changes": {"$sum": 1}}},
        ]
        rows = await self._connection.grouped(self._connection.changes, stages)
        return {ChangeKind(row["_id"]): row["changes"] for row in rows}

    async def changes_in(
        self,
        guild_id: GuildId,
        key: str,
        *,
        after: int,
        most: int,
        kinds: Collection[ChangeKind] = tuple(ChangeKind),
    ) -> Sequence[RosterChange]:
        """Read a range of `_id`s, a kind at a time."""
        found: list[RosterChange] = []
        for kind in kinds:
            query = {**_of_readings(guild_id, key, after), "kind": kind}
            found += await self._changes(query, [("_id", 1)], most)
        return sorted(found, key=lambda one: (one.reading, one.kind, one.fid))

    async def changes_of(self, guild_id: GuildId, fid: Fid, *, most: int) -> Sequence[RosterChange]:
        """Read by the index of players."""
        return await self._changes({"guild_id": guild_id, "fid": fid}, [("at", -1)], most)

    async def _changes(
        self, query: Query, order: Sequence[tuple[str, int]], most: int
    ) -> Sequence[RosterChange]:
        pages = self._connection.find(self._connection.changes, query, order=order, limit=most)
        return [one async for rows in pages for one in await list_of(map(_change_in, rows))]


def _of_list(guild_id: GuildId, key: str, after: int = 0) -> Document:
    start = f"{guild_id}:{key}"
    return {"_id": {"$gt": f"{start}:{after:015d}", "$lt": f"{start};"}}


def _of_readings(guild_id: GuildId, key: str, after: int) -> Document:
    start = f"{guild_id}:{key}"
    return {"_id": {"$gte": f"{start}:{min(after + 1, LAST):010d}", "$lt": f"{start};"}}


def _of_sync(one: Sync) -> Document:
    return {
        "guild_id": one.guild_id,
        "provider": one.provider,
        "list": storable(one.group),
        "added_by": str(one.added_by),
        "added_at": time_text(one.added_at),
        "state": text_of(SyncState()),
    }


def _chosen(one: Sync) -> Document:
    return {"enrols": one.enrols, "alliance": one.alliance}


def _sync_in(row: Document) -> Sync:
    return Sync(
        GuildId(row["guild_id"]),
        row["provider"],
        row["list"],
        UserId(int(row["added_by"])),
        datetime.fromisoformat(row["added_at"]),
        row["enrols"],
        None if row["alliance"] is None else AllianceId(row["alliance"]),
        state_in(row["state"]),
    )


def _name(one: Listed) -> str:
    return f"{one.guild_id}:{one.key}:{one.fid:015d}"


def _of_listed(one: Listed) -> Document:
    return {
        "guild_id": one.guild_id,
        "key": one.key,
        "fid": one.fid,
        "nickname": storable(one.nickname),
        "state": one.state,
        "level": one.level,
        "missed": one.missed,
        "missed_in": one.missed_in,
    }


def _listed_in(row: Document) -> Listed:
    names = "guild_id", "key", "fid", "nickname", "state", "level", "missed", "missed_in"
    return Listed(*map(row.__getitem__, names))


def _update(guild_id: GuildId, one: MemberUpdate, at: datetime) -> UpdateMany:
    """Return what updates an entry: a pipeline, as what is taken depends on what is there."""
    fields: dict[str, Any] = {"updated_at": {"$literal": time_text(at)}}
    if one.nickname is not None:
        alike = {"$eq": [{"$ifNull": ["$nickname", ""]}, {"$literal": storable(one.was)}]}
        name = storable(one.nickname)
        for field, value in (("nickname", name), ("name_key", name_key(name))):
            fields[field] = {"$cond": [alike, {"$literal": value}, f"${field}"]}
    if one.state is not None:
        fields["state"] = {"$ifNull": ["$state", one.state]}
    if one.alliance is not None:
        fields["alliance"] = {"$ifNull": ["$alliance", one.alliance]}
    if one.level is not None:
        fields["furnace_lv"] = one.level
    entry = {"guild_id": {"$in": forms([guild_id])}, "fid": {"$in": forms([one.fid])}}
    return UpdateMany(entry, [{"$set": fields}])


def _of_change(one: RosterChange) -> Document:
    return {
        "_id": f"{one.guild_id}:{one.key}:{one.reading:010d}:{one.kind}:{one.fid:015d}",
        "guild_id": one.guild_id,
        "key": one.key,
        "reading": one.reading,
        "kind": one.kind,
        "fid": one.fid,
        "at": time_text(one.at),
        "nickname": storable(one.nickname),
        "before": storable(one.before),
        "after": storable(one.after),
    }


def _change_in(row: Document) -> RosterChange:
    names = "nickname", "before", "after"
    return RosterChange(
        GuildId(row["guild_id"]),
        row["key"],
        row["reading"],
        ChangeKind(row["kind"]),
        Fid(row["fid"]),
        datetime.fromisoformat(row["at"]),
        *map(row.__getitem__, names),
    )
