"""What codes live through, what feeds say of them, and which are still to be told of."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from autoredeem.domain.codes import LONGEST_REST, Standing
from autoredeem.domain.sources import Listing
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.editions import is_revived
from autoredeem.store.records import CodeRecord
from autoredeem.store.sqlite.codes import ADD, COLUMNS, OLDEST_FIRST
from autoredeem.store.sqlite.connection import OnDatabase, Row
from autoredeem.store.sqlite.rows import (
    STANDING,
    as_list,
    code_in,
    of_code,
    of_standing,
    standing_in,
    time_or_none,
    time_text,
)

JUDGE = f"""{ADD}
ON CONFLICT DO UPDATE SET updated_at = excluded.updated_at,
  {", ".join(f"{column} = excluded.{column}" for column in STANDING)}
WHERE codes.life <> 'dead' AND codes.turn <= excluded.turn
"""

REVIVE = f"""
UPDATE codes SET updated_at = ?, pruned_at = NULL,
  {", ".join(f"{column} = ?" for column in STANDING if column != "edition")}
WHERE title = ? AND code = ? AND life = 'dead' AND turn = ?
"""  # noqa: S608 - no value is put into it, as in all of these

STANDINGS = f"""
SELECT code, {", ".join(STANDING)} FROM codes
WHERE title = ? AND code IN (SELECT value FROM json_each(?))
"""  # noqa: S608

FOR_EVER = "~"
"""Sorts behind every time."""

DUE = f"""
SELECT {COLUMNS} FROM codes INDEXED BY codes_due
WHERE title = ? AND due > ? AND due <= ? AND life <> 'dead' ORDER BY due, code LIMIT ?
"""  # noqa: S608

LIST = """
UPDATE codes SET expires = coalesce(?, expires), listed_until = ? WHERE title = ? AND code = ?
"""

TO_ANNOUNCE = f"""
SELECT {COLUMNS} FROM codes INDEXED BY codes_to_announce
WHERE title = ? AND life = 'alive' AND announced < edition {OLDEST_FIRST}
"""  # noqa: S608

ANNOUNCED = "UPDATE codes SET announced = max(announced, ?) WHERE title = ? AND code = ?"


class SqliteLifecycle(OnDatabase):
    """Of the port `Codes`: their standing."""

    async def judge(
        self,
        standings: Mapping[str, Standing],
        *,
        at: datetime,
        since: Mapping[str, datetime] | None = None,
    ) -> None:
        """Update what is not dead, nor of a later turn."""
        if not standings:
            return
        async with self._database.transaction() as transaction:
            known = since or {}
            rows = (
                of_code(code, standing, self.title, (known.get(code, at), at))
                for code, standing in standings.items()
            )
            await transaction.write(JUDGE, rows)

    async def revive(self, turns: Mapping[str, int], *, at: datetime) -> frozenset[str]:
        """Update what is dead by these verdicts, then read what is revived."""
        revived: set[str] = set()
        for batch in batched(turns.items(), BATCH):
            async with self._database.transaction() as transaction:
                await transaction.write(REVIVE, (self._reviving(*one, at) for one in batch))
                codes = as_list(code for code, _ in batch)
                rows = await transaction.rows(STANDINGS, self.title, codes)
            known = {code: standing_in(standing) for code, *standing in rows}
            revived |= {
                code for code, turn in batch if code in known and is_revived(known[code], turn, at)
            }
        return frozenset(revived)

    async def codes_due(self, at: datetime, *, most: int) -> Sequence[CodeRecord]:
        """Read the index of dues."""
        rows: list[Row] = []
        for later, until in (("", time_text(at)), (time_text(at + LONGEST_REST), FOR_EVER)):
            if room := most - len(rows):
                rows += await self._database.read(DUE, self.title, later, until, room)
        return await list_of(map(code_in, rows))

    async def note_listings(self, listings: Mapping[str, Listing]) -> None:
        """Update by the key."""
        rows = (
            (time_or_none(listing.expires), time_or_none(listing.until), self.title, code)
            for code, listing in listings.items()
        )
        await self._write(LIST, rows)

    async def awaiting_announcement(self) -> Sequence[CodeRecord]:
        """Read the index of what awaits it."""
        rows = await self._database.read(TO_ANNOUNCE, self.title)
        return await list_of(map(code_in, rows))

    async def mark_announced(self, editions: Mapping[str, int]) -> None:
        """Update by the key."""
        rows = ((edition, self.title, code) for code, edition in editions.items())
        await self._write(ANNOUNCED, rows)

    def _reviving(self, code: str, turn: int, at: datetime) -> Row:
        """Return the parameters of REVIVE."""
        revived = dict(zip(STANDING, of_standing(Standing(turn=turn).revived(at)), strict=True))
        del revived["edition"]
        return (time_text(at), *revived.values(), self.title, code, turn)
