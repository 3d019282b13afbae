"""Who did what, and when."""

from collections.abc import Collection, Sequence

from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import GuildId, UserId
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import SEARCHED
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.guild_rows import action_in, of_action
from autoredeem.store.sqlite.rows import as_list, time_text

NOTE = "INSERT OR IGNORE INTO actions VALUES (?, ?, ?, ?, ?, ?, ?)"

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
    """Of the port `Guilds`: audit trails."""

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
