"""Who is settled for which code, and the latest answer of those who are not."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from operator import itemgetter

from autoredeem.domain.codes import code_key, spelling_of
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Outcome, Redemption, Settlement
from autoredeem.store.batches import BATCH, SUBJECTS, batched
from autoredeem.store.checked import Subject
from autoredeem.store.mongo.connection import Collection as Rows
from autoredeem.store.mongo.cross_guild import guilds_of
from autoredeem.store.mongo.documents import (
    Document,
    ledger_id,
    ledger_ids,
    ledger_start,
    of_attempt,
    of_ledger,
    of_redemption,
    time_text,
)
from autoredeem.store.mongo.ledger_keys import MongoLedgerKeys
from autoredeem.store.mongo.rows import attempt_in, fid_in, guild_in, redemption_in

GUILDS = 20
"""Guilds to a query for witnesses: each is a range of keys, and one has enough as a rule."""

OURS = [Outcome.REDEEMED, Outcome.ALREADY_REDEEMED]

KeyAndFid = tuple[str, Fid]
"""What a settlement is about: a code key and a player."""

SAID = ("code", "message")
"""The fields of an attempt that many attempts share."""


class MongoLedger(MongoLedgerKeys):
    """The port `Ledger`, but for what batch checks are made of."""

    async def settle(
        self, settlements: Collection[Settlement]
    ) -> Mapping[KeyAndFid, frozenset[GuildId]]:
        """Insert what is absent."""
        settled: dict[KeyAndFid, frozenset[GuildId]] = {}
        for batch in batched(settlements, BATCH):
            enrolled = await guilds_of(self._connection, {one.fid for one in batch})
            first, guilds = _gathered(batch, enrolled)
            await self._connection.insert(self._connection.ledger, _rows(first, guilds))
            for subject, where in guilds.items():
                before = settled.get(subject, where)
                settled[subject] = before if where <= before else before | where
        return settled

    async def note_attempts(self, attempts: Collection[Attempt]) -> None:
        """Update by a filter that no later attempt matches."""
        await self._connection.write_over(self._connection.attempts, map(_noted, attempts))

    async def forget_attempts(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> None:
        """Delete by `_id`."""
        names = [ledger_id(guild_id, key, fid) for key in set(map(code_key, codes)) for fid in fids]
        for batch in batched(names, BATCH):
            await self._connection.delete(self._connection.attempts, batch)

    async def attempts(self, guild_id: GuildId, code: str) -> Mapping[Fid, Attempt]:
        """Read by the index of guild and key."""
        subject = guild_id, code
        return (await self.attempts_of([subject]))[subject]

    async def attempts_of(
        self, subjects: Collection[Subject]
    ) -> Mapping[Subject, Mapping[Fid, Attempt]]:
        """Read by the index of guild and key."""
        noted = {_place(subject): dict[Fid, Attempt]() for subject in subjects}
        # Most say the same: with one text for all, the collector has less to walk over.
        texts: dict[str, str] = {}
        for query in _of_places(noted):
            async for rows in self._connection.find(self._connection.attempts, query):
                for row in rows:
                    shared = {name: texts.setdefault(row[name], row[name]) for name in SAID}
                    attempt = attempt_in({**row, **shared})
                    noted[attempt.guild_id, row["code_key"]][attempt.fid] = attempt
        return {subject: noted[_place(subject)] for subject in subjects}

    async def settled_since(
        self, since: Mapping[Subject, datetime]
    ) -> Mapping[Subject, Mapping[Fid, Outcome]]:
        """Read ranges of `_id`s, of the days that may matter; then compare times as they are read.

        Of old rows the times may have other forms, which the server compares otherwise.
        """
        settled: dict[Subject, dict[Fid, Outcome]] = {subject: {} for subject in since}
        for batch in batched(since, SUBJECTS):
            asked = {(*_place(one), one) for one in batch}
            starts = defaultdict[str, list[tuple[GuildId, str, Subject]]](list)
            for guild_id, key, subject in asked:
                starts[ledger_start(guild_id, key)].append((guild_id, key, subject))
            days = [
                {**of_ledger(guild_id, key), "redeemed_at": {"$not": {"$lt": _day(since[subject])}}}
                for guild_id, key, subject in asked
            ]
            async for rows in self._connection.find(self._connection.ledger, {"$or": days}):
                for row in rows:
                    for guild_id, key, subject in starts[_start_of(row["_id"])]:
                        one = _row_of(row, guild_id, key)
                        if one and one.at > since[subject]:
                            settled[subject][one.fid] = one.how
        return settled

    async def redemptions(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> Sequence[Redemption]:
        """Read every key; what it is about is known from the asking."""
        return [
            redemption_in(row, guild_id, *subject)
            async for row, subject in self._rows_of(self._connection.ledger, guild_id, codes, fids)
        ]

    async def attempts_among(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> Sequence[Attempt]:
        """Read every key."""
        rows = self._rows_of(self._connection.attempts, guild_id, codes, fids)
        return [attempt_in(row) async for row, _ in rows]

    async def witnesses(self, issue: str, *, most: int) -> Sequence[Redemption]:
        """Read ranges of keys, a few guilds at a time, until there are enough."""
        key, found = code_key(issue), dict[Fid, Redemption]()
        guilds = await self._places(code_key(spelling_of(issue)))
        for batch in batched(guilds, GUILDS):
            for row in await self._recorded(key, batch, most):
                guild_id, fid = guild_in(row), fid_in(row)
                if guild_id is not None and fid is not None:
                    found.setdefault(fid, redemption_in(row, guild_id, key, fid))
            if len(found) >= most:
                break
        return list(found.values())[:most]

    async def _places(self, key: str) -> Sequence[GuildId]:
        """Return guilds that run a code, or have posted it: as many as one answer holds."""
        connection, query = self._connection, {"code_key": key}
        spellings = connection.find(connection.codes, query, {"_id": 1})
        posted = {"code": {"$in": [row["_id"] async for rows in spellings for row in rows]}}
        guilds: set[GuildId] = set()
        for collection, where in ((connection.runs, query), (connection.postings, posted)):
            found = connection.find(collection, where, {"guild_id": 1}, limit=BATCH)
            guilds |= {row["guild_id"] async for rows in found for row in rows}
        return sorted(guilds)[:BATCH]

    async def _recorded(
        self, key: str, guilds: Collection[GuildId], most: int
    ) -> Sequence[Document]:
        """Return settlements that we recorded in these guilds, one for each player."""
        ranges = [of_ledger(guild_id, key) for guild_id in guilds]
        one_each = {"_id": "$fid", "row": {"$first": "$$ROOT"}}
        found = await self._connection.grouped(
            self._connection.ledger,
            [
                {"$match": {"$or": ranges, "outcome": {"$in": OURS}}},
                {"$group": one_each},
                {"$limit": most},
            ],
        )
        return [one["row"] for one in found]

    async def _rows_of(
        self,
        collection: Rows,
        guild_id: GuildId,
        codes: Collection[str],
        fids: Collection[Fid],
    ) -> AsyncIterator[tuple[Document, KeyAndFid]]:
        for batch in batched(_asked(guild_id, codes, fids), BATCH):
            subjects = dict(batch)
            async for rows in self._connection.find(collection, {"_id": {"$in": list(subjects)}}):
                for row in rows:
                    yield row, subjects[row["_id"]]


def _place(subject: Subject) -> tuple[GuildId, str]:
    """Return a subject by its key: that of any spelling."""
    return subject[0], code_key(subject[1])


def _of_places(places: Collection[tuple[GuildId, str]]) -> Iterator[Document]:
    """Yield queries for the rows of guilds with keys: one code in many guilds, or the like."""
    by_guild = len({guild_id for guild_id, _ in places}) < len({key for _, key in places})
    for batch in batched(sorted(places, key=itemgetter(0 if by_guild else 1)), SUBJECTS):
        groups = defaultdict[GuildId | str, list[GuildId | str]](list)
        for guild_id, key in batch:
            same, other = (guild_id, key) if by_guild else (key, guild_id)
            groups[same].append(other)
        one, many = ("guild_id", "code_key") if by_guild else ("code_key", "guild_id")
        yield {"$or": [{one: same, many: {"$in": others}} for same, others in groups.items()]}


def _day(at: datetime) -> str:
    """Return how times of the day before begin: later ones of any zone sort behind it."""
    return time_text(at - timedelta(days=1))[:10]


def _start_of(name: str) -> str:
    """Return how the `_id`s of a range of the ledger begin, of one that lies in it."""
    return name[: name.rindex(":") + 1]


def _row_of(row: Document, guild_id: GuildId, key: str) -> Redemption | None:
    """Read a row in a range of the ledger; None where its key is not that of its player."""
    fid = fid_in(row)
    if fid is None or row["_id"] != ledger_id(guild_id, key, fid):
        return None
    return redemption_in(row, guild_id, key, fid)


def _asked(
    guild_id: GuildId, codes: Iterable[str], fids: Collection[Fid]
) -> Iterator[tuple[str, KeyAndFid]]:
    """Yield the `_id`s of all codes with all players, each with what it is about."""
    players = frozenset(fids)
    for key in {code_key(code) for code in codes}:
        for name, fid in ledger_ids(guild_id, key, players).items():
            yield name, (key, fid)


def _gathered(
    batch: Iterable[Settlement], enrolled: Mapping[Fid, frozenset[GuildId]]
) -> tuple[dict[KeyAndFid, Settlement], dict[KeyAndFid, frozenset[GuildId]]]:
    """Return for each subject its first settlement, and all guilds in which it holds."""
    first: dict[KeyAndFid, Settlement] = {}
    guilds: dict[KeyAndFid, frozenset[GuildId]] = {}
    for one in batch:
        subject = code_key(one.code), one.fid
        first.setdefault(subject, one)
        known = guilds.get(subject) or enrolled.get(one.fid, frozenset())
        guilds[subject] = known if one.guild_id in known else known | {one.guild_id}
    return first, guilds


def _rows(
    first: Mapping[KeyAndFid, Settlement], guilds: Mapping[KeyAndFid, frozenset[GuildId]]
) -> Iterator[Document]:
    for subject, one in first.items():
        for guild_id in guilds[subject]:
            yield of_redemption(one, guild_id)


def _noted(attempt: Attempt) -> tuple[Document, Document]:
    fields = of_attempt(attempt)
    name = ledger_id(attempt.guild_id, code_key(attempt.code), attempt.fid)
    return {"_id": name, "at": {"$lte": fields["at"]}}, {"$set": fields}
