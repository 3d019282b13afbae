"""The standing work."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Figures, Outcome
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.records import Again, Claim, RunKey, RunRecord, RunStatus
from autoredeem.store.sqlite.connection import OnDatabase, Row
from autoredeem.store.sqlite.rows import as_list, of_figures, run_in, time_or_none, time_text
from autoredeem.store.sqlite.server_time import LATER, NOW

COLUMNS = """
guild_id, code, status, opened_at, updated_at, figures, reason, owner, fence, due, stop, again,
begun, edition, roster_at
"""
AMONG = """(guild_id, code_key) IN (
  SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)
)"""

BEGINS = f"""
(status <> 'open' AND ?7 > {Again.FOR_NEW:d}) OR (owner = '' AND ?7 = {Again.AFRESH:d})
"""

WANT = f"""
INSERT INTO runs VALUES (?1, ?2, ?3, ?4, 'open', ?5, ?5, ?6, NULL, '', 0, {NOW}, 0, 0, ?7, 1, NULL)
ON CONFLICT DO UPDATE SET
  code = iif(status = 'open', code, excluded.code),
  opened_at = iif({BEGINS}, excluded.opened_at, opened_at),
  updated_at = iif({BEGINS}, excluded.updated_at, updated_at),
  figures = iif({BEGINS}, excluded.figures, figures),
  begun = iif({BEGINS}, excluded.begun, begun),
  roster_at = iif({BEGINS}, NULL, roster_at),
  reason = NULL, status = 'open', due = iif(owner = '', excluded.due, due),
  stop = 0, again = iif(owner = '', 0, max(again, ?7))
WHERE ?7 > {Again.FOR_NEW:d} OR NOT stop
"""  # noqa: S608 - no value is put into it, as in all of these

STOP = f"""
UPDATE runs SET updated_at = ?, due = iif(owner = '', NULL, due), stop = 1, again = 0
WHERE title = ? AND status = 'open' AND {AMONG}
"""  # noqa: S608

RESUME = f"""
UPDATE runs SET updated_at = ?, due = iif(owner = '', {NOW}, due), stop = 0,
  again = iif(owner = '', 0, max(again, {Again.FOR_NEW:d}))
WHERE title = ? AND status = 'open' AND stop AND {AMONG}
"""  # noqa: S608

DUE = f"""
title = ? AND status = 'open' AND NOT stop AND (due <= {NOW} OR (owner = ? AND owner <> ''))
"""

CLAIM = """
UPDATE runs SET owner = ?, fence = fence + 1, due = {later}, again = 0
WHERE title = ? AND (guild_id, code_key) IN (
  SELECT guild_id, code_key FROM runs WHERE {due} ORDER BY due LIMIT ?
)
RETURNING {columns}
"""
CLAIM_ANY = CLAIM.format(later=LATER, due=DUE, columns=COLUMNS)
CLAIM_AMONG = CLAIM.format(later=LATER, due=f"{DUE} AND {AMONG}", columns=COLUMNS)

RENEW = f"UPDATE runs SET due = {LATER} WHERE title = ? AND owner = ? AND {AMONG}"  # noqa: S608
RELEASE = f"""
UPDATE runs SET due = iif(stop, NULL, coalesce({LATER}, iif(again, {NOW}, NULL))), owner = '',
  again = 0
WHERE title = ? AND owner = ? AND {AMONG}
"""  # noqa: S608

# Named, as SQLite takes any title for small and would walk over all its runs.
BY_ASKED = "runs INDEXED BY runs_by_asked"
ASKED = "title = ? AND owner = ? AND (stop OR again)"
ASKED_OF = f"SELECT {COLUMNS} FROM {BY_ASKED} WHERE {ASKED}"  # noqa: S608
GIVEN = f"UPDATE {BY_ASKED} SET again = 0 WHERE {ASKED}"  # noqa: S608

SAVE = f"""
UPDATE runs SET code = ?1, status = iif(again, 'open', ?2), updated_at = ?3, figures = ?4,
  reason = iif(again AND ?2 <> 'open', NULL, ?5), owner = iif(?2 = 'open', owner, ''),
  due = iif(?2 = 'open', due, iif(again, {NOW}, NULL)),
  edition = ?11, roster_at = ?12,
  stop = iif(?2 = 'open', stop, 0), again = iif(?2 = 'open', again, 0)
WHERE title = ?6 AND guild_id = ?7 AND code_key = ?8 AND owner = ?9 AND fence = ?10
"""  # noqa: S608


IN_GUILDS = f"""
SELECT {COLUMNS} FROM runs WHERE title = ? AND guild_id IN (SELECT value FROM json_each(?))
  AND (status = ? OR ? IS NULL)
