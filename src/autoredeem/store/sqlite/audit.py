"""Who did what, and when."""

from collections.abc import Collection, Sequence

from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import GuildId
from autoredeem.observe.cooperative import list_of
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.guild_rows import action_in, of_action
from autoredeem.store.sqlite.rows import time_text

NOTE = "INSERT OR IGNORE INTO actions VALUES (?, ?, ?, ?, ?, ?, ?)"

LATEST = """
SELECT id, guild_id, at, user, what, details FROM actions
WHERE title = ? AND guild_id = ? AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?
"""

END_OF_TIME = "9999-12-31T23:59:60", ""
"""Later than whatever happened."""


class SqliteAudit(OnDatabase):
    """Of the port `Guilds`: audit trails."""

    async def note_actions(self, actions: Collection[Action]) -> None:
        """Insert what is absent."""
        await self._write(NOTE, (of_action(action, self.title) for action in actions))

    async def actions(
        self, guild_id: GuildId, *, limit: int, before: Action | None = None
    ) -> Sequence[Action]:
        """Read on from one of them, by the index of times."""
        end = END_OF_TIME if before is None else (time_text(before.at), before.id)
        rows = await self._database.read(LATEST, self.title, guild_id, *end, limit)
        return await list_of(map(action_in, rows))
