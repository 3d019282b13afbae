"""The older bot's rows as they are, and ours beside them. Nothing of its own is changed."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from bson import ObjectId

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.connection import Collection as Rows
from autoredeem.store.mongo.connection import Connection, OnConnection
from autoredeem.store.mongo.cross_guild import copy_settled, guilds_of
from autoredeem.store.mongo.documents import (
    ADOPTION,
    GENERATED,
    Document,
    adopted_in,
    entry_id,
    ledger_id,
    of_new_members,
    storable,
    time_or_none,
    time_text,
)
from autoredeem.store.mongo.opt_outs import STANDING
from autoredeem.store.older_bot import Kind, OlderBot, OldMember, OldSettlement, Place, Row, Subject
from autoredeem.store.options import StoreOptions

OF_MEMBER = dict.fromkeys(
    ("fid", "nickname", "furnace_lv", "added_by", "added_at", "updated_at"), 1
)
OF_LEDGER = dict.fromkeys(
    ("guild_id", "code", "fid", "status", "redeemed_at", "created_at", "updated_at"), 1
)
NOT_OURS: Document = {"outcome": None, "adopted": None}
"""A settlement that this program recorded says its outcome, and one that it adopted says that."""

EACH_MEMBER: list[Document] = [
    {"$project": {"guild_id": 1, **OF_MEMBER, "members": 1}},
    {"$unwind": {"path": "$members", "preserveNullAndEmptyArrays": True}},
    {"$set": {"member": "$members"}},
    {"$unset": ["members", "member.avatar_image"]},
]
EACH_ENTRY: list[Document] = [{"$project": {"redemptions": 1}}, {"$unwind": "$redemptions"}]
"""Stages that make a row of each element: one document may be as large as a page of them."""


@asynccontextmanager
async def older_bot_in(url: str, title: str, options: StoreOptions) -> AsyncIterator[OlderBot]:
    """Connect to a title's database; raises as `open_store` does. Nothing is made in it."""
    connection = Connection(url, title, options)
    try:
        await connection.connect()
        yield MongoOlderBot(connection)
    finally:
        await connection.close()


