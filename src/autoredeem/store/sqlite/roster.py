"""Who is enrolled where."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime
from itertools import starmap

from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import Member, merged
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.batches import BATCH, ENTRIES_READ, batched
from autoredeem.store.records import Enrolled, Entry
from autoredeem.store.sqlite.connection import WRITES, Connection, OnDatabase
from autoredeem.store.sqlite.cross_guild import COPY_SETTLED, ELSEWHERE, ENROLLED, guilds_in
from autoredeem.store.sqlite.needs import KNOWN, NEED
from autoredeem.store.sqlite.opt_outs import NEVER
from autoredeem.store.sqlite.rows import (
    MEMBER,
    OF_MEMBERS,
    as_list,
    member_in,
    of_members,
    storable_member,
    time_text,
)

PAGE = f"""
SELECT {MEMBER} FROM members
WHERE title = ? AND guild_id = ? AND fid > ? ORDER BY fid LIMIT ?
"""  # noqa: S608 - no value is put into it, as in all of these

LEAN = """
SELECT members.guild_id, fid, members.state, level, ifnull(priority, 0) FROM members
LEFT JOIN alliances
  ON alliances.title = members.title AND alliances.guild_id = members.guild_id
  AND alliances.id = members.alliance
"""

PAGE_IN_NEED = f"""
SELECT {OF_MEMBERS} FROM members {KNOWN}
WHERE members.title = ? AND members.guild_id = ? AND members.fid > ? AND {NEED} = ?
ORDER BY members.fid LIMIT ?
"""  # noqa: S608

ENTRIES = f"""{LEAN}
WHERE members.title = ? AND members.guild_id IN (SELECT value FROM json_each(?))
ORDER BY members.guild_id, fid LIMIT ?
"""  # noqa: S608
"""The order is that of the key: it costs no sorting."""

ENTRIES_BEHIND = f"""{LEAN}
WHERE members.title = ? AND members.guild_id = ? AND fid > ? ORDER BY fid LIMIT ?
"""

# The index is named, as SQLite takes any title for small and would walk over whole guilds.
CHANGED = """
SELECT members.guild_id, fid, members.state, level, ifnull(priority, 0)
FROM json_each(?) AS asked CROSS JOIN members INDEXED BY members_by_change
  ON members.title = ? AND members.guild_id = json_extract(asked.value, '$[0]')
  AND updated_at >= json_extract(asked.value, '$[1]')
LEFT JOIN alliances
  ON alliances.title = members.title AND alliances.guild_id = members.guild_id
  AND alliances.id = members.alliance
WHERE (members.guild_id, fid) > (?, ?) ORDER BY members.guild_id, fid LIMIT ?
"""

AMONG = f"""
SELECT {MEMBER} FROM members
WHERE title = ? AND guild_id = ? AND fid IN (SELECT value FROM json_each(?))
"""  # noqa: S608

WRITE = """
INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET state = excluded.state, nickname = excluded.nickname,
  level = excluded.level, owner = excluded.owner, claimed_at = excluded.claimed_at,
  alliance = excluded.alliance, name_key = excluded.name_key, updated_at = excluded.updated_at
