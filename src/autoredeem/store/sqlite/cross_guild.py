"""A settlement holds in every guild: who is enrolled where, and copies of what is settled there.

The game pays per player (the design's invariant 4).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from autoredeem.domain.ids import Fid, GuildId
from autoredeem.store.sqlite.connection import Row

ENROLLED = """
SELECT fid, guild_id FROM members
WHERE title = ? AND fid IN (SELECT value FROM json_each(?))
"""

ELSEWHERE = """
SELECT 1 FROM members
WHERE title = ? AND fid IN (SELECT value FROM json_each(?)) AND guild_id <> ? LIMIT 1
"""

COPY_SETTLED = """
WITH living (key) AS MATERIALIZED (
  SELECT code_key || iif(max(edition) = 1, '', '~' || max(edition))
  FROM codes INDEXED BY codes_by_key
  WHERE title = ?4 AND code_key IN (
    SELECT code_key FROM codes INDEXED BY codes_living WHERE title = ?4 AND life <> 'dead'
  )
  GROUP BY code_key
)
INSERT OR IGNORE INTO ledger
SELECT settled.title, ?1, settled.code_key, settled.fid, settled.code, settled.status,
       settled.outcome, settled.redeemed_at, ?2, ?2
FROM json_each(?3) AS given
CROSS JOIN members AS elsewhere
  ON elsewhere.title = ?4 AND elsewhere.fid = given.value AND elsewhere.guild_id <> ?1
CROSS JOIN living
CROSS JOIN ledger AS settled
  ON settled.title = ?4 AND settled.guild_id = elsewhere.guild_id
  AND settled.code_key = living.key AND settled.fid = given.value
"""
"""Parameters: the guild to copy to, the time, the fids, the title.

CROSS JOIN keeps the order: from the few who are enrolled elsewhere to the ledger, by its key.
"""


def guilds_in(rows: Iterable[Row]) -> Mapping[Fid, frozenset[GuildId]]:
    """Read the rows of ENROLLED. Players of the same guilds share one set: most are."""
    guilds: defaultdict[Fid, set[GuildId]] = defaultdict(set)
    for fid, guild_id in rows:
        guilds[fid].add(guild_id)
    shared: dict[frozenset[GuildId], frozenset[GuildId]] = {}
    return {fid: shared.setdefault(one := frozenset(found), one) for fid, found in guilds.items()}
