"""An older file is copied, then upgraded whole or not at all."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from autoredeem.domain.errors import StoreRefused
from autoredeem.store import StoreOptions
from autoredeem.store.sqlite import open_sqlite
from autoredeem.store.sqlite.schema import MIGRATIONS, Migration
from support.facts import ANN, CODE, GUILD, settlement

SECOND: Migration = (
    "ALTER TABLE codes ADD COLUMN found_by TEXT",
    "UPDATE ledger SET code = 'upgraded'",
)
BROKEN: Migration = ("CREATE TABLE new (id INTEGER)", "DELETE FROM ledger", "NO SUCH STATEMENT")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file of version 1 with one row in the ledger."""
    file = tmp_path / "store.db"
    asyncio.run(_settle(file))
    return file


async def _settle(file: Path) -> None:
    async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions()) as store:
        await store.settle([settlement(ANN)])


async def _opened(file: Path, *newer: Migration) -> None:
    migrations = [*MIGRATIONS, *newer]
    async with open_sqlite(f"sqlite:///{file}", "wos", StoreOptions(), migrations) as store:
        assert await store.check_members(GUILD, CODE, [ANN]) == {ANN: True}


def _state(file: Path) -> tuple[int, Sequence[str]]:
    """Give a file's version and the spellings in its ledger."""
    with closing(sqlite3.connect(file)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return version, [code for (code,) in connection.execute("SELECT code FROM ledger")]


def test_an_older_file_is_upgraded_and_a_backup_keeps_what_was(file: Path) -> None:
    asyncio.run(_opened(file, SECOND))

    assert _state(file) == (2, ["upgraded"])
    assert _state(file.with_name("store.db.v1.backup")) == (1, [CODE])


def test_several_versions_are_made_up_at_once_with_one_backup(file: Path) -> None:
    third = ("UPDATE ledger SET code = code || ' twice'",)

    asyncio.run(_opened(file, SECOND, third))

    assert _state(file) == (3, ["upgraded twice"])
    assert [path.name for path in file.parent.glob("*.backup*")] == ["store.db.v1.backup"]


def test_a_file_that_is_up_to_date_gets_no_backup(file: Path) -> None:
    asyncio.run(_opened(file, SECOND))
    backup = file.with_name("store.db.v1.backup")
    backup.unlink()

    asyncio.run(_opened(file, SECOND))

    assert not list(file.parent.glob("*.backup*"))


def test_a_failing_step_leaves_everything_as_it_was(file: Path) -> None:
    with pytest.raises(StoreRefused, match="syntax error"):
        asyncio.run(_opened(file, SECOND, BROKEN))

    assert _state(file) == (1, [CODE])
    asyncio.run(_opened(file))


def test_an_upgrade_that_failed_can_be_repeated(file: Path) -> None:
    with pytest.raises(StoreRefused):
        asyncio.run(_opened(file, BROKEN))

    asyncio.run(_opened(file, SECOND))

    assert _state(file) == (2, ["upgraded"])
    assert _state(file.with_name("store.db.v1.backup")) == (1, [CODE])


def test_an_upgraded_file_is_refused_by_an_older_program(file: Path) -> None:
    asyncio.run(_opened(file, SECOND))

    with pytest.raises(StoreRefused, match="it has schema 2 and this autoredeem knows 1"):
        asyncio.run(_opened(file))
