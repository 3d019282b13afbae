"""Rows that go, a batch at a time: others write in between, however many there are."""

from collections.abc import Mapping, Sequence

from autoredeem.store.batches import BATCH
from autoredeem.store.sqlite.connection import OnDatabase

KEYS: Mapping[str, Sequence[str]] = {
    "runs": ("title", "guild_id", "code_key"),
    "boards": ("title", "guild_id", "alliance"),
    "members": ("title", "guild_id", "fid"),
    "opt_outs": ("title", "guild_id", "fid"),
    "alliances": ("title", "guild_id", "id"),
    "postings": ("title", "guild_id", "code"),
    "attempts": ("title", "guild_id", "code_key", "fid"),
    "ledger": ("title", "guild_id", "code_key", "fid"),
    "actions": ("title", "id"),
    "notices": ("title", "id"),
    "requests": ("title", "guild_id", "day", "sender"),
    "watched_channels": ("title", "guild_id", "channel"),
    "announcements": ("title", "guild_id", "issue"),
    "listed": ("title", "guild_id", "key", "fid"),
    "roster_changes": ("title", "guild_id", "key", "reading", "kind", "fid"),
    "syncs": ("title", "guild_id", "key"),
    "searches": ("title", "guild_id", "fid"),
    "notifications": ("title", "guild_id", "fid", "cause", "user"),
    "contact_ways": ("title", "guild_id", "user"),
    "guilds": ("title", "guild_id"),
}
"""Every table with rows of guilds, and its key.

The settings go last: while there are any, it is known that the guild is still to be forgotten.
"""

KEYS_OF_NO_GUILD: Mapping[str, Sequence[str]] = {"proofs": ("title", "at", "fid", "state")}

FIND = "SELECT {key} FROM {table} WHERE title = ? AND {where} LIMIT ?"
FORGET = "DELETE FROM {table} WHERE {key}"


class Clearing(OnDatabase):
    """What deletes rows by what is in them."""

    async def _clear(self, table: str, where: str, *values: object) -> None:
        """Delete all rows of a table that match, in batches."""
        key = {**KEYS, **KEYS_OF_NO_GUILD}[table]
        find = FIND.format(table=table, key=", ".join(key), where=where)
        forget = FORGET.format(table=table, key=" AND ".join(f"{column} = ?" for column in key))
        while rows := await self._database.read(find, self.title, *values, BATCH):
            await self._write(forget, rows)
