"""The version of what is written, and the indexes."""

import logging

from pymongo import InsertOne, UpdateOne

from autoredeem.store.mongo.connection import Connection
from autoredeem.store.mongo.failures import refused

VERSION = 2
"""Since 2, runs and addresses have owners: a program that knows nothing of them must stay out."""
SCHEMA = "schema"

log = logging.getLogger(__name__)


async def prepare(connection: Connection) -> None:
    """Make what is missing. Raises StoreRefused for a schema that is not ours, or newer."""
    found = [
        row.get("version")
        async for rows in connection.find(connection.meta, {"_id": SCHEMA})
        for row in rows
    ]
    if not found:
        row = {"_id": SCHEMA, "version": VERSION}
        await connection.write(connection.meta, [InsertOne(row)])
    elif found == [1]:
        # Rows of version 1 are read as they are.
        newer = UpdateOne({"_id": SCHEMA, "version": 1}, {"$set": {"version": VERSION}})
        await connection.write(connection.meta, [newer])
    elif found != [VERSION]:
        raise refused(
            connection.hosts,
            f"{connection.meta.full_name} has schema {found[0]}, this autoredeem knows {VERSION};"
            " it takes a newer autoredeem",
        )
    await _make_indexes(connection)


async def _make_indexes(connection: Connection) -> None:
    """Make an index for each question that is not asked by `_id`; the ledger has none."""
    members = connection.members
    if not await connection.index(members, "guild_id", "fid", unique=True):
        log.warning(
            "%s has the same guild_id and fid in several documents; its unique index can't be"
            " built and its members are read without one, which is slow",
            members.full_name,
        )
    await connection.index(members, "fid", "guild_id")
    await connection.index(connection.attempts, "guild_id", "code_key")
    await connection.index(connection.runs, "status", "opened_at")
    await connection.index(connection.runs, "status", "due")
