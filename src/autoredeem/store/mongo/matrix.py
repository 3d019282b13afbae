"""Who got which answer, for many codes: ranges of `_id`s."""

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence

from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.batches import SUBJECTS, batched
from autoredeem.store.matrix import MatrixParts
from autoredeem.store.mongo.connection import Collection as Rows
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import Document, ledger_start, of_ledger
from autoredeem.store.mongo.rows import how_in
from autoredeem.store.records import Matrix

FIELDS = {"outcome": 1, "status": 1}

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
            starts = {ledger_start(guild_id, key)[:-1]: key for key in batch}
            query = {"$or": [of_ledger(guild_id, key) for key in batch]}
            async for rows in self._connection.find_lean(collection, query, FIELDS):
                for (start, *how), fids in _alike(rows).items():
                    if key := starts.get(start):
                        yield key, how_in(dict(zip(FIELDS, how, strict=True))), fids


def _alike(rows: Iterable[Document]) -> Mapping[tuple[str, str, str], Sequence[int]]:
    """Return the players in rows by how their `_id`s begin, outcome and status.

    What these mean is read once for all of them: there are very many rows.
    """
    found = defaultdict[tuple[str, str, str], list[int]](list)
    for row in rows:
        start, _, player = row["_id"].rpartition(":")
        if PLAYER.fullmatch(player):
            alike = start, str(row.get("outcome")), str(row.get("status"))
            found[alike].append(int(player))
    return found
