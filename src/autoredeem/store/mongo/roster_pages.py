"""Pages of a guild's members, what they need, and those whom a text may mean, by the server."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from pymongo import UpdateOne

from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import GuildId
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import Member, MemberSort
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.mongo.connection import Order
from autoredeem.store.mongo.documents import (
    Document,
    forms,
    ledger_start,
    name_key,
    of_ledger,
    storable,
)
from autoredeem.store.mongo.roster import FIELDS, MongoRoster
from autoredeem.store.mongo.roster_stages import need_stages, roster_stages
from autoredeem.store.mongo.rows import member_in
from autoredeem.store.records import MemberPage, MemberQuery
from autoredeem.store.suggestions import Suggestions

ORDERS: Mapping[MemberSort, Mapping[str, int]] = {
    MemberSort.NAME: {"nameless": 1, "name": 1, "_id": 1},
    MemberSort.ID: {"_id": 1},
    MemberSort.STATE: {"state": 1, "_id": 1},
    MemberSort.LEVEL: {"level": -1, "_id": 1},
    MemberSort.ALLIANCE: {"place": 1, "_id": 1},
    MemberSort.LAST_OUTCOME: {"settled": 1, "unanswered": 1, "why": 1, "how": 1, "_id": 1},
}


NAME_ORDER: Order = [("name_key", 1)]
ID_ORDER: Order = [("fid", 1)]

LAST = chr(0x10FFFF)
"""Sorts behind whatever else a name goes on with."""

COUNT: list[Document] = [
    {
        "$group": {
            "_id": None,
            "total": {"$sum": 1},
            "unread": {"$sum": {"$cond": [{"$lt": ["$name", ""]}, 1, 0]}},
        }
    }
]


class MongoRosterPages(MongoRoster):
    """Of the port `Roster`: `member_page`, `members_like` and `count_needs`."""

    async def member_page(self, guild_id: GuildId, query: MemberQuery) -> MemberPage:
        """Have the server find out who is on the page, then read those."""
        found = await self._page(guild_id, query)
        if found["unread"]:
            await self._fold_names(guild_id)
            found = await self._page(guild_id, query)
        fids = found["fids"]
        members = await self.members_among(guild_id, fids)
        shown = [members[fid] for fid in fids if fid in members]
        number = query.number_of(found["found"])
        return MemberPage(shown, number, found["found"], found["total"])

    async def count_needs(self, guild_id: GuildId) -> Mapping[Need, int]:
        """Have the server group them."""
        stages = [*roster_stages(guild_id), *need_stages(self._connection.players.name)]
        count = {"$group": {"_id": "$need", "members": {"$sum": 1}}}
        rows = await self._connection.grouped(self._connection.members, [*stages, count])
        return {Need(row["_id"]): row["members"] for row in rows if row["_id"]}

    async def members_like(self, guild_id: GuildId, typed: str, *, most: int) -> Sequence[Member]:
        """Walk the index of names, and a range of that of ids, as far as is needed."""
        wanted = Suggestions(typed, most)
        part = storable(wanted.part)
        async for _ in self._members_where(guild_id, {"name_key": None}, 1):
            await self._fold_names(guild_id)
        start = {"$gt": ""} if not part else {"$gte": part}
        named = {"name_key": {**start, "$lt": f"{part}{LAST}"}}
        wanted.take([one async for one in self._members_where(guild_id, named, most)])
        if wanted.room and wanted.digits:
            # As text, and in rows of an older bot as numbers.
            texts = [{"fid": {"$gte": wanted.digits, "$lt": f"{wanted.digits}:"}}]
            numbers = [{"fid": {"$gte": one, "$lt": end}} for one, end in wanted.id_ranges]
            by_id = {"$or": [*texts, *numbers]}
            found = [one async for one in self._members_where(guild_id, by_id, most, ID_ORDER)]
            wanted.take(sorted(found, key=lambda one: one.fid))
        if wanted.room and part:
            inside = {"name_key": {"$regex": re.escape(part)}}
            wanted.take([one async for one in self._members_where(guild_id, inside, most)])
        if wanted.room and not part:
            wanted.take(
                [one async for one in self._members_where(guild_id, {"name_key": ""}, most)]
            )
        return wanted.found

    async def _members_where(
        self, guild_id: GuildId, where: Document, most: int, order: Order = NAME_ORDER
    ) -> AsyncIterator[Member]:
        query = {"guild_id": {"$in": forms([guild_id])}, **where}
        found = self._connection.find(self._connection.members, query, FIELDS, order, most)
        async for rows in found:
            for member in filter(None, map(member_in, rows)):
                yield member

    async def _page(self, guild_id: GuildId, query: MemberQuery) -> Document:
        """Return counts and the players of the page, or of the last one where there are fewer."""
        number = query.page
        while True:
            found = await self._page_numbered(guild_id, query, number)
            last = query.number_of(found["found"])
            if last == number:
                return found
            number = last

    async def _page_numbered(self, guild_id: GuildId, query: MemberQuery, number: int) -> Document:
        members, matches = self._connection.members, {"$match": _matches(query)}
        page = [
            {"$sort": ORDERS[query.sort]},
            {"$skip": (number - 1) * query.size},
            {"$limit": query.size},
        ]
        parts = {
            "counts": COUNT,
            "found": [matches, {"$count": "count"}],
            "page": [matches, *page, {"$project": {"_id": 1}}],
        }
        needs = need_stages(self._connection.players.name) if query.need else ()
        sorted_by = self._sorted_by(guild_id, query)
        stages = [*roster_stages(guild_id), *needs, *sorted_by, {"$facet": parts}]
        (said,) = await self._connection.grouped(members, stages)
        counts = said["counts"][0] if said["counts"] else {"total": 0, "unread": 0}
        found = said["found"][0]["count"] if said["found"] else 0
        return {**counts, "found": found, "fids": [row["_id"] for row in said["page"]]}

    def _sorted_by(self, guild_id: GuildId, query: MemberQuery) -> Sequence[Document]:
        """Return the stages that find out by what is sorted, where the rows don't say it."""
        if query.sort is MemberSort.ALLIANCE:
            return [_places(query.alliances)]
        if query.sort is not MemberSort.LAST_OUTCOME:
            return []
        known, key = self._connection, code_key(query.issue)
        return [
            _united(known.attempts.name, guild_id, key, {"answer": "$outcome"}),
            _united(known.ledger.name, guild_id, key, {"how": HOW}),
            {"$group": {"_id": "$_id", "all": {"$mergeObjects": "$$ROOT"}}},
            {"$replaceRoot": {"newRoot": "$all"}},
            {"$match": {"name": {"$exists": True}}},
            {"$set": {"settled": {"$gt": ["$how", None]}}},
            {"$set": {"why": {"$cond": ["$settled", None, "$answer"]}}},
            {"$set": {"unanswered": {"$lte": ["$why", None]}}},
        ]

    async def _fold_names(self, guild_id: GuildId) -> None:
        """Write what names are compared by into rows that an earlier program made."""
        query = {"guild_id": {"$in": forms([guild_id])}, "name_key": None}
        async for rows in self._connection.find(self._connection.members, query, {"nickname": 1}):
            updates = [_folded(row["_id"], row.get("nickname")) for row in rows]
            await self._connection.update(self._connection.members, updates)


