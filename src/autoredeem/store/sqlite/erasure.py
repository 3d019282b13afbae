"""What is not to be kept any longer, of guilds and of users."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from autoredeem.domain.ids import COMMAND_LINE, NOBODY, Fid, GuildId, UserId
from autoredeem.domain.pseudonyms import latest_expired
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.sqlite.clearing import KEYS, Clearing
from autoredeem.store.sqlite.rows import as_list

AMONG = "guild_id IN (SELECT value FROM json_each(?))"

UNENROL = "DELETE FROM members WHERE title = ? AND owner = ? RETURNING guild_id, fid"

RELEASE = """
UPDATE members INDEXED BY members_by_owner SET owner = NULL, claimed_at = NULL
WHERE title = ? AND owner = ? AND claimed_at IS NOT NULL
"""

UNNAME = "UPDATE opt_outs SET asked_by = ?3 WHERE title = ?1 AND asked_by = ?2"

RENAME = "UPDATE actions SET user = ?3 WHERE title = ?1 AND user = ?2"

DROP_OF = "DELETE FROM notices WHERE title = ? AND user = ?"

DROP_NOTIFIED = """
DELETE FROM notifications INDEXED BY notifications_by_user WHERE title = ? AND user = ?
"""

DROP_WAYS = "DELETE FROM contact_ways WHERE title = ? AND user = ?"

UNNAME_WATCHER = "UPDATE watched_channels SET added_by = ?3 WHERE title = ?1 AND added_by = ?2"

UNNAME_FOLLOWER = "UPDATE syncs SET added_by = ?3 WHERE title = ?1 AND added_by = ?2"

FORGET_CHANGES = "DELETE FROM roster_changes WHERE title = ? AND guild_id = ? AND fid = ?"

EXPIRE = "UPDATE actions SET user = ?4 WHERE title = ?1 AND user >= ?2 AND user < ?3"


class SqliteErasure(Clearing):
    """Of the port `Guilds`: what is erased."""

    async def forget_guilds(self, guilds: Collection[GuildId]) -> None:
        """Delete a batch of rows at a time: others write in between."""
        for batch in batched(guilds, BATCH):
            for table in KEYS:
                await self._clear(table, AMONG, as_list(batch))

    async def forget_user(
        self, user: UserId, *, pseudonym: UserId
    ) -> Mapping[GuildId, frozenset[Fid]]:
        """Release what was claimed, delete the rest by the index of owners, then update."""
        async with self._database.transaction() as transaction:
            await transaction.rows(RELEASE, self.title, user)
            rows = await transaction.rows(UNENROL, self.title, user)
            await transaction.rows(UNNAME, self.title, user, NOBODY)
            await transaction.rows(RENAME, self.title, user, pseudonym)
            for drop in (DROP_OF, DROP_NOTIFIED, DROP_WAYS):
                await transaction.rows(drop, self.title, user)
            await transaction.rows(UNNAME_WATCHER, self.title, user, NOBODY)
            await transaction.rows(UNNAME_FOLLOWER, self.title, user, NOBODY)
            await transaction.write(FORGET_CHANGES, ((self.title, *entry) for entry in rows))
        unenrolled: defaultdict[GuildId, set[Fid]] = defaultdict(set)
        for guild_id, fid in rows:
            unenrolled[guild_id].add(fid)
        return {guild_id: frozenset(fids) for guild_id, fids in unenrolled.items()}

    async def forget_pseudonyms(self, *, at: datetime) -> None:
        """Update a range of the index of users."""
        async with self._database.transaction() as transaction:
            since = latest_expired(at)
            await transaction.rows(EXPIRE, self.title, since, COMMAND_LINE, NOBODY)
