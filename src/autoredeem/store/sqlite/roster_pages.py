"""A page of a guild's members, sorted and searched: one statement over the guild's rows."""

from collections.abc import Mapping

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import GuildId
from autoredeem.domain.players import MemberSort
from autoredeem.store.records import MemberPage, MemberQuery
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.rows import MEMBER, as_list, member_in, storable

ORDERS: Mapping[MemberSort, str] = {
    MemberSort.NAME: "name = '', name, fid",
    MemberSort.ID: "fid",
    MemberSort.STATE: "ifnull(state, 0), fid",
    MemberSort.LEVEL: "-ifnull(level, 0), fid",
    MemberSort.ALLIANCE: "place IS NULL, place, fid",
    MemberSort.LAST_OUTCOME: "how IS NOT NULL, why IS NULL, why, how, fid",
}

FOUND: Mapping[MemberSort, str] = {
    MemberSort.ALLIANCE: """(
    SELECT *, (SELECT key FROM json_each(?10) WHERE value = alliance) AS place FROM found
  )""",
    MemberSort.LAST_OUTCOME: """(
    SELECT *, iif(how IS NULL, answer, NULL) AS why FROM (
      SELECT found.*,
        (SELECT outcome FROM ledger WHERE ledger.title = ?1 AND ledger.guild_id = ?2
          AND code_key = ?10 AND ledger.fid = found.fid) AS how,
        (SELECT outcome FROM attempts WHERE attempts.title = ?1 AND attempts.guild_id = ?2
          AND code_key = ?10 AND attempts.fid = found.fid) AS answer
      FROM found
    )
  )""",
}
"""What is sorted, where that takes more than the rows: by one parameter more."""

PAGE = """
WITH everyone AS MATERIALIZED (
  SELECT {member}, fold(nickname) AS name FROM members
  WHERE title = ?1 AND guild_id = ?2
), found AS MATERIALIZED (
  SELECT * FROM everyone
  WHERE (
    iif(?4, name = ?3, ?3 = '' OR instr(name, ?3))
    OR (?5 <> '' AND (instr(fid, ?5) OR instr(ifnull(state, ''), ?5)))
  ) AND (?8 IS NULL OR ?8 = ifnull(alliance, 0)) AND (NOT ?9 OR owner IS NULL)
), counted (total, lacking, found, number) AS MATERIALIZED (
  SELECT (SELECT count(*) FROM everyone), (SELECT count(*) FROM everyone WHERE state IS NULL),
    count(*), min(?6, max(1, (count(*) + ?7 - 1) / ?7))
  FROM found
)
SELECT counted.*, page.*
FROM counted LEFT JOIN (
  SELECT {member} FROM {found}
  ORDER BY {order} LIMIT ?7 OFFSET (SELECT number - 1 FROM counted) * ?7
) AS page
"""
"""Parameters: the title, the guild, what the name has in it, whether that is all of it, digits of
an id or a state, the page's number and its size, the alliance, whether
only those without an owner are wanted."""

COUNTS = 4


class SqliteRosterPages(OnDatabase):
    """The verb `member_page` of the port `Roster`."""

    async def member_page(self, guild_id: GuildId, query: MemberQuery) -> MemberPage:
        """Count, search and sort what the guild's range of the key has."""
        words = storable(query.part), query.whole, query.digits
        asked = *words, query.page, query.size, query.alliance, query.unowned
        found, order = FOUND.get(query.sort, "found"), ORDERS[query.sort]
        page = PAGE.format(member=MEMBER, found=found, order=order)
        by = {
            MemberSort.ALLIANCE: (as_list(query.alliances),),
            MemberSort.LAST_OUTCOME: (code_key(query.issue),),
        }.get(query.sort, ())
        rows = await self._database.read(page, self.title, guild_id, *asked, *by)
        total, lacking, found, number = rows[0][:COUNTS]
        members = [member_in(row[COUNTS:]) for row in rows if row[COUNTS]]
        return MemberPage(members, number, found, total, lacking)
