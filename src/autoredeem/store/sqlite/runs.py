"""The standing work."""

from collections.abc import Collection, Sequence

from autoredeem.observe.slices import in_slices
from autoredeem.store.batches import BATCH
from autoredeem.store.interface import RunRecord, RunStatus
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.rows import of_run, run_in

SAVE = "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

ALL = """
SELECT guild_id, code, status, opened_at, updated_at, members, settled_before, redeemed, already,
       failed, requests, check_queries, check_failed
FROM runs WHERE title = ?
"""
OLDEST_FIRST = "ORDER BY opened_at"


class SqliteRuns(OnDatabase):
    """The port `Runs`."""

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        """Replace by guild and key."""
        if not runs:
            return
        async with self._database.transaction() as transaction:
            async for batch in in_slices(runs, BATCH):
                await transaction.write(SAVE, [of_run(run, self.title) for run in batch])

    async def runs(self, status: RunStatus | None = None) -> Sequence[RunRecord]:
        """Read all, or by the index of status."""
        if status is None:
            rows = await self._database.read(f"{ALL} {OLDEST_FIRST}", self.title)
        else:
            wanted = f"{ALL} AND status = ? {OLDEST_FIRST}"
            rows = await self._database.read(wanted, self.title, status)
        return [run async for part in in_slices(rows) for run in map(run_in, part)]
