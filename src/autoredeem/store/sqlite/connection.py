"""Two connections, each in a thread of its own: one writes, one reads."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, cast

import aiosqlite

from autoredeem.store.batches import batched
from autoredeem.store.options import StoreOptions
from autoredeem.store.sqlite.failures import in_our_words, refused, unavailable
from autoredeem.store.sqlite.files import WHAT_BECAME_OF_IT, Opening, open_reader, open_writer
from autoredeem.store.sqlite.schema import Migration

GRACE = 1.0
"""Seconds to wait until what was cancelled is taken back."""

WRITES = 500
"""Rows to a statement that writes: each is made of an object, which takes far more than a key."""

Row = tuple[Any, ...]

FAILURES = TimeoutError, sqlite3.DatabaseError
OURS = sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InternalError
"""Of these, what only a bug of ours raises: it stays as it is."""


class Connection:
    """One connection, for one verb at a time."""

    def __init__(self, connection: aiosqlite.Connection, file: Path, deadline: float) -> None:
        self._connection = connection
        self._file = file
        self._deadline = deadline
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def locked(self) -> AsyncIterator[None]:
        """Wait for the connection and have it alone, until the deadline.

        However the block is left, nothing of it stays begun. Raises StoreUnavailable or
        StoreRefused in place of SQLite's errors.
        """
        with _our_words(self._file, self._deadline):
            async with asyncio.timeout(self._deadline), self._lock:
                whole = False
                try:
                    yield
                    whole = True
                finally:
                    if not whole:
                        await self._take_back()

    async def read(self, sql: str, *parameters: object) -> Sequence[Row]:
        """Run one statement alone; return its rows. Raises as `locked` does.

        Written out, as to enter `locked` takes as long as many a question's answer.
        """
        try:
            async with asyncio.timeout(self._deadline), self._lock:
                try:
                    return await self.rows(sql, *parameters)
                except BaseException:
                    await self._take_back()
                    raise
        except FAILURES as error:
            if isinstance(error, OURS):
                raise
            raise _told(error, self._file, self._deadline) from error

    async def rows(self, sql: str, *parameters: object) -> Sequence[Row]:
        """Run one statement; return its rows."""
        # Fetched in the connection's thread, where the cursor also ends.
        return cast("list[Row]", await self._connection.execute_fetchall(sql, parameters))

    async def write(self, sql: str, rows: Iterable[Row]) -> None:
        """Run one statement for each of the rows, which are made so many at a time as may be."""
        for batch in batched(rows, WRITES):
            async with self._connection.executemany(sql, batch):
                pass

    async def _take_back(self) -> None:
        """Stop the statement that runs and roll back.

        The thread works first come, first served: even if the wait is cut, the rollback comes
        before anything of the next verb.
        """
        await self._connection.interrupt()
        with suppress(TimeoutError, sqlite3.DatabaseError):
            async with asyncio.timeout(GRACE):
                await self._connection.rollback()


class Database:
    """An open file."""

    def __init__(self, writer: Connection, reader: Connection, file: Path) -> None:
        self._writer = writer
        self._reader = reader
        self._file = file
        self._writing: asyncio.Task[object] | None = None

    async def read(self, sql: str, *parameters: object) -> Sequence[Row]:
        """Run one statement on what is committed; return its rows."""
        return await self._reader.read(sql, *parameters)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """Write alone, all of it or nothing. The deadline is for the whole.

        One inside another, in the same task, is a part of that one. Into a file that was deleted,
        moved away or replaced nothing is written: nobody would find it again.
        """
        task = asyncio.current_task()
        if self._writing is task:
            yield self._writer
            return
        async with self._writer.locked():
            await self._writer.rows("BEGIN IMMEDIATE")
            self._writing = task
            try:
                yield self._writer
            finally:
                self._writing = None
            ((why,),) = await self._writer.rows(WHAT_BECAME_OF_IT)
            if why:
                raise refused(self._file, why)
            await self._writer.rows("COMMIT")


class OnDatabase:
    """What every port stands on: an open file, and the title whose rows it sees."""

    def __init__(self, database: Database, title: str) -> None:
        self._database = database
        self.title = title

    async def _write(self, statement: str, rows: Iterable[Row]) -> None:
        """Run a statement for each row, a batch of them at a time as a whole."""
        for batch in batched(rows, WRITES):
            async with self._database.transaction() as transaction:
                await transaction.write(statement, batch)


@asynccontextmanager
async def opened(
    file: Path, options: StoreOptions, migrations: Sequence[Migration]
) -> AsyncIterator[Database]:
    """Open the file for the block. Raises StoreUnavailable or StoreRefused."""
    patience, deadline = options.find_server, options.command
    async with (
        _connected(partial(open_writer, file, patience, migrations), file, deadline) as writer,
        _connected(partial(open_reader, file, patience), file, deadline) as reader,
    ):
        yield Database(writer, reader, file)


@asynccontextmanager
async def _connected(
    make: Callable[[], sqlite3.Connection], file: Path, deadline: float
) -> AsyncIterator[Connection]:
    opening = Opening(make)
    with _our_words(file, deadline):
        async with asyncio.timeout(deadline):
            connection = await aiosqlite.Connection(opening, iter_chunk_size=1)
    try:
        with _our_words(file, deadline):
            if opening.error:
                raise opening.error
        yield Connection(connection, file, deadline)
    finally:
        with _our_words(file, deadline):
            async with asyncio.timeout(deadline):
                await connection.close()


@contextmanager
def _our_words(file: Path, deadline: float) -> Iterator[None]:
    """Raise the port's errors in place of SQLite's."""
    try:
        yield
    except FAILURES as error:
        if isinstance(error, OURS):
            raise
        raise _told(error, file, deadline) from error


def _told(error: TimeoutError | sqlite3.DatabaseError, file: Path, deadline: float) -> Exception:
    if isinstance(error, TimeoutError):
        return unavailable(file, f"no answer within {deadline:g} s")
    return in_our_words(error, file)
