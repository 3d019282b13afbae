"""SQLite's errors in the port's words: asking again may help, or it won't."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from autoredeem.domain.errors import StoreRefused, StoreUnavailable

PASSING: Mapping[int, str] = {
    sqlite3.SQLITE_BUSY: "another process keeps it locked; end that process if this goes on",
    sqlite3.SQLITE_LOCKED: "another process keeps it locked; end that process if this goes on",
    sqlite3.SQLITE_PROTOCOL: "too many processes are opening it at once",
    sqlite3.SQLITE_INTERRUPT: "the statement was interrupted",
    sqlite3.SQLITE_IOERR: "the disk failed to read or write; check it and its room if this goes on",
}
"""What passes by itself, or may, by SQLite's number."""

REFUSALS: Mapping[int, str] = {
    sqlite3.SQLITE_FULL: "there is no room left; make room on the disk",
    sqlite3.SQLITE_READONLY: "it can't be written; allow it for the file and its folder",
    sqlite3.SQLITE_PERM: "it may not be opened; allow it for the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "it can't be opened; allow it for the file and its folder",
    sqlite3.SQLITE_CORRUPT: "it is damaged; put a backup in its place",
    sqlite3.SQLITE_NOTADB: "it is no SQLite database; name another file",
}
"""What someone has to mend, by SQLite's number."""


def in_our_words(error: sqlite3.DatabaseError, file: Path) -> StoreUnavailable | StoreRefused:
    """Return what to raise instead of SQLite's `error`."""
    number = number_of(error)
    if number in PASSING:
        return unavailable(file, f"{PASSING[number]} ({error})")
    return refused(file, f"{REFUSALS[number]} ({error})" if number in REFUSALS else str(error))


def number_of(error: sqlite3.DatabaseError) -> int:
    """Return SQLite's plain number: extended ones have it in their lowest byte."""
    number: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return number


def unavailable(file: Path, reason: str) -> StoreUnavailable:
    """Return the error that says that the file could not be asked."""
    return StoreUnavailable(f"SQLite file {file} can't be asked now: {reason}")


def refused(file: Path, reason: str) -> StoreRefused:
    """Return the error that says that the file can't be used."""
    return StoreRefused(f"SQLite file {file} can't be used: {reason}")
