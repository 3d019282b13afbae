"""Who got which answer, for many codes: ranges of `_id`s, grouped where they are read."""

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping, Sequence

from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.batches import SUBJECTS, batched
from autoredeem.store.matrix import MatrixParts
from autoredeem.store.mongo.connection import Collection as Rows
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import Document, ledger_start, of_ledger
from autoredeem.store.mongo.rows import how_in
from autoredeem.store.records import Matrix

PLAYERS = 20_000
"""Players to an answer. It is a few long lists of texts, as a row for each player would keep
Python's collector busy."""

HOW = {"outcome": "$outcome", "status": "$status"}

PLAYER = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)
"""The end of an `_id`. What is no player's number is none of ours."""

Cell = tuple[str, Outcome, Sequence[int]]


class MongoMatrix(OnConnection):
    """The verb `matrix` of the port `Ledger`."""

    async def matrix(self, guild_id: GuildId, codes: Collection[str]) -> Matrix:
        """Read answers first: whoever is settled meanwhile is settled."""
        parts = MatrixParts(codes)
        async for cell in self._cells(self._connection.attempts, guild_id, parts.keys):
            parts.note(*cell)
        async for cell in self._cells(self._connection.ledger, guild_id, parts.keys):
            parts.settle(*cell)
        return await parts.joined()

    async def _cells(
        self, collection: Rows, guild_id: GuildId, keys: Sequence[str]
    ) -> AsyncIterator[Cell]:
        for batch in batched(keys, SUBJECTS):
            starts = {ledger_start(guild_id, key): key for key in batch}
            ranges = [of_ledger(guild_id, key)["_id"] for key in batch]
            async for names, outcome in self._names(collection, ranges):
                for start, fids in _players(names).items():
                    if key := starts.get(start):
                        yield key, outcome, fids

    async def _names(
        self, collection: Rows, ranges: Sequence[Mapping[str, str]]
    ) -> AsyncIterator[tuple[Sequence[str], Outcome]]:
        """Read on from the last `_id`; yield a few of the same outcome at a time."""
        last, count = "", PLAYERS
        while count == PLAYERS:
            rest = [
                {"_id": {"$gt": max(last, one["$gte"]), "$lt": one["$lt"]}}
                for one in ranges
                if one["$lt"] > last
            ]
            page: list[Document] = [
                {"$match": {"$or": rest}},
                {"$sort": {"_id": 1}},
                {"$limit": PLAYERS},
                {"$group": {"_id": HOW, "names": {"$push": "$_id"}}},
            ]
            found = await self._connection.grouped(collection, page) if rest else []
            for group in found:
                async for names in in_parts(group["names"]):
                    yield names, how_in(group["_id"])
            count = sum(len(group["names"]) for group in found)
            last = max((group["names"][-1] for group in found), default="")


def _players(names: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """Return the players in `_id`s, by how these begin."""
    found = defaultdict[str, list[int]](list)
    for name in names:
        player = name[name.rindex(":") + 1 :]
        if PLAYER.fullmatch(player):
            found[name[: -len(player)]].append(int(player))
    return found
