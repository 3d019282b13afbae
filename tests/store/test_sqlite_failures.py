import sqlite3
from pathlib import Path

import pytest

from autoredeem.domain.errors import StoreRefused, StoreUnavailable
from autoredeem.store.sqlite.failures import PASSING, REFUSALS, in_our_words

FILE = Path("some/store.db")
READONLY_DBMOVED = sqlite3.SQLITE_READONLY | 4 << 8
BUSY_SNAPSHOT = sqlite3.SQLITE_BUSY | 2 << 8


def _error(number: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = number
    return error


@pytest.mark.parametrize("number", [*PASSING, BUSY_SNAPSHOT])
def test_what_passes_by_itself_is_unavailable(number: int) -> None:
    told = in_our_words(_error(number), FILE)

    assert isinstance(told, StoreUnavailable)
    assert str(told).startswith(f"SQLite file {FILE} can't be asked now: ")
    assert str(told).endswith("(what SQLite says)")


@pytest.mark.parametrize("number", [*REFUSALS, READONLY_DBMOVED])
def test_what_someone_has_to_mend_is_refused(number: int) -> None:
    told = in_our_words(_error(number), FILE)

    assert isinstance(told, StoreRefused)
    assert str(told).startswith(f"SQLite file {FILE} can't be used: ")
    assert str(told).endswith("(what SQLite says)")


def test_what_nobody_foresaw_is_refused_in_sqlite_s_own_words() -> None:
    told = in_our_words(sqlite3.OperationalError("no such table: ledger"), FILE)

    assert isinstance(told, StoreRefused)
    assert str(told) == f"SQLite file {FILE} can't be used: no such table: ledger"
