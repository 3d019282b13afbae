"""Who is settled, read by the primary key alone."""

import json
from collections.abc import Collection, Sequence

from autoredeem.domain.ids import Fid
from autoredeem.store.check_questions import Found, Part, Range
from autoredeem.store.sqlite.connection import OnDatabase

LAST = 2**63 - 1

OF_SUBJECT = """
title = ?1 AND guild_id = json_extract(one.value, '$[0]')
AND code_key = json_extract(one.value, '$[1]')
"""
LOOKUP = f"""
SELECT (
  SELECT json_group_array(fid) FROM json_each(one.value, '$[2]') AS asked
  CROSS JOIN ledger ON {OF_SUBJECT} AND fid = asked.value
) FROM json_each(?2) AS one
"""  # noqa: S608 - no value is put into it
READ = f"""
SELECT (
  SELECT CASE WHEN count(*) <= json_extract(one.value, '$[4]') THEN json_group_array(fid) END
  FROM (
    SELECT fid FROM ledger WHERE {OF_SUBJECT}
    AND fid >= json_extract(one.value, '$[2]') AND fid < json_extract(one.value, '$[3]')
    LIMIT ?3
  )
) FROM json_each(?2) AS one
"""  # noqa: S608 - as above
"""Parameters: the title, and a list of subjects with what is asked about each; how many rows.

A row of the answer is a text: made and taken apart at once, where a row a player takes the
interpreter's lock again and again.
"""


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
            (one.guild_id, one.key, one.first or 0, one.end or LAST, one.most) for one in ranges
        ]
        most = max(one.most for one in ranges) + 1
        rows = await self._database.read(READ, self.title, json.dumps(asked), most)
        return [found and json.loads(found) for (found,) in rows]
