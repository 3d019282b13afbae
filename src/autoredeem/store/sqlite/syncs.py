"""The lists that guilds follow, what they said of whom, and what that changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.synchronisation import (
    ChangeKind,
    Listed,
    ListingChanges,
    MemberUpdate,
    RosterChange,
    Sync,
    SyncState,
)
from autoredeem.domain.text import fold
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.sqlite.connection import OnDatabase, Row
from autoredeem.store.sqlite.rows import as_list, storable, time_text
from autoredeem.store.sync_state import state_in, text_of

FOLLOWED = """
SELECT guild_id, provider, list, added_by, added_at, enrols, alliance, state
FROM syncs WHERE title = ?
"""
IN_GUILDS = f"{FOLLOWED} AND guild_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - no value is put into it

FOLLOW = """
INSERT INTO syncs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET enrols = excluded.enrols, alliance = excluded.alliance
"""

UNFOLLOW = """
DELETE FROM syncs
WHERE title = ? AND guild_id = ? AND key IN (SELECT value FROM json_each(?))
"""

FORGET = """
DELETE FROM listed WHERE title = ? AND guild_id = ? AND key = ? AND fid IN (
  SELECT fid FROM listed WHERE title = ? AND guild_id = ? AND key = ? LIMIT ?
) RETURNING fid
"""

NOTE = "UPDATE syncs SET state = ? WHERE title = ? AND guild_id = ? AND key = ?"

PAGE = """
SELECT guild_id, key, fid, nickname, state, level, missed, missed_in FROM listed
WHERE title = ? AND guild_id = ? AND key = ? AND fid > ? ORDER BY fid LIMIT ?
"""

# The index is named, as SQLite takes any title for small and would walk over all of its lists.
AMONG = """
SELECT guild_id, key, fid, nickname, state, level, missed, missed_in
FROM listed INDEXED BY listed_by_player
WHERE title = ? AND guild_id = ? AND fid IN (SELECT value FROM json_each(?))
"""

LIST = """
INSERT INTO listed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET nickname = excluded.nickname, state = excluded.state,
  level = excluded.level, missed = excluded.missed, missed_in = excluded.missed_in
"""

UPDATE = """
UPDATE members SET nickname = iif(?1 IS NOT NULL AND nickname = ?2, ?1, nickname),
  name_key = iif(?1 IS NOT NULL AND nickname = ?2, ?10, name_key),
  state = coalesce(state, ?3), level = coalesce(?4, level), alliance = coalesce(alliance, ?5),
  updated_at = ?6
