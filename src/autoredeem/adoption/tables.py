"""The tables of one or several SQLite files, read a row at a time."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from autoredeem.domain.errors import FileTrouble
from autoredeem.domain.text import shorten, visible_line

Cell = object
Row = tuple[Cell, ...]

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


@dataclass(slots=True)
class Tables:
    """The tables of some files, by name: whatever a file is called, its tables say what it is.

    `read` are those of which something was read.
    """

    _files: Mapping[str, Sequence[tuple[str, sqlite3.Connection]]]
    read: set[str] = field(default_factory=set)

    @property
    def names(self) -> frozenset[str]:
        """The tables that there are."""
        return frozenset(self._files)

    def columns(self, table: str) -> frozenset[str]:
        """Return a table's columns; none where it is not there."""
        if table not in self._files:
            return frozenset()
        name, connection = self._file_of(table)
        with _told(name):
            found = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        return frozenset(str(row[1]).casefold() for row in found)

    def rows(self, table: str, *columns: str) -> Iterator[Row]:
        """Yield a table's rows: these columns, None for those that it has not.

        Older files have fewer columns, and may lack the table. Raises FileTrouble where the file is
        broken, and where two have such a table.
        """
        there = self.columns(table)
        if not there.intersection(columns):
            return
        self.read.add(table)
        name, connection = self._file_of(table)
        wanted = ", ".join(f'"{one}"' if one in there else "NULL" for one in columns)
        with _told(name):
            yield from connection.execute(f'SELECT {wanted} FROM "{table}"')  # noqa: S608 - names of ours

    def _file_of(self, table: str) -> tuple[str, sqlite3.Connection]:
        first, *others = self._files[table]
        if others:
            both = " and ".join(shorten(name) for name, _ in (first, others[0]))
            raise FileTrouble(
                f"{both} both have a table {shorten(table)}: name the file that is in use, or put"
                " the others elsewhere"
            )
        return first


@contextmanager
def opened_tables(files: Mapping[str, Path]) -> Iterator[Tables]:
    """Open copies of SQLite files, by what people call them.

    Raises FileTrouble for one that is broken.
    """
    tables: dict[str, list[tuple[str, sqlite3.Connection]]] = {}
    connections = []
    try:
        for name, path in files.items():
            with _told(name):
                connection = sqlite3.connect(path)
                connections.append(connection)
                connection.text_factory = _text
                for table in _tables_of(connection, name):
                    tables.setdefault(table, []).append((name, connection))
        yield Tables(tables)
    finally:
        for connection in connections:
            connection.close()


def _tables_of(connection: sqlite3.Connection, name: str) -> Sequence[str]:
    sound = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if sound != "ok":
        raise _broken(name, str(sound))
    return [str(table).casefold() for (table,) in connection.execute(_TABLES)]


def _text(content: bytes) -> str:
    return content.decode(errors="replace")


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _broken(name, str(error)) from None


def _broken(name: str, why: str) -> FileTrouble:
    return FileTrouble(
        f"{shorten(name)} is a database that can't be read ({visible_line(why)}): stop the other"
        " bot, and take the file, or a backup of it, again"
    )
