"""Who did what, and when; and what users are to be told of it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import GuildId, UserId
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import SEARCHED
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.guild_rows import action_in, of_action
from autoredeem.store.sqlite.rows import as_list, time_text

NOTE = "INSERT OR IGNORE INTO actions VALUES (?, ?, ?, ?, ?, ?, ?)"

COUNT = """
SELECT count(*) FROM actions INDEXED BY {index}
WHERE title = ? AND {column} = ? AND at >= ? AND what IN (SELECT value FROM json_each(?))
"""
COUNT_OF_GUILD = COUNT.format(index="actions_by_time", column="guild_id")
COUNT_OF_USER = COUNT.format(index="actions_by_user", column="user")
# Indexes are named, as SQLite takes any title for small and would walk over all its rows.

LEAVE = "INSERT OR IGNORE INTO notices VALUES (?, ?, ?, ?, ?, ?, ?)"

NOTICES = """
SELECT id, guild_id, at, user, what, details
FROM notices INDEXED BY notices_by_user
WHERE title = ? AND guild_id = ? AND user = ? ORDER BY at, id
"""

DROP = "DELETE FROM notices WHERE title = ? AND id = ?"

LATEST = """
SELECT id, guild_id, at, user, what, details FROM actions
WHERE title = ? AND guild_id = ? AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?
"""

SEARCH = f"""
SELECT id, guild_id, at, user, what, details FROM (
  SELECT * FROM actions WHERE title = ?1 AND guild_id = ?2 ORDER BY at DESC, id DESC
  LIMIT {SEARCHED}
)
WHERE (at, id) < (?3, ?4) AND (?6 IS NULL OR user = ?6)
  AND (?7 IS NULL OR what IN (SELECT value FROM json_each(?7)))
LIMIT ?5
"""  # noqa: S608 - no value is put into it

END_OF_TIME = "9999-12-31T23:59:60", ""
"""Later than whatever happened."""


class SqliteAudit(OnDatabase):
    """Of the port `Guilds`: audit trails and notices."""

    async def note_actions(self, actions: Collection[Action]) -> None:
        """Insert what is absent."""
        await self._write(NOTE, (of_action(action, self.title) for action in actions))

    async def actions(
        self,
        guild_id: GuildId,
        *,
        limit: int,
        before: Action | None = None,
        by: UserId | None = None,
        kinds: Collection[str] | None = None,
    ) -> Sequence[Action]:
        """Read on from one of them, or search from the end, by the index of times."""
        end = END_OF_TIME if before is None else (time_text(before.at), before.id)
        latest = self.title, guild_id, *end, limit
        if by is None and kinds is None:
            rows = await self._database.read(LATEST, *latest)
        else:
            among = None if kinds is None else as_list(kinds)
            rows = await self._database.read(SEARCH, *latest, by, among)
        return await list_of(map(action_in, rows))

    async def count_of_guild(
        self, guild_id: GuildId, kinds: Collection[str], *, since: datetime
    ) -> int:
        """Count in the index of times."""
        return await self._count(COUNT_OF_GUILD, guild_id, kinds, since)

    async def count_of_user(self, user: UserId, kinds: Collection[str], *, since: datetime) -> int:
        """Count in the index of users."""
        return await self._count(COUNT_OF_USER, user, kinds, since)

    async def leave_notices(self, notices: Collection[Action]) -> None:
        """Insert what is absent."""
        await self._write(LEAVE, (of_action(notice, self.title) for notice in notices))

    async def notices(self, guild_id: GuildId, user: UserId) -> Sequence[Action]:
        """Read by the index of users."""
        rows = await self._database.read(NOTICES, self.title, guild_id, user)
        return await list_of(map(action_in, rows))

    async def drop_notices(self, ids: Collection[str]) -> None:
        """Delete by the key."""
        await self._write(DROP, ((self.title, name) for name in ids))

    async def _count(self, count: str, whose: int, kinds: Collection[str], since: datetime) -> int:
        asked = whose, time_text(since), as_list(kinds)
        ((found,),) = await self._database.read(count, self.title, *asked)
        return int(found)
