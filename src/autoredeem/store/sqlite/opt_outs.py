"""Who is never to be enrolled in a guild."""

from collections.abc import Collection, Sequence

from autoredeem.domain.guilds import OptOut
from autoredeem.domain.ids import Fid, GuildId, UserId
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.guild_rows import of_opt_out, opt_out_in
from autoredeem.store.sqlite.rows import as_list

NEVER = """
SELECT fid FROM opt_outs
WHERE title = ? AND guild_id = ? AND fid IN (SELECT value FROM json_each(?))
"""

ALL = """
SELECT guild_id, fid, asked_by, asked_at FROM opt_outs
WHERE title = ? AND guild_id = ? ORDER BY fid
"""

ASK = "INSERT OR IGNORE INTO opt_outs VALUES (?, ?, ?, ?, ?)"

UNENROL = "DELETE FROM members WHERE title = ? AND guild_id = ? AND fid = ?"

TAKE_BACK = """
DELETE FROM opt_outs
WHERE title = ? AND guild_id = ? AND asked_by = ? AND fid IN (SELECT value FROM json_each(?))
"""


class SqliteOptOuts(OnDatabase):
    """Of the port `Roster`: opt-outs."""

    async def opt_out(self, opt_outs: Collection[OptOut]) -> None:
        """Insert what is absent and unenrol, in one go: nobody enrols in between."""
        for batch in batched(opt_outs, BATCH):
            entries = [(self.title, one.guild_id, one.fid) for one in batch]
            async with self._database.transaction() as transaction:
                await transaction.write(ASK, (of_opt_out(one, self.title) for one in batch))
                await transaction.write(UNENROL, entries)

    async def opt_in(self, guild_id: GuildId, fids: Collection[Fid], *, by: UserId) -> None:
        """Delete what is `by`'s."""
        for batch in batched(fids, BATCH):
            async with self._database.transaction() as transaction:
                await transaction.rows(TAKE_BACK, self.title, guild_id, by, as_list(batch))

    async def opted_out(self, guild_id: GuildId) -> Sequence[OptOut]:
        """Read a range of the key."""
        rows = await self._database.read(ALL, self.title, guild_id)
        return await list_of(map(opt_out_in, rows))
