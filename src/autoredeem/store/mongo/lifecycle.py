"""What codes live through, what feeds say of them, and which are still to be told of."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from pymongo import UpdateMany, UpdateOne

from autoredeem.domain.codes import LONGEST_REST, Life, Standing
from autoredeem.domain.sources import Listing
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.editions import is_revived
from autoredeem.store.mongo.codes import NOT_DEAD, SHARED, codes_where
from autoredeem.store.mongo.connection import OnConnection, Query
from autoredeem.store.mongo.documents import (
    VALIDATION,
    Document,
    of_new_code,
    of_standing,
    time_or_none,
    time_text,
)
from autoredeem.store.mongo.rows import code_in
from autoredeem.store.records import CodeRecord

DEAD, ALIVE = VALIDATION[Life.DEAD], VALIDATION[Life.ALIVE]
LIVING = [VALIDATION[Life.UNTRIED], ALIVE]

NOT_ROLLED_OUT = {"auto_redeem_processed": {"$ne": True}}

UNSEEN: Query = {"validation_status": ALIVE, "due": {"$exists": False}}
"""What was alive in an earlier version, and was not looked at since."""

OPENING: Query = {"opens": True}

TO_ANNOUNCE: Query = {
    "$or": [
        {"validation_status": ALIVE, "announced": 0},
        {
            "edition": {"$gt": 1},
            "validation_status": ALIVE,
            "$expr": {"$lt": [{"$ifNull": ["$announced", 1]}, "$edition"]},
        },
    ],
}
"""Each by an index of its own."""


class MongoLifecycle(OnConnection):
    """The part of the port `Codes` that is about their standing."""

    async def awaiting_rollout(self) -> Sequence[CodeRecord]:
        """Read by an index what is shared and was not opened, and by another what opens."""
        shared = await codes_where(self._connection, {**NOT_ROLLED_OUT, **SHARED, **NOT_DEAD})
        found = {known.code: known for known in shared if not known.rolled_out}
        opening = await codes_where(self._connection, OPENING)
        found |= {known.code: known for known in opening if known.standing.life is not Life.DEAD}
        return sorted(found.values(), key=lambda one: (one.added_at, one.code))

    async def mark_rolled_out(self, codes: Collection[str], *, at: datetime) -> None:
        """Mark what is shared for the older bot as well."""
        marked = {"auto_redeem_processed": True, "auto_redeem_processed_at": time_text(at)}
        for batch in batched(codes, BATCH):
            named = {"_id": {"$in": batch}}
            changes = [
                UpdateMany({**named, **SHARED, **NOT_ROLLED_OUT}, {"$set": marked}),
                UpdateMany({**named, **OPENING}, {"$set": {"opens": False}}),
            ]
            await self._connection.update(self._connection.codes, changes)

    async def judge(
        self,
        standings: Mapping[str, Standing],
        *,
        at: datetime,
        since: Mapping[str, datetime] | None = None,
    ) -> None:
        """Update by a filter that no dead code matches, and none of a later turn."""
        known = since or {}
        await self._connection.write_over(
            self._connection.codes,
            (
                (
                    {
                        "_id": code,
                        **NOT_DEAD,
                        "turn": {"$not": {"$gt": standing.turn}},
                    },
                    {
                        "$set": of_standing(code, standing, at),
                        "$setOnInsert": of_new_code(known.get(code, at), shared=False),
                    },
                )
                for code, standing in standings.items()
            ),
        )

    async def revive(self, turns: Mapping[str, int], *, at: datetime) -> frozenset[str]:
        """Update what is dead by these verdicts, then read what is revived."""
        revived: set[str] = set()
        for batch in batched(turns.items(), BATCH):
            await self._connection.update(
                self._connection.codes, (_reviving(*one, at) for one in batch)
            )
            wanted = dict(batch)
            there = {"_id": {"$in": list(wanted)}, "awaits_witnesses": True}
            revived.update(
                known.code
                for known in await codes_where(self._connection, there)
                if is_revived(known.standing, wanted[known.code], at)
            )
        return frozenset(revived)

    async def codes_due(self, at: datetime, *, most: int) -> Sequence[CodeRecord]:
        """Read by the index of dues; what an earlier version left comes first."""
        living: Query = {"validation_status": {"$in": LIVING}}
        due: Query = {**living, "due": {"$gt": "", "$lte": time_text(at)}}
        jumped: Query = {**living, "due": {"$gt": time_text(at + LONGEST_REST)}}
        kinds = UNSEEN, due, jumped
        found: list[CodeRecord] = []
        anything = self._connection.find(
            self._connection.codes, {"$or": kinds}, {"_id": 1}, limit=1
        )
        if not [row async for batch in anything for row in batch]:
            # As most often: one question finds nothing.
            return found
        for query in kinds:
            if room := most - len(found):
                rows = self._connection.find(
                    self._connection.codes, query, order=[("due", 1), ("_id", 1)], limit=room
                )
                found += [known async for batch in rows for row in batch if (known := code_in(row))]
        return found

    async def note_listings(self, listings: Mapping[str, Listing]) -> None:
        """Update what is known."""
        updates = (
            UpdateOne({"_id": code}, {"$set": _listed(listing)})
            for code, listing in listings.items()
        )
        await self._connection.update(self._connection.codes, updates)

    async def awaiting_announcement(self) -> Sequence[CodeRecord]:
        """Read by the indexes of what was announced, and of what was issued again."""
        return await codes_where(self._connection, TO_ANNOUNCE)

    async def mark_announced(self, editions: Mapping[str, int]) -> None:
        """Update by key. A row without the field is of a code whose first edition was announced."""
        updates = (
            UpdateOne({"_id": code}, {"$max": {"announced": edition}})
            for code, edition in editions.items()
        )
        await self._connection.update(self._connection.codes, updates)


def _reviving(code: str, turn: int, at: datetime) -> UpdateOne:
    """Return the update that revives a spelling; its edition stays, if it is known."""
    fields = of_standing(code, Standing(turn=turn).revived(at), at)
    edition = fields.pop("edition")
    # The first verdict on a row of an earlier version, which has no turn.
    verdict: Document = {"$in": [turn, None]} if turn == 1 else {"$eq": turn}
    return UpdateOne(
        {"_id": code, "validation_status": DEAD, "turn": verdict},
        {"$set": fields, "$max": {"edition": edition}, "$unset": {"pruned_at": ""}},
    )


def _listed(listing: Listing) -> Document:
    expires = {} if listing.expires is None else {"expires": time_text(listing.expires)}
    return {**expires, "listed_until": time_or_none(listing.until)}
