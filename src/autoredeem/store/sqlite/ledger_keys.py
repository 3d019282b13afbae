"""Who is settled, read by the primary key alone."""

import json
from collections.abc import Collection, Sequence
from itertools import chain

from autoredeem.domain.ids import Fid
from autoredeem.store.check_questions import Found, Part, Range
from autoredeem.store.sqlite.connection import OnDatabase

LAST = 2**63 - 1

LOOKUP = """
SELECT (
  SELECT json_group_array(fid) FROM json_each(one.value, '$[2]') AS asked CROSS JOIN ledger
  ON title = ?1 AND guild_id = json_extract(one.value, '$[0]')
    AND code_key = json_extract(one.value, '$[1]') AND fid = asked.value
) FROM json_each(?2) AS one
"""
"""Parameters: the title, and a list of guilds, code keys and fids."""

READ = """
SELECT json_group_array(fid) FROM (
  SELECT fid FROM ledger
  WHERE title = ? AND guild_id = ? AND code_key = ? AND fid >= ? AND fid < ? LIMIT ?
)
"""
"""One text for all players: a row for each takes the interpreter's lock again and again."""

AND = " UNION ALL "


class SqliteLedgerKeys(OnDatabase):
    """What batch checks are made of."""

    def place_of(self, fid: Fid) -> int:
        """Return the number: keys are sorted by it."""
        return fid

    async def settled_among(self, parts: Sequence[Part]) -> Sequence[Collection[Fid]]:
        """Search the key once for each fid, in one statement."""
        rows = await self._database.read(LOOKUP, self.title, json.dumps(parts))
        return [json.loads(found) for (found,) in rows]

    async def settled_within(self, ranges: Sequence[Range]) -> Sequence[Found]:
        """Read a range of the key for each, in one statement."""
        asked = [
            (self.title, one.guild_id, one.key, one.first or 0, one.end or LAST, one.most + 1)
            for one in ranges
        ]
        rows = await self._database.read(AND.join([READ] * len(ranges)), *chain(*asked))
        read = [json.loads(found) for (found,) in rows]
        return [
            fids if len(fids) <= one.most else None for fids, one in zip(read, ranges, strict=True)
        ]
