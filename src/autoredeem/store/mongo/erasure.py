"""What is removed when a guild or a user goes."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from pymongo import UpdateMany

from autoredeem.domain.ids import NOBODY, Fid, GuildId, UserId
from autoredeem.store.batches import batched
from autoredeem.store.mongo.connection import Collection as Rows
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import forms, of_guild
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
            named = (known.ledger, known.attempts, known.runs, known.opt_outs, known.postings)
            for rows in (*named, known.requests):
                await known.clear(rows, by_prefix)
            for rows in (known.members, known.actions):
                await known.clear(rows, {"guild_id": {"$in": forms(batch)}})
            for rows in (known.boards, known.channels, known.settings):
                await known.delete(rows, forms(batch))

    async def forget_user(self, user: UserId) -> Mapping[GuildId, frozenset[Fid]]:
        """Find entries by the index of owners, then for the user's id."""
        unenrolled: defaultdict[GuildId, set[Fid]] = defaultdict(set)
        members, fields = self._connection.members, {"guild_id": 1, "fid": 1}
        query = {"owner": {"$in": forms([user])}}
        async for rows in self._connection.find(members, query, fields):
            await self._connection.delete(members, [row["_id"] for row in rows])
            for row in rows:
                guild_id, fid = guild_in(row), fid_in(row)
                if guild_id is not None and fid is not None:
                    unenrolled[guild_id].add(fid)
        await self._replace(self._connection.actions, "user", user)
        await self._replace(self._connection.opt_outs, "by", user)
        return {guild_id: frozenset(fids) for guild_id, fids in unenrolled.items()}

    async def _replace(self, collection: Rows, field: str, user: UserId) -> None:
        """Put NOBODY in a user's place."""
        nobody = {"$set": {field: str(NOBODY)}}
        async for rows in self._connection.find(collection, {field: str(user)}, {"_id": 1}):
            names = [row["_id"] for row in rows]
            updates = [UpdateMany({"_id": {"$in": names}, field: str(user)}, nobody)]
            await self._connection.update(collection, updates)
