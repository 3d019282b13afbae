"""What a store is asked: the commands it is sent, and the rows that come and go.

    async with counted_store(url) as store:
        with counted() as asked:
            await store.codes()
        assert asked.commands == 1

What is counted is what the block asks for itself, and the tasks that it starts: whoever else works
on the store at that time is left out.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, cast

import aiosqlite
from pymongo import monitoring

from autoredeem.store import open_store
from autoredeem.store.interface import Store
from autoredeem.store.sqlite.files import WHAT_BECAME_OF_IT
from support.deadlines import PATIENT

FRAME = frozenset({"BEGIN IMMEDIATE", "COMMIT", WHAT_BECAME_OF_IT})
"""What stands around what is asked of a file, and asks for nothing."""

DRIVERS_OWN = frozenset({"ping", "hello", "endSessions", "killCursors"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement that a file was asked, the rows that it came to, and the steps it took.

    `values` are how many values it was asked with, of lists each one.
    """

    sql: str
    rows: int
    values: int
    steps: int


@dataclass(slots=True)
class Asked:
    """What was asked: `rows` are those that were answered, and those that were written."""

    commands: int = 0
    rows: int = 0
    statements: list[Statement] = field(default_factory=list)


_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)


@contextmanager
def counted() -> Iterator[Asked]:
    """Count what the block asks of stores."""
    asked = Asked()
    token = _asked.set(asked)
    try:
        yield asked
    finally:
        _asked.reset(token)


@asynccontextmanager
async def counted_store(url: str) -> AsyncIterator[Store]:
    """Open a store of the title wos of which can be counted what it is asked."""
    _listen()
    async with open_store(url, "wos", PATIENT) as store:
        if url.startswith("sqlite:"):
            await _watch(store)
        yield store


class _Commands(monitoring.CommandListener):
    """Counts what is sent to a server."""

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Count a command."""
        if (asked := _asked.get()) and event.command_name not in DRIVERS_OWN:
            asked.commands += 1

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Count the rows of an answer, or of a write."""
        if asked := _asked.get():
            reply: Mapping[str, Any] = event.reply
            cursor = reply.get("cursor", {})
            asked.rows += len(cursor.get("firstBatch", ())) + len(cursor.get("nextBatch", ()))
            asked.rows += reply.get("n", 0)

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Count nothing."""


@cache
def _listen() -> None:
    """Listen to the clients that are made from now on: a listener can't be taken back."""
    monitoring.register(_Commands())


class _Statements:
    """A connection to a file that counts what it is asked."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._steps = 0

    async def count_steps(self) -> None:
        """Count the steps of the machine that runs statements: some for each key it looks at."""
        await self._connection.set_progress_handler(self._step, 1)

    async def execute_fetchall(self, sql: str, values: Sequence[object]) -> Sequence[Any]:
        """Run a statement."""
        ask = partial(self._connection.execute_fetchall, sql, values)
        rows: Sequence[Any] = await self._noted(sql, [values], ask, len)
        return rows

    @asynccontextmanager
    async def executemany(self, sql: str, rows: Sequence[Sequence[object]]) -> AsyncIterator[None]:
        """Run a statement for each row."""

        async def run() -> None:
            async with self._connection.executemany(sql, rows):
                pass

        await self._noted(sql, rows, run, lambda _: 0)
        yield

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a connection has
        return getattr(self._connection, name)

    async def _noted(
        self,
        sql: str,
        rows: Sequence[Sequence[object]],
        run: Callable[[], Any],
        came: Callable[[Any], int],
    ) -> Any:  # noqa: ANN401 - what it comes to
        steps, written = self._steps, self._connection.total_changes
        answer = await run()
        if (asked := _asked.get()) and sql not in FRAME:
            count = came(answer) or self._connection.total_changes - written
            asked.commands += 1
            asked.rows += count
            values = sum(_values_of(value) for row in rows for value in row)
            asked.statements.append(Statement(sql, count, values, self._steps - steps))
        return answer

    def _step(self) -> int:
        self._steps += 1
        return 0


def _values_of(value: object) -> int:
    """Return how many values stand in one: lists are written as JSON."""
    return value.count(",") + 1 if isinstance(value, str) and value.startswith("[") else 1


async def _watch(store: Store) -> None:
    database = cast("Any", store)._backend._database
    for connection in (database._reader, database._writer):
        watched = _Statements(connection._connection)
        await watched.count_steps()
        connection._connection = watched
