"""What is removed as it is old."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime

from pymongo import UpdateMany

from autoredeem.domain.codes import Life, code_key
from autoredeem.store.mongo.codes import known_codes
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import VALIDATION, time_text
from autoredeem.store.records import CodeRecord


class MongoRetention(OnConnection):
    """The port `Retention`."""

    async def prune_codes(self, before: datetime) -> int:
        """Mark codes when all of them is gone: whoever is killed in between does it again."""
        known, count = self._connection, 0
        async for codes in self._codes_over(before):
            keys = {"code_key": {"$in": list({code_key(code) for code in codes})}}
            await known.clear(known.attempts, keys)
            await known.clear(known.runs, keys)
            await known.clear(known.postings, {"code": {"$in": codes}})
            pruned = {"$set": {"pruned_at": time_text(before)}}
            await known.update(known.codes, [UpdateMany({"_id": {"$in": codes}}, pruned)])
            count += len(codes)
        return count

    async def prune_trails(self, before: datetime) -> None:
        """Delete by the index of times."""
        old = {"at": {"$lt": time_text(before)}}
        await self._connection.clear(self._connection.actions, old)

    async def prune_requests(self, before: date) -> None:
        """Delete by the index of days."""
        old = {"day": {"$lt": before.isoformat()}}
        await self._connection.clear(self._connection.requests, old)

    async def _codes_over(self, before: datetime) -> AsyncIterator[Sequence[str]]:
        """Yield spellings, of whose codes none is needed, in batches."""
        query = {
            "shared": False,
            "validation_status": VALIDATION[Life.DEAD],
            "pruned_at": None,
            "updated_at": {"$lt": time_text(before)},
        }
        async for rows in self._connection.find(self._connection.codes, query, {"_id": 1}):
            codes = [row["_id"] for row in rows]
            alike = await known_codes(self._connection, {code_key(code) for code in codes})
            needed = {code_key(one.code) for one in alike if _is_needed(one, before)}
            if over := [code for code in codes if code_key(code) not in needed]:
                yield over


def _is_needed(one: CodeRecord, before: datetime) -> bool:
    return one.shared or one.standing.life is not Life.DEAD or one.updated_at >= before
