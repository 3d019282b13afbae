"""Everything that stands in a store, as its kind has it: but for leases, and times of its clock."""

import asyncio
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from support.mongod import raw_database

BY_ITS_CLOCK = "due"
PASSING = "leases", "redeem_leases", "autoredeem_meta"

Rows = Mapping[str, list[dict[str, Any]]]


async def raw_rows(url: str) -> Rows:
    """Return all rows of a store by collection or table, in an order of their own."""
    if url.startswith("sqlite:"):
        return await asyncio.to_thread(_of_file, Path(url.removeprefix("sqlite:///")))
    found: dict[str, list[dict[str, Any]]] = {}
    async with raw_database(url) as database:
        for name in await database.list_collection_names():
            if not name.endswith(PASSING):
                found[name] = [_without_time(row) async for row in database[name].find()]
    return _ordered(found)


def _of_file(file: Path) -> Rows:
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in tables if name not in PASSING]
        found = {name: connection.execute(f"SELECT * FROM {name}") for name in names}  # noqa: S608 - a test's own
        return _ordered(
            {name: [_without_time(dict(row)) for row in rows] for name, rows in found.items()}
        )


def _without_time(row: Mapping[str, Any]) -> dict[str, Any]:
    timed = {BY_ITS_CLOCK: type(row[BY_ITS_CLOCK]).__name__} if "roster_at" in row else {}
    return {**row, **timed}


def _ordered(found: Mapping[str, list[dict[str, Any]]]) -> Rows:
    return {
        name: sorted(rows, key=lambda row: repr(sorted(row.items())))
        for name, rows in found.items()
        if rows
    }
