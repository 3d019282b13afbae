"""Who is settled for which code, and the latest answer of those who are not."""

from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence

from autoredeem.domain.codes import code_key, spelling_of
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Outcome, Redemption, Settlement
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.connection import Collection as Rows
from autoredeem.store.mongo.cross_guild import guilds_of
from autoredeem.store.mongo.documents import (
    Document,
    ledger_id,
    ledger_ids,
    of_attempt,
    of_ledger,
    of_redemption,
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

    async def attempts(self, guild_id: GuildId, code: str) -> Mapping[Fid, Attempt]:
        """Read by the index of guild and key."""
        query = {"guild_id": guild_id, "code_key": code_key(code)}
        noted: dict[Fid, Attempt] = {}
        # Most say the same: with one text for all, the collector has less to walk over.
        texts: dict[str, str] = {}
        async for rows in self._connection.find(self._connection.attempts, query):
            for row in rows:
                shared = {name: texts.setdefault(row[name], row[name]) for name in SAID}
                attempt = attempt_in({**row, **shared, "guild_id": guild_id})
                noted[attempt.fid] = attempt
        return noted

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
