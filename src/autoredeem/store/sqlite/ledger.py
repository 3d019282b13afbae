"""Who is settled for which code, and the latest answer of those who are not."""

from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence

from autoredeem.domain.codes import code_key, spelling_of
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Redemption, Settlement
from autoredeem.store.batches import BATCH, batched, in_rectangles
from autoredeem.store.sqlite.connection import Row
from autoredeem.store.sqlite.cross_guild import ENROLLED, guilds_in
from autoredeem.store.sqlite.ledger_keys import SqliteLedgerKeys
from autoredeem.store.sqlite.rows import (
    as_list,
    attempt_in,
    of_attempt,
    of_settlement,
    redemption_in,
)

SETTLE = "INSERT OR IGNORE INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

NOTE = """
INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET code = excluded.code, outcome = excluded.outcome,
  message = excluded.message, state = excluded.state, tries = excluded.tries, at = excluded.at,
  typed = excluded.typed, level = excluded.level
WHERE excluded.at >= attempts.at
"""

NOTED = """
SELECT guild_id, fid, code, outcome, message, state, tries, at, typed, level FROM attempts
WHERE title = ? AND guild_id = ? AND code_key = ? AND fid > ? ORDER BY fid LIMIT ?
"""

OF_EACH = """
title = ? AND guild_id = ? AND code_key IN (SELECT value FROM json_each(?))
AND fid IN (SELECT value FROM json_each(?))
"""
SETTLED = f"SELECT guild_id, fid, code, outcome, redeemed_at FROM ledger WHERE {OF_EACH}"  # noqa: S608 - no value is put into it
NOTED_AMONG = f"""
SELECT guild_id, fid, code, outcome, message, state, tries, at, typed, level FROM attempts
WHERE {OF_EACH}
"""  # noqa: S608 - as above

WITNESSES = """
WITH places (guild_id) AS MATERIALIZED (
  SELECT guild_id FROM runs WHERE title = ?1 AND code_key = ?2
  UNION
  SELECT guild_id FROM postings WHERE title = ?1
    AND code IN (SELECT code FROM codes WHERE title = ?1 AND code_key = ?2)
  LIMIT ?5
), witnesses (fid) AS MATERIALIZED (
  SELECT DISTINCT fid FROM places CROSS JOIN ledger
    ON title = ?1 AND ledger.guild_id = places.guild_id AND code_key = ?3
  WHERE outcome IN ('redeemed', 'already_redeemed') LIMIT ?4
)
SELECT min(places.guild_id), fid, code, outcome, redeemed_at
FROM witnesses CROSS JOIN places CROSS JOIN ledger USING (guild_id, fid)
WHERE title = ?1 AND code_key = ?3
GROUP BY fid
"""
"""Parameters: the title, the code's key, its issue's, how many players, of how many guilds."""

Guilds = Mapping[Fid, frozenset[GuildId]]


class SqliteLedger(SqliteLedgerKeys):
    """The port `Ledger`, but for what batch checks are made of."""

    async def settle(
        self, settlements: Collection[Settlement]
    ) -> Mapping[tuple[str, Fid], frozenset[GuildId]]:
        """Insert what is absent."""
        settled: dict[tuple[str, Fid], frozenset[GuildId]] = {}
        if not settlements:
            return settled
        async with self._database.transaction() as transaction:
            for batch in batched(settlements, BATCH):
                fids = as_list({one.fid for one in batch})
                enrolled = guilds_in(await transaction.rows(ENROLLED, self.title, fids))
                await transaction.write(SETTLE, self._rows(batch, enrolled))
                for one in batch:
                    subject, where = (code_key(one.code), one.fid), _guilds(one, enrolled)
                    before = settled.get(subject, where)
                    settled[subject] = before if where <= before else before | where
        return settled

    async def note_attempts(self, attempts: Collection[Attempt]) -> None:
        """Update what is not later."""
        if not attempts:
            return
        async with self._database.transaction() as transaction:
            await transaction.write(NOTE, (of_attempt(one, self.title) for one in attempts))

    async def attempts(self, guild_id: GuildId, code: str) -> Mapping[Fid, Attempt]:
        """Read a range of the key, on from the last fid, so that no more rows are held."""
        noted: dict[Fid, Attempt] = {}
        # Most say the same: with one text for all, the collector has less to walk over.
        texts: dict[str, str] = {}
        subject, last = (self.title, guild_id, code_key(code)), 0
        while rows := await self._database.read(NOTED, *subject, last, BATCH):
            for _, fid, code_said, outcome, message, *rest in rows:
                said = code_said, outcome, message
                shared = (texts.setdefault(text, text) for text in said)
                noted[fid] = attempt_in((guild_id, fid, *shared, *rest))
            last = rows[-1][1]
        return noted

    async def redemptions(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> Sequence[Redemption]:
        """Search the key once for each code and fid."""
        return [redemption_in(row) async for row in self._of_each(SETTLED, guild_id, codes, fids)]

    async def attempts_among(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> Sequence[Attempt]:
        """Search the key once for each code and fid."""
        return [attempt_in(row) async for row in self._of_each(NOTED_AMONG, guild_id, codes, fids)]

    async def witnesses(self, issue: str, *, most: int) -> Sequence[Redemption]:
        """Read ranges of the key until there are enough."""
        keys = code_key(spelling_of(issue)), code_key(issue)
        rows = await self._database.read(WITNESSES, self.title, *keys, most, BATCH)
        return list(map(redemption_in, rows))

    async def _of_each(
        self, select: str, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> AsyncIterator[Row]:
        for some_keys, some_fids in in_rectangles({code_key(code) for code in codes}, {*fids}):
            asked = as_list(some_keys), as_list(some_fids)
            for row in await self._database.read(select, self.title, guild_id, *asked):
                yield row

    def _rows(self, batch: Iterable[Settlement], enrolled: Guilds) -> Iterator[Row]:
        for one in batch:
            for guild_id in _guilds(one, enrolled):
                yield of_settlement(one, self.title, guild_id)


def _guilds(settlement: Settlement, enrolled: Guilds) -> frozenset[GuildId]:
    # A set that says it all is shared: a hundred thousand of their own would cost the collector.
    known = enrolled.get(settlement.fid, frozenset())
    return known if settlement.guild_id in known else known | {settlement.guild_id}
