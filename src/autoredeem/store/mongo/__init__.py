"""Facts in MongoDB, for deployments. The names are those of the older bot's databases.

`address` and `connection` ask, `failures` says what went wrong in our words, `documents` is what
is written and `reading` what is read (of guilds' own rows: `guild_documents`, `guild_reading`),
`schema` makes what is missing; then a module for each port or a part of one, and `everywhere` for
what holds in all guilds.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from autoredeem.store.answers import Answers
from autoredeem.store.interface import RunsToSave, Store
from autoredeem.store.mongo.audit import MongoAudit
from autoredeem.store.mongo.codes import MongoCodes
from autoredeem.store.mongo.connection import Connection
from autoredeem.store.mongo.forgetting import MongoForgetting
from autoredeem.store.mongo.guilds import MongoGuilds
from autoredeem.store.mongo.leases import MongoLeases
from autoredeem.store.mongo.ledger import MongoLedger
from autoredeem.store.mongo.postings import MongoPostings
from autoredeem.store.mongo.roster import MongoRoster
from autoredeem.store.mongo.runs import MongoRuns
from autoredeem.store.mongo.schema import prepare
from autoredeem.store.mongo.wishes import MongoWishes
from autoredeem.store.opening import StoreOptions
from autoredeem.store.recording import record_in_order
from autoredeem.store.retrying import RetryingStore


class MongoStore(
    MongoLedger,
    MongoRoster,
    MongoWishes,
    MongoCodes,
    MongoPostings,
    MongoRuns,
    MongoGuilds,
    MongoAudit,
    MongoForgetting,
    MongoLeases,
):
    """All ports of one title on one connection; what fails is not asked again here."""

    def __init__(self, connection: Connection, title: str) -> None:
        super().__init__(connection)
        self.title = title

    async def record(self, answers: Answers, runs: RunsToSave) -> None:
        """Write one after the other: there are no transactions."""
        await record_in_order(self, answers, runs)


def open_mongo(url: str, title: str, options: StoreOptions) -> AbstractAsyncContextManager[Store]:
    """Give the store at `url` for one title, as `open_store` says.

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
        yield RetryingStore(MongoStore(connection, title), options.command, options.meter)
    finally:
        await connection.close()
