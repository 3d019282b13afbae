"""The standing work."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from pymongo import UpdateOne

from autoredeem.domain.players import GuildId
from autoredeem.observe.slices import in_slices
from autoredeem.store.interface import Claim, RunKey, RunRecord, RunStatus
from autoredeem.store.mongo.connection import OnConnection, Query
from autoredeem.store.mongo.documents import Document, of_new_run, of_run, run_id
from autoredeem.store.mongo.moments import NOW, later
from autoredeem.store.mongo.reading import run_in

SLICE = 250
"""Rows a step: they have many fields, and take long to be built and read."""

IS_DONE = {"$ne": ["$status", RunStatus.OPEN]}
"""Of a run that was never opened, too."""


class MongoRuns(OnConnection):
    """The port `Runs`."""

    async def want_runs(self, wanted: Collection[tuple[GuildId, str]], *, at: datetime) -> None:
        """Put a new run in the place of one that is done, or of none."""
        async for batch in in_slices(wanted, SLICE):
            # Of one run given twice the first is opened.
            rows = {row["_id"]: row for row in (of_new_run(*one, at) for one in reversed(batch))}
            await self._connection.write_over(
                self._connection.runs, (({"_id": name}, _wanted(row)) for name, row in rows.items())
            )

    async def claim_runs(self, claim: Claim) -> Sequence[RunRecord]:
        """Find who is due, take each by an update that no second process's matches, look again."""
        runs = self._connection.runs
        due: Document = {"due": {"$ne": None}, "$expr": {"$lte": ["$due", NOW]}}
        ways = [due, {"owner": claim.instead_of}] if claim.instead_of else [due]
        query: Document = {"status": RunStatus.OPEN, "$or": ways, **_among(claim.among)}
        found = self._connection.find(runs, query, {"fence": 1}, order="due", limit=claim.limit)
        seen = [(row["_id"], row.get("fence")) async for rows in found for row in rows]
        taken = [
            {
                "$set": {
                    "owner": claim.owner,
                    "due": later(claim.seconds),
                    "fence": {"$add": [_FENCE, 1]},
                }
            }
        ]
        async for batch in in_slices(seen, SLICE):
            taking = [UpdateOne({"_id": name, "fence": fence}, taken) for name, fence in batch]
            await self._connection.write(runs, taking)
        return await self._read({"_id": {"$in": [name for name, _ in seen]}, "owner": claim.owner})

    async def renew_runs(self, owner: str, runs: Collection[RunKey], *, seconds: float) -> None:
        """Move what is due."""
        await self._set(owner, runs, {"due": later(seconds)})

    async def release_runs(
        self, owner: str, runs: Collection[RunKey], *, due_in: float | None
    ) -> None:
        """Take the owner away."""
        due = None if due_in is None else later(due_in)
        await self._set(owner, runs, {"due": due, "owner": ""})

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        """Update by owner and fence."""
        async for batch in in_slices(runs, SLICE):
            await self._connection.write(self._connection.runs, [_saved(run) for run in batch])

    async def runs(
        self, status: RunStatus | None = None, among: Collection[RunKey] | None = None
    ) -> Sequence[RunRecord]:
        """Let the server sort."""
        query: Document = {} if status is None else {"status": status}
        return await self._read({**query, **_among(among)})

    async def _read(self, query: Query) -> Sequence[RunRecord]:
        found = self._connection.find(self._connection.runs, query, order="opened_at")
        return [
            run_in(row)
            async for rows in found
            async for part in in_slices(rows, SLICE)
            for row in part
        ]

    async def _set(self, owner: str, runs: Iterable[RunKey], fields: Document) -> None:
        async for batch in in_slices(runs, SLICE):
            updates = [
                UpdateOne({"_id": run_id(key), "owner": owner}, [{"$set": fields}]) for key in batch
            ]
            await self._connection.write(self._connection.runs, updates)


_FENCE = {"$ifNull": ["$fence", 0]}
_OWNED = {"$gt": ["$owner", ""]}


def _wanted(row: Document) -> list[Document]:
    """Give the update that opens a run, leaving one that is open with its figures and owner."""
    due = {"$cond": [{"$and": [{"$not": [IS_DONE]}, _OWNED]}, "$due", NOW]}
    kept = {"$cond": [IS_DONE, {"$literal": row}, "$$ROOT"]}
    return [{"$replaceWith": {"$mergeObjects": [kept, {"fence": _FENCE, "due": due}]}}]


def _among(keys: Collection[RunKey] | None) -> Document:
    return {} if keys is None else {"_id": {"$in": [run_id(key) for key in keys]}}


def _saved(run: RunRecord) -> UpdateOne:
    mine = {"_id": run_id(run.key), "owner": run.owner, "fence": run.fence}
    return UpdateOne(mine, {"$set": of_run(run)})
