"""What is removed as it is old."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime

from pymongo import UpdateMany

from autoredeem.domain.codes import Life, code_key
from autoredeem.store.editions import keys_of_issues
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
            names = [one.code for one in codes]
            keys = {code_key(name) for name in names}
            issues = {
                issue
                for one in codes
                for issue in keys_of_issues(code_key(one.code), one.standing.edition)
            }
            await known.clear(known.attempts, {"code_key": {"$in": list(issues)}})
            await known.clear(known.runs, {"code_key": {"$in": list(keys)}})
            await known.clear(known.postings, {"code": {"$in": names}})
            pruned = {"$set": {"pruned_at": time_text(before)}}
            await known.update(known.codes, [UpdateMany({"_id": {"$in": names}}, pruned)])
            count += len(codes)
        return count

    async def prune_trails(self, before: datetime) -> None:
        """Delete by the index of times."""
        old = {"at": {"$lt": time_text(before)}}
        await self._connection.clear(self._connection.actions, old)

    async def prune_changes(self, before: datetime) -> None:
        """Delete by the index of times."""
        old = {"at": {"$lt": time_text(before)}}
        await self._connection.clear(self._connection.changes, old)

    async def prune_proofs(self, before: datetime) -> None:
        """Delete a range of requests' `_id`s, and by the index of when searches were over."""
        old = {"$lt": time_text(before)}
        await self._connection.clear(self._connection.proofs, {"_id": old})
        await self._connection.clear(self._connection.searches, {"over": True, "at": old})

    async def prune_notifications(self, before: datetime) -> None:
        """Delete by the index of times."""
        old = {"noted_at": {"$lt": time_text(before)}}
        await self._connection.clear(self._connection.notifications, old)

    async def prune_requests(self, before: date) -> None:
        """Delete by the index of days."""
        old = {"day": {"$lt": before.isoformat()}}
        await self._connection.clear(self._connection.requests, old)

    async def prune_announcements(self, before: datetime) -> None:
        """Delete by the index of times."""
        old = {"at": {"$lt": time_text(before)}}
        await self._connection.clear(self._connection.announcements, old)

    async def _codes_over(self, before: datetime) -> AsyncIterator[Sequence[CodeRecord]]:
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
            wanted = {code for code in codes if code_key(code) not in needed}
            if over := [one for one in alike if one.code in wanted]:
                yield over


def _is_needed(one: CodeRecord, before: datetime) -> bool:
    return one.shared or one.standing.life is not Life.DEAD or one.updated_at >= before
