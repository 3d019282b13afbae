"""A real store whose process is killed: from its n-th step on, nothing reaches the store any more.

A step is a command that writes: of SQLite's, each statement of a transaction, its commit, and its
end; of MongoDB's, each command, before and after the server has done it.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from types import MappingProxyType
from typing import Any

from pymongo import InsertOne

from autoredeem.store import StoreOptions
from autoredeem.store.interface import Store
from autoredeem.store.mongo import MongoStore
from autoredeem.store.mongo import connection as mongo
from autoredeem.store.retry import retrying
from autoredeem.store.sqlite import SqliteStore
from autoredeem.store.sqlite import connection as sqlite
from autoredeem.store.sqlite.address import file_at
from autoredeem.store.sqlite.schema import MIGRATIONS

OPTIONS = StoreOptions()


class KilledError(Exception):
    """The process is dead: whatever it still does reaches nobody."""


class Life:
    """A process's life, so many steps long."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    @property
    def over(self) -> bool:
        return self._left <= 0

    def step(self) -> None:
        """Live a step longer. Raises KilledError when that was too long."""
        self._left -= 1
        self.look()

    def look(self) -> None:
        """Raise KilledError where life is over."""
        if self.over:
            raise KilledError


class MortalDatabase(sqlite.Database):
    """A file, as a process sees it that is killed."""

    def __init__(self, database: sqlite.Database, life: Life) -> None:
        super().__init__(database._writer, database._reader, database._file)
        self._life = life

    async def read(self, sql: str, *parameters: object) -> Sequence[sqlite.Row]:
        self._life.look()
        return await super().read(sql, *parameters)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[sqlite.Connection]:
        async with super().transaction() as connection:
            yield MortalWriter(connection, self._life)
            self._life.step()
        self._life.step()


class MortalWriter(sqlite.Connection):
    """A connection in the midst of a transaction."""

    def __init__(self, connection: sqlite.Connection, life: Life) -> None:
        super().__init__(connection._connection, connection._file, connection._deadline)
        self._life = life

    async def rows(self, sql: str, *parameters: object) -> Sequence[sqlite.Row]:
        self._life.step()
        return await super().rows(sql, *parameters)

    async def write(self, sql: str, rows: Iterable[sqlite.Row]) -> None:
        self._life.step()
        await super().write(sql, rows)


class MortalConnection(mongo.Connection):
    """A client, as a process has it that is killed."""

    def __init__(self, url: str, life: Life) -> None:
        super().__init__(url, "wos", OPTIONS)
        self._life = life

    async def _write(
        self,
        collection: mongo.Collection,
        writes: Sequence[InsertOne[dict[str, Any]] | mongo.Change],
    ) -> frozenset[int]:
        self._life.step()
        collided = await super()._write(collection, writes)
        self._life.step()
        return collided

    async def change(
        self, collection: mongo.Collection, query: mongo.Query, update: mongo.Update
    ) -> dict[str, Any]:
        self._life.step()
        row = await super().change(collection, query, update)
        self._life.step()
        return row

    async def find(
        self,
        collection: mongo.Collection,
        query: mongo.Query,
        fields: Mapping[str, Any] | None = None,
        order: mongo.Order | None = None,
        limit: int = 0,
        skip: int = 0,
    ) -> AsyncIterator[list[dict[str, Any]]]:
        self._life.look()
        async for rows in super().find(collection, query, fields, order, limit, skip):
            yield rows

    async def find_lean(
        self, collection: mongo.Collection, query: mongo.Query, fields: Mapping[str, Any]
    ) -> AsyncIterator[list[dict[str, Any]]]:
        self._life.look()
        async for rows in super().find_lean(collection, query, fields):
            yield rows

    async def existing(
        self,
        collection: mongo.Collection,
        ids: Sequence[str],
        where: mongo.Query = MappingProxyType({}),
    ) -> list[str]:
        self._life.look()
        return await super().existing(collection, ids, where)


@asynccontextmanager
async def mortal_store(url: str, life: Life) -> AsyncIterator[Store]:
    """Yield the store at `url` to a process of that life."""
    if url.startswith("sqlite"):
        async with sqlite.opened(file_at(url), OPTIONS, MIGRATIONS) as database:
            backend = SqliteStore(MortalDatabase(database, life), "wos")
            yield retrying(backend, OPTIONS.command)
        return
    connection = MortalConnection(url, life)
    try:
        await connection.connect()
        yield retrying(MongoStore(connection, "wos"), OPTIONS.command)
    finally:
        await connection.close()


class Dying:
    """A store as a process sees it that is killed: before its n-th verb, or as that is done."""

    def __init__(self, store: Store, steps: int, *, done: bool) -> None:
        self._store = store
        self._left = steps
        self._done = done

    def __getattr__(self, verb: str) -> Any:  # noqa: ANN401 - any verb of a store
        async def mortal(*arguments: object, **named: object) -> object:
            self._left -= 1
            if self._left < 0 or (self._left == 0 and not self._done):
                raise KilledError
            answer = await getattr(self._store, verb)(*arguments, **named)
            if self._left == 0:
                raise KilledError
            return answer

        return mortal
