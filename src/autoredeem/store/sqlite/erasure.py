"""What is not to be kept any longer, of guilds and of users."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from autoredeem.domain.ids import NOBODY, Fid, GuildId, UserId
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.sqlite.clearing import KEYS, Clearing
from autoredeem.store.sqlite.rows import as_list

AMONG = "guild_id IN (SELECT value FROM json_each(?))"

UNENROL = "DELETE FROM members WHERE title = ? AND owner = ? RETURNING guild_id, fid"

UNNAME = (
    "UPDATE opt_outs SET asked_by = ?3 WHERE title = ?1 AND asked_by = ?2",
    "UPDATE actions SET user = ?3 WHERE title = ?1 AND user = ?2",
)


class SqliteErasure(Clearing):
    """Of the port `Guilds`: what is erased."""

    async def forget_guilds(self, guilds: Collection[GuildId]) -> None:
        """Delete a batch of rows at a time: others write in between."""
        for batch in batched(guilds, BATCH):
            for table in KEYS:
                await self._clear(table, AMONG, as_list(batch))

    async def forget_user(self, user: UserId) -> Mapping[GuildId, frozenset[Fid]]:
        """Delete by the index of owners, and update by those of users."""
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(UNENROL, self.title, user)
            for statement in UNNAME:
                await transaction.rows(statement, self.title, user, NOBODY)
        unenrolled: defaultdict[GuildId, set[Fid]] = defaultdict(set)
        for guild_id, fid in rows:
            unenrolled[guild_id].add(fid)
        return {guild_id: frozenset(fids) for guild_id, fids in unenrolled.items()}
