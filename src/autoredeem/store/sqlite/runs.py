"""The standing work."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Figures, Outcome
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.records import ADDRESS, Again, Claim, RunKey, RunRecord, RunStatus
from autoredeem.store.sqlite.connection import OnDatabase, Row
from autoredeem.store.sqlite.rows import (
    as_list,
    of_figures,
    of_in_need,
    run_in,
    time_or_none,
    time_text,
)
from autoredeem.store.sqlite.server_time import LATER, NOW

COLUMNS = """
guild_id, code, status, opened_at, updated_at, figures, reason, owner, fence, due, stop, again,
begun, edition, roster_at, in_need
"""
THIS = "title = ? AND guild_id = ? AND code_key = ?"
AMONG = """
json_each(?2) AS given CROSS JOIN runs ON title = ?1
  AND guild_id = json_extract(given.value, '$[0]') AND code_key = json_extract(given.value, '$[1]')
"""
"""Each by its key, whichever index SQLite would take."""

BEGINS = f"""
(status <> 'open' AND ?7 > {Again.FOR_NEW:d}) OR (owner = '' AND ?7 = {Again.AFRESH:d})
"""

WANT = f"""
INSERT INTO runs
VALUES (?1, ?2, ?3, ?4, 'open', ?5, ?5, ?6, NULL, '', 0, {NOW}, 0, 0, ?7, 1, NULL, '{{}}')
ON CONFLICT DO UPDATE SET
  code = iif(status = 'open', code, excluded.code),
  opened_at = iif({BEGINS}, excluded.opened_at, opened_at),
  updated_at = iif({BEGINS}, excluded.updated_at, updated_at),
  figures = iif({BEGINS}, excluded.figures, figures),
  begun = iif({BEGINS}, excluded.begun, begun),
  roster_at = iif({BEGINS}, NULL, roster_at),
  in_need = iif({BEGINS}, excluded.in_need, in_need),
  reason = NULL, status = 'open', due = iif(owner = '', excluded.due, due),
  stop = 0, again = iif(owner = '', 0, max(again, ?7))
WHERE ?7 > {Again.FOR_NEW:d} OR NOT stop
"""  # noqa: S608 - no value is put into it, as in all of these

STOP = f"""
UPDATE runs SET updated_at = ?, due = iif(owner = '', NULL, due), stop = 1, again = 0
WHERE {THIS} AND status = 'open'
"""  # noqa: S608

RESUME = f"""
UPDATE runs SET updated_at = ?, due = iif(owner = '', {NOW}, due), stop = 0,
  again = iif(owner = '', 0, max(again, {Again.FOR_NEW:d}))
WHERE {THIS} AND status = 'open' AND stop
"""  # noqa: S608

DUE = f"""
SELECT guild_id, code_key FROM runs INDEXED BY runs_by_due
WHERE title = ? AND status = 'open' AND NOT stop AND due <= {NOW} ORDER BY due LIMIT ?
"""  # noqa: S608

# The owners are few, and each is found by one step in the index.
LEFT = f"""
WITH RECURSIVE owners (owner) AS (
  VALUES ('')
  UNION ALL
  SELECT (
    SELECT min(runs.owner) FROM runs INDEXED BY runs_by_owner
    WHERE title = ?1 AND runs.owner > owners.owner AND runs.owner <> '' AND NOT stop
  ) FROM owners WHERE owner IS NOT NULL
)
SELECT guild_id, code_key
FROM owners CROSS JOIN runs INDEXED BY runs_by_owner ON runs.owner = owners.owner
WHERE title = ?1 AND runs.owner <> '' AND NOT stop AND coalesce(due > {NOW}, 1)
AND owners.owner NOT IN (
  SELECT owner FROM leases WHERE title = ?1 AND name = '{ADDRESS}' AND lease_until > {NOW}
  UNION VALUES (?2)
)
LIMIT ?3
"""  # noqa: S608

FREE_AMONG = f"""
SELECT guild_id, code_key FROM {AMONG}
WHERE status = 'open' AND NOT stop AND (due <= {NOW} OR owner NOT IN (
  SELECT owner FROM leases WHERE title = ?1 AND name = '{ADDRESS}' AND lease_until > {NOW}
  UNION VALUES (''), (?3)
))
ORDER BY due LIMIT ?4
"""  # noqa: S608

CLAIM = f"UPDATE runs SET owner = ?, fence = fence + 1, due = {LATER}, again = 0 WHERE {THIS}"  # noqa: S608
KEEP = f"UPDATE runs SET due = NULL WHERE {THIS} AND owner = ?"  # noqa: S608
RELEASE = f"""
UPDATE runs SET due = iif(stop, NULL, coalesce({LATER}, iif(again, {NOW}, NULL))), owner = '',
  again = 0
WHERE {THIS} AND owner = ?
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
  edition = ?11, roster_at = ?12, in_need = ?13,
  stop = iif(?2 = 'open', stop, 0), again = iif(?2 = 'open', again, 0)
