"""One title's collections on one client: every command has a deadline and fails in our words."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from types import MappingProxyType
from typing import Any

import pymongo
from bson.codec_options import CodecOptions, DatetimeConversion
from bson.raw_bson import RawBSONDocument
from pymongo import (
    InsertOne,
    ReadPreference,
    ReturnDocument,
    UpdateMany,
    UpdateOne,
    WriteConcern,
)
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.command_cursor import AsyncCommandCursor
from pymongo.asynchronous.cursor import AsyncCursor
from pymongo.errors import (
    BulkWriteError,
    ConfigurationError,
    OperationFailure,
    PyMongoError,
)

from autoredeem.observe.redaction import redactor, secrets_in
from autoredeem.store.batches import BATCH, ENTRIES_READ, batched
from autoredeem.store.mongo.address import (
    database_at,
    hosts_of,
    names_database,
    refuse_beside_older,
)
from autoredeem.store.mongo.documents import Document
from autoredeem.store.mongo.failures import (
    DUPLICATE_KEY,
    OTHER_INDEX,
    collisions,
    in_our_words,
    unavailable,
)
from autoredeem.store.options import StoreOptions

Collection = AsyncCollection[Document]
Query = Mapping[str, Any]
Update = Document | Sequence[Document]
"""Operators, or a pipeline of stages."""

Order = Sequence[tuple[str, int]]
"""Fields by which rows are sorted, each with 1 (ascending) or -1."""

Change = UpdateOne | UpdateMany

ROWS = BATCH + 1
"""Rows to an answer: one more than a batch, so that the server knows that it has given all."""

LEAN_ROWS = ENTRIES_READ + 1
"""The same of rows that are lean."""

INSERTS = 500
"""Inserts to a command. The driver encodes a command in one step, and a row is far more work than
a key: so many take it 3 ms on the machine of docs/benchmarks.md."""

UPDATES = 250
"""Updates to a command: each has a filter as well. So many runs, the largest, take it 4 ms."""

GRACE = 0.5
"""Seconds after the driver's own deadline, in case the driver misses it."""

RAW = CodecOptions(document_class=RawBSONDocument)

LENIENT: CodecOptions[Document] = CodecOptions(
    tz_aware=True,
    unicode_decode_error_handler="replace",
    datetime_conversion=DatetimeConversion.DATETIME_AUTO,
)
"""Whatever an old row holds can be read: broken text, years that Python doesn't know."""


