"""Who got which answer, for many codes: ranges of the primary key, grouped where they are read."""

import json
from collections.abc import AsyncIterator, Collection, Sequence

from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.store.matrix import MatrixParts
from autoredeem.store.records import Matrix
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.ledger import OF_SUBJECTS

PLAYERS = 20_000
"""Players to an answer: they are texts of numbers, read at once."""

CODES = 16
"""Codes to a question at first; half as many after each whose answer is full."""

PAGE = f"""
SELECT place, outcome, json_group_array(fid)
FROM (SELECT asked.key AS place, outcome, fid {OF_SUBJECTS})
GROUP BY place, outcome
"""  # noqa: S608 - no value is put into it
ANSWERS = PAGE.format(table="attempts", where="")
SETTLEMENTS = PAGE.format(table="ledger", where="")

Cell = tuple[str, Outcome, Sequence[Fid]]


class SqliteMatrix(OnDatabase):
    """The verb `matrix` of the port `Ledger`."""

    async def matrix(self, guild_id: GuildId, codes: Collection[str]) -> Matrix:
        """Read answers first: whoever is settled meanwhile is settled."""
        parts = MatrixParts(codes)
        async for cell in self._cells(ANSWERS, guild_id, parts.keys):
            parts.note(*cell)
        async for cell in self._cells(SETTLEMENTS, guild_id, parts.keys):
            parts.settle(*cell)
        return await parts.joined()

    async def _cells(
        self, select: str, guild_id: GuildId, keys: Sequence[str]
    ) -> AsyncIterator[Cell]:
        """Read on from the last player: what lies beyond the page is walked over for nothing."""
        first, last, most = 0, 0, CODES
        while first < len(keys):
            some = keys[first : first + most]
            asked = [(guild_id, key, last if key is some[0] else 0) for key in some]
            rows = await self._database.read(select, json.dumps(asked), self.title, PLAYERS)
            found = [(place, Outcome(how), json.loads(fids)) for place, how, fids in rows]
            for place, outcome, fids in found:
                yield some[place], outcome, fids
            if sum(len(fids) for _, _, fids in found) < PLAYERS:
                first, last = first + len(some), 0
            else:
                end = max(place for place, _, _ in found)
                last = max(fids[-1] for place, _, fids in found if place == end)
                first, most = first + end, max(1, most // 2)
