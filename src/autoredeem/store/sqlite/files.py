"""Opening the file. All of this blocks, and runs in the thread of the connection it makes."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autoredeem.domain.errors import StoreRefused
from autoredeem.store.sqlite.failures import refused
from autoredeem.store.sqlite.schema import Migration, prepare


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

    Waits up to `patience` seconds for another process's lock, now and later. Raises StoreRefused,
    or an error of SQLite's.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_dir():
            example = file / "autoredeem.db"
            raise refused(file, f"it is a folder; name a file in it, such as {example}")
    except OSError as error:
        raise refused(file, f"there is no place: {error.strerror}; name another") from None
    connection = _connect(file, patience)
    try:
        prepare(connection, file, migrations)
        _let_readers_read(connection)
        # What was reported as recorded survives a power cut.
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def open_reader(file: Path, patience: float) -> sqlite3.Connection:
    """Open a file that is prepared, for reading only."""
    connection = _connect(file, patience)
    connection.execute("PRAGMA query_only = ON")
    return connection


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


def _connect(file: Path, patience: float) -> sqlite3.Connection:
    """Open without the implicit transactions of Python's own."""
    return sqlite3.connect(file, timeout=patience, isolation_level=None)