class Connection:
    """The collections by their names here, and the few ways in which they are asked.

    All of it raises StoreUnavailable or StoreRefused, never an error of the driver's.
    """

    def __init__(self, url: str, title: str, options: StoreOptions) -> None:
        self.hosts = hosts_of(url)
        self._redacted = redactor(secrets_in(url))
        self._find_server = options.find_server
        database = database_at(url, options)
        self._client = database.client
        self._is_named = bool(options.database) or names_database(self._client)
        self._deadline = max(options.command, self._client.options.timeout or 0) + GRACE
        # The URL may say w=…, but 0 would mean that nothing is ever known to be written; and a
        # secondary may not know yet who is settled.
        concern = self._client.write_concern
        chosen = concern.document and concern.acknowledged
        self._database = database.with_options(
            LENIENT,
            read_preference=ReadPreference.PRIMARY,
            write_concern=concern if chosen else WriteConcern("majority"),
        )
        self._prefix = "" if title == "wos" else f"{title}_"
        self.ledger = self._collection("auto_redeemed_codes")
        self.attempts = self._collection("redemption_attempts")
        self.players = self._collection("redeem_players")
        self.members = self._collection("auto_redeem_members")
        self.codes = self._collection("gift_codes")
        self.runs = self._collection("redeem_runs")
        self.leases = self._collection("redeem_leases")
        self.settings = self._collection("auto_redeem_settings")
        self.channels = self._collection("auto_redeem_channels")
        self.opt_outs = self._collection("auto_redeem_opt_outs")
        self.alliances = self._collection("redeem_alliances")
        self.postings = self._collection("gift_code_postings")
        self.boards = self._collection("redeem_boards")
        self.actions = self._collection("redeem_actions")
        self.notices = self._collection("redeem_notices")
        self.requests = self._collection("redeem_requests")
        self.feeds = self._collection("redeem_feeds")
        self.watched = self._collection("redeem_watched_channels")
        self.announcements = self._collection("redeem_announcements")
        self.syncs = self._collection("redeem_syncs")
        self.listed = self._collection("redeem_listed")
        self.changes = self._collection("redeem_roster_changes")
        self.proofs = self._collection("redeem_proofs")
        self.searches = self._collection("redeem_searches")
        self.notifications = self._collection("redeem_notifications")
        self.contact_ways = self._collection("redeem_contact_ways")
        self.meta = self._collection("autoredeem_meta")
        # The older bot's alone.
        self.history = self._collection("giftcode_redemptions")
        self.alliance_members = self._collection("alliance_members")

    async def connect(self) -> None:
        """Resolve the hosts where the URL names a service, and find a server."""
        try:
            async with asyncio.timeout(self._find_server):
                await self._client.aconnect()
        except (ConfigurationError, TimeoutError):
            raise unavailable(self.hosts, "this name can't be looked up") from None
        with self._in_our_words():
            await self._find()
            if not self._is_named:
                async with self._deadlined():
                    await refuse_beside_older(self._client, self._database.name, self.hosts)

    async def close(self) -> None:
        """Take leave of the server, for a few seconds if it doesn't answer, and close all."""
        with suppress(TimeoutError), pymongo.timeout(self._find_server):
            async with asyncio.timeout(self._find_server + GRACE):
                await self._client.close()

    async def find(
        self,
        collection: Collection,
        query: Query,
        fields: Query | None = None,
        order: Order | None = None,
        limit: int = 0,
        skip: int = 0,
    ) -> AsyncIterator[list[Document]]:
        """Yield the rows that match, in batches, sorted if an `order` is named.

        The first `skip` are left out. At most `limit` of them, where it is not 0.

        So few rows that they are one batch are a command of its own: a cursor of the driver's costs
        a quarter of a small question's time.
        """
        if 0 < limit <= ROWS:
            find = {
                "find": collection.name,
                "filter": query,
                **({"projection": fields} if fields else {}),
                **({"sort": dict(order)} if order else {}),
                **({"skip": skip} if skip else {}),
                "limit": limit,
                "singleBatch": True,
                "batchSize": limit,
            }
            async with self._command():
                said = await self._database.command(find)
            if rows := said["cursor"]["firstBatch"]:
                yield rows
            return
        cursor = collection.find(query, fields, batch_size=ROWS, sort=order, skip=skip, limit=limit)
        async for rows in self._drained(cursor, ROWS):
            yield rows

    async def find_lean(
        self, collection: Collection, query: Query, fields: Query
    ) -> AsyncIterator[list[Document]]:
        """Yield the rows that match, a few numbers of each, in twice as large batches."""
        cursor = collection.find(query, fields, batch_size=LEAN_ROWS)
        async for rows in self._drained(cursor, LEAN_ROWS):
            yield rows

    async def existing(
        self, collection: Collection, ids: Sequence[str], where: Query = MappingProxyType({})
    ) -> list[str]:
        """Return which of at most BATCH `_id`s exist, answered from their index alone.

        What `where` says of the rows besides, is read in those that exist.

        A command of its own, as a cursor of the driver's costs a quarter of a small check's time;
        and all of so few ids fit into one answer.
        """
        find = _find_ids(collection, {"_id": {"$in": ids}, **where}, ROWS)
        async with self._command():
            said = await self._database.command(find)
        return [row["_id"] for row in said["cursor"]["firstBatch"]]

    async def raw_ids(self, collection: Collection, query: Query, most: int) -> bytes:
        """Return the `_id`s of rows that match, `most` of them at most, as the answer in BSON.

        A query is soon encoded: the loop is not given back before.
        """
        find = _find_ids(collection, query, most)
        async with self._deadlined():
            return bytes((await self._database.command(find, codec_options=RAW)).raw)

    async def count(self, collection: Collection, query: Query) -> int:
        """Count the rows that match."""
        async with self._command():
            return await collection.count_documents(query)

    async def estimate(self, collection: Collection) -> int:
        """Return how many rows the server takes a collection to have, without looking at them."""
        async with self._command():
            return await collection.estimated_document_count()

    async def grouped(self, collection: Collection, stages: Sequence[Document]) -> list[Document]:
        """Return what a pipeline comes to: at most BATCH rows."""
        async with self._command():
            cursor = await collection.aggregate(stages)
            return await cursor.to_list(BATCH)

    async def aggregated(
        self, collection: Collection, stages: Sequence[Document]
    ) -> AsyncIterator[list[Document]]:
        """Yield what a pipeline comes to, in batches."""
        async with self._command():
            cursor = await collection.aggregate(stages, batchSize=ROWS)
        async for rows in self._drained(cursor, ROWS):
            yield rows

    async def insert(self, collection: Collection, rows: Iterable[Document]) -> frozenset[int]:
        """Insert rows, each by itself, so many to a command as may be.

        Returns the positions of those that were not inserted as they collide with one that exists.
        """
        collided: set[int] = set()
        for number, batch in enumerate(batched(map(InsertOne, rows), INSERTS)):
            positions = await self._write(collection, batch)
            collided.update(number * INSERTS + position for position in positions)
        return frozenset(collided)

    async def update(self, collection: Collection, updates: Iterable[Change]) -> None:
        """Apply updates, each by itself, so many to a command as may be."""
        for batch in batched(updates, UPDATES):
            await self._write(collection, batch)

    async def write_over(
        self, collection: Collection, updates: Iterable[tuple[Query, Update]]
    ) -> None:
        """Apply each update to the row that its filter names, or make the row if it is absent.

        A filter may say more than the `_id`. A row that it then doesn't match stays as it is, as
        making it collides. Making one that another process made a moment before collides as well;
        so whatever collided is asked once more, without making.
        """
        for batch in batched(updates, UPDATES):
            upserts = [UpdateOne(query, update, upsert=True) for query, update in batch]
            collided = await self._write(collection, upserts)
            await self.update(collection, (UpdateOne(*batch[position]) for position in collided))

    async def change(self, collection: Collection, query: Query, update: Update) -> Document:
        """Apply an update to one row, made if it is absent, and return the row as it is then."""
        async with self._command():
            row = await collection.find_one_and_update(
                query, update, upsert=True, return_document=ReturnDocument.AFTER
            )
        assert row, "an upsert leaves a row"  # noqa: S101 - a bug, ours or the server's
        return row

    async def delete(self, collection: Collection, ids: Sequence[object]) -> None:
        """Delete the rows with these `_id`s."""
        if ids:
            async with self._command():
                await collection.delete_many({"_id": {"$in": ids}})

    async def clear(self, collection: Collection, query: Query) -> None:
        """Delete all rows that match, in batches: however many there are, no command is long."""
        async for rows in self.find(collection, query, {"_id": 1}):
            await self.delete(collection, [row["_id"] for row in rows])

    async def index(
        self, collection: Collection, *fields: str, unique: bool = False, name: str = ""
    ) -> bool:
        """Make an index in ascending order of `fields`; return whether there is one now.

        Without a `name` of its own it is called by its fields.

        There is none if rows that exist forbid it. One over the same fields that was made under
        another name or with other options is left as it is.
        """
        async with self._command():
            try:
                keys = [(field, 1) for field in fields]
                await collection.create_index(keys, unique=unique, name=name or None)
            except OperationFailure as error:
                if error.code not in (DUPLICATE_KEY, *OTHER_INDEX):
                    raise
                return error.code != DUPLICATE_KEY
        return True

    async def _drained(
        self, cursor: AsyncCursor[Document] | AsyncCommandCursor[Document], rows_each: int
    ) -> AsyncIterator[list[Document]]:
        while cursor.alive:
            async with self._command():
                rows = await cursor.to_list(rows_each)
            if rows:
                yield rows

    async def _write(
        self, collection: Collection, writes: Sequence[InsertOne[Document] | Change]
    ) -> frozenset[int]:
        """Write rows in one command; returns the positions of those that collide."""
        async with self._command():
            try:
                await collection.bulk_write(writes, ordered=False)
            except BulkWriteError as error:
                if (collided := collisions(error)) is None:
                    raise
                return collided
        return frozenset()

    def _collection(self, name: str) -> Collection:
        return self._database[self._prefix + name]

    @asynccontextmanager
    async def _command(self) -> AsyncIterator[None]:
        """Give the loop back, then let a command have its deadline.

        So what was made of the last answer is no part of the step that encodes.
        """
        await asyncio.sleep(0)
        async with self._deadlined():
            yield

    @asynccontextmanager
    async def _deadlined(self) -> AsyncIterator[None]:
        """Find a server if none is known, then let a command have its deadline.

        Two steps, as the driver gives a command's whole deadline to finding a server.
        """
        with self._in_our_words():
            if not self._client.topology_description.has_writable_server():
                await self._find()
            async with asyncio.timeout(self._deadline):
                yield

    async def _find(self) -> None:
        with pymongo.timeout(self._find_server):
            async with asyncio.timeout(self._find_server + GRACE):
                await self._client.admin.command("ping")

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            raise unavailable(self.hosts, "no answer in time") from None
        except PyMongoError as error:
            # The driver's error may quote whole documents; what matters of it is in ours.
            raise in_our_words(error, self.hosts, self._redacted) from None


def _find_ids(collection: Collection, query: Query, most: int) -> Document:
    return {
        "find": collection.name,
        "filter": query,
        "projection": {"_id": 1},
        "batchSize": most,
        "singleBatch": True,
    }


class OnConnection:
    """What every port stands on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
