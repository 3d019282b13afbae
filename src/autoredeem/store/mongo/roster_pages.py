"""A page of a guild's members, sorted and searched by the server."""

from collections.abc import Mapping
from typing import Any

from pymongo import UpdateOne

from autoredeem.domain.alliances import NO_ALLIANCE
from autoredeem.domain.ids import LARGEST_STATE, GuildId
from autoredeem.domain.players import LARGEST_LEVEL, MemberSort
from autoredeem.store.mongo.documents import Document, forms, name_key, storable
from autoredeem.store.mongo.roster import MongoRoster
from autoredeem.store.records import MemberPage, MemberQuery

ORDERS: Mapping[MemberSort, Mapping[str, int]] = {
    MemberSort.NAME: {"nameless": 1, "name": 1, "_id": 1},
    MemberSort.ID: {"_id": 1},
    MemberSort.STATE: {"state": 1, "_id": 1},
    MemberSort.LEVEL: {"level": -1, "_id": 1},
}


def _number(field: str, largest: int | None = None) -> Document:
    """Return the expression for a number that old rows may have as text, or not at all: then 0."""
    nothing = {"onError": 0, "onNull": 0}
    number: Document = {"$convert": {"input": f"${field}", "to": "long", **nothing}}
    return number if largest is None else {"$cond": [{"$lte": [number, largest]}, number, 0]}


READ: list[Document] = [
    {
        "$project": {
            "_id": 0,
            "fid": _number("fid"),
            "name": "$name_key",
            "state": _number("state", LARGEST_STATE),
            "level": _number("furnace_lv", LARGEST_LEVEL),
            "alliance": {"$ifNull": ["$alliance", NO_ALLIANCE]},
        }
    },
    {"$match": {"fid": {"$gt": 0}}},
    # Old rows may say one player twice.
    {
        "$group": {
            "_id": "$fid",
            **{name: {"$last": f"${name}"} for name in ("name", "state", "level", "alliance")},
        }
    },
    {"$set": {"nameless": {"$eq": ["$name", ""]}}},
]

COUNT: list[Document] = [
    {
        "$group": {
            "_id": None,
            "total": {"$sum": 1},
            "lacking": {"$sum": {"$cond": [{"$eq": ["$state", 0]}, 1, 0]}},
            "unread": {"$sum": {"$cond": [{"$lt": ["$name", ""]}, 1, 0]}},
        }
    }
]


class MongoRosterPages(MongoRoster):
    """The verb `member_page` of the port `Roster`."""

    async def member_page(self, guild_id: GuildId, query: MemberQuery) -> MemberPage:
        """Have the server find out who is on the page, then read those."""
        found = await self._page(guild_id, query)
        if found["unread"]:
            await self._fold_names(guild_id)
            found = await self._page(guild_id, query)
        fids = found["fids"]
        members = await self.members_among(guild_id, fids)
        shown = [members[fid] for fid in fids if fid in members]
        return MemberPage(
            shown, query.number_of(found["found"]), found["found"], found["total"], found["lacking"]
        )

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
        members, matches = self._connection.members, {"$match": {"$expr": _matches(query)}}
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
        theirs = {"$match": {"guild_id": {"$in": forms([guild_id])}}}
        (said,) = await self._connection.grouped(members, [theirs, *READ, {"$facet": parts}])
        counts = said["counts"][0] if said["counts"] else {"total": 0, "lacking": 0, "unread": 0}
        found = said["found"][0]["count"] if said["found"] else 0
        return {**counts, "found": found, "fids": [row["_id"] for row in said["page"]]}

    async def _fold_names(self, guild_id: GuildId) -> None:
        """Write what names are compared by into rows that an earlier program made."""
        query = {"guild_id": {"$in": forms([guild_id])}, "name_key": None}
        async for rows in self._connection.find(self._connection.members, query, {"nickname": 1}):
            updates = [_folded(row["_id"], row.get("nickname")) for row in rows]
            await self._connection.update(self._connection.members, updates)


def _folded(name: object, nickname: object) -> UpdateOne:
    key = name_key(nickname if isinstance(nickname, str) else "")
    return UpdateOne({"_id": name, "name_key": None}, {"$set": {"name_key": key}})


def _matches(query: MemberQuery) -> Document:
    texts = _texts_match(query)
    if query.alliance is None:
        return texts
    return {"$and": [{"$eq": ["$alliance", query.alliance]}, texts]}


def _texts_match(query: MemberQuery) -> Document:
    part, digits = {"$literal": storable(query.part)}, {"$literal": query.digits}
    if query.whole:
        return {"$eq": ["$name", part]}
    texts: list[tuple[Any, Document]] = [("$name", part)]
    if query.digits:
        state = {"$cond": ["$state", {"$toString": "$state"}, ""]}
        texts += [({"$toString": "$_id"}, digits), (state, digits)]
    return {"$or": [{"$gte": [{"$indexOfCP": [text, one]}, 0]} for text, one in texts]}
