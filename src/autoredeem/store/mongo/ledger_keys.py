"""Who is settled, read off `_id`s alone: the index of `_id`s answers."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import cast

from autoredeem.domain.ids import Fid
from autoredeem.store.check_questions import Found, Part, Range
from autoredeem.store.mongo.connection import OnConnection
from autoredeem.store.mongo.documents import Document, ledger_ids, of_ledger

ROW = b"\x02_id\x00"
PLAYER = rb":(0|[1-9]\d{0,17})\x00\x00"
OF_ONE = re.compile(ROW + rb".{4}[^:\x00]*:[^:\x00]*" + PLAYER, re.DOTALL)
OF_SEVERAL = re.compile(ROW + rb".{4}([^:\x00]*:[^:\x00]*)" + PLAYER, re.DOTALL)
"""How a row of an answer in BSON begins that holds an `_id` alone, and the whole of it.

The `_id` is a text, after its length, of a guild, a key and a player; a zero ends it and another
the row. What is no player's number is none of ours. To decode the rows takes twice as long.
"""


class MongoLedgerKeys(OnConnection):
    """What batch checks are made of."""

    def place_of(self, fid: Fid) -> str:
        """Return the end of an `_id`: they are sorted as text."""
        return str(fid)

    async def settled_among(self, parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        """Look `_id`s up."""
        ids = [name for part in parts for name in ledger_ids(*part)]
        found, _ = await self._found(parts, {"_id": {"$in": ids}}, len(ids))
        return found

    async def settled_within(self, ranges: Sequence[Range]) -> Sequence[Found]:
        """Read ranges of `_id`s, all of them or none."""
        queries = [of_ledger(one.guild_id, one.key, one.first, one.end) for one in ranges]
        query = queries[0] if len(queries) == 1 else {"$or": queries}
        most = sum(one.most for one in ranges)
        found, count = await self._found(ranges, query, most + 1)
        return found if count <= most else [None] * len(ranges)

    async def _found(
        self, asked: Sequence[Part | Range], query: Document, most: int
    ) -> tuple[Sequence[Collection[Fid]], int]:
        """Return each one's players, and how many rows there are, up to `most`, theirs or not."""
        answer = await self._connection.raw_ids(self._connection.ledger, query, most)
        return _players(answer, asked), answer.count(ROW)


def _players(answer: bytes, asked: Sequence[Part | Range]) -> Sequence[Collection[Fid]]:
    if len(asked) == 1:
        # All rows are of the one that is asked about. A large guild has very many.
        return _as_fids([list(map(int, OF_ONE.findall(answer)))])
    found: defaultdict[bytes, list[int]] = defaultdict(list)
    for subject, fid in OF_SEVERAL.findall(answer):
        found[subject].append(int(fid))
    return _as_fids([found[f"{one.guild_id}:{one.key}".encode()] for one in asked])


def _as_fids(found: list[list[int]]) -> Sequence[Collection[Fid]]:
    """Return numbers as what they are: to make one of each takes as long as to read it."""
    return cast("list[list[Fid]]", found)
