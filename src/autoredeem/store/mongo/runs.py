"""The standing work."""

from collections.abc import Collection, Sequence

from autoredeem.domain.codes import code_key
from autoredeem.store.interface import RunRecord, RunStatus
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import of_run
from autoredeem.store.mongo.reading import run_in


class MongoRuns(OnConnection):
    """The port `Runs`."""

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        """Write each run over what was saved under its guild and code key."""
        latest = {f"{run.guild_id}:{code_key(run.code)}": run for run in runs}
        await self._connection.write_over(
            self._connection.runs,
            (({"_id": name}, {"$set": of_run(run)}) for name, run in latest.items()),
        )

    async def runs(self, status: RunStatus | None = None) -> Sequence[RunRecord]:
        """Let the server sort."""
        query = {} if status is None else {"status": status}
        found = self._connection.find(self._connection.runs, query, order="opened_at")
        return [run_in(row) async for rows in found for row in rows]
