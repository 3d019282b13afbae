"""Facts in MongoDB, for deployments. The names are those of the older bot's databases.

`address` and `connection` ask, `failures` says what went wrong in our words, `documents` is what
is written and `rows` what is read (of guilds' own: `guild_documents`, `guild_rows`;
of sources: `source_rows`),
`schema` makes what is missing; then a module for each port or a part of one, and `cross_guild` for
what holds in all guilds.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from autoredeem.store.interface import Store
from autoredeem.store.mongo.alliances import MongoAlliances
from autoredeem.store.mongo.audit import MongoAudit
from autoredeem.store.mongo.codes import MongoCodes
from autoredeem.store.mongo.connection import Connection
from autoredeem.store.mongo.erasure import MongoErasure
from autoredeem.store.mongo.guilds import MongoGuilds
from autoredeem.store.mongo.leases import MongoLeases
from autoredeem.store.mongo.ledger import MongoLedger
from autoredeem.store.mongo.lifecycle import MongoLifecycle
from autoredeem.store.mongo.matrix import MongoMatrix
from autoredeem.store.mongo.opt_outs import MongoOptOuts
from autoredeem.store.mongo.players import MongoPlayers
from autoredeem.store.mongo.postings import MongoPostings
from autoredeem.store.mongo.proofs import MongoProofs
from autoredeem.store.mongo.retention import MongoRetention
from autoredeem.store.mongo.roster_pages import MongoRosterPages
from autoredeem.store.mongo.runs import MongoRuns
from autoredeem.store.mongo.schema import prepare
from autoredeem.store.mongo.sources import MongoSources
from autoredeem.store.mongo.spending import MongoSpending
from autoredeem.store.options import StoreOptions
from autoredeem.store.records import Answers, RunsToSave
from autoredeem.store.retry import retrying
from autoredeem.store.write_order import record_in_order


class MongoStore(
    MongoLedger,
    MongoMatrix,
    MongoPlayers,
    MongoProofs,
    MongoAlliances,
    MongoRosterPages,
    MongoOptOuts,
    MongoCodes,
    MongoLifecycle,
    MongoPostings,
    MongoRuns,
    MongoGuilds,
    MongoAudit,
    MongoErasure,
    MongoSources,
    MongoRetention,
    MongoSpending,
    MongoLeases,
):
    """All ports of one title on one connection; what fails is not asked again here."""

    def __init__(self, connection: Connection, title: str) -> None:
        super().__init__(connection)
        self.title = title

    async def last_change(self) -> int | None:
        """Return None: there are no change streams on every server."""
        return None

    async def record(self, answers: Answers, runs: RunsToSave) -> None:
        """Write one after the other: there are no transactions."""
        await record_in_order(self, answers, runs)


def open_mongo(url: str, title: str, options: StoreOptions) -> AbstractAsyncContextManager[Store]:
    """Return the store at `url` for one title, as `open_store` says.

    What the URL says outranks `options`: `timeoutMS`, `serverSelectionTimeoutMS`, `appName`, `w`,
    the database. Raises InvalidSetting at once for a URL that can't be one.
    """
    return _opened(Connection(url, title, options), title, options)


@asynccontextmanager
async def _opened(
    connection: Connection, title: str, options: StoreOptions
) -> AsyncIterator[Store]:
    try:
        await connection.connect()
        await prepare(connection)
        yield retrying(MongoStore(connection, title), options.command, options.meter)
    finally:
        await connection.close()
