"""Titles' collections as a whole: copied while others write, and filled from a copy."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path

from autoredeem.observe.cooperative import list_of
from autoredeem.observe.tasks import serving
from autoredeem.observe.threads import Step
from autoredeem.store.archive import COUNTED, DATED, LEASE, Archive, Contents, Owner, held, hold
from autoredeem.store.batches import BATCH
from autoredeem.store.lenient import time_in
from autoredeem.store.mongo.columns import Row, Table
from autoredeem.store.mongo.connection import Collection as Rows
from autoredeem.store.mongo.connection import Connection
from autoredeem.store.mongo.documents import Document, time_or_none, time_text
from autoredeem.store.mongo.failures import refused
from autoredeem.store.mongo.guild_rows import named_guild_in, settings_in
from autoredeem.store.mongo.guilds import rows_by_guild
from autoredeem.store.mongo.leases import MongoLeases
from autoredeem.store.mongo.rows import LONG_AGO
from autoredeem.store.mongo.schema import RESTORE, check_version, prepare, version_of
from autoredeem.store.mongo.tables import SETTINGS, TABLES
from autoredeem.store.options import StoreOptions
from autoredeem.store.sqlite.archive import titles_beside
from autoredeem.store.sqlite.connection import Database, opened
from autoredeem.store.sqlite.schema import MIGRATIONS

GUILDS = "guilds"
CHANNEL = "channel"


class MongoArchive(Archive):
    """The port `Archive`, on a connection for each title. What is no row of ours stays."""

    def __init__(self, connections: Mapping[str, Connection], options: StoreOptions) -> None:
        self._connections = connections
        self._options = options
        self._hosts = next(iter(connections.values())).hosts
        self.place = f"MongoDB at {self._hosts}"

    async def copy_to(self, file: Path, step: Step) -> int:
        """Read collection by collection, each as it is when it is read."""
        titles = await self._titles()
        if not titles:
            raise refused(self._hosts, "there is nothing of autoredeem's in it")
        async with opened(file, self._options, MIGRATIONS) as copy:
            return sum([await _copied(one, title, copy, step) for title, one in titles.items()])

    async def contents(self) -> Contents:
        """Count, and sort by when rows were written."""
        connections = self._connections.values()
        rows: dict[str, int] = dict.fromkeys(COUNTED.values(), 0)
        for name, collection in COUNTED.items():
            for one in connections:
                named = one.settings if name == GUILDS else _of(one, name)
                rows[collection] += await one.count(named, {})
        latest = [await _latest(one, *dated) for one in connections for dated in DATED.items()]
        marked = [await one.count(one.meta, {"_id": RESTORE}) for one in connections]
        return Contents(rows, max(filter(None, latest), default=None), half=any(marked))

    @asynccontextmanager
    async def alone(self, owner: Owner) -> AsyncIterator[None]:
        """Hold the leases of those titles that are there, and renew them."""
        leases = [MongoLeases(one) for one in (await self._titles()).values()]
        async with (
            held(self.place, leases, owner),
            serving(_renewed(self.place, leases, owner)),
        ):
            yield

    async def fill_from(self, file: Path, step: Step) -> None:
        """Mark all titles, fill one after the other, and take the marks away."""
        async with opened(file, self._options, MIGRATIONS) as copy:
            if strange := await titles_beside(copy, self._connections):
                raise refused(self._hosts, f"the backup is of {strange}, which is no game here")
            there = await self._titles()
            titles = {
                title: one
                for title, one in self._connections.items()
                if title in there or await _has_rows(copy, title)
            }
            for one in titles.values():
                await prepare(one, restoring=True)
                await one.write_over(one.meta, [({"_id": RESTORE}, {"$set": {"begun": True}})])
            for title, one in titles.items():
                await _fill(one, title, copy, step)
            for one in titles.values():
                await one.delete(one.meta, [RESTORE])

    async def _titles(self) -> Mapping[str, Connection]:
        """Return the titles that are there. Raises StoreRefused where one is of a newer version."""
        there: dict[str, Connection] = {}
        for title, one in self._connections.items():
            if (version := await version_of(one)) is not None:
                check_version(one, version)
                there[title] = one
        return there


@asynccontextmanager
async def connected_archive(
    url: str, titles: Collection[str], options: StoreOptions
) -> AsyncIterator[MongoArchive]:
    """Connect for all titles."""
    connections = {title: Connection(url, title, options) for title in titles}
    async with AsyncExitStack() as stack:
        for one in connections.values():
            stack.push_async_callback(one.close)
            await one.connect()
        yield MongoArchive(connections, options)


async def _renewed(place: str, leases: Collection[MongoLeases], owner: Owner) -> None:
    while True:
        await asyncio.sleep(LEASE / 3)
        for one in leases:
            await hold(place, one, owner)


async def _copied(connection: Connection, title: str, copy: Database, step: Step) -> int:
    """Copy all of a title; return how many documents are none of ours."""
    left = await _copy_guilds(connection, title, copy)
    for table in TABLES:
        row_of = await _reader(copy, table)
        async for documents in connection.find(_of(connection, table.name), {}):
            read = await list_of(map(row_of, documents))
            rows = [row for row in read if row is not None]
            left += len(read) - len(rows)
            await _write(copy, table.name, table.columns, title, rows)
            step()
    return left


async def _reader(copy: Database, table: Table) -> Callable[[Document], Row | None]:
    """Return what reads a document as a row that the table takes; None for what is none of ours."""
    about = await copy.read(f"PRAGMA table_info({table.name})")
    known = {name: (str if kind == "TEXT" else int, must) for _, name, kind, must, *_ in about}
    wanted = [known[name] for name in table.columns]

    def read(document: Document) -> Row | None:
        row = table.row(document)
        fits = row is not None and all(
            isinstance(cell, kind) or (cell is None and not must)
            for cell, (kind, must) in zip(row, wanted, strict=True)
        )
        return row if fits else None

    return read


async def _copy_guilds(connection: Connection, title: str, copy: Database) -> int:
    """Copy what guilds chose, from the two collections that say it."""
    chosen = await rows_by_guild(connection, connection.settings)
    channels = await rows_by_guild(connection, connection.channels)
    rows: list[Row] = []
    for guild_id in sorted(chosen.keys() | channels.keys()):
        row, channel = chosen.get(guild_id, {}), channels.get(guild_id, {})
        one = settings_in(guild_id, row, channel)
        at = time_in(row.get("updated_at")) or time_in(channel.get("added_at")) or LONG_AGO
        places = one.channel, one.manager_role, one.state, one.enrolling.value, one.language
        when = time_or_none(one.chosen_at), time_or_none(one.left_at)
        by = str(row.get("updated_by") or ""), time_text(at), time_or_none(one.blocked_at)
        flags = int(one.share_found), int(one.beside)
        rows.append((guild_id, int(one.enabled), *places, *when, *by, *flags))
    await _write(copy, GUILDS, GUILD_COLUMNS, title, rows)
    counts = [await connection.count(one, {}) for one in _of_guilds(connection)]
    return max(0, sum(counts) - len(chosen) - len(channels))


GUILD_COLUMNS = (
    *("guild_id", "enabled", CHANNEL, "manager_role", "state", "enrolling", "language"),
    *("chosen_at", "left_at", "updated_by", "updated_at", "blocked_at", "share_found", "beside"),
)


async def _write(
    copy: Database, table: str, columns: Sequence[str], title: str, rows: Sequence[Row]
) -> None:
    names, marks = ", ".join(("title", *columns)), ", ".join("?" * (len(columns) + 1))
    statement = f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names of ours
    async with copy.transaction() as transaction:
        await transaction.write(statement, ((title, *row) for row in rows))


async def _fill(connection: Connection, title: str, copy: Database, step: Step) -> None:
    """Put a copy's rows of a title in the place of ours."""
    for rows in _of_guilds(connection):
        async for found in connection.find(rows, {}, {"_id": 1}):
            ours = [one["_id"] for one in found if named_guild_in(one) is not None]
            await connection.delete(rows, ours)
    async for page in _pages(copy, GUILDS, GUILD_COLUMNS, title):
        await _insert(connection, connection.settings, map(_of_settings, page))
        await _insert(connection, connection.channels, filter(None, map(_of_channel, page)))
        step()
    for table in TABLES:
        collection, row_of = _of(connection, table.name), await _reader(copy, table)
        async for documents in connection.find(collection, {}):
            read = await list_of((one["_id"], row_of(one)) for one in documents)
            await connection.delete(collection, [name for name, row in read if row is not None])
            step()
        async for page in _pages(copy, table.name, table.columns, title):
            await _insert(connection, collection, map(table.document, page))
            step()


