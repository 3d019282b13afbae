"""Which codes were posted where, and which are still to be opened everywhere."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from autoredeem.domain.guilds import Posting
from autoredeem.domain.ids import GuildId
from autoredeem.observe.cooperative import in_parts, list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.records import CodeRecord, CodesIn
from autoredeem.store.sqlite.codes import COLUMNS, OLDEST_FIRST, SHARED
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.guild_rows import of_posting, posting_in
from autoredeem.store.sqlite.rows import as_list, code_in, time_text

ALL = """
SELECT guild_id, code, posted_by, posted_at, share_at FROM postings
WHERE title = ? AND guild_id = ? ORDER BY posted_at, code
"""

AMONG = """
SELECT guild_id, code, posted_by, posted_at, share_at FROM postings
WHERE title = ? AND guild_id = ? AND code IN (SELECT value FROM json_each(?))
"""

COUNT = """
SELECT count(*) FROM postings INDEXED BY postings_by_time
WHERE title = ? AND guild_id = ? AND posted_at >= ?
"""

OWN = f"""
SELECT guild_id, {COLUMNS} FROM (
  SELECT title, guild_id, code FROM json_each(?2) AS asked
  CROSS JOIN postings ON title = ?1 AND guild_id = asked.value
) CROSS JOIN codes USING (title, code) WHERE NOT shared {OLDEST_FIRST}
"""  # noqa: S608 - no value is put into it

KNOWN = """
SELECT guild_id, code FROM json_each(?2) AS given CROSS JOIN postings ON title = ?1
  AND guild_id = json_extract(given.value, '$[0]') AND code = json_extract(given.value, '$[1]')
"""
"""Each by its key: of pairs that are looked for in a list, SQLite would read whole guilds."""

POST = "INSERT OR IGNORE INTO postings VALUES (?, ?, ?, ?, ?, ?)"

UNPOST = """
DELETE FROM postings
WHERE title = ? AND guild_id = ? AND code IN (SELECT value FROM json_each(?)) RETURNING code
"""

SET_SHARING = """
UPDATE postings SET share_at = iif(?1 IS NULL, NULL, coalesce(share_at, ?1))
WHERE title = ?2 AND guild_id = ?3 AND code IN (SELECT value FROM json_each(?4))
"""

NEXT_SHARE = "SELECT min(share_at) FROM postings WHERE title = ? AND share_at > ?"

SHARE_DUE = """
UPDATE codes SET shared = 1 WHERE title = ?1 AND NOT shared AND code IN (
  SELECT code FROM postings WHERE title = ?1 AND share_at <= ?2
)
"""

SHARED_DUE = "UPDATE postings SET share_at = NULL WHERE title = ? AND share_at <= ?"

OF_CODES = """
SELECT guild_id, code, posted_by, posted_at, share_at FROM postings INDEXED BY postings_by_code
WHERE title = ? AND code IN (SELECT value FROM json_each(?))
"""

AWAITING_ROLLOUT = f"""
SELECT {COLUMNS} FROM codes INDEXED BY codes_to_roll_out
WHERE title = ? AND life <> 'dead' AND (opens OR (shared AND spread_at IS NULL)) {OLDEST_FIRST}
"""  # noqa: S608 - no value is put into it

MARK_ROLLED_OUT = """
UPDATE codes SET spread_at = iif(shared, coalesce(spread_at, ?), spread_at), opens = 0
WHERE title = ? AND code IN (SELECT value FROM json_each(?))
  AND (opens OR (shared AND spread_at IS NULL))
