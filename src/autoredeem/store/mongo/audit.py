"""What was done in guilds."""

from collections.abc import Collection, Sequence

from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import GuildId
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import Document, time_text
from autoredeem.store.mongo.guild_documents import of_action
from autoredeem.store.mongo.guild_rows import action_in

NEWEST_FIRST = (("at", -1), ("_id", -1))


class MongoAudit(OnConnection):
    """The part of the port `Guilds` that is about audit trails."""

    async def note_actions(self, actions: Collection[Action]) -> None:
        """Insert what is absent."""
        await self._connection.insert(self._connection.actions, map(of_action, actions))

    async def actions(
        self, guild_id: GuildId, *, limit: int, before: Action | None = None
    ) -> Sequence[Action]:
        """Read the index from its end, or from `before` on."""
        if limit < 1:
            return []
        query = {"guild_id": guild_id, **({} if before is None else _earlier(before))}
        found = self._connection.find(
            self._connection.actions, query, order=NEWEST_FIRST, limit=limit
        )
        return [action_in(row) async for rows in found for row in rows]


def _earlier(action: Action) -> Document:
    """Return the query for what is older; the first condition says where in the index to begin."""
    at = time_text(action.at)
    same_time = {"at": at, "_id": {"$lt": action.id}}
    return {"at": {"$lte": at}, "$or": [{"at": {"$lt": at}}, same_time]}
