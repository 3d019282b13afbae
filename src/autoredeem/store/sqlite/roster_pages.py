"""A page of a guild's members, sorted and searched: one statement over the guild's rows."""

from collections.abc import Mapping

from autoredeem.domain.ids import GuildId
from autoredeem.domain.players import MemberSort
from autoredeem.store.records import MemberPage, MemberQuery
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.needs import KNOWN, NEED
from autoredeem.store.sqlite.rows import member_in, storable

ORDERS: Mapping[MemberSort, str] = {
    MemberSort.NAME: "name = '', name, fid",
    MemberSort.ID: "fid",
    MemberSort.STATE: "ifnull(state, 0), fid",
    MemberSort.LEVEL: "-ifnull(level, 0), fid",
}

PAGE = """
WITH everyone AS MATERIALIZED (
  SELECT members.fid, members.state, nickname, level, owner, claimed_at, fold(nickname) AS name,
    {need} AS need
  FROM members {known} WHERE members.title = ?1 AND members.guild_id = ?2
), found AS MATERIALIZED (
  SELECT * FROM everyone
  WHERE need IS ?8 AND (
    iif(?4, name = ?3, ?3 = '' OR instr(name, ?3))
    OR (?5 <> '' AND (instr(fid, ?5) OR instr(ifnull(state, ''), ?5)))
  )
), counted (total, found, number) AS MATERIALIZED (
  SELECT (SELECT count(*) FROM everyone), count(*), min(?6, max(1, (count(*) + ?7 - 1) / ?7))
  FROM found
)
SELECT counted.*, page.*
FROM counted LEFT JOIN (
  SELECT fid, state, nickname, level, owner, claimed_at FROM found
  ORDER BY {order} LIMIT ?7 OFFSET (SELECT number - 1 FROM counted) * ?7
) AS page
"""
"""Parameters: the title, the guild, what the name has in it, whether that is all of it, digits of
an id or a state, the page's number and its size, and what they need (NULL: whatever it is)."""

COUNTS = 3


class SqliteRosterPages(OnDatabase):
    """The verb `member_page` of the port `Roster`."""

    async def member_page(self, guild_id: GuildId, query: MemberQuery) -> MemberPage:
        """Count, search and sort what the guild's range of the key has."""
        asked = storable(query.part), query.whole, query.digits, query.page, query.size, query.need
        # What members need is found out only where it is asked for.
        needs = {"need": NEED, "known": KNOWN} if query.need else {"need": "NULL", "known": ""}
        page = PAGE.format(order=ORDERS[query.sort], **needs)
        rows = await self._database.read(page, self.title, guild_id, *asked)
        total, found, number = rows[0][:COUNTS]
        members = [member_in(row[COUNTS:]) for row in rows if row[COUNTS]]
        return MemberPage(members, number, found, total)
