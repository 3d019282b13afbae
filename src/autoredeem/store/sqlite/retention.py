"""What is not to be kept any longer, as it is old."""

from collections.abc import Mapping
from datetime import date, datetime

from autoredeem.store.batches import BATCH
from autoredeem.store.editions import keys_of_issues
from autoredeem.store.sqlite.clearing import Clearing
from autoredeem.store.sqlite.rows import as_list, time_text

OVER = """
SELECT code, code_key, edition FROM codes AS one INDEXED BY codes_to_prune
WHERE title = ?1 AND life = 'dead' AND NOT shared AND pruned_at IS NULL AND updated_at < ?2
  AND NOT EXISTS (
    SELECT 1 FROM codes AS other INDEXED BY codes_by_key
    WHERE other.title = ?1 AND other.code_key = one.code_key
      AND (other.life <> 'dead' OR other.shared OR other.updated_at >= ?2)
  )
LIMIT ?3
"""

MARK = """
UPDATE codes SET pruned_at = ? WHERE title = ? AND code IN (SELECT value FROM json_each(?))
"""

AMONG: Mapping[str, str] = {
    "attempts": "code_key IN (SELECT value FROM json_each(?))",
    "runs": "code_key IN (SELECT value FROM json_each(?))",
    "postings": "code IN (SELECT value FROM json_each(?))",
}


class SqliteRetention(Clearing):
    """The port `Retention`."""

    async def prune_codes(self, before: datetime) -> int:
        """Mark codes when all of them is gone: whoever is killed in between does it again."""
        count, until = 0, time_text(before)
        while rows := await self._database.read(OVER, self.title, until, BATCH):
            codes = as_list(code for code, _, _ in rows)
            among = {
                "attempts": as_list(issue for _, *of in rows for issue in keys_of_issues(*of)),
                "runs": as_list(key for _, key, _ in rows),
                "postings": codes,
            }
            for table, where in AMONG.items():
                await self._clear(table, where, among[table])
            async with self._database.transaction() as transaction:
                await transaction.rows(MARK, until, self.title, codes)
            count += len(rows)
        return count

    async def prune_trails(self, before: datetime) -> None:
        """Delete by the index of times."""
        await self._clear("actions", "at < ?", time_text(before))

    async def prune_announcements(self, before: datetime) -> None:
        """Delete by the index of times."""
        await self._clear("announcements", "at < ?", time_text(before))

    async def prune_changes(self, before: datetime) -> None:
        """Delete by the index of times."""
        await self._clear("roster_changes", "at < ?", time_text(before))

    async def prune_proofs(self, before: datetime) -> None:
        """Delete by the key of requests, and by the index of when searches were over."""
        await self._clear("proofs", "at < ?", time_text(before))
        await self._clear("searches", "over AND at < ?", time_text(before))

    async def prune_notifications(self, before: datetime) -> None:
        """Delete by the index of times."""
        await self._clear("notifications", "noted_at < ?", time_text(before))

    async def prune_requests(self, before: date) -> None:
        """Delete by the index of days."""
        await self._clear("requests", "day < ?", before.isoformat())