def _folded(name: object, nickname: object) -> UpdateOne:
    key = name_key(nickname if isinstance(nickname, str) else "")
    return UpdateOne({"_id": name, "name_key": None}, {"$set": {"name_key": key}})


HOW: Document = {
    "$ifNull": [
        "$outcome",
        {"$cond": [{"$eq": ["$status", "success"]}, Outcome.REDEEMED, Outcome.ALREADY_REDEEMED]},
    ]
}
"""How a row of the ledger says that somebody is settled; an older bot's has no outcome."""


def _united(collection: str, guild_id: GuildId, key: str, said: Document) -> Document:
    """Return the stage that adds what is said of players: their numbers end the `_id`s."""
    player = {"$substrBytes": ["$_id", len(ledger_start(guild_id, key).encode()), -1]}
    number = {"$convert": {"input": player, "to": "long", "onError": 0, "onNull": 0}}
    pipeline = [{"$match": of_ledger(guild_id, key)}, {"$project": {"_id": number, **said}}]
    return {"$unionWith": {"coll": collection, "pipeline": pipeline}}


def _places(alliances: Sequence[AllianceId]) -> Document:
    """Return the stage that says at which place of an order a member's alliance is."""
    place = {"$indexOfArray": [[*alliances], "$alliance"]}
    return {"$set": {"place": {"$cond": [{"$lt": [place, 0]}, len(alliances), place]}}}


def _matches(query: MemberQuery) -> Document:
    wanted = [_texts_match(query)]
    if query.alliance is not None:
        wanted.append({"$eq": ["$alliance", query.alliance]})
    if query.unowned:
        wanted.append({"$not": ["$owned"]})
    matches: Document = {"$expr": {"$and": wanted}}
    return {**matches, "need": query.need.value} if query.need else matches


def _texts_match(query: MemberQuery) -> Document:
    part, digits = {"$literal": storable(query.part)}, {"$literal": query.digits}
    if query.whole:
        return {"$eq": ["$name", part]}
    texts: list[tuple[Any, Document]] = [("$name", part)]
    if query.digits:
        state = {"$cond": ["$state", {"$toString": "$state"}, ""]}
        texts += [({"$toString": "$_id"}, digits), (state, digits)]
    return {"$or": [{"$gte": [{"$indexOfCP": [text, one]}, 0]} for text, one in texts]}
