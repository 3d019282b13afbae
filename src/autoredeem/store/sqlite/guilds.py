"""What guilds chose, and their boards."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from autoredeem.domain.alliances import AllianceKey
from autoredeem.domain.guilds import Board, GuildChanges, GuildSettings
from autoredeem.domain.ids import GuildId
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.sqlite.connection import OnDatabase, Row
from autoredeem.store.sqlite.guild_rows import board_in, guild_in, of_board, of_guild
from autoredeem.store.sqlite.rows import as_list

ALL = """
SELECT guild_id, enabled, channel, manager_role, state, enrolling, language, share_found,
  beside, chosen_at, left_at, blocked_at
FROM guilds WHERE title = ?
"""
AMONG = "guild_id IN (SELECT value FROM json_each(?))"

CHANGE = """
INSERT INTO guilds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (title, guild_id) DO UPDATE SET
"""

BOARDS = """
SELECT guild_id, alliance, channel, message, posted_at, listed FROM boards
WHERE title = ? ORDER BY guild_id, alliance
"""

SAVE_BOARD = "REPLACE INTO boards VALUES (?, ?, ?, ?, ?, ?, ?)"

DROP_BOARD = "DELETE FROM boards WHERE title = ? AND guild_id = ? AND alliance = ?"


class SqliteGuilds(OnDatabase):
    """Of the port `Guilds`: settings and boards."""

    async def guilds(self, among: Collection[GuildId] | None = None) -> Sequence[GuildSettings]:
        """Read all, or by the key."""
        if among is None:
            rows = await self._database.read(f"{ALL} ORDER BY guild_id", self.title)
        elif among:
            wanted = f"{ALL} AND {AMONG} ORDER BY guild_id"
            rows = await self._database.read(wanted, self.title, as_list(among))
        else:
            rows = []
        return await list_of(map(guild_in, rows))

    async def change_guilds(
        self, changes: Mapping[GuildId, GuildChanges], *, by: str, at: datetime
    ) -> None:
        """Insert rows, or set the columns of these fields: the same fields, the same statement."""
        for batch in batched(changes.items(), BATCH):
            rows: defaultdict[str, list[Row]] = defaultdict(list)
            for guild_id, changed in batch:
                row = of_guild(guild_id, changed, self.title, by, at)
                rows[_change(changed)].append(row)
            for statement, alike in rows.items():
                await self._write(statement, alike)

    async def boards(self) -> Sequence[Board]:
        """Read all."""
        rows = await self._database.read(BOARDS, self.title)
        return await list_of(map(board_in, rows))

    async def save_boards(self, boards: Collection[Board]) -> None:
        """Replace rows."""
        await self._write(SAVE_BOARD, (of_board(board, self.title) for board in boards))

    async def drop_boards(self, keys: Collection[AllianceKey]) -> None:
        """Delete by the key."""
        await self._write(DROP_BOARD, ((self.title, *key) for key in keys))


def _change(columns: Iterable[str]) -> str:
    named = (*sorted(columns), "updated_by", "updated_at")
    return CHANGE + ", ".join(f"{column} = excluded.{column}" for column in named)
