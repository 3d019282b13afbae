"""What is removed when a guild or a user goes."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from pymongo import UpdateMany

from autoredeem.domain.ids import COMMAND_LINE, NOBODY, Fid, GuildId, UserId
from autoredeem.domain.pseudonyms import latest_expired
from autoredeem.store.batches import batched
from autoredeem.store.mongo.connection import Collection as Rows
from autoredeem.store.mongo.connection import OnConnection, Query, Update
from autoredeem.store.mongo.documents import (
    CLAIMED,
    GENERATED,
    UNCLAIM,
    adopted_in,
    forms,
    of_guild,
)
from autoredeem.store.mongo.rows import fid_in, guild_in

GUILDS = 100
"""Guilds to a query: their rows come in batches, however many there are."""


class MongoErasure(OnConnection):
    """The part of the port `Guilds` that erases."""

    async def forget_guilds(self, guilds: Collection[GuildId]) -> None:
        """Remove the settings last: until then the guild is known to be forgotten."""
        known = self._connection
        for batch in batched(guilds, GUILDS):
            by_prefix = {"$or": [of_guild(guild_id) for guild_id in batch]}
            settled = (known.ledger, known.attempts, known.runs, known.opt_outs, known.postings)
            ours = (known.alliances, known.requests, known.watched, known.announcements)
            theirs = (known.history,)
            listed = (known.listed, known.changes, known.syncs, known.searches, known.boards)
            told = known.notifications, known.contact_ways
            for rows in (*settled, *ours, *theirs, *listed, *told):
                await known.clear(rows, by_prefix)
            of_guilds = {"guild_id": {"$in": forms(batch)}}
            await known.clear(known.ledger, {**GENERATED, **of_guilds})
            for rows in (known.members, known.actions, known.notices):
                await known.clear(rows, of_guilds)
            await known.delete(known.meta, list(map(adopted_in, batch)))
            for rows in (known.boards, known.channels, known.settings):
                await known.delete(rows, forms(batch))

    async def forget_user(
        self, user: UserId, *, pseudonym: UserId
    ) -> Mapping[GuildId, frozenset[Fid]]:
        """Find entries by the index of owners, then for the user's id."""
        unenrolled: defaultdict[GuildId, set[Fid]] = defaultdict(set)
        members, fields = self._connection.members, {"guild_id": 1, "fid": 1}
        query = {"owner": {"$in": forms([user])}}
        await self._change(members, {**query, **CLAIMED}, UNCLAIM)
        async for rows in self._connection.find(members, query, fields):
            await self._connection.delete(members, [row["_id"] for row in rows])
            for row in rows:
                guild_id, fid = guild_in(row), fid_in(row)
                if guild_id is not None and fid is not None:
                    unenrolled[guild_id].add(fid)
        opt_outs, actions = self._connection.opt_outs, self._connection.actions
        await self._change(opt_outs, {"by": str(user)}, {"$set": {"by": str(NOBODY)}})
        known = self._connection
        for theirs in (known.notices, known.notifications, known.contact_ways):
            await known.clear(theirs, {"user": str(user)})
        added = {"added_by": str(user)}
        await self._change(self._connection.watched, added, {"$set": {"added_by": str(NOBODY)}})
        await self._change(self._connection.syncs, added, {"$set": {"added_by": str(NOBODY)}})
        for batch in batched(unenrolled.items(), GUILDS):
            named = [{"guild_id": one, "fid": {"$in": list(fids)}} for one, fids in batch]
            await self._connection.clear(self._connection.changes, {"$or": named})
        await self._change(actions, {"user": str(user)}, {"$set": {"user": str(pseudonym)}})
        return {guild_id: frozenset(fids) for guild_id, fids in unenrolled.items()}

    async def forget_pseudonyms(self, *, at: datetime) -> None:
        """Update a range of the index of users: as texts, all of one length, they sort alike."""
        over = {"$gt": str(COMMAND_LINE), "$lte": str(latest_expired(at))}
        nobody = {"$set": {"user": str(NOBODY)}}
        await self._change(self._connection.actions, {"user": over}, nobody)

    async def _change(self, collection: Rows, query: Query, update: Update) -> None:
        """Update all rows that match, in batches."""
        async for rows in self._connection.find(collection, query, {"_id": 1}):
            names = [row["_id"] for row in rows]
            await self._connection.update(
                collection, [UpdateMany({"_id": {"$in": names}, **query}, update)]
            )
