"""Which players were asked for in which states, and what is searched for."""

from collections.abc import Collection, Sequence
from datetime import datetime

from pymongo import UpdateOne

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.proofs import ProofRecord, SearchedPlayer, SearchFigures
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import Document, time_text


class MongoProofs(OnConnection):
    """The port `Proofs`."""

    async def note_proofs(self, proofs: Collection[ProofRecord]) -> None:
        """Write over what is there."""
        latest = {(one.at, one.fid, one.state): one for one in proofs}.values()
        updates = (
            ({"_id": f"{time_text(one.at)}:{one.fid}:{one.state}"}, {"$set": _of_proof(one)})
            for one in latest
        )
        await self._connection.write_over(self._connection.proofs, updates)

    async def proofs_since(self, at: datetime) -> Sequence[ProofRecord]:
        """Read a range of `_id`s."""
        since = {"_id": {"$gte": time_text(at)}}
        rows = self._connection.find(self._connection.proofs, since)
        found = [_proof_in(row) async for some in rows for row in some]
        return sorted(found, key=lambda one: (one.at, one.fid, one.state))

    async def begin_searches(self, searches: Collection[SearchedPlayer]) -> None:
        """Write over what is there."""
        latest = {(one.guild_id, one.fid): one for one in searches}.values()
        updates = (
            ({"_id": f"{one.guild_id}:{one.fid}"}, {"$set": _of_search(one)}) for one in latest
        )
        await self._connection.write_over(self._connection.searches, updates)

    async def note_searches(self, searches: Collection[SearchedPlayer]) -> None:
        """Update by `_id`."""
        updates = (
            UpdateOne({"_id": f"{one.guild_id}:{one.fid}"}, {"$set": _of_search(one)})
            for one in searches
        )
        await self._connection.update(self._connection.searches, updates)

    async def guilds_searching(self) -> Sequence[GuildId]:
        """Have the server tell guilds apart, by the index of what is to be done."""
        stages: list[Document] = [
            {"$match": {"over": False}},
            {"$group": {"_id": "$guild_id"}},
            {"$sort": {"_id": 1}},
        ]
        rows = await self._connection.grouped(self._connection.searches, stages)
        return [GuildId(row["_id"]) for row in rows]

    async def searches_to_do(self, guild_id: GuildId, *, most: int) -> Sequence[SearchedPlayer]:
        """Read by the index of what is to be done."""
        query = {"over": False, "guild_id": guild_id}
        found = self._connection.find(self._connection.searches, query, limit=most)
        return [_search_in(row) async for rows in found for row in rows]

    async def search_figures(self, guild_id: GuildId) -> SearchFigures:
        """Have the server count."""
        one_if = {"$cond": ["$over", 1, 0]}
        found = {"$cond": [{"$gt": ["$state", None]}, 1, 0]}
        stages: list[Document] = [
            {"$match": {"guild_id": guild_id}},
            {
                "$group": {
                    "_id": None,
                    "players": {"$sum": 1},
                    "over": {"$sum": one_if},
                    "found": {"$sum": found},
                    "asked": {"$sum": {"$size": "$tried"}},
                }
            },
        ]
        for row in await self._connection.grouped(self._connection.searches, stages):
            return SearchFigures(row["players"], row["over"], row["found"], row["asked"])
        return SearchFigures()

    async def drop_searches(self, guilds: Collection[GuildId]) -> None:
        """Delete by the index of guilds."""
        for batch in batched(guilds, BATCH):
            query = {"guild_id": {"$in": list(batch)}}
            await self._connection.clear(self._connection.searches, query)


def _of_proof(one: ProofRecord) -> Document:
    outcome = one.outcome and one.outcome.value
    return {"fid": one.fid, "state": one.state, "at": time_text(one.at), "outcome": outcome}


def _proof_in(row: Document) -> ProofRecord:
    said = Outcome(row["outcome"]) if row["outcome"] else None
    return ProofRecord(
        Fid(row["fid"]), State(row["state"]), datetime.fromisoformat(row["at"]), said
    )


def _of_search(one: SearchedPlayer) -> Document:
    return {
        "guild_id": one.guild_id,
        "fid": one.fid,
        "at": time_text(one.at),
        "span": one.span,
        "most": one.most,
        "tried": list(one.tried),
        "state": one.state,
        "over": one.over,
    }


def _search_in(row: Document) -> SearchedPlayer:
    return SearchedPlayer(
        GuildId(row["guild_id"]),
        Fid(row["fid"]),
        datetime.fromisoformat(row["at"]),
        row["span"],
        row["most"],
        tuple(map(State, row["tried"])),
        row["state"] and State(row["state"]),
        row["over"],
    )
