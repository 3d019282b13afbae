"""What was done in guilds, and what users are to be told of it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import GuildId, UserId
from autoredeem.store.batches import BATCH, SEARCHED, batched
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import Document, time_text
from autoredeem.store.mongo.guild_documents import of_action
from autoredeem.store.mongo.guild_rows import action_in

NEWEST_FIRST = (("at", -1), ("_id", -1))
OLDEST_FIRST = (("at", 1), ("_id", 1))


class MongoAudit(OnConnection):
    """The part of the port `Guilds` that is about audit trails and notices."""

    async def note_actions(self, actions: Collection[Action]) -> None:
        """Insert what is absent."""
        await self._connection.insert(self._connection.actions, map(of_action, actions))

    async def actions(
        self,
        guild_id: GuildId,
        *,
        limit: int,
        before: Action | None = None,
        by: UserId | None = None,
        kinds: Collection[str] | None = None,
    ) -> Sequence[Action]:
        """Read the index from its end, or from `before` on; search from its end."""
        if limit < 1:
            return []
        query: Document = {"guild_id": guild_id, **({} if before is None else _earlier(before))}
        wanted: Document = {} if by is None else {"user": str(by)}
        if kinds is not None:
            wanted["what"] = {"$in": list(kinds)}
        if wanted:
            query = {"$and": [query, await self._searched(guild_id), wanted]}
        found = self._connection.find(
            self._connection.actions, query, order=NEWEST_FIRST, limit=limit
        )
        return [action_in(row) async for rows in found for row in rows]

    async def count_of_guild(
        self, guild_id: GuildId, kinds: Collection[str], *, since: datetime
    ) -> int:
        """Count in the index of times."""
        query = {"guild_id": guild_id, **_of_kinds(kinds, since)}
        return await self._connection.count(self._connection.actions, query)

    async def count_of_user(self, user: UserId, kinds: Collection[str], *, since: datetime) -> int:
        """Count in the index of users."""
        query = {"user": str(user), **_of_kinds(kinds, since)}
        return await self._connection.count(self._connection.actions, query)

    async def leave_notices(self, notices: Collection[Action]) -> None:
        """Insert what is absent."""
        await self._connection.insert(self._connection.notices, map(of_action, notices))

    async def notices(self, guild_id: GuildId, user: UserId) -> Sequence[Action]:
        """Read by the index of users."""
        query = {"user": str(user), "guild_id": guild_id}
        found = self._connection.find(self._connection.notices, query, order=OLDEST_FIRST)
        return [action_in(row) async for rows in found for row in rows]

    async def drop_notices(self, ids: Collection[str]) -> None:
        """Delete by the key."""
        for batch in batched(ids, BATCH):
            await self._connection.delete(self._connection.notices, batch)

    async def _searched(self, guild_id: GuildId) -> Document:
        """Return the query for the latest, among which may be searched: keys only."""
        actions, mine = self._connection.actions, {"guild_id": guild_id}
        fields = {"_id": 0, "at": 1}
        found = self._connection.find(
            actions, mine, fields, order=NEWEST_FIRST, skip=SEARCHED - 1, limit=1
        )
        times = [row["at"] async for rows in found for row in rows]
        return {"at": {"$gte": times[0]}} if times else {}


def _earlier(action: Action) -> Document:
    """Return the query for what is older; the first condition says where in the index to begin."""
    at = time_text(action.at)
    same_time = {"at": at, "_id": {"$lt": action.id}}
    return {"at": {"$lte": at}, "$or": [{"at": {"$lt": at}}, same_time]}


def _of_kinds(kinds: Collection[str], since: datetime) -> Document:
    return {"at": {"$gte": time_text(since)}, "what": {"$in": list(kinds)}}