"""


class SqlitePostings(OnDatabase):
    """Of the port `Codes`: for whom they are."""

    async def post_codes(self, postings: Collection[Posting]) -> frozenset[str]:
        """Read what is there, and insert what is absent."""
        new: set[str] = set()
        for batch in batched(postings, BATCH):
            keys = as_list((one.guild_id, one.code) for one in batch)
            async with self._database.transaction() as transaction:
                known = {*await transaction.rows(KNOWN, self.title, keys)}
                await transaction.write(POST, (of_posting(one, self.title) for one in batch))
            new.update(one.code for one in batch if (one.guild_id, one.code) not in known)
        return frozenset(new)

    async def postings(
        self, guild_id: GuildId, among: Collection[str] | None = None
    ) -> Sequence[Posting]:
        """Read a range of the key, or by the keys."""
        if among is None:
            rows = await self._database.read(ALL, self.title, guild_id)
            return await list_of(map(posting_in, rows))
        posted: list[Posting] = []
        for batch in batched(frozenset(among), BATCH):
            rows = await self._database.read(AMONG, self.title, guild_id, as_list(batch))
            posted += await list_of(map(posting_in, rows))
        return sorted(posted, key=lambda one: (one.at, one.code))

    async def count_postings(self, guild_id: GuildId, *, since: datetime) -> int:
        """Count in the index of times."""
        ((count,),) = await self._database.read(COUNT, self.title, guild_id, time_text(since))
        return int(count)

    async def postings_of(self, codes: Collection[str]) -> Sequence[Posting]:
        """Read by the index of codes."""
        posted: list[Posting] = []
        for batch in batched(codes, BATCH):
            rows = await self._database.read(OF_CODES, self.title, as_list(batch))
            posted += await list_of(map(posting_in, rows))
        return sorted(posted, key=lambda one: (one.at, one.guild_id, one.code))

    async def codes_in(self, guilds: Collection[GuildId]) -> CodesIn:
        """Read the index of what is shared, and by the keys of what was posted."""
        if not guilds:
            return CodesIn((), {})
        rows = await self._database.read(f"{SHARED} {OLDEST_FIRST}", self.title)
        shared = await list_of(map(code_in, rows))
        own = defaultdict[GuildId, list[CodeRecord]](list)
        for batch in batched(guilds, BATCH):
            rows = await self._database.read(OWN, self.title, as_list(batch))
            async for part in in_parts(rows):
                for guild_id, *known in part:
                    own[guild_id].append(code_in(tuple(known)))
        return CodesIn(shared, own)

    async def unpost_codes(self, guild_id: GuildId, codes: Collection[str]) -> frozenset[str]:
        """Delete, and be told what was deleted."""
        gone: set[str] = set()
        for batch in batched(codes, BATCH):
            async with self._database.transaction() as transaction:
                rows = await transaction.rows(UNPOST, self.title, guild_id, as_list(batch))
            gone.update(code for (code,) in rows)
        return frozenset(gone)

    async def set_sharing(
        self, guild_id: GuildId, codes: Collection[str], *, due: datetime | None
    ) -> None:
        """Update by the key."""
        when = due and time_text(due)
        for batch in batched(codes, BATCH):
            async with self._database.transaction() as transaction:
                await transaction.rows(SET_SHARING, when, self.title, guild_id, as_list(batch))

    async def share_due(self, *, at: datetime) -> datetime | None:
        """Write only where something is due; what is taken back meanwhile is not shared."""
        ever, now = "", time_text(at)
        ((first,),) = await self._database.read(NEXT_SHARE, self.title, ever)
        if first is not None and first <= now:
            async with self._database.transaction() as transaction:
                await transaction.rows(SHARE_DUE, self.title, now)
                await transaction.rows(SHARED_DUE, self.title, now)
            ((first,),) = await self._database.read(NEXT_SHARE, self.title, now)
        return first and datetime.fromisoformat(first)

    async def awaiting_rollout(self) -> Sequence[CodeRecord]:
        """Read the index of what awaits it."""
        rows = await self._database.read(AWAITING_ROLLOUT, self.title)
        return await list_of(map(code_in, rows))

    async def mark_rolled_out(self, codes: Collection[str], *, at: datetime) -> None:
        """Update what awaits it."""
        for batch in batched(codes, BATCH):
            async with self._database.transaction() as transaction:
                await transaction.rows(MARK_ROLLED_OUT, time_text(at), self.title, as_list(batch))
