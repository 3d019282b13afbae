"""The two ways of checking that other bots have: one query a member, and one query in a thread."""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pymongo
from pymongo import monitoring

from autoredeem.domain.ids import Fid, GuildId
from autoredeem.store.check_questions import WASTE
from autoredeem.store.mongo.documents import of_ledger
from autoredeem.store.sqlite.ledger_keys import LAST, READ

MOST_ONE_BY_ONE = 1_000
FROM_LEDGER = """FROM ledger WHERE title = ? AND guild_id = ? AND code_key = ?
AND fid IN (SELECT value FROM json_each(?))"""


class Database(Protocol):
    """A blocking client, as bots use it; `commands` counts what it asked."""

    commands: int

    def has(self, guild_id: GuildId, key: str, fid: Fid) -> bool:
        """Ask for one member."""

    def texts(self, guild_id: GuildId, key: str, fids: Sequence[Fid]) -> set[str]:
        """Ask for many at once, reading whole rows; return the fids of those found, as texts."""

    def explain(self, guild_id: GuildId, key: str, fids: Sequence[Fid]) -> dict[str, object]:
        """Return how the database answers our check."""


async def one_by_one(
    database: Database, guild_id: GuildId, key: str, fids: Sequence[Fid]
) -> dict[Fid, bool]:
    """Block the loop once per member: what this program exists to end."""
    return {fid: database.has(guild_id, key, fid) for fid in fids}


async def one_batch_in_a_thread(
    database: Database, guild_id: GuildId, key: str, fids: Sequence[Fid]
) -> dict[Fid, bool]:
    """Ask once, off the loop: the whole rows, a set of texts, a mapping back."""
    found = await asyncio.to_thread(database.texts, guild_id, key, fids)
    return {fid: str(fid) in found for fid in fids}


class _Mongo(monitoring.CommandListener):
    def __init__(self, url: str, database: str, collection: str) -> None:
        self.commands = 0
        self.client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(
            url, event_listeners=[self]
        )
        chosen = self.client.get_default_database(database)
        self._database, self._collection = chosen, chosen[collection]

    def has(self, guild_id: GuildId, key: str, fid: Fid) -> bool:
        return self._collection.find_one({"_id": f"{guild_id}:{key}:{fid}"}) is not None

    def texts(self, guild_id: GuildId, key: str, fids: Sequence[Fid]) -> set[str]:
        ids = [f"{guild_id}:{key}:{fid}" for fid in fids]
        return {str(row["fid"]) for row in self._collection.find({"_id": {"$in": ids}})}

    def explain(self, guild_id: GuildId, key: str, fids: Sequence[Fid]) -> dict[str, object]:
        find = {
            "find": self._collection.name,
            "filter": of_ledger(guild_id, key),
            "projection": {"_id": 1},
            "limit": WASTE * len(fids) + 1,
        }
        said = self._database.command("explain", find, verbosity="executionStats")
        stats = said["executionStats"]
        return {name: stats[name] for name in ("totalKeysExamined", "totalDocsExamined")}

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if event.command_name in ("find", "getMore"):
            self.commands += 1

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Count nothing."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Count nothing."""


class _Sqlite:
    def __init__(self, file: Path, title: str) -> None:
        self.commands = 0
        self.client = sqlite3.connect(file, check_same_thread=False)
        self._title = title

    def has(self, guild_id: GuildId, key: str, fid: Fid) -> bool:
        return bool(self._rows("SELECT *", guild_id, key, [fid]))

    def texts(self, guild_id: GuildId, key: str, fids: Sequence[Fid]) -> set[str]:
        return {str(row[3]) for row in self._rows("SELECT *", guild_id, key, fids)}

    def explain(self, guild_id: GuildId, key: str, fids: Sequence[Fid]) -> dict[str, object]:
        asked = self._title, guild_id, key, 0, LAST, WASTE * len(fids) + 1
        plan = self.client.execute(f"EXPLAIN QUERY PLAN {READ}", asked)
        return {"plan": [row[3] for row in plan]}

    def _rows(
        self, select: str, guild_id: GuildId, key: str, fids: Sequence[Fid]
    ) -> list[tuple[object, ...]]:
        self.commands += 1
        asked = (self._title, guild_id, key, str(list(fids)))
        return self.client.execute(f"{select} {FROM_LEDGER}", asked).fetchall()


@contextmanager
def opened_database(url: str, title: str, database: str) -> Iterator[Database]:
    """Open a blocking client on the store that ours uses."""
    if url.startswith("sqlite:"):
        sqlite = _Sqlite(Path(url.removeprefix("sqlite:///")), title)
        try:
            yield sqlite
        finally:
            sqlite.client.close()
    else:
        mongo = _Mongo(url, database, f"{title}_auto_redeemed_codes")
        try:
            yield mongo
        finally:
            mongo.client.close()
