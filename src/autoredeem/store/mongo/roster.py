"""Who is enrolled where."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain

from pymongo import InsertOne, UpdateOne

from autoredeem.domain.players import Fid, GuildId, Member, State
from autoredeem.observe.slices import in_slices
from autoredeem.store.batches import BATCH
from autoredeem.store.interface import Enrolled
from autoredeem.store.mongo.connection import UPDATES, OnConnection
from autoredeem.store.mongo.documents import Document, forms, of_member, of_new_member, time_text
from autoredeem.store.mongo.everywhere import copy_settled, guilds_of
from autoredeem.store.mongo.reading import member_in

FIELDS = {"fid": 1, "nickname": 1, "furnace_lv": 1, "state": 1}

Entry = tuple[object, Member]
"""One document: its `_id`, which may be anything in old ones, and what it says."""


class MongoRoster(OnConnection):
    """The port `Roster`."""

    async def enrol(
        self, guild_id: GuildId, members: Collection[Member], *, by: str, at: datetime
    ) -> Enrolled:
        """Read, compare, write the differences; then copy what is settled elsewhere.

        In this order: whatever is settled elsewhere from now on is written here by `settle`.
        """
        wanted: dict[Fid, Member] = {}
        async for part in in_slices(members):
            wanted.update((member.fid, member) for member in part)
        added = updated = 0
        async for batch in in_slices(wanted.values(), BATCH):
            entries = await self._entries(guild_id, [member.fid for member in batch])
            new = [of_new_member(guild_id, m, by, at) for m in batch if m.fid not in entries]
            mended = [_mend(entries[m.fid], m, at) for m in batch if m.fid in entries]
            inserts = [InsertOne(row) for row in new]
            collided = await self._connection.write(self._connection.members, inserts)
            await self._write_updates(chain.from_iterable(mended))
            added += len(new) - len(collided)
            updated += sum(map(bool, mended))
        await copy_settled(self._connection, guild_id, wanted, at)
        return Enrolled(added, updated, len(members) - added - updated)

    async def members(self, guild_id: GuildId) -> AsyncIterator[Sequence[Member]]:
        """Give each member once, even if old rows say one twice."""
        given: set[Fid] = set()
        query = {"guild_id": {"$in": forms([guild_id])}}
        async for rows in self._connection.find(self._connection.members, query, FIELDS):
            read = (member for member in map(member_in, rows) if member)
            batch = {member.fid: member for member in read if member.fid not in given}
            given |= batch.keys()
            if batch:
                yield list(batch.values())

    async def remove(self, guild_id: GuildId, fids: Collection[Fid]) -> frozenset[Fid]:
        """Look first, as a deletion doesn't say what it deleted."""
        enrolled: set[Fid] = set()
        async for batch in in_slices(fids, BATCH):
            entries = await self._entries(guild_id, batch)
            names = [name for name, _ in chain.from_iterable(entries.values())]
            await self._connection.delete(self._connection.members, names)
            enrolled |= entries.keys()
        return frozenset(enrolled)

    async def set_states(
        self, guild_id: GuildId, states: Mapping[Fid, State], *, at: datetime
    ) -> frozenset[Fid]:
        """Update whoever is found."""
        enrolled: set[Fid] = set()
        async for batch in in_slices(states, BATCH):
            entries = await self._entries(guild_id, batch)
            await self._write_updates(
                _update(name, {"state": states[fid]}, at)
                for fid, found in entries.items()
                for name, _ in found
            )
            enrolled |= entries.keys()
        return frozenset(enrolled)

    async def guilds_of(self, fids: Collection[Fid]) -> Mapping[Fid, frozenset[GuildId]]:
        """Read by the index of fids."""
        return await guilds_of(self._connection, fids)

    async def _write_updates(self, updates: Iterable[UpdateOne]) -> None:
        async for part in in_slices(updates, UPDATES):
            await self._connection.write(self._connection.members, part)

    async def _entries(
        self, guild_id: GuildId, batch: Collection[Fid]
    ) -> Mapping[Fid, Sequence[Entry]]:
        """Give the documents of those of a batch who are enrolled."""
        entries: defaultdict[Fid, list[Entry]] = defaultdict(list)
        query = {"guild_id": {"$in": forms([guild_id])}, "fid": {"$in": forms(batch)}}
        async for rows in self._connection.find(self._connection.members, query, FIELDS):
            for row in rows:
                if member := member_in(row):
                    entries[member.fid].append((row["_id"], member))
        return entries


def _mend(entries: Iterable[Entry], member: Member, at: datetime) -> list[UpdateOne]:
    """Give what brings a member's documents to what is known now; nothing where they say it."""
    known = of_member(member)
    updates = []
    for name, before in entries:
        said = of_member(before)
        if changed := {field: value for field, value in known.items() if said.get(field) != value}:
            updates.append(_update(name, changed, at))
    return updates


def _update(name: object, changed: Document, at: datetime) -> UpdateOne:
    return UpdateOne({"_id": name}, {"$set": {**changed, "updated_at": time_text(at)}})
