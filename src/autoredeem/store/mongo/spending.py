"""How many requests were sent for each guild."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from autoredeem.domain.ids import GuildId
from autoredeem.store.batches import batched
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import of_guild

GUILDS = 250
"""Guilds to a query: a range of keys for each."""


class MongoSpending(OnConnection):
    """The port `Spending`."""

    async def note_requests(self, sender: str, counts: Mapping[tuple[GuildId, date], int]) -> None:
        """Make rows, or raise what is there."""
        updates = (
            (
                {"_id": f"{guild_id}:{day}:{sender}"},
                {
                    "$max": {"requests": count},
                    "$set": {"guild_id": guild_id, "day": day.isoformat(), "sender": sender},
                },
            )
            for (guild_id, day), count in counts.items()
        )
        await self._connection.write_over(self._connection.requests, updates)

    async def spenders(self, since: date, *, most: int) -> Sequence[tuple[GuildId, int]]:
        """Have the server add up."""
        rows = await self._connection.grouped(
            self._connection.requests,
            [
                {"$match": {"day": {"$gte": since.isoformat()}}},
                {"$group": {"_id": "$guild_id", "sent": {"$sum": "$requests"}}},
                {"$sort": {"sent": -1, "_id": 1}},
                {"$limit": most},
            ],
        )
        return [(GuildId(row["_id"]), row["sent"]) for row in rows]

    async def requests_of(
        self, guilds: Collection[GuildId], since: date
    ) -> Mapping[tuple[GuildId, date], int]:
        """Read ranges of `_id`s."""
        found: Counter[tuple[GuildId, date]] = Counter()
        for batch in batched(guilds, GUILDS):
            theirs = {"$or": [of_guild(guild_id) for guild_id in batch]}
            query = {**theirs, "day": {"$gte": since.isoformat()}}
            async for rows in self._connection.find(self._connection.requests, query):
                for row in rows:
                    day = date.fromisoformat(row["day"])
                    found[GuildId(row["guild_id"]), day] += row["requests"]
        return dict(found)
