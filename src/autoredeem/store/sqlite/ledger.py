"""Who is settled for which code, and the latest answer of those who are not."""

from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from autoredeem.domain.codes import code_key, spelling_of
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Outcome, Redemption, Settlement
from autoredeem.store.batches import BATCH, SUBJECTS, batched, in_rectangles
from autoredeem.store.checked import Subject
from autoredeem.store.sqlite.connection import Row
from autoredeem.store.sqlite.cross_guild import ENROLLED, guilds_in
from autoredeem.store.sqlite.ledger_keys import SqliteLedgerKeys
from autoredeem.store.sqlite.rows import (
    as_list,
    attempt_in,
    of_attempt,
    of_settlement,
    redemption_in,
    time_text,
)

SETTLE = "INSERT OR IGNORE INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

NOTE = """
INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET code = excluded.code, outcome = excluded.outcome,
  message = excluded.message, state = excluded.state, tries = excluded.tries, at = excluded.at,
  typed = excluded.typed, level = excluded.level
WHERE excluded.at >= attempts.at
"""

OF_SUBJECTS = """
FROM json_each(?) AS asked CROSS JOIN {table} AS found
  ON found.title = ? AND found.guild_id = json_extract(asked.value, '$[0]')
  AND found.code_key = json_extract(asked.value, '$[1]')
  AND found.fid > json_extract(asked.value, '$[2]') {where}
ORDER BY asked.key, found.fid LIMIT ?
"""
"""A page of what is found of subjects: guild, code key, the last fid that is known of it."""

NOTED = f"""
SELECT asked.key, fid, code, outcome, message, state, tries, at, typed, level
{OF_SUBJECTS.format(table="attempts", where="")}
"""
SETTLED_SINCE = f"""
SELECT asked.key, fid, outcome
{OF_SUBJECTS.format(table="ledger", where="AND redeemed_at > json_extract(asked.value, '$[3]')")}
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

FORGET = "DELETE FROM attempts WHERE title = ? AND guild_id = ? AND code_key = ? AND fid = ?"

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

    async def forget_attempts(
        self, guild_id: GuildId, codes: Collection[str], fids: Collection[Fid]
    ) -> None:
        """Delete by the key."""
        keys = {code_key(code) for code in codes}
        await self._write(
            FORGET, ((self.title, guild_id, key, fid) for key in keys for fid in fids)
        )

    async def attempts(self, guild_id: GuildId, code: str) -> Mapping[Fid, Attempt]:
        """Read one range of the key."""
        subject = guild_id, code
        return (await self.attempts_of([subject]))[subject]

    async def attempts_of(
        self, subjects: Collection[Subject]
    ) -> Mapping[Subject, Mapping[Fid, Attempt]]:
        """Read ranges of the key."""
        noted: dict[Subject, dict[Fid, Attempt]] = {subject: {} for subject in subjects}
        # Most say the same: with one text for all, the collector has less to walk over.
        texts: dict[str, str] = {}
        async for subject, (fid, *said, state, tries, at, typed, level) in self._found(
            NOTED, [(subject,) for subject in noted]
        ):
            shared = (texts.setdefault(text, text) for text in said)
            row = subject[0], fid, *shared, state, tries, at, typed, level
            noted[subject][fid] = attempt_in(row)
        return noted

    async def settled_since(
        self, since: Mapping[Subject, datetime]
    ) -> Mapping[Subject, Mapping[Fid, Outcome]]:
        """Read ranges of the key."""
        settled: dict[Subject, dict[Fid, Outcome]] = {subject: {} for subject in since}
        asked = [(subject, time_text(at)) for subject, at in since.items()]
        async for subject, (fid, how) in self._found(SETTLED_SINCE, asked):
            settled[subject][fid] = Outcome(how)
        return settled

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

    async def _found(
        self, select: str, asked: Iterable[tuple[Subject, *tuple[str, ...]]]
    ) -> AsyncIterator[tuple[Subject, Row]]:
        """Yield what is found of subjects, read on from the last, so that no more rows are held."""
        for batch in batched(asked, SUBJECTS):
            first, last = 0, 0
            while True:
                known = [last, *[0] * (len(batch) - first - 1)]
                rest = (
                    (guild_id, code_key(code), fid, *more)
                    for ((guild_id, code), *more), fid in zip(batch[first:], known, strict=True)
                )
                rows = await self._database.read(select, as_list(rest), self.title, BATCH)
                for position, *found in rows:
                    yield batch[first + position][0], tuple(found)
                if len(rows) < BATCH:
                    break
                first, last = first + rows[-1][0], rows[-1][1]

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