"""  # noqa: S608


OF_CODES = f"""
SELECT {COLUMNS} FROM runs INDEXED BY runs_by_code
WHERE title = ? AND code_key IN (SELECT value FROM json_each(?)) AND (status = ? OR ? IS NULL)
"""  # noqa: S608

CLOSE = """
UPDATE runs INDEXED BY runs_by_code
SET status = 'done', reason = ?, updated_at = ?, due = NULL, stop = 0, again = 0
WHERE title = ? AND code_key = ? AND status = 'open' AND owner = '' AND due IS NULL
"""


class SqliteRuns(OnDatabase):
    """The port `Runs`."""

    async def want_runs(
        self,
        wanted: Collection[tuple[GuildId, str]],
        *,
        at: datetime,
        again: Again = Again.ANEW,
    ) -> None:
        """Insert, or open again what is done."""
        when, figures = time_text(at), of_figures(Figures())
        await self._write(
            WANT,
            (
                (self.title, guild_id, code_key(code), code, when, figures, again)
                for guild_id, code in wanted
            ),
        )

    async def stop_runs(self, runs: Collection[RunKey], *, at: datetime) -> None:
        """Leave them without a due, or mark what has an owner."""
        await self._mark(STOP, runs, at)

    async def resume_runs(self, runs: Collection[RunKey], *, at: datetime) -> None:
        """Make them due, or take the mark from what has an owner."""
        await self._mark(RESUME, runs, at)

    async def asked_of(self, owner: str) -> Sequence[RunRecord]:
        """Read before taking the lock: there is seldom anything."""
        if not await self._database.read(ASKED_OF, self.title, owner):
            return []
        async with self._database.transaction() as transaction:
            rows = await transaction.rows(ASKED_OF, self.title, owner)
            await transaction.rows(GIVEN, self.title, owner)
        asked = await list_of(map(run_in, rows))
        return sorted(asked, key=lambda run: run.opened_at)

    async def claim_runs(self, claim: Claim) -> Sequence[RunRecord]:
        """Find and take in one statement."""
        first = claim.owner, claim.seconds, self.title, self.title, claim.instead_of
        async with self._database.transaction() as transaction:
            if claim.among is None:
                rows = await transaction.rows(CLAIM_ANY, *first, claim.limit)
            else:
                among = as_list(claim.among)
                rows = await transaction.rows(CLAIM_AMONG, *first, among, claim.limit)
        return sorted(map(run_in, rows), key=lambda run: run.opened_at)

    async def renew_runs(self, owner: str, runs: Collection[RunKey], *, seconds: float) -> None:
        """Move what is due."""
        await self._move_due(RENEW, owner, runs, seconds)

    async def release_runs(
        self, owner: str, runs: Collection[RunKey], *, due_in: float | None
    ) -> None:
        """Take the owner away."""
        await self._move_due(RELEASE, owner, runs, due_in)

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        """Update by owner and fence."""
        await self._write(SAVE, (_saved(run, self.title) for run in runs))

    async def runs(
        self, status: RunStatus | None = None, among: Collection[RunKey] | None = None
    ) -> Sequence[RunRecord]:
        """Read all, by the index of status, or by the key."""
        wanted, values = "title = ?", [self.title]
        if status is not None:
            wanted, values = f"{wanted} AND status = ?", [*values, status]
        if among is not None:
            wanted, values = f"{wanted} AND {AMONG}", [*values, as_list(among)]
        select = f"SELECT {COLUMNS} FROM runs WHERE {wanted} ORDER BY opened_at"  # noqa: S608
        rows = await self._database.read(select, *values)
        return await list_of(map(run_in, rows))

    async def runs_in(
        self, guilds: Collection[GuildId], status: RunStatus | None = None
    ) -> Sequence[RunRecord]:
        """Read ranges of the key."""
        found: list[RunRecord] = []
        for batch in batched(guilds, BATCH):
            rows = await self._database.read(IN_GUILDS, self.title, as_list(batch), status, status)
            found += await list_of(map(run_in, rows))
        return sorted(found, key=lambda run: run.opened_at)

    async def runs_of(
        self, codes: Collection[str], status: RunStatus | None = None
    ) -> Sequence[RunRecord]:
        """Read by the index of codes."""
        found: list[RunRecord] = []
        for batch in batched({code_key(code) for code in codes}, BATCH):
            rows = await self._database.read(OF_CODES, self.title, as_list(batch), status, status)
            found += await list_of(map(run_in, rows))
        return sorted(found, key=lambda run: run.opened_at)

    async def close_runs(self, codes: Mapping[str, Outcome], *, at: datetime) -> None:
        """Update by the index of codes."""
        when = time_text(at)
        rows = ((reason, when, self.title, code_key(code)) for code, reason in codes.items())
        await self._write(CLOSE, rows)

    async def _mark(self, statement: str, runs: Collection[RunKey], at: datetime) -> None:
        for batch in batched(runs, BATCH):
            async with self._database.transaction() as transaction:
                await transaction.rows(statement, time_text(at), self.title, as_list(batch))

    async def _move_due(
        self, statement: str, owner: str, runs: Collection[RunKey], seconds: float | None
    ) -> None:
        for batch in batched(runs, BATCH):
            async with self._database.transaction() as transaction:
                await transaction.rows(statement, seconds, self.title, owner, as_list(batch))


def _saved(run: RunRecord, title: str) -> Row:
    """Return the parameters of SAVE."""
    written = run.code, run.status, time_text(run.updated_at), of_figures(run.figures), run.reason
    claim = *run.key, run.owner, run.fence
    return (*written, title, *claim, run.edition, time_or_none(run.roster_at))
