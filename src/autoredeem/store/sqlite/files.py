"""Opening the file, and what SQLite itself doesn't see of it.

All of this blocks, and runs in the thread of the connection it makes.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autoredeem.domain.errors import StoreRefused
from autoredeem.store.sqlite.failures import REFUSALS, refused
from autoredeem.store.sqlite.private import make_private, take_from_others
from autoredeem.store.sqlite.schema import Migration, prepare

WHAT_BECAME_OF_IT = "SELECT what_became_of_it()"
"""Asks a writer why its file is not where it was opened any more; empty while it is."""

GONE = "it was deleted or moved away; put it back"
REPLACED = (
    "another file lies in its place; put the old one back, or start the program anew to use this"
)

LENGTH = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
"""Asks how many bytes a file has, as it says itself."""


Identity = tuple[int, int]
"""The device of a file, and its number there."""


@dataclass(slots=True)
class Opening:
    """What makes a connection, as `aiosqlite.Connection` calls it: it never raises.

    A connection that could not be made would leave its thread behind, to speak to a loop that may
    have ended. So what went wrong is kept in `error`, beside a connection to nothing.
    """

    make: Callable[[], sqlite3.Connection]
    error: sqlite3.DatabaseError | StoreRefused | None = None

    def __call__(self) -> sqlite3.Connection:
        """Make the connection."""
        try:
            return self.make()
        except (sqlite3.DatabaseError, StoreRefused) as error:
            self.error = error
            return sqlite3.connect(":memory:")


def open_writer(file: Path, patience: float, migrations: Sequence[Migration]) -> sqlite3.Connection:
    """Open the file for writing, with its folder and tables made if they are missing.

    Waits up to `patience` seconds for another process's lock, now and later. It can be asked
    WHAT_BECAME_OF_IT. Nobody but the file's owner may read it, its logs or its backups. Raises
    StoreRefused, or an error of SQLite's.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir():
            example = file / "autoredeem.db"
            raise refused(file, f"it is a folder; name a file in it, such as {example}")
    except OSError as error:
        raise refused(file, f"there is no place: {error.strerror}; name another") from None
    _keep_the_log_of_a_file_that_is_gone(file)
    make_private(file)
    connection = connect(file, patience)
    opened = _identity(file)
    try:
        _refuse_what_was_cut_off(connection, file)
        prepare(connection, file, migrations)
        take_from_others(file, len(migrations))
        _let_readers_read(connection)
        # What was reported as recorded survives a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        place = file.absolute()
        connection.create_function("what_became_of_it", 0, lambda: _what_became_of(place, opened))
    except BaseException:
        connection.close()
        raise
    return connection


def open_reader(file: Path, patience: float) -> sqlite3.Connection:
    """Open a file that is prepared, for reading only."""
    connection = connect(file, patience)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _keep_the_log_of_a_file_that_is_gone(file: Path) -> None:
    """Refuse to open nothing beside the log of what was last written: SQLite would delete that."""
    log = _log_of(file)
    if _size(log) and not _size(file):
        raise refused(
            file,
            f"it is empty or gone, and {log} still holds what was last written to it; put the file"
            " back, or take that one away too",
        )


def _refuse_what_was_cut_off(connection: sqlite3.Connection, file: Path) -> None:
    """Refuse a file whose end is missing: what is missing of a page, SQLite takes for zeros.

    Beside a log it may be complete all the same.
    """
    (length,) = connection.execute(LENGTH).fetchone()
    if _size(file) < length and not _size(_log_of(file)):
        raise refused(file, f"{REFUSALS[sqlite3.SQLITE_CORRUPT]} (its end is missing)")


def _what_became_of(file: Path, opened: Identity | None) -> str:
    """Return why the file at a place is not the one that was opened there; empty if it is."""
    found = _identity(file)
    if found is None:
        return GONE
    return "" if found == opened else REPLACED


def _identity(file: Path) -> Identity | None:
    """Return what tells a file from any other that has its name later; None if there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def _size(file: Path) -> int:
    """Return a file's size, 0 if there is none.

    It is never opened to be read: closing it would end the locks of all our connections to it.
    """
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _let_readers_read(connection: sqlite3.Connection) -> None:
    """Switch to the journal with which whoever reads never waits for whoever writes.

    This is the one statement that doesn't wait for a lock. But only somebody who opens the file at
    the same moment can hold one, and does the same next; the switch is the file's, for all.
    """
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise


def connect(file: Path, patience: float) -> sqlite3.Connection:
    """Open without the implicit transactions of Python's own."""
    return sqlite3.connect(file, timeout=patience, isolation_level=None)
