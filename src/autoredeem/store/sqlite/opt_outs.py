"""Who is not to be enrolled in a guild."""

from collections.abc import Collection, Sequence

from autoredeem.domain.guilds import OptOut, OptOutStatus
from autoredeem.domain.ids import Fid, GuildId, UserId
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.guild_rows import of_opt_out, opt_out_in
from autoredeem.store.sqlite.rows import as_list

NEVER = """
SELECT fid FROM opt_outs
WHERE title = ? AND guild_id = ? AND status = 'standing'
  AND fid IN (SELECT value FROM json_each(?))
"""

ALL = """
SELECT guild_id, fid, asked_by, asked_at, managed, status FROM opt_outs
WHERE title = ? AND guild_id = ? AND status IN (SELECT value FROM json_each(?)) ORDER BY fid
"""

AMONG = """
SELECT guild_id, fid, asked_by, asked_at, managed, status FROM opt_outs
WHERE title = ? AND guild_id = ? AND status IN (SELECT value FROM json_each(?))
  AND fid IN (SELECT value FROM json_each(?))
"""

BY_USER = """
SELECT guild_id, fid, asked_by, asked_at, managed, status
FROM opt_outs INDEXED BY opt_outs_by_user
WHERE title = ? AND asked_by = ? AND guild_id = ? AND status <> 'lifted' ORDER BY fid
"""
"""The index has the rest of the key behind the user."""

ASK = """
INSERT INTO opt_outs VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET asked_by = excluded.asked_by, asked_at = excluded.asked_at,
  managed = iif(managed, 1, excluded.managed), status = excluded.status
WHERE status <> 'standing'
"""

UNENROL = "DELETE FROM members WHERE title = ? AND guild_id = ? AND fid = ?"

LIFT = """
UPDATE opt_outs SET status = 'lifted'
WHERE title = ? AND guild_id = ? AND fid = ? AND asked_by = ?
"""


class SqliteOptOuts(OnDatabase):
    """Of the port `Roster`: opt-outs."""

    async def opt_out(self, opt_outs: Collection[OptOut]) -> None:
        """Insert or replace, and unenrol, in one go: nobody enrols in between."""
        for batch in batched(opt_outs, BATCH):
            leaving = [one for one in batch if one.status is not OptOutStatus.ASKED]
            entries = [(self.title, one.guild_id, one.fid) for one in leaving]
            async with self._database.transaction() as transaction:
                await transaction.write(ASK, (of_opt_out(one, self.title) for one in batch))
                await transaction.write(UNENROL, entries)

    async def lift_opt_outs(self, opt_outs: Collection[OptOut]) -> None:
        """Update by key and user."""
        await self._write(LIFT, ((self.title, one.guild_id, one.fid, one.by) for one in opt_outs))

    async def opted_out(
        self,
        guild_id: GuildId,
        status: Collection[OptOutStatus] = (OptOutStatus.STANDING,),
        *,
        among: Collection[Fid] | None = None,
    ) -> Sequence[OptOut]:
        """Read a range of the key, or by the keys."""
        kinds = as_list(status)
        if among is None:
            rows = await self._database.read(ALL, self.title, guild_id, kinds)
            return await list_of(map(opt_out_in, rows))
        found: list[OptOut] = []
        for batch in batched(frozenset(among), BATCH):
            rows = await self._database.read(AMONG, self.title, guild_id, kinds, as_list(batch))
            found += await list_of(map(opt_out_in, rows))
        return sorted(found, key=lambda one: one.fid)

    async def opted_out_by(self, guild_id: GuildId, user: UserId) -> Sequence[OptOut]:
        """Read by the index of users."""
        rows = await self._database.read(BY_USER, self.title, user, guild_id)
        return await list_of(map(opt_out_in, rows))
