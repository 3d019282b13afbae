"""Which codes were posted in which guilds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from pymongo import UpdateMany

from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import GuildId
from autoredeem.store.batches import BATCH, SUBJECTS, batched
from autoredeem.store.mongo.codes import SHARED, age, codes_where
from autoredeem.store.mongo.connection import OnConnection, Query
from autoredeem.store.mongo.documents import Document, of_guild, time_text
from autoredeem.store.mongo.guild_documents import of_posting, posting_name
from autoredeem.store.mongo.guild_rows import posting_in
from autoredeem.store.records import CodeRecord, CodesIn


class MongoPostings(OnConnection):
    """The part of the port `Codes` that is about guilds."""

    async def post_codes(self, postings: Collection[Posting]) -> frozenset[str]:
        """Insert what is absent."""
        rows = map(of_posting, postings)
        known = await self._connection.insert(self._connection.postings, rows)
        return frozenset(one.code for position, one in enumerate(postings) if position not in known)

    async def postings(
        self, guild_id: GuildId, among: Collection[str] | None = None
    ) -> Sequence[Posting]:
        """Read by how the key begins, or by the keys."""
        queries: Iterable[Query] = [of_guild(guild_id)]
        if among is not None:
            names = {posting_name(guild_id, code) for code in among}
            queries = ({"_id": {"$in": batch}} for batch in batched(names, BATCH))
        posted: list[Posting] = []
        for query in queries:
            found = self._connection.find(self._connection.postings, query)
            posted += [posting_in(row) async for rows in found for row in rows]
        return sorted(posted, key=lambda posting: (posting.at, posting.code))

    async def count_postings(self, guild_id: GuildId, *, since: datetime) -> int:
        """Count in the index of times."""
        query = {"guild_id": guild_id, "at": {"$gte": time_text(since)}}
        return await self._connection.count(self._connection.postings, query)

    async def postings_of(self, codes: Collection[str]) -> Sequence[Posting]:
        """Read by the index of codes."""
        posted: list[Posting] = []
        for batch in batched(codes, BATCH):
            found = self._connection.find(self._connection.postings, {"code": {"$in": batch}})
            posted += [posting_in(row) async for rows in found for row in rows]
        return sorted(posted, key=lambda one: (one.at, one.guild_id, one.code))

    async def visible_codes(self, guild_id: GuildId) -> Sequence[CodeRecord]:
        """Read what is shared by its index, and by their `_id`s the others that were posted."""
        seen = await codes_where(self._connection, SHARED)
        posted = {one.code for one in await self.postings(guild_id)} - {one.code for one in seen}
        for batch in batched(posted, BATCH):
            seen += await codes_where(self._connection, {"_id": {"$in": batch}})
        ordered = sorted(seen, key=lambda one: one.code)
        return sorted(ordered, key=lambda one: one.added_at, reverse=True)

    async def codes_in(self, guilds: Collection[GuildId]) -> CodesIn:
        """Read what is shared by its index, and by their `_id`s the others that were posted."""
        if not guilds:
            return CodesIn((), {})
        shared = await codes_where(self._connection, SHARED)
        places = defaultdict[str, list[GuildId]](list)
        for batch in batched(guilds, SUBJECTS):
            theirs = {"$or": list(map(of_guild, batch))}
            async for rows in self._connection.find(self._connection.postings, theirs):
                for posted in map(posting_in, rows):
                    places[posted.code].append(posted.guild_id)
        own = defaultdict[GuildId, list[CodeRecord]](list)
        for codes in batched(places.keys() - {one.code for one in shared}, BATCH):
            for known in await codes_where(self._connection, {"_id": {"$in": codes}}):
                for guild_id in places[known.code]:
                    own[guild_id].append(known)
        return CodesIn(shared, {guild_id: sorted(own[guild_id], key=age) for guild_id in own})

    async def unpost_codes(self, guild_id: GuildId, codes: Collection[str]) -> frozenset[str]:
        """Read first, as a deletion doesn't say what it deleted."""
        gone: set[str] = set()
        for batch in batched(codes, BATCH):
            names = {posting_name(guild_id, code): code for code in batch}
            here = await self._connection.existing(self._connection.postings, list(names))
            await self._connection.delete(self._connection.postings, here)
            gone.update(names[name] for name in here)
        return frozenset(gone)

    async def set_sharing(
        self, guild_id: GuildId, codes: Collection[str], *, due: datetime | None
    ) -> None:
        """Update by the key, and by what is there."""
        for batch in batched(codes, BATCH):
            named = {"_id": {"$in": [posting_name(guild_id, code) for code in batch]}}
            change = (
                UpdateMany(named, {"$unset": {"share_at": ""}})
                if due is None
                else UpdateMany({**named, "share_at": None}, {"$set": {"share_at": time_text(due)}})
            )
            await self._connection.update(self._connection.postings, [change])

    async def share_due(self, *, at: datetime) -> datetime | None:
        """Share first, then forget the times: whoever is killed in between does it again."""
        now, coming = time_text(at), {"share_at": {"$gt": ""}}
        pending: list[Document] = [
            row
            async for rows in self._connection.find(self._connection.postings, coming)
            for row in rows
        ]
        for batch in batched((row for row in pending if row["share_at"] <= now), BATCH):
            codes = {"_id": {"$in": [row["code"] for row in batch]}, "shared": False}
            share = UpdateMany(codes, {"$set": {"shared": True}})
            await self._connection.update(self._connection.codes, [share])
            done = {"_id": {"$in": [row["_id"] for row in batch]}, "share_at": {"$lte": now}}
            forget = UpdateMany(done, {"$unset": {"share_at": ""}})
            await self._connection.update(self._connection.postings, [forget])
        later = [row["share_at"] for row in pending if row["share_at"] > now]
        return datetime.fromisoformat(min(later)) if later else None