WHERE title = ?7 AND guild_id = ?8 AND fid = ?9
"""

KEEP = "INSERT OR IGNORE INTO roster_changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

COUNT = """
SELECT kind, count(*) FROM roster_changes
WHERE title = ? AND guild_id = ? AND key = ? AND reading > ? GROUP BY kind
"""

CHANGES = (
    "SELECT guild_id, key, reading, kind, fid, at, nickname, before, after FROM roster_changes"
)

CHANGES_IN = f"""
{CHANGES} WHERE title = ? AND guild_id = ? AND key = ? AND reading > ? AND kind = ?
ORDER BY reading, fid LIMIT ?
"""

CHANGES_OF = f"""
{CHANGES} INDEXED BY changes_by_player
WHERE title = ? AND guild_id = ? AND fid = ? ORDER BY at DESC LIMIT ?
"""


class SqliteSyncs(OnDatabase):
    """The port `Synchronisations`."""

    async def syncs(self, guilds: Collection[GuildId] | None = None) -> Sequence[Sync]:
        """Read all, or ranges of the key."""
        found: list[Sync] = []
        if guilds is None:
            found += await list_of(map(_sync_in, await self._database.read(FOLLOWED, self.title)))
        for batch in batched(guilds or (), BATCH):
            rows = await self._database.read(IN_GUILDS, self.title, as_list(batch))
            found += await list_of(map(_sync_in, rows))
        return sorted(found, key=lambda one: (one.added_at, one.guild_id, one.key))

    async def follow(self, syncs: Collection[Sync]) -> None:
        """Insert rows, or update what may change."""
        await self._write(FOLLOW, (_of_sync(one, self.title) for one in syncs))

    async def unfollow(self, guild_id: GuildId, keys: Collection[str]) -> None:
        """Delete by the key, the lists' players a batch at a time."""
        for key in keys:
            place, forgotten = (self.title, guild_id, key), 1
            while forgotten:
                async with self._database.transaction() as transaction:
                    forgotten = len(await transaction.rows(FORGET, *place, *place, BATCH))
        if keys:
            async with self._database.transaction() as transaction:
                await transaction.rows(UNFOLLOW, self.title, guild_id, as_list(keys))

    async def note_sync(self, sync: Sync) -> None:
        """Update by the key."""
        await self._write(NOTE, [(text_of(sync.state), self.title, sync.guild_id, sync.key)])

    async def listed_page(
        self, guild_id: GuildId, key: str, *, after: Fid, most: int
    ) -> Sequence[Listed]:
        """Read a range of the key."""
        rows = await self._database.read(PAGE, self.title, guild_id, key, after, most)
        return await list_of(Listed(*row) for row in rows)

    async def listed_among(self, guild_id: GuildId, fids: Collection[Fid]) -> Sequence[Listed]:
        """Read by the index of players."""
        found: list[Listed] = []
        for batch in batched(fids, BATCH):
            rows = await self._database.read(AMONG, self.title, guild_id, as_list(batch))
            found += await list_of(Listed(*row) for row in rows)
        return found

    async def apply_listing(self, changes: ListingChanges) -> None:
        """Write all of it in one transaction."""
        guild_id, when = changes.guild_id, time_text(changes.at)
        if not (changes.history or changes.members or changes.listed):
            return
        async with self._database.transaction() as transaction:
            await transaction.write(KEEP, (_of_change(one, self.title) for one in changes.history))
            updates = (_of_update(one, when, self.title, guild_id) for one in changes.members)
            await transaction.write(UPDATE, updates)
            await transaction.write(LIST, (_of_listed(one, self.title) for one in changes.listed))

    async def count_changes(
        self, guild_id: GuildId, key: str, *, after: int
    ) -> Mapping[ChangeKind, int]:
        """Count in a range of the key."""
        rows = await self._database.read(COUNT, self.title, guild_id, key, after)
        return {ChangeKind(kind): count for kind, count in rows}

    async def changes_in(
        self,
        guild_id: GuildId,
        key: str,
        *,
        after: int,
        most: int,
        kinds: Collection[ChangeKind] = tuple(ChangeKind),
    ) -> Sequence[RosterChange]:
        """Read ranges of the key, a kind at a time."""
        found: list[RosterChange] = []
        for kind in kinds:
            place = self.title, guild_id, key, after, kind, most
            found += await list_of(map(_change_in, await self._database.read(CHANGES_IN, *place)))
        return sorted(found, key=lambda one: (one.reading, one.kind, one.fid))

    async def changes_of(self, guild_id: GuildId, fid: Fid, *, most: int) -> Sequence[RosterChange]:
        """Read by the index of players."""
        rows = await self._database.read(CHANGES_OF, self.title, guild_id, fid, most)
        return [_change_in(row) for row in rows]


def _of_sync(one: Sync, title: str) -> Row:
    added = one.added_by, time_text(one.added_at)
    named = title, one.guild_id, one.key, one.provider, storable(one.group)
    return (*named, *added, one.enrols, one.alliance, text_of(SyncState()))


def _sync_in(row: Row) -> Sync:
    guild_id, provider, group, added_by, added_at, enrols, alliance, state = row
    added = added_by, datetime.fromisoformat(added_at)
    return Sync(guild_id, provider, group, *added, bool(enrols), alliance, state_in(state))


def _of_listed(one: Listed, title: str) -> Row:
    said = storable(one.nickname), one.state, one.level
    return (title, one.guild_id, one.key, one.fid, *said, one.missed, one.missed_in)


def _of_update(one: MemberUpdate, when: str, title: str, guild_id: GuildId) -> Row:
    name = None if one.nickname is None else storable(one.nickname)
    said = name, storable(one.was), one.state, one.level, one.alliance
    return (*said, when, title, guild_id, one.fid, fold(name or ""))


def _of_change(one: RosterChange, title: str) -> Row:
    which = title, one.guild_id, one.key, one.reading, one.kind, one.fid, time_text(one.at)
    return (*which, *map(storable, (one.nickname, one.before, one.after)))


def _change_in(row: Row) -> RosterChange:
    guild_id, key, reading, kind, fid, at, *words = row
    when = datetime.fromisoformat(at)
    return RosterChange(guild_id, key, reading, ChangeKind(kind), fid, when, *words)