"""

COUNT = """
SELECT guild_id, count(*) FROM members
WHERE title = ? AND guild_id IN (SELECT value FROM json_each(?)) GROUP BY guild_id
"""

# The index is named, as SQLite takes any title for small and would walk over all its members.
OWNED = f"""
SELECT guild_id, {MEMBER}
FROM members INDEXED BY members_by_owner
WHERE title = ? AND owner = ? ORDER BY guild_id, fid
"""  # noqa: S608

SET_STATE = """
UPDATE members SET state = ?, updated_at = ? WHERE title = ? AND guild_id = ? AND fid = ?
"""

UNCLAIM = """
UPDATE members SET owner = NULL, claimed_at = NULL, updated_at = ?
WHERE title = ? AND guild_id = ? AND fid = ? AND claimed_at IS NOT NULL
"""

REMOVE = """
DELETE FROM members
WHERE title = ? AND guild_id = ? AND fid IN (SELECT value FROM json_each(?)) RETURNING fid
"""


class SqliteRoster(OnDatabase):
    """The port `Roster`."""

    async def enrol(
        self, guild_id: GuildId, members: Collection[Member], *, by: str, at: datetime
    ) -> Enrolled:
        """Leave out, read, compare, write the differences, copy; in batches, all as a whole."""
        wanted: dict[Fid, Member] = {}
        async for part in in_parts(members):
            wanted.update((member.fid, storable_member(member)) for member in part)
        if not wanted:
            return Enrolled()
        added = updated = refused = 0
        async with self._database.transaction() as transaction:
            for batch in batched(wanted.values(), WRITES):
                asked = as_list(member.fid for member in batch)
                rows = await transaction.rows(NEVER, self.title, guild_id, asked)
                never = {fid for (fid,) in rows}
                welcome = [member for member in batch if member.fid not in never]
                fids = as_list(member.fid for member in welcome)
                before = await self._among(transaction, guild_id, fids)
                now = [merged(before.get(member.fid), member, at) for member in welcome]
                changed = [member for member in now if member != before.get(member.fid)]
                entries = of_members(changed, self.title, guild_id, by, at)
                await transaction.write(WRITE, entries)
                # The usual guild: its members are in no other, and nobody's codes are read.
                if await transaction.rows(ELSEWHERE, self.title, fids, guild_id):
                    await transaction.rows(COPY_SETTLED, guild_id, time_text(at), fids, self.title)
                new = len(welcome) - len(before)
                added += new
                updated += len(changed) - new
                refused += len(never)
        return Enrolled(added, updated, len(members) - added - updated - refused, refused)

    async def members(
        self, guild_id: GuildId, need: Need | None = None
    ) -> AsyncIterator[Sequence[Member]]:
        """Read on from the last fid: nothing stays open between two batches."""
        last, needs = 0, (need,) if need else ()
        page = PAGE_IN_NEED if need else PAGE
        while rows := await self._database.read(page, self.title, guild_id, last, *needs, BATCH):
            yield list(map(member_in, rows))
            last = rows[-1][0]

    async def entries(
        self, guilds: Collection[GuildId], since: Mapping[GuildId, datetime] | None = None
    ) -> AsyncIterator[Sequence[Entry]]:
        """Read on from the last key: nothing stays open between two batches."""
        since = since or {}
        for part in batched(sorted({*guilds} - since.keys()), BATCH):
            async for page in self._entries_of(part):
                yield page
        for changed in batched([(one, since[one]) for one in {*guilds} & since.keys()], BATCH):
            asked = as_list((one, time_text(at)) for one, at in changed)
            last = 0, 0
            while rows := await self._database.read(
                CHANGED, asked, self.title, *last, ENTRIES_READ
            ):
                yield list(starmap(Entry, rows))
                last = rows[-1][:2]

    async def remove(self, guild_id: GuildId, fids: Collection[Fid]) -> frozenset[Fid]:
        """Delete, returning what was deleted."""
        removed: set[Fid] = set()
        if not fids:
            return frozenset()
        async with self._database.transaction() as transaction:
            for batch in batched(fids, BATCH):
                rows = await transaction.rows(REMOVE, self.title, guild_id, as_list(batch))
                removed.update(fid for (fid,) in rows)
        return frozenset(removed)

    async def set_states(
        self, guild_id: GuildId, states: Mapping[Fid, State], *, at: datetime
    ) -> frozenset[Fid]:
        """Read who is enrolled, then update them."""
        enrolled: set[Fid] = set()
        if not states:
            return frozenset()
        when = time_text(at)
        async with self._database.transaction() as transaction:
            for batch in batched(states, BATCH):
                there = await self._among(transaction, guild_id, as_list(batch))
                rows = ((states[fid], when, self.title, guild_id, fid) for fid in there)
                await transaction.write(SET_STATE, rows)
                enrolled.update(there)
        return frozenset(enrolled)

    async def undo_claims(self, guild_id: GuildId, fids: Collection[Fid], *, at: datetime) -> None:
        """Update by the key."""
        when = time_text(at)
        await self._write(UNCLAIM, ((when, self.title, guild_id, fid) for fid in fids))

    async def guilds_of(self, fids: Collection[Fid]) -> Mapping[Fid, frozenset[GuildId]]:
        """Read by the index of fids."""
        guilds: dict[Fid, frozenset[GuildId]] = {}
        for batch in batched(fids, BATCH):
            rows = await self._database.read(ENROLLED, self.title, as_list(batch))
            guilds.update(guilds_in(rows))
        return guilds

    async def members_among(self, guild_id: GuildId, fids: Collection[Fid]) -> Mapping[Fid, Member]:
        """Read by the key."""
        found: dict[Fid, Member] = {}
        for batch in batched(fids, BATCH):
            rows = await self._database.read(AMONG, self.title, guild_id, as_list(batch))
            found.update((row[0], member_in(row)) for row in rows)
        return found

    async def count_members(self, guild_id: GuildId) -> int:
        """Count one guild's."""
        return (await self.member_counts([guild_id]))[guild_id]

    async def member_counts(self, guilds: Collection[GuildId]) -> Mapping[GuildId, int]:
        """Count in ranges of the key."""
        counts = dict.fromkeys(guilds, 0)
        for part in batched(counts, BATCH):
            rows = await self._database.read(COUNT, self.title, as_list(part))
            counts.update((guild_id, count) for guild_id, count in rows)
        return counts

    async def owned_by(self, user: UserId) -> Mapping[GuildId, Sequence[Member]]:
        """Read by the index of owners."""
        owned: defaultdict[GuildId, list[Member]] = defaultdict(list)
        rows = await self._database.read(OWNED, self.title, user)
        async for part in in_parts(rows):
            for guild_id, *entry in part:
                owned[guild_id].append(member_in(tuple(entry)))
        return dict(owned)

    async def _entries_of(self, guilds: Sequence[GuildId]) -> AsyncIterator[Sequence[Entry]]:
        """Read some guilds, in their order; one that a page cuts is read to its end first."""
        rest = guilds
        while rest and (
            rows := await self._database.read(ENTRIES, self.title, as_list(rest), ENTRIES_READ)
        ):
            guild_id = rows[-1][0]
            rest = rest[bisect_right(rest, guild_id) :]
            while rows:
                yield list(starmap(Entry, rows))
                behind = self.title, guild_id, rows[-1][1], ENTRIES_READ
                rows = await self._database.read(ENTRIES_BEHIND, *behind)

    async def _among(
        self, transaction: Connection, guild_id: GuildId, fids: str
    ) -> Mapping[Fid, Member]:
        rows = await transaction.rows(AMONG, self.title, guild_id, fids)
        return {row[0]: member_in(row) for row in rows}