class MongoOlderBot(OnConnection):
    """The port `OlderBot`."""

    async def has_news(self) -> bool:
        """Read what was noted, and compare it with what the ends of indexes say now.

        Whoever opens the store and finds codes without our field takes the note away.
        """
        known = self._connection
        noted = [row async for rows in known.find(known.meta, {"_id": ADOPTION}) for row in rows]
        return not noted or noted[0] != await self.begin()

    async def begin(self) -> Document:
        """Read the newest ids, and how many rows the server counts in the other collections."""
        known = self._connection
        return {
            "_id": ADOPTION,
            "ledger": await self._newest(known.ledger),
            "members": await self._newest(known.members),
            "history": await known.estimate(known.history),
            "states": await known.estimate(known.alliance_members),
        }

    async def finish(self, mark: object) -> None:
        """Write over what was noted before."""
        noted = {"$set": {name: value for name, value in _as_row(mark).items() if name != "_id"}}
        await self._connection.write_over(self._connection.meta, [({"_id": ADOPTION}, noted)])

    async def rows(self, kind: Kind) -> AsyncIterator[Sequence[Row]]:
        """Read all by one cursor, without what nobody needs of them: pictures above all."""
        known = self._connection
        if kind is Kind.MEMBERS:
            pages = known.aggregated(known.members, EACH_MEMBER)
        elif kind is Kind.HISTORY:
            pages = known.aggregated(known.history, EACH_ENTRY)
        elif kind is Kind.STATES:
            pages = known.find(known.alliance_members, {"kid": {"$exists": True}}, {"kid": 1})
        else:
            pages = known.find(known.ledger, NOT_OURS, OF_LEDGER)
        async for page in pages:
            yield page

    async def enrolled(self, fids: Collection[Fid]) -> Mapping[Fid, frozenset[GuildId]]:
        """Read by the index of fids."""
        return await guilds_of(self._connection, fids)

    async def kept_out(self, places: Collection[Place]) -> frozenset[Place]:
        """Read opt-outs by key."""
        found: set[Place] = set()
        for batch in batched(places, BATCH):
            asking = {entry_id(*place): place for place in batch}
            names = await self._connection.existing(
                self._connection.opt_outs, list(asking), STANDING
            )
            found.update(asking[name] for name in names)
        return frozenset(found)

    async def adopted(self, guilds: Collection[GuildId]) -> frozenset[Place]:
        """Read a row for each guild."""
        found: set[Place] = set()
        for batch in batched(guilds, BATCH):
            asking = {adopted_in(guild_id): guild_id for guild_id in batch}
            query = {"_id": {"$in": list(asking)}}
            async for rows in self._connection.find(self._connection.meta, query):
                for row in rows:
                    found.update((asking[row["_id"]], Fid(fid)) for fid in row["fids"])
        return frozenset(found)

    async def add_members(self, members: Collection[OldMember], *, at: datetime) -> None:
        """Insert what is absent."""
        for batch in batched(members, BATCH):
            await self._connection.insert(self._connection.members, _entries(batch, at))
            await self._copy_settled(batch, at)

    async def keep_adopted(self, places: Collection[Place]) -> None:
        """Add them to the row of each guild."""
        for batch in batched(places, BATCH):
            fids: defaultdict[GuildId, list[Fid]] = defaultdict(list)
            for guild_id, fid in batch:
                fids[guild_id].append(fid)
            notes = (
                ({"_id": adopted_in(guild_id)}, {"$addToSet": {"fids": {"$each": theirs}}})
                for guild_id, theirs in fids.items()
            )
            await self._connection.write_over(self._connection.meta, notes)

    async def unsettled(self, subjects: Collection[Subject]) -> frozenset[Subject]:
        """Look `_id`s up."""
        absent = set(subjects)
        for batch in batched(subjects, BATCH):
            asking = {ledger_id(*subject): subject for subject in batch}
            found = await self._connection.existing(self._connection.ledger, list(asking))
            absent.difference_update(asking[name] for name in found)
        return frozenset(absent)

    async def settle(self, settlements: Mapping[Subject, OldSettlement], *, at: datetime) -> None:
        """Insert what is absent."""
        for batch in batched(settlements.items(), BATCH):
            rows = (_settled(subject, one, at) for subject, one in batch)
            await self._connection.insert(self._connection.ledger, rows)

    async def without_state(self, fids: Collection[Fid]) -> frozenset[Fid]:
        """Look `_id`s up."""
        unknown = set(fids)
        for batch in batched(fids, BATCH):
            names = [str(fid) for fid in batch]
            known = await self._connection.existing(self._connection.players, names)
            unknown.difference_update(Fid(int(name)) for name in known)
        return frozenset(unknown)

    async def note_states(self, states: Mapping[Fid, State]) -> None:
        """Insert what is absent, without a time: nothing is proven by it."""
        said: Document = {"proven_at": None, "refused": [], "missing_at": None}
        rows = ({"_id": str(fid), "state": state, **said} for fid, state in states.items())
        await self._connection.insert(self._connection.players, rows)

    async def _copy_settled(self, members: Collection[OldMember], at: datetime) -> None:
        """Copy for those who are in several guilds."""
        enrolled = await guilds_of(self._connection, [one.fid for one in members])
        several: defaultdict[GuildId, list[Fid]] = defaultdict(list)
        for one in members:
            if len(enrolled.get(one.fid, ())) > 1:
                several[one.guild_id].append(one.fid)
        for guild_id, fids in several.items():
            await copy_settled(self._connection, guild_id, fids, at)

    async def _newest(self, collection: Rows) -> ObjectId | None:
        """Return the greatest id that a server or a driver gave, from the end of an index."""
        found = self._connection.find(collection, GENERATED, {"_id": 1}, [("_id", -1)], 1)
        return next((row["_id"] for row in [row async for rows in found for row in rows]), None)


def _as_row(mark: object) -> Mapping[str, Any]:
    assert isinstance(mark, dict), "a mark is what `begin` returned"  # noqa: S101 - a bug of ours
    return mark


def _entries(members: Collection[OldMember], at: datetime) -> Iterator[Document]:
    for one in members:
        member = Member(one.fid, nickname=one.nickname, level=one.level)
        (row,) = of_new_members(one.guild_id, [member], storable(one.added_by), at)
        yield {**row, "added_at": time_text(one.added_at or at)}


def _settled(subject: Subject, one: OldSettlement, at: datetime) -> Document:
    """Return a row as the older bot may read it, too; without an outcome it is no witness."""
    guild_id, _, fid = subject
    return {
        "_id": ledger_id(*subject),
        "guild_id": guild_id,
        "code": one.code,
        "fid": str(fid),
        "status": "success" if one.how is Outcome.REDEEMED else "already_redeemed",
        "adopted": True,
        "redeemed_at": time_or_none(one.at),
        "created_at": time_text(at),
        "updated_at": time_text(at),
    }
