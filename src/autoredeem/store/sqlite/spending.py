"""How many requests were sent for each guild."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from autoredeem.domain.ids import GuildId
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.rows import as_list

NOTE = """
INSERT INTO requests VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET requests = max(requests, excluded.requests)
"""

SPENDERS = """
SELECT guild_id, sum(requests) AS sent FROM requests WHERE title = ? AND day >= ?
GROUP BY guild_id ORDER BY sent DESC, guild_id LIMIT ?
"""

OF_GUILDS = """
SELECT guild_id, day, sum(requests) FROM requests
WHERE title = ? AND guild_id IN (SELECT value FROM json_each(?)) AND day >= ?
GROUP BY guild_id, day
"""


class SqliteSpending(OnDatabase):
    """The port `Spending`."""

    async def note_requests(self, sender: str, counts: Mapping[tuple[GuildId, date], int]) -> None:
        """Insert, or raise what is there."""
        rows = (
            (self.title, guild_id, day.isoformat(), sender, count)
            for (guild_id, day), count in counts.items()
        )
        await self._write(NOTE, rows)

    async def spenders(self, since: date, *, most: int) -> Sequence[tuple[GuildId, int]]:
        """Add up in the index of days."""
        rows = await self._database.read(SPENDERS, self.title, since.isoformat(), most)
        return [(guild_id, sent) for guild_id, sent in rows]

    async def requests_of(
        self, guilds: Collection[GuildId], since: date
    ) -> Mapping[tuple[GuildId, date], int]:
        """Read ranges of the key."""
        found: dict[tuple[GuildId, date], int] = {}
        for batch in batched(guilds, BATCH):
            asked = self.title, as_list(batch), since.isoformat()
            for guild_id, day, sent in await list_of(await self._database.read(OF_GUILDS, *asked)):
                found[guild_id, date.fromisoformat(day)] = sent
        return found