async def _insert(connection: Connection, collection: Rows, documents: Iterable[Document]) -> None:
    """Insert; where something that is none of ours has the name of a row, that goes."""
    rows = await list_of(documents)
    if collided := await connection.insert(collection, rows):
        again = [rows[position] for position in collided]
        await connection.delete(collection, [row["_id"] for row in again])
        await connection.insert(collection, again)


async def _pages(
    copy: Database, table: str, columns: Sequence[str], title: str
) -> AsyncIterator[Sequence[Row]]:
    """Yield a title's rows of a copy in the order of their keys."""
    about = await copy.read(f"PRAGMA table_info({table})")
    ordered = sorted((one for one in about if one[5]), key=lambda one: int(one[5]))
    _, *key = (one[1] for one in ordered)
    places, keys = [columns.index(name) for name in key], ", ".join(key)
    select = f"SELECT {', '.join(columns)} FROM {table} WHERE title = ?"  # noqa: S608 - names of ours
    order = f"ORDER BY {keys} LIMIT {BATCH}"
    behind = f"AND ({keys}) > ({', '.join('?' * len(key))})"
    page = await copy.read(f"{select} {order}", title)
    while page:
        yield page
        last = [page[-1][place] for place in places]
        page = await copy.read(f"{select} {behind} {order}", title, *last)


async def _has_rows(copy: Database, title: str) -> bool:
    for name in (GUILDS, *(table.name for table in TABLES)):
        if await copy.read(f"SELECT 1 FROM {name} WHERE title = ? LIMIT 1", title):  # noqa: S608 - as above
            return True
    return False


async def _latest(connection: Connection, name: str, field: str) -> datetime | None:
    found = connection.find(_of(connection, name), {}, {field: 1}, [(field, -1)], limit=1)
    times = [time_in(row.get(field)) async for rows in found for row in rows]
    return times[0] if times else None


def _of(connection: Connection, table: str) -> Rows:
    collection: Rows = getattr(connection, COLLECTIONS[table])
    return collection


COLLECTIONS: Mapping[str, str] = {table.name: table.collection for table in TABLES}


def _of_guilds(connection: Connection) -> tuple[Rows, Rows]:
    return connection.settings, connection.channels


def _of_settings(row: Row) -> Document:
    cells = dict(zip(GUILD_COLUMNS, row, strict=True))
    return SETTINGS.write(cells)


def _of_channel(row: Row) -> Document | None:
    cells = dict(zip(GUILD_COLUMNS, row, strict=True))
    if cells[CHANNEL] is None:
        return None
    return {
        "_id": f"{cells['guild_id']}",
        "channel_id": cells[CHANNEL],
        "added_by": cells["updated_by"],
        "added_at": cells["updated_at"],
    }
