"""The standing work."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import cast

from pymongo import UpdateMany, UpdateOne

from autoredeem.domain.codes import code_key
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.connection import UPDATES, OnConnection, Order, Query, Update
from autoredeem.store.mongo.documents import (
    NOT_ASKED,
    Document,
    of_guild,
    of_new_run,
    of_run,
    run_id,
    time_text,
)
from autoredeem.store.mongo.rows import LONG_AGO, run_in
from autoredeem.store.mongo.server_time import NOW, later
from autoredeem.store.records import ADDRESS, Again, Claim, RunKey, RunRecord, RunStatus

GUILDS = 250
"""Guilds to a query: a range of keys for each."""

IS_DONE = {"$ne": ["$status", RunStatus.OPEN]}
"""Of a run that was never opened, too."""

IS_NEW = {"$eq": [{"$type": "$status"}, "missing"]}


class MongoRuns(OnConnection):
    """The port `Runs`."""

    async def want_runs(
        self,
        wanted: Collection[tuple[GuildId, str]],
        *,
        at: datetime,
        again: Again = Again.ANEW,
    ) -> None:
        """Put a new run in the place of none, or also of one that is done."""
        for batch in batched(wanted, UPDATES):
            # Of one run given twice the first is opened.
            rows = {
                row["_id"]: row for row in (of_new_run(*one, at, again) for one in reversed(batch))
            }
            updates = (({"_id": name}, _wanted(row, again)) for name, row in rows.items())
            await self._connection.write_over(self._connection.runs, updates)

    async def stop_runs(self, runs: Collection[RunKey], *, at: datetime) -> None:
        """Ask who owns them, by one update; what nobody owns is not due any more."""
        asked = {"stop": True, "again": Again.NO, "due": {"$cond": [_OWNED, "$due", None]}}
        stopped = [{"$set": {**asked, "updated_at": time_text(at)}}]
        await self._update(runs, {"status": RunStatus.OPEN}, stopped)

    async def resume_runs(self, runs: Collection[RunKey], *, at: datetime) -> None:
        """Take the mark away, by one update; what nobody owns is due."""
        resumed: Document = {
            "stop": False,
            "again": {"$cond": [_OWNED, {"$max": ["$again", Again.FOR_NEW]}, Again.NO]},
            "due": {"$cond": [_OWNED, "$due", NOW]},
            "updated_at": time_text(at),
        }
        await self._update(runs, {"status": RunStatus.OPEN, "stop": True}, [{"$set": resumed}])

    async def asked_of(self, owner: str) -> Sequence[RunRecord]:
        """Read, then note what is given: a request that comes between is the one that is given.

        One that is for more comes between is left to be given next time.
        Where that can't be noted it is given once more, which costs the owner little. Not to give
        what may have been noted would lose the request.
        """
        asked = {"$or": [{"stop": True}, {**GOES_ON, "again": {"$gt": 0}}]}
        found = await self._read({"owner": owner, **asked})
        with suppress(StoreUnavailable):
            for again in (Again.FOR_NEW, Again.ANEW, Again.AFRESH):
                keys = [run.key for run in found if run.again is again]
                given = {"owner": owner, "again": again}
                await self._update(keys, given, {"$set": {"again": Again.NO}})
        return found

    async def claim_runs(self, claim: Claim) -> Sequence[RunRecord]:
        """Find what is free, take each that is as it was found, and read whose it is now."""
        if not (seen := await self._free(claim)):
            return []
        mine = {"owner": claim.owner, "due": later(claim.seconds), **NOT_ASKED}
        taken: Update = [{"$set": {**mine, "fence": {"$add": [_FENCE, 1]}}}]
        await self._connection.update(self._connection.runs, (_taking(row, taken) for row in seen))
        fences = {row["_id"]: row.get("fence") for row in seen}
        there = await self._read({"_id": {"$in": list(fences)}, "owner": claim.owner})
        # What was found and is the claimer's own may have been kept from being taken.
        return [run for run in there if run.fence != fences[run_id(run.key)]]

    async def keep_runs(self, owner: str, runs: Collection[RunKey]) -> None:
        """Take away what is due."""
        for batch in batched(runs, BATCH):
            mine = {"_id": {"$in": [run_id(key) for key in batch]}, "owner": owner}
            kept = UpdateMany(mine, {"$set": {"due": None}})
            await self._connection.update(self._connection.runs, [kept])

    async def release_runs(
        self, owner: str, runs: Collection[RunKey], *, due_in: float | None
    ) -> None:
        """Take the owner away; what the owner was asked meanwhile says when it is due."""
        waits: object = {"$cond": ["$again", NOW, None]} if due_in is None else later(due_in)
        due = {"$cond": ["$stop", None, waits]}
        released = [{"$set": {"due": due, "owner": "", "again": Again.NO}}]
        await self._update(runs, {"owner": owner}, released)

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        """Update by owner and fence."""
        await self._connection.update(self._connection.runs, map(_saved, runs))

    async def runs(
        self, status: RunStatus | None = None, among: Collection[RunKey] | None = None
    ) -> Sequence[RunRecord]:
        """Read all, sorted by the server, or by the key."""
        wanted: Document = {} if status is None else {"status": status}
        if among is None:
            return await self._read(wanted, order=[("opened_at", 1)])
        found: list[RunRecord] = []
        for batch in batched(among, BATCH):
            found += await self._read({"_id": {"$in": [run_id(key) for key in batch]}, **wanted})
        return sorted(found, key=lambda run: run.opened_at)

    async def runs_in(
        self, guilds: Collection[GuildId], status: RunStatus | None = None
    ) -> Sequence[RunRecord]:
        """Read ranges of `_id`s."""
        wanted: Document = {} if status is None else {"status": status}
        found: list[RunRecord] = []
        for batch in batched(guilds, GUILDS):
            theirs = {"$or": [of_guild(guild_id) for guild_id in batch]}
            found += await self._read({**theirs, **wanted})
        return sorted(found, key=lambda run: run.opened_at)

    async def runs_of(
        self, codes: Collection[str], status: RunStatus | None = None
    ) -> Sequence[RunRecord]:
        """Read by the index of codes."""
        wanted: Document = {} if status is None else {"status": status}
        found: list[RunRecord] = []
        for batch in batched({code_key(code) for code in codes}, BATCH):
            found += await self._read({"code_key": {"$in": batch}, **wanted})
        return sorted(found, key=lambda run: run.opened_at)

    async def close_runs(self, codes: Mapping[str, Outcome], *, at: datetime) -> None:
        """Update by the index of codes. Of a code given twice the first reason counts."""
        reasons: dict[str, Outcome] = {}
        for code, reason in codes.items():
            reasons.setdefault(code_key(code), reason)
        done = {"status": RunStatus.DONE, "updated_at": time_text(at), "due": None, **NOT_ASKED}
        free = {"status": RunStatus.OPEN, "owner": {"$in": ["", None]}, "due": None}
        updates = (
            UpdateMany({"code_key": key, **free}, {"$set": {**done, "reason": reason}})
            for key, reason in reasons.items()
        )
        await self._connection.update(self._connection.runs, updates)

    async def _free(self, claim: Claim) -> list[Document]:
        """Return what may be claimed, as it is: what is due, then what its owner has left."""
        among: Document = {}
        if claim.among is not None:
            among = {"_id": {"$in": [run_id(key) for key in claim.among]}}
        due = {"due": {"$gt": LONG_AGO}, "$expr": {"$lte": ["$due", NOW]}}
        owned = {"owner": {"$gt": "", "$ne": claim.owner}}
        found = await self._seen({**_FREE, **among, "$or": [due, owned]}, FEW)
        if len(found) < min(FEW, claim.limit) and not any(row.get("owner") for row in found):
            # As most often: one question finds nothing, or all there is, and nobody has left it.
            return sorted(found, key=lambda row: cast("datetime", row["due"]))
        found = await self._seen({**_FREE, **due, **among}, claim.limit, order=[("due", 1)])
        room, seen = claim.limit - len(found), {row["_id"] for row in found}
        others: Document = {**_FREE, **owned, **among}
        if room and await self._seen(others, 1):
            others["owner"] = {"$gt": "", "$nin": [claim.owner, await self._holder()]}
            left = await self._seen(others, room + len(seen))
            found += [row for row in left if row["_id"] not in seen][:room]
        return found

    async def _holder(self) -> str:
        """Return who holds the address now."""
        held = {"_id": ADDRESS, "$expr": {"$gt": ["$lease_until", NOW]}}
        rows = self._connection.find(self._connection.leases, held)
        holders = [row["owner"] async for batch in rows for row in batch]
        return "".join(holders)

    async def _seen(self, query: Query, most: int, order: Order | None = None) -> list[Document]:
        """Return what is compared when a run is taken."""
        fields = {"fence": 1, "due": 1, "owner": 1}
        rows = self._connection.find(self._connection.runs, query, fields, order, most)
        return [row async for batch in rows for row in batch]

    async def _read(self, query: Query, order: Order | None = None) -> Sequence[RunRecord]:
        rows = self._connection.find(self._connection.runs, query, order=order)
        found = [
            run
            async for batch in rows
            async for part in in_parts(map(run_in, batch))
            for run in part
        ]
        return found if order else sorted(found, key=lambda run: run.opened_at)

    async def _update(self, runs: Iterable[RunKey], where: Query, update: Update) -> None:
        """Apply an update to those of the runs that match."""
        updates = (UpdateOne({"_id": run_id(key), **where}, update) for key in runs)
        await self._connection.update(self._connection.runs, updates)


FEW = 16
"""Free runs that are looked for in no order."""

_FENCE = {"$ifNull": ["$fence", 0]}
_OWNED = {"$gt": ["$owner", ""]}
_BEGIN = {
    Again.FOR_NEW: IS_NEW,
    Again.ANEW: IS_DONE,
    Again.AFRESH: {"$or": [IS_DONE, {"$not": [_OWNED]}]},
}
"""Of which runs nothing is kept when they are wanted."""

GOES_ON: Query = {"stop": {"$in": [False, None]}}
"""Not to be stopped: an earlier version has no field for it."""

_FREE: Document = {"status": RunStatus.OPEN, **GOES_ON}
"""What may be claimed when it is due."""


def _wanted(row: Document, again: Again) -> list[Document]:
    """Return the update that opens a run, leaving one that is open with its figures and owner."""
    in_hands = {"$and": [{"$not": [IS_DONE]}, _OWNED]}
    begins = {"$cond": [_BEGIN[again], {"$literal": row}, "$$ROOT"]}
    now = {
        "code": {"$cond": [IS_DONE, {"$literal": row["code"]}, "$code"]},
        "status": RunStatus.OPEN,
        "reason": None,
        "fence": _FENCE,
        "edition": {"$ifNull": ["$edition", 1]},
        "due": {"$cond": [in_hands, "$due", NOW]},
        "stop": False,
        "again": {"$cond": [in_hands, {"$max": ["$again", again]}, Again.NO]},
    }
    opened = {"$mergeObjects": [begins, now]}
    if again > Again.FOR_NEW:
        return [{"$replaceWith": opened}]
    return [{"$replaceWith": {"$cond": [{"$eq": ["$stop", True]}, "$$ROOT", opened]}}]


def _taking(seen: Document, taken: Update) -> UpdateOne:
    """Return the update that takes a run, unless anything was done to it since it was seen."""
    as_seen = {name: seen.get(name) for name in ("fence", "due", "owner")}
    return UpdateOne({"_id": seen["_id"], **_FREE, **as_seen}, taken)


def _saved(run: RunRecord) -> UpdateOne:
    mine = {"_id": run_id(run.key), "owner": run.owner, "fence": run.fence}
    saved = of_run(run)
    if run.status is RunStatus.OPEN:
        return UpdateOne(mine, {"$set": saved})
    wanted = {"status": RunStatus.OPEN, "reason": None, "due": NOW}
    done = {name: {"$literal": value} for name, value in saved.items()}
    unless = {name: {"$cond": ["$again", now, done[name]]} for name, now in wanted.items()}
    return UpdateOne(mine, [{"$set": {**done, **unless}}])
