"""The alliances of guilds, and who is in which."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from autoredeem.domain.alliances import (
    Alliance,
    AllianceChanges,
    AllianceId,
    AllianceKey,
    name_key,
)
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.store.alliance_changes import came_about, too_many
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.sqlite.connection import Connection, OnDatabase, Row
from autoredeem.store.sqlite.guild_rows import alliance_in, of_alliance
from autoredeem.store.sqlite.rows import as_list, storable, time_text

THERE = """
SELECT guild_id, id, name, state, channel, manager_role, priority FROM alliances
WHERE title = ? AND guild_id IN (SELECT value FROM json_each(?)) ORDER BY guild_id, id
"""

ADD = "INSERT OR IGNORE INTO alliances VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"

CHANGE = "UPDATE OR IGNORE alliances SET {fields} WHERE title = ? AND guild_id = ? AND id = ?"

EMPTY = """
UPDATE members INDEXED BY members_by_alliance SET alliance = NULL, updated_at = ?
WHERE title = ? AND guild_id = ? AND alliance = ?
"""

REMOVE = "DELETE FROM alliances WHERE title = ? AND guild_id = ? AND id = ?"

ENROLLED = """
SELECT fid FROM members
WHERE title = ? AND guild_id = ? AND fid IN (SELECT value FROM json_each(?))
"""

MOVE = """
UPDATE members SET alliance = ?, updated_at = ? WHERE title = ? AND guild_id = ? AND fid = ?
"""

# The index is named, as SQLite takes any title for small and would walk over all of the guild.
COUNT = """
SELECT alliance, count(*) FROM members INDEXED BY members_by_alliance
WHERE title = ?1 AND guild_id = ?2 AND alliance IS NOT NULL GROUP BY alliance
UNION ALL
SELECT NULL, count(*) FROM members WHERE title = ?1 AND guild_id = ?2
"""


class SqliteAlliances(OnDatabase):
    """The port `Alliances`."""

    async def alliances(self, guilds: Collection[GuildId]) -> Sequence[Alliance]:
        """Read ranges of the key."""
        found: list[Alliance] = []
        for batch in batched(sorted(set(guilds)), BATCH):
            rows = await self._database.read(THERE, self.title, as_list(batch))
            found += map(alliance_in, rows)
        return found

    async def add_alliances(self, alliances: Collection[Alliance]) -> frozenset[AllianceKey]:
        """Insert, then take back what is more than there may be."""
        added: set[AllianceKey] = set()
        for batch in batched(alliances, BATCH):
            async with self._database.transaction() as transaction:
                before = {one.key for one in await self._there(transaction, batch)}
                await transaction.write(ADD, (of_alliance(one, self.title) for one in batch))
                there = await self._there(transaction, batch)
                new = {one.key for one in there} - before
                surplus = too_many(there, new)
                await transaction.write(REMOVE, ((self.title, *key) for key in surplus))
            names = {one.key: one.name for one in there if one.key not in surplus}
            added |= {one.key for one in batch if names.get(one.key) == storable(one.name)}
        return frozenset(added)

    async def change_alliances(
        self, changes: Mapping[AllianceKey, AllianceChanges]
    ) -> frozenset[AllianceKey]:
        """Set the columns of these fields: the same fields, the same statement."""
        changed: set[AllianceKey] = set()
        for batch in batched(changes.items(), BATCH):
            rows: defaultdict[str, list[Row]] = defaultdict(list)
            for key, fields in batch:
                columns = _columns(fields)
                sets = ", ".join(f"{name} = ?" for name in columns)
                rows[sets].append((*columns.values(), self.title, *key))
            async with self._database.transaction() as transaction:
                for sets, alike in rows.items():
                    await transaction.write(CHANGE.format(fields=sets), alike)
                asked = as_list(guild_id for (guild_id, _), _ in batch)
                there = await transaction.rows(THERE, self.title, asked)
            changed |= came_about(dict(batch), map(alliance_in, there))
        return frozenset(changed)

    async def remove_alliances(self, keys: Collection[AllianceKey], *, at: datetime) -> None:
        """Empty and delete them in one go: nobody is moved in between."""
        when = time_text(at)
        for batch in batched(keys, BATCH):
            async with self._database.transaction() as transaction:
                await transaction.write(EMPTY, ((when, self.title, *key) for key in batch))
                await transaction.write(REMOVE, ((self.title, *key) for key in batch))

    async def move_members(
        self, guild_id: GuildId, moves: Mapping[Fid, AllianceId | None], *, at: datetime
    ) -> frozenset[Fid]:
        """Read who is enrolled, then update them."""
        enrolled: set[Fid] = set()
        when = time_text(at)
        for batch in batched(moves, BATCH):
            async with self._database.transaction() as transaction:
                rows = await transaction.rows(ENROLLED, self.title, guild_id, as_list(batch))
                there = [fid for (fid,) in rows]
                moved = ((moves[fid], when, self.title, guild_id, fid) for fid in there)
                await transaction.write(MOVE, moved)
            enrolled.update(there)
        return frozenset(enrolled)

    async def alliance_counts(self, guild_id: GuildId) -> Mapping[AllianceId | None, int]:
        """Count in the index; who is in none is all the others."""
        rows = await self._database.read(COUNT, self.title, guild_id)
        *counted, (_, everyone) = rows
        counts: dict[AllianceId | None, int] = dict(counted)
        alone = everyone - sum(counts.values())
        return {**counts, None: alone} if alone else counts

    async def _there(
        self, transaction: Connection, alliances: Collection[Alliance]
    ) -> Sequence[Alliance]:
        guilds = as_list({one.guild_id for one in alliances})
        return [*map(alliance_in, await transaction.rows(THERE, self.title, guilds))]


def _columns(changes: AllianceChanges) -> Mapping[str, Any]:
    """Return what changes of an alliance, by column."""
    columns: dict[str, Any] = dict(sorted(changes.items()))
    if "name" in changes:
        name = storable(changes["name"])
        columns |= {"name": name, "name_key": name_key(name)}
    return columns
