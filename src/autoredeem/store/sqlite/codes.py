"""The codes that are known."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial

from autoredeem.domain.codes import Standing
from autoredeem.domain.ids import GuildId
from autoredeem.domain.sources import SourceKind
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.records import CodeRecord
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.rows import STANDING, as_list, code_in, of_code

COLUMNS = ", ".join(
    (
        *("code", "added_at", "updated_at", "shared", "spread_at", "source", "announced"),
        *("expires", "listed_until", *STANDING),
    )
)
ALL = f"SELECT {COLUMNS} FROM codes WHERE title = ?"  # noqa: S608 - no value is put into it
SHARED = f"""
SELECT {COLUMNS} FROM codes INDEXED BY codes_shared WHERE title = ?1 AND shared
"""  # noqa: S608 - as above
VISIBLE = f"""{SHARED} UNION ALL
SELECT {COLUMNS} FROM (SELECT title, code FROM postings WHERE title = ?1 AND guild_id = ?2)
CROSS JOIN codes USING (title, code) WHERE NOT shared
ORDER BY added_at DESC, code
"""  # noqa: S608 - as above
OLDEST_FIRST = "ORDER BY added_at, code"
# Named, as SQLite takes a title for as few rows as a key.
BY_KEY = f"""
SELECT {COLUMNS} FROM codes INDEXED BY codes_by_key
WHERE title = ? AND code_key IN (SELECT value FROM json_each(?)) {OLDEST_FIRST}
"""  # noqa: S608 - as above

KNOWN = "SELECT code FROM codes WHERE title = ? AND code IN (SELECT value FROM json_each(?))"

NEW = (
    *("title", "code", "code_key", "added_at", "updated_at", "shared", "source", "announced"),
    *STANDING,
)
ADD = f"INSERT INTO codes ({', '.join(NEW)}) VALUES ({', '.join('?' * len(NEW))})"  # noqa: S608 - as above

SHARE = """
UPDATE codes SET shared = 1
WHERE title = ? AND code IN (SELECT value FROM json_each(?)) AND NOT shared
"""

REMOVE = """
DELETE FROM codes WHERE title = ? AND code IN (SELECT value FROM json_each(?)) RETURNING code
"""


class SqliteCodes(OnDatabase):
    """The port `Codes`."""

    async def add_codes(
        self,
        codes: Collection[str],
        *,
        at: datetime,
        shared: bool = True,
        source: SourceKind = SourceKind.HAND,
    ) -> frozenset[str]:
        """Insert what is absent, and share the rest."""
        new: set[str] = set()
        if not codes:
            return frozenset()
        async with self._database.transaction() as transaction:
            for batch in batched(codes, BATCH):
                known = await transaction.rows(KNOWN, self.title, as_list(batch))
                added = {*batch} - {code for (code,) in known}
                of_new = partial(of_code, shared=shared, source=source)
                rows = (of_new(code, Standing(), self.title, (at, at)) for code in added)
                await transaction.write(ADD, rows)
                if shared:
                    await transaction.rows(SHARE, self.title, as_list(batch))
                new |= added
        return frozenset(new)

    async def codes(self, keys: Collection[str] | None = None) -> Sequence[CodeRecord]:
        """Read all, or by the index of keys."""
        if keys is None:
            rows = await self._database.read(f"{ALL} {OLDEST_FIRST}", self.title)
        elif keys:
            rows = await self._database.read(BY_KEY, self.title, as_list(keys))
        else:
            rows = []
        return await list_of(map(code_in, rows))

    async def visible_codes(self, guild_id: GuildId) -> Sequence[CodeRecord]:
        """Read the index of what is shared, and by the keys of what was posted."""
        rows = await self._database.read(VISIBLE, self.title, guild_id)
        return await list_of(map(code_in, rows))

    async def remove_codes(self, codes: Collection[str]) -> frozenset[str]:
        """Delete, returning what was deleted."""
        removed: set[str] = set()
        if not codes:
            return frozenset()
        async with self._database.transaction() as transaction:
            for batch in batched(codes, BATCH):
                rows = await transaction.rows(REMOVE, self.title, as_list(batch))
                removed.update(code for (code,) in rows)
        return frozenset(removed)
