"""Pages of a guild's members, sorted and searched, and those whom somebody may mean who types."""

from collections.abc import Mapping, Sequence

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import GuildId
from autoredeem.domain.players import Member, MemberSort
from autoredeem.store.records import MemberPage, MemberQuery
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.needs import KNOWN, NEED
from autoredeem.store.sqlite.rows import MEMBER, OF_MEMBERS, as_list, member_in, storable
from autoredeem.store.suggestions import Suggestions

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
    SELECT *, (SELECT key FROM json_each(?11) WHERE value = alliance) AS place FROM found
  )""",
    MemberSort.LAST_OUTCOME: """(
    SELECT *, iif(how IS NULL, answer, NULL) AS why FROM (
      SELECT found.*,
        (SELECT outcome FROM ledger WHERE ledger.title = ?1 AND ledger.guild_id = ?2
          AND code_key = ?11 AND ledger.fid = found.fid) AS how,
        (SELECT outcome FROM attempts WHERE attempts.title = ?1 AND attempts.guild_id = ?2
          AND code_key = ?11 AND attempts.fid = found.fid) AS answer
      FROM found
    )
  )""",
}
"""What is sorted, where that takes more than the rows: by one parameter more."""

PAGE = """
WITH everyone AS MATERIALIZED (
  SELECT {columns}, members.name_key AS name, {need} AS need
  FROM members {known} WHERE members.title = ?1 AND members.guild_id = ?2
), found AS MATERIALIZED (
  SELECT * FROM everyone
  WHERE (
    iif(?4, name = ?3, ?3 = '' OR instr(name, ?3))
    OR (?5 <> '' AND (instr(fid, ?5) OR instr(ifnull(state, ''), ?5)))
  ) AND (?8 IS NULL OR ?8 = ifnull(alliance, 0)) AND (NOT ?9 OR owner IS NULL) AND need IS ?10
), counted (total, found, number) AS MATERIALIZED (
  SELECT (SELECT count(*) FROM everyone), count(*), min(?6, max(1, (count(*) + ?7 - 1) / ?7))
  FROM found
)
SELECT counted.*, page.*
FROM counted LEFT JOIN (
  SELECT {member} FROM {found}
  ORDER BY {order} LIMIT ?7 OFFSET (SELECT number - 1 FROM counted) * ?7
) AS page
"""
"""Parameters: the title, the guild, what the name has in it, whether that is all of it, digits of
an id or a state, the page's number and its size, the alliance, whether only those without an owner
are wanted, and what they need (NULL: whatever it is)."""

COUNTS = 3

LAST = chr(0x10FFFF)
"""Sorts behind whatever else a name goes on with."""

BEGINS = f"""
SELECT {MEMBER} FROM members INDEXED BY members_by_name
WHERE title = ? AND guild_id = ? AND name_key >= ? AND name_key < ? ORDER BY name_key, fid LIMIT ?
"""  # noqa: S608 - no value is put into it, as in all of these

HAS_ID = f"""
SELECT {MEMBER} FROM json_each(?) AS asked CROSS JOIN members
  ON title = ? AND guild_id = ? AND fid >= json_extract(asked.value, '$[0]')
  AND fid < json_extract(asked.value, '$[1]')
ORDER BY asked.key, fid LIMIT ?
"""  # noqa: S608

HAS_INSIDE = f"""
SELECT {MEMBER} FROM members INDEXED BY members_by_name
WHERE title = ? AND guild_id = ? AND name_key > '' AND instr(name_key, ?) ORDER BY name_key, fid
LIMIT ?
"""  # noqa: S608


class SqliteRosterPages(OnDatabase):
    """Of the port `Roster`: `member_page` and `members_like`."""

    async def members_like(self, guild_id: GuildId, typed: str, *, most: int) -> Sequence[Member]:
        """Walk the index of names, and ranges of the key, as far as is needed."""
        wanted = Suggestions(typed, most)
        part, place = storable(wanted.part), (self.title, guild_id)
        read = self._database.read
        start, end = part or "\1", f"{part}{LAST}"
        wanted.take(map(member_in, await read(BEGINS, *place, start, end, most)))
        if wanted.room and wanted.digits:
            ranges = as_list(wanted.id_ranges)
            wanted.take(map(member_in, await read(HAS_ID, ranges, *place, most)))
        if wanted.room and part:
            wanted.take(map(member_in, await read(HAS_INSIDE, *place, part, most)))
        if wanted.room and not part:
            wanted.take(map(member_in, await read(BEGINS, *place, "", "\1", most)))
        return wanted.found

    async def member_page(self, guild_id: GuildId, query: MemberQuery) -> MemberPage:
        """Count, search and sort what the guild's range of the key has."""
        words = storable(query.part), query.whole, query.digits
        asked = *words, query.page, query.size, query.alliance, query.unowned, query.need
        found, order = FOUND.get(query.sort, "found"), ORDERS[query.sort]
        # What members need is found out only where it is asked for.
        needs = {"need": NEED, "known": KNOWN} if query.need else {"need": "NULL", "known": ""}
        page = PAGE.format(columns=OF_MEMBERS, member=MEMBER, found=found, order=order, **needs)
        by = {
            MemberSort.ALLIANCE: (as_list(query.alliances),),
            MemberSort.LAST_OUTCOME: (code_key(query.issue),),
        }.get(query.sort, ())
        rows = await self._database.read(page, self.title, guild_id, *asked, *by)
        total, found, number = rows[0][:COUNTS]
        members = [member_in(row[COUNTS:]) for row in rows if row[COUNTS]]
        return MemberPage(members, number, found, total)