WHERE title = ?6 AND guild_id = ?7 AND code_key = ?8 AND owner = ?9 AND fence = ?10
"""  # noqa: S608

ALL = f"SELECT {COLUMNS} FROM runs WHERE title = ? ORDER BY opened_at"  # noqa: S608
BY_STATUS = f"""
SELECT {COLUMNS} FROM runs WHERE title = ? AND status = ? ORDER BY opened_at
"""  # noqa: S608

OF_STATUS = "(?3 IS NULL OR status = ?3)"
RUNS_AMONG = f"""
SELECT {COLUMNS} FROM {AMONG} WHERE {OF_STATUS}
"""  # noqa: S608
IN_GUILDS = f"""
SELECT {COLUMNS} FROM runs
WHERE title = ?1 AND guild_id IN (SELECT value FROM json_each(?2)) AND {OF_STATUS}
"""  # noqa: S608
OF_CODES = f"""
SELECT {COLUMNS} FROM runs INDEXED BY runs_by_code
WHERE title = ?1 AND code_key IN (SELECT value FROM json_each(?2)) AND {OF_STATUS}
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
        await self._write(STOP, ((time_text(at), self.title, *run) for run in runs))

    async def resume_runs(self, runs: Collection[RunKey], *, at: datetime) -> None:
        """Make them due, or take the mark from what has an owner."""
        await self._write(RESUME, ((time_text(at), self.title, *run) for run in runs))

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
        """Look before taking the lock: there is seldom anything."""
        if not await self._free(self._database.read, claim):
            return []
        async with self._database.transaction() as transaction:
            free = await self._free(transaction.rows, claim)
            taken = ((claim.owner, claim.seconds, self.title, *key) for key in free)
            await transaction.write(CLAIM, taken)
            rows = await transaction.rows(RUNS_AMONG, self.title, as_list(free), None)
        return sorted(map(run_in, rows), key=lambda run: run.opened_at)

    async def keep_runs(self, owner: str, runs: Collection[RunKey]) -> None:
        """Take away what is due."""
        await self._write(KEEP, ((self.title, *run, owner) for run in runs))

    async def release_runs(
        self, owner: str, runs: Collection[RunKey], *, due_in: float | None
    ) -> None:
        """Take the owner away."""
        await self._write(RELEASE, ((due_in, self.title, *run, owner) for run in runs))

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        """Update by owner and fence."""
        await self._write(SAVE, (_saved(run, self.title) for run in runs))

    async def runs(
        self, status: RunStatus | None = None, among: Collection[RunKey] | None = None
    ) -> Sequence[RunRecord]:
        """Read all, by the index of status, or by the key."""
        if among is not None:
            return await self._runs_found(RUNS_AMONG, frozenset(among), status)
        if status is None:
            rows = await self._database.read(ALL, self.title)
        else:
            rows = await self._database.read(BY_STATUS, self.title, status)
        return await list_of(map(run_in, rows))

    async def runs_in(
        self, guilds: Collection[GuildId], status: RunStatus | None = None
    ) -> Sequence[RunRecord]:
        """Read ranges of the key."""
        return await self._runs_found(IN_GUILDS, guilds, status)

    async def runs_of(
        self, codes: Collection[str], status: RunStatus | None = None
    ) -> Sequence[RunRecord]:
        """Read by the index of codes."""
        return await self._runs_found(OF_CODES, {code_key(code) for code in codes}, status)

    async def close_runs(self, codes: Mapping[str, Outcome], *, at: datetime) -> None:
        """Update by the index of codes."""
        when = time_text(at)
        rows = ((reason, when, self.title, code_key(code)) for code, reason in codes.items())
        await self._write(CLOSE, rows)

    async def _runs_found(
        self, statement: str, keys: Collection[int | str | RunKey], status: RunStatus | None
    ) -> Sequence[RunRecord]:
        """Read by keys of one kind, a batch of them at a time."""
        found: list[RunRecord] = []
        for batch in batched(keys, BATCH):
            rows = await self._database.read(statement, self.title, as_list(batch), status)
            found += await list_of(map(run_in, rows))
        return sorted(found, key=lambda run: run.opened_at)

    async def _free(
        self, ask: Callable[..., Awaitable[Sequence[Row]]], claim: Claim
    ) -> Sequence[Row]:
        """Return the keys of what may be claimed: what is due, then what its owner has left."""
        if claim.among is not None:
            among = as_list(frozenset(claim.among))
            return await ask(FREE_AMONG, self.title, among, claim.owner, claim.limit)
        due = await ask(DUE, self.title, claim.limit)
        left = await ask(LEFT, self.title, claim.owner, claim.limit - len(due))
        return [*due, *left]


def _saved(run: RunRecord, title: str) -> Row:
    """Return the parameters of SAVE."""
    written = run.code, run.status, time_text(run.updated_at), of_figures(run.figures), run.reason
    claim = *run.key, run.owner, run.fence
    named = of_in_need(run.in_need)
    return (*written, title, *claim, run.edition, time_or_none(run.roster_at), named)
