"""Who is enrolled where."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from operator import attrgetter
from types import MappingProxyType

from pymongo import UpdateOne

from autoredeem.domain.alliances import AllianceKey
from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import Member
from autoredeem.observe.cooperative import in_parts, list_of
from autoredeem.store.batches import BATCH, SUBJECTS, batched
from autoredeem.store.mongo.connection import OnConnection, Query
from autoredeem.store.mongo.cross_guild import copy_settled, guilds_of
from autoredeem.store.mongo.documents import (
    CLAIMED,
    READABLE,
    UNCLAIM,
    Document,
    forms,
    of_member,
    of_new_members,
    time_text,
)
from autoredeem.store.mongo.guild_rows import alliance_row_in
from autoredeem.store.mongo.opt_outs import unwilling
from autoredeem.store.mongo.roster_stages import need_stages, roster_stages
from autoredeem.store.mongo.rows import entry_in, guild_in, member_in
from autoredeem.store.records import Enrolled, Entry

READ = ("fid", "nickname", "furnace_lv", "state", "owner", "claimed_at", "alliance")
FIELDS = dict.fromkeys(READ, 1)

LEAN = {"_id": 0, "guild_id": 1, "fid": 1, "state": 1, "furnace_lv": 1, "alliance": 1}

Found = tuple[object, Member]
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
        async for part in in_parts(members):
            wanted.update((member.fid, member) for member in part)
        added = updated = 0
        refused: set[Fid] = set()
        for batch in batched(wanted.values(), BATCH):
            never = await unwilling(self._connection, guild_id, [member.fid for member in batch])
            willing = [member for member in batch if member.fid not in never]
            new, mended = await self._merge(guild_id, willing, by, at)
            # An opt-out that came meanwhile found no entry to remove.
            late = await unwilling(self._connection, guild_id, new)
            await self.remove(guild_id, late)
            added += len(new) - len(late)
            updated += mended
            refused |= never | late
        for fid in refused:
            del wanted[fid]
        await copy_settled(self._connection, guild_id, wanted, at)
        unchanged = len(members) - added - updated - len(refused)
        return Enrolled(added, updated, unchanged, len(refused))

    async def members(
        self, guild_id: GuildId, need: Need | None = None
    ) -> AsyncIterator[Sequence[Member]]:
        """Yield each member once, even if old rows say one twice."""
        if need:
            async for found in self._members_in_need(guild_id, need):
                yield found
            return
        given: set[Fid] = set()
        query = {"guild_id": {"$in": forms([guild_id])}}
        async for rows in self._connection.find(self._connection.members, query, FIELDS):
            read = (member for member in map(member_in, rows) if member)
            batch = {member.fid: member for member in read if member.fid not in given}
            given |= batch.keys()
            if batch:
                yield list(batch.values())

    async def _members_in_need(
        self, guild_id: GuildId, need: Need
    ) -> AsyncIterator[Sequence[Member]]:
        """Have the server find out who has a need, then read those."""
        stages = [
            *roster_stages(guild_id),
            *need_stages(self._connection.players.name),
            {"$match": {"need": need.value}},
            {"$project": {"_id": 1}},
        ]
        async for rows in self._connection.aggregated(self._connection.members, stages):
            found = await self.members_among(guild_id, [row["_id"] for row in rows])
            if found:
                yield list(found.values())

    async def entries(
        self, guilds: Collection[GuildId], since: Mapping[GuildId, datetime] | None = None
    ) -> AsyncIterator[Sequence[Entry]]:
        """Yield each entry once, even if old rows say one twice; first read the priorities."""
        priorities = await self._priorities(guilds)
        given: defaultdict[GuildId, set[Fid]] = defaultdict(set)
        for query in _queries(frozenset(guilds), since or {}):
            found = self._connection.find_lean(self._connection.members, query, LEAN)
            async for rows in found:
                entries = (entry_in(row, priorities) for row in rows)
                read = await list_of(filter(None, entries))
                new: list[Entry] = []
                for one in read:
                    if one.fid not in (theirs := given[one.guild_id]):
                        theirs.add(one.fid)
                        new.append(one)
                if new:
                    yield new

    async def remove(self, guild_id: GuildId, fids: Collection[Fid]) -> frozenset[Fid]:
        """Read first, as a deletion doesn't say what it deleted."""
        enrolled: set[Fid] = set()
        for batch in batched(fids, BATCH):
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
        for batch in batched(states, BATCH):
            entries = await self._entries(guild_id, batch)
            updates = (
                _update(name, {"state": states[fid]}, at)
                for fid, found in entries.items()
                for name, _ in found
            )
            await self._connection.update(self._connection.members, updates)
            enrolled |= entries.keys()
        return frozenset(enrolled)

    async def undo_claims(self, guild_id: GuildId, fids: Collection[Fid], *, at: datetime) -> None:
        """Update whoever is found."""
        changed = {**UNCLAIM, "$set": {"updated_at": time_text(at)}}
        for batch in batched(fids, BATCH):
            found = chain.from_iterable((await self._entries(guild_id, batch)).values())
            updates = (UpdateOne({"_id": name, **CLAIMED}, changed) for name, _ in found)
            await self._connection.update(self._connection.members, updates)

    async def guilds_of(self, fids: Collection[Fid]) -> Mapping[Fid, frozenset[GuildId]]:
        """Read by the index of fids."""
        return await guilds_of(self._connection, fids)

    async def members_among(self, guild_id: GuildId, fids: Collection[Fid]) -> Mapping[Fid, Member]:
        """Read by the index of the guild and its fids."""
        among: dict[Fid, Member] = {}
        for batch in batched(fids, BATCH):
            entries = await self._entries(guild_id, batch)
            among.update((fid, found[-1][1]) for fid, found in entries.items())
        return among

    async def count_members(self, guild_id: GuildId) -> int:
        """Count one guild's."""
        return (await self.member_counts([guild_id]))[guild_id]

    async def member_counts(self, guilds: Collection[GuildId]) -> Mapping[GuildId, int]:
        """Count in the index those who are found where they stand."""
        counts = dict.fromkeys(guilds, 0)
        count = {"$group": {"_id": "$guild_id", "members": {"$sum": 1}}}
        for batch in batched(counts, BATCH // 2):
            theirs = {"$match": {"guild_id": {"$in": forms(batch)}, **READABLE}}
            for row in await self._connection.grouped(self._connection.members, [theirs, count]):
                counts[GuildId(int(row["_id"]))] += row["members"]
        return counts

    async def owned_by(self, user: UserId) -> Mapping[GuildId, Sequence[Member]]:
        """Read by the index of owners."""
        owned: defaultdict[GuildId, dict[Fid, Member]] = defaultdict(dict)
        query, fields = {"owner": {"$in": forms([user])}}, {"guild_id": 1, **FIELDS}
        async for rows in self._connection.find(self._connection.members, query, fields):
            for row in rows:
                member, guild_id = member_in(row), guild_in(row)
                if member and guild_id is not None:
                    owned[guild_id][member.fid] = member
        return {
            guild_id: sorted(entries.values(), key=attrgetter("fid"))
            for guild_id, entries in owned.items()
        }

    async def _priorities(self, guilds: Collection[GuildId]) -> Mapping[AllianceKey, int]:
        """Read the alliances that have one."""
        found: dict[AllianceKey, int] = {}
        for batch in batched(guilds, BATCH):
            query = {"guild_id": {"$in": batch}, "priority": {"$gt": 0}}
            async for rows in self._connection.find(self._connection.alliances, query):
                alliances = map(alliance_row_in, rows)
                found.update((one.key, one.priority) for one in alliances)
        return found

    async def _merge(
        self, guild_id: GuildId, batch: Sequence[Member], by: str, at: datetime
    ) -> tuple[Sequence[Fid], int]:
        """Insert who is absent and mend the others; return who is new, and how many were mended."""
        entries = await self._entries(guild_id, [member.fid for member in batch])
        new = [member for member in batch if member.fid not in entries]
        rows = of_new_members(guild_id, new, by, at)
        collided = await self._connection.insert(self._connection.members, rows)
        # Somebody else has enrolled them since: what is known here is merged into that.
        met = await self._entries(guild_id, [new[position].fid for position in collided])
        known = {**entries, **met}
        mended = [_mend(known[member.fid], member, at) for member in batch if member.fid in known]
        await self._connection.update(self._connection.members, chain.from_iterable(mended))
        added = [member.fid for position, member in enumerate(new) if position not in collided]
        return added, sum(map(bool, mended))

    async def _entries(
        self, guild_id: GuildId, batch: Collection[Fid]
    ) -> Mapping[Fid, Sequence[Found]]:
        """Return the documents of those of a batch who are enrolled."""
        entries: defaultdict[Fid, list[Found]] = defaultdict(list)
        if not batch:
            return entries
        query = {"guild_id": {"$in": forms([guild_id])}, "fid": {"$in": forms(batch)}}
        async for rows in self._connection.find(self._connection.members, query, FIELDS):
            for row in rows:
                if member := member_in(row):
                    entries[member.fid].append((row["_id"], member))
        return entries


def _mend(entries: Iterable[Found], member: Member, at: datetime) -> list[UpdateOne]:
    """Return what brings a member's documents to what is known now; nothing where they say it."""
    known = of_member(member)
    updates = []
    for name, before in entries:
        said = of_member(before)
        changed = {field: value for field, value in known.items() if said.get(field) != value}
        owner, _ = changed.pop("owner", None), changed.pop("claimed_at", None)
        if changed:
            updates.append(_update(name, changed, at))
        if owner and before.owner is None:
            claim = {"owner": owner, "claimed_at": time_text(at)}
            updates.append(_update(name, claim, at, UNOWNED))
    return updates


def _queries(guilds: frozenset[GuildId], since: Mapping[GuildId, datetime]) -> Iterator[Document]:
    """Yield queries for guilds' entries, of the guilds in `since` for those that changed."""
    for batch in batched(guilds - since.keys(), BATCH):
        yield {"guild_id": {"$in": forms(batch)}}
    for batch in batched(guilds & since.keys(), SUBJECTS):
        yield {
            "$or": [
                {"guild_id": {"$in": forms([one])}, "updated_at": {"$gte": time_text(since[one])}}
                for one in batch
            ]
        }


UNOWNED = {"owner": None}
"""Also of a row that has no such field. Of two who enrol a player as theirs one finds it so."""


def _update(
    name: object, changed: Document, at: datetime, where: Query = MappingProxyType({})
) -> UpdateOne:
    return UpdateOne({"_id": name, **where}, {"$set": {**changed, "updated_at": time_text(at)}})
