"""A SQLite file as a whole: copied while others write, and replaced in one transaction."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from autoredeem.domain.errors import FileTrouble
from autoredeem.observe.threads import Step, in_steps, no_step
from autoredeem.store.archive import COUNTED, DATED, Archive, Contents, Owner, held
from autoredeem.store.options import StoreOptions
from autoredeem.store.sqlite.address import file_at
from autoredeem.store.sqlite.connection import Database, opened
from autoredeem.store.sqlite.failures import PASSING, in_our_words, refused, unavailable
from autoredeem.store.sqlite.files import connect
from autoredeem.store.sqlite.leases import SqliteLeases
from autoredeem.store.sqlite.private import make_private
from autoredeem.store.sqlite.rows import as_list
from autoredeem.store.sqlite.schema import MIGRATIONS, prepare

T = TypeVar("T")

PAGES = 64
"""Pages of the file to a step: a quarter of a megabyte, which takes any disk a moment."""


INSTRUCTIONS = 1_000_000
"""Of SQLite's machine to a step, where a whole file is read: some 10 ms."""


LOCKED = sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED

OF_A_DISK = sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR


class SqliteArchive(Archive):
    """The port `Archive`, in threads of its own."""

    def __init__(self, url: str, titles: Collection[str], options: StoreOptions) -> None:
        self._file = file_at(url)
        self._titles = titles
        self._options = options
        self.place = f"SQLite file {self._file}"

    async def copy_to(self, file: Path, step: Step) -> int:
        """Copy pages, all as they were at one moment; then bring the copy up to date."""
        await self._in_steps(partial(_copy_out, self._file, file, self._options.find_server), step)
        return 0

    async def contents(self) -> Contents:
        """Count. A file that isn't there is none."""
        return await self._in_steps(partial(_contents_at, self._file), no_step)

    @asynccontextmanager
    async def alone(self, owner: Owner) -> AsyncIterator[None]:
        """Hold the leases; a file that isn't there is made, and an older one brought up to date."""
        async with opened(self._file, self._options, MIGRATIONS) as database:
            leases = [SqliteLeases(database, title) for title in self._titles]
            async with held(self.place, leases, owner):
                yield

    async def fill_from(self, file: Path, step: Step) -> None:
        """Write all pages in one transaction: killed, the file is what it was."""
        await self._in_steps(partial(_copy_over, file, self._file, self._options.find_server), step)

    async def _in_steps(self, work: Callable[[Step], T], step: Step) -> T:
        patience = self._options.command
        try:
            return await in_steps(work, step, patience)
        except TimeoutError:
            raise unavailable(self._file, f"no answer within {patience:g} s") from None


def finish_copy(file: Path, step: Step = no_step) -> Contents:
    """Bring a copy up to date, with nobody's lease in it, as one file; return what is in it.

    It blocks. Raises StoreRefused for what is no copy, is damaged, or is of a newer version.
    """
    with _in_our_words(file), closing(sqlite3.connect(file, isolation_level=None)) as copy:
        copy.set_progress_handler(step, INSTRUCTIONS)
        ((found,),) = copy.execute("PRAGMA quick_check(1)").fetchall()
        if found != "ok":
            raise refused(file, f"it is damaged: {found}")
        prepare(copy, file, MIGRATIONS)
        copy.execute("DELETE FROM leases")
        copy.execute("PRAGMA journal_mode = DELETE")
        return _contents_of(copy)


@asynccontextmanager
async def opened_archive(
    url: str, titles: Collection[str], options: StoreOptions
) -> AsyncIterator[SqliteArchive]:
    """Yield the archive of a file, which each verb opens for itself."""
    yield SqliteArchive(url, titles, options)


async def titles_beside(database: Database, titles: Collection[str]) -> str:
    """Return a title of which a file has rows and that is none of these; empty if there is none."""
    known = as_list(titles)
    tables = await database.read("SELECT name FROM sqlite_master WHERE type = 'table'")
    for (table,) in tables:
        strange = f"SELECT title FROM {table} WHERE title NOT IN (SELECT value FROM json_each(?))"  # noqa: S608 - names of ours
        for (title,) in await database.read(f"{strange} LIMIT 1", known):
            return str(title)
    return ""


def _copy_out(file: Path, target: Path, patience: float, step: Step) -> None:
    if not file.exists():
        raise refused(file, "it isn't there")
    make_private(target)
    with (
        _in_our_words(file, target),
        closing(connect(file, patience)) as source,
        closing(connect(target, patience)) as copy,
    ):
        # What is read is as it is now, to the end: who writes meanwhile doesn't have it begun anew.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=PAGES, progress=_each(step, file))


def _copy_over(file: Path, target: Path, patience: float, step: Step) -> None:
    with (
        _in_our_words(target),
        closing(connect(file, patience)) as source,
        closing(connect(target, patience)) as store,
    ):
        store.execute("PRAGMA synchronous = FULL")
        source.backup(store, pages=PAGES, progress=_each(step, target))


def _contents_at(file: Path, _step: Step) -> Contents:
    if not file.exists():
        return Contents(dict.fromkeys(COUNTED.values(), 0))
    with _in_our_words(file), closing(sqlite3.connect(file, isolation_level=None)) as store:
        return _contents_of(store)


def _contents_of(store: sqlite3.Connection) -> Contents:
    rows = {name: _ask(store, f"SELECT count(*) FROM {table}") for table, name in COUNTED.items()}  # noqa: S608 - names of ours
    latest = [
        time
        for table, column in DATED.items()
        if (time := _ask(store, f"SELECT max({column}) FROM {table}"))  # noqa: S608 - as above
    ]
    return Contents(rows, max(map(datetime.fromisoformat, latest), default=None))


def _ask(store: sqlite3.Connection, question: str) -> Any:  # noqa: ANN401 - what a column holds
    (answer,) = store.execute(question).fetchone()
    return answer


def _each(step: Step, file: Path) -> Callable[[int, int, int], None]:
    """Return what SQLite calls after each step, and where it has waited for a lock in vain."""

    def made(status: int, _remaining: int, _total: int) -> None:
        if status in LOCKED:
            raise unavailable(file, PASSING[status])
        step()

    return made


@contextmanager
def _in_our_words(file: Path, target: Path | None = None) -> Iterator[None]:
    """Raise the port's errors, and where a new file is written, that of its disk."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if target and error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise FileTrouble(
                f"{target} can't be written; make room on its disk ({error})"
            ) from error
        raise in_our_words(error, file) from error
