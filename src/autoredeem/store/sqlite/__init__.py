"""Facts in a SQLite file, the embedded default.

`connection` asks, `failures` says what went wrong in our words, `files`, `private` and `schema`
make what is missing, `rows`, `guild_rows` and `source_rows` read and render; a module for each port
or for a part of one (of the ledger `matrix`, of the roster `roster_pages`, `opt_outs` and
`alliances`, of the
codes `lifecycle` and `postings`, of the guilds `audit` and `erasure`); `clearing` is what `erasure`
and `retention` delete with, `cross_guild` for what holds in all guilds.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from autoredeem.store.interface import Store
from autoredeem.store.options import StoreOptions
from autoredeem.store.records import Answers, RunsToSave
from autoredeem.store.retry import retrying
from autoredeem.store.sqlite.address import file_at
from autoredeem.store.sqlite.alliances import SqliteAlliances
from autoredeem.store.sqlite.audit import SqliteAudit
from autoredeem.store.sqlite.codes import SqliteCodes
from autoredeem.store.sqlite.connection import opened
from autoredeem.store.sqlite.erasure import SqliteErasure
from autoredeem.store.sqlite.guilds import SqliteGuilds
from autoredeem.store.sqlite.leases import SqliteLeases
from autoredeem.store.sqlite.ledger import SqliteLedger
from autoredeem.store.sqlite.lifecycle import SqliteLifecycle
from autoredeem.store.sqlite.matrix import SqliteMatrix
from autoredeem.store.sqlite.opt_outs import SqliteOptOuts
from autoredeem.store.sqlite.players import SqlitePlayers
from autoredeem.store.sqlite.postings import SqlitePostings
from autoredeem.store.sqlite.proofs import SqliteProofs
from autoredeem.store.sqlite.retention import SqliteRetention
from autoredeem.store.sqlite.roster import SqliteRoster
from autoredeem.store.sqlite.roster_pages import SqliteRosterPages
from autoredeem.store.sqlite.runs import SqliteRuns
from autoredeem.store.sqlite.schema import MIGRATIONS, Migration
from autoredeem.store.sqlite.sources import SqliteSources
from autoredeem.store.sqlite.spending import SqliteSpending
from autoredeem.store.write_order import record_in_order


class SqliteStore(  # a class for each port, or for a part of one
    SqliteLedger,
    SqliteMatrix,
    SqlitePlayers,
    SqliteProofs,
    SqliteRoster,
    SqliteRosterPages,
    SqliteOptOuts,
    SqliteAlliances,
    SqliteCodes,
    SqliteLifecycle,
    SqlitePostings,
    SqliteRuns,
    SqliteGuilds,
    SqliteAudit,
    SqliteErasure,
    SqliteSources,
    SqliteRetention,
    SqliteSpending,
    SqliteLeases,
):
    """All ports of one title on one file."""

    async def last_change(self) -> int | None:
        """Read what SQLite counts: every commit of any other connection."""
        ((version,),) = await self._database.read("PRAGMA data_version")
        return int(version)

    async def record(self, answers: Answers, runs: RunsToSave) -> None:
        """Write all of it in one transaction."""
        async with self._database.transaction():
            await record_in_order(self, answers, runs)


def open_sqlite(
    url: str,
    title: str,
    options: StoreOptions,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> AbstractAsyncContextManager[Store]:
    """Return the store at `url` for one title, as `open_store` says.

    Another process's lock is waited for up to `options.find_server` seconds, each verb and the
    opening take up to `options.command`. Raises InvalidSetting at once for a URL that can't be one.
    """
    return _opened(file_at(url), title, options, migrations)


@asynccontextmanager
async def _opened(
    file: Path, title: str, options: StoreOptions, migrations: Sequence[Migration]
) -> AsyncIterator[Store]:
    async with opened(file, options, migrations) as database:
        yield retrying(SqliteStore(database, title), options.command, options.meter)
