"""What stands in databases stays where it is, under its names and in its shape.

It is frozen because databases outlive the programs that filled them: rows of last year are read
by the names, the keys and the types that they have. `mongodb.json` and `sqlite.json` beside this
file have, of each collection or table, all of that, and rows as they are written. What is new is
added there; nothing is changed or removed (on SQLite, only by a migration).
"""

import asyncio
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from autoredeem.domain.codes import Life
from autoredeem.domain.guilds import Enrolling, OptOutStatus
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import SourceKind, WatchPurpose
from autoredeem.domain.synchronisation import ChangeKind, SyncTrouble
from autoredeem.store import open_store
from autoredeem.store.records import Again, RunStatus
from frozen.writes import write_everything
from support.bot_play import Play, becomes
from support.mongod import raw_database

HERE = Path(__file__).parent
MONGODB: dict[str, Any] = json.loads((HERE / "mongodb.json").read_text(encoding="utf-8"))
SQLITE: dict[str, Any] = json.loads((HERE / "sqlite.json").read_text(encoding="utf-8"))

TITLES = {"wos": "", "kingshot": "kingshot_"}
BY_ITS_CLOCK = {"due", "lease_until"}
"""Fields that a store fills by its own clock, where there are owners."""

LEASES = {"address", "discord"}
"""The leases, by the names under which processes of two versions meet at an update."""

VALUES: Mapping[type[StrEnum], set[str]] = {
    Enrolling: {"both", "managers", "self"},
    OptOutStatus: {"asked", "lifted", "standing"},
    Life: {"alive", "dead", "untried"},
    SourceKind: {"channel", "feed", "hand"},
    WatchPurpose: {"codes", "ids"},
    RunStatus: {"done", "open"},
    ChangeKind: {"joined", "left", "level", "moved", "renamed"},
    SyncTrouble: {
        "empty",
        "later",
        "not-there",
        "refused",
        "strange",
        "too-large",
        "unreachable",
        "unreadable",
    },
    Outcome: {
        "already_redeemed",
        "expired",
        "level_too_low",
        "no_such_code",
        "no_such_player",
        "player_throttled",
        "redeemed",
        "refused_at_the_door",
        "same_type_redeemed",
        "spending_too_low",
        "throttled",
        "try_again",
        "unknown",
        "unreachable",
        "used_up",
        "wrong_salt",
        "wrong_state",
    },
}
"""Words that stand in rows."""


@pytest.mark.parametrize("title", TITLES)
async def test_collections_of_mongodb_are_as_they_were(mongodb_url: str, title: str) -> None:
    async with open_store(mongodb_url, title) as store:
        await write_everything(store)
    found: dict[str, object] = {}
    async with raw_database(mongodb_url) as database:
        for name in await database.list_collection_names():
            indexes = await database[name].index_information()
            rows = await database[name].find().sort("_id").to_list()
            found[name] = {
                "indexes": {
                    index: [field for field, _ in about["key"]]
                    for index, about in sorted(indexes.items())
                },
                "unique": [index for index, about in indexes.items() if about.get("unique")],
                "rows": list(map(_without_time, rows)),
            }
    expected = {TITLES[title] + name: about for name, about in MONGODB.items()}
    assert _lines(found) == _lines(expected)


async def test_tables_of_sqlite_are_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    async with open_store(f"sqlite:///{file}", "wos") as store:
        await write_everything(store)
    found = await asyncio.to_thread(_dump, file)
    assert _lines(found) == _lines(SQLITE)


async def test_leases_are_called_what_they_were(old: Play, tmp_path: Path) -> None:
    await becomes(lambda: old.services.engine.sends)
    found = await asyncio.to_thread(_rows, tmp_path / "wos.db", "leases")
    assert {row["name"] for row in found} == LEASES


def test_words_that_stand_in_rows_are_what_they_were() -> None:
    assert {kind: {one.value for one in kind} for kind in VALUES} == VALUES
    again = {one.name: one.value for one in Again}
    assert again == {"NO": 0, "FOR_NEW": 1, "ANEW": 2, "AFRESH": 3}


def _dump(file: Path) -> dict[str, object]:
    """Return each table's columns (name, type, may be null), key, indexes and rows; the version."""
    with closing(sqlite3.connect(file)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        columns = {
            table: connection.execute(f"PRAGMA table_info({table})").fetchall()
            for (table,) in tables
        }
        indexes = connection.execute(
            "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL"
        ).fetchall()
    dumped: dict[str, object] = {
        table: {
            "columns": {name: kind + " NOT NULL" * must for _, name, kind, must, _, _ in about},
            "key": [one[1] for one in sorted(about, key=lambda one: int(one[5])) if one[5]],
            "indexes": {name: sql for of, name, sql in indexes if of == table},
            "rows": _rows(file, table),
        }
        for table, about in columns.items()
    }
    return {"version": version, "application": application, **dumped}


def _rows(file: Path, table: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        found = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - a test's own
        return [_without_time(dict(row)) for row in found]


def _without_time(row: Mapping[str, Any]) -> dict[str, Any]:
    timed = BY_ITS_CLOCK if "owner" in row else ()
    return {
        name: f"a {type(value).__name__}" if name in timed and value else value
        for name, value in row.items()
    }


def _lines(content: Mapping[str, Any]) -> list[str]:
    """Return it as text, in which a truth is no number."""
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False).splitlines()
