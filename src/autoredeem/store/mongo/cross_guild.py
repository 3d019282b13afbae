"""A settlement holds in every guild: who is enrolled where, and copies of what is settled there.

The game pays per player (the design's invariant 4).
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from autoredeem.domain.codes import code_key, issue_of
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.lenient import is_exact
from autoredeem.store.mongo.codes import NOT_DEAD, codes_where
from autoredeem.store.mongo.connection import Connection
from autoredeem.store.mongo.documents import forms, ledger_id, time_text
from autoredeem.store.mongo.rows import fid_in, guild_in

Guilds = dict[Fid, frozenset[GuildId]]


async def guilds_of(connection: Connection, fids: Collection[Fid]) -> Guilds:
    """Return the guilds in which each player is enrolled, a query for each batch of players.

    Players of the same guilds share one set: most are, and the collector has less to walk over.
    """
    found: Guilds = {}
    shared: dict[frozenset[GuildId], frozenset[GuildId]] = {}
    fields = {"_id": 0, "guild_id": 1, "fid": 1}
    for batch in batched(fids, BATCH):
        query = {"fid": {"$in": forms(batch)}}
        async for rows in connection.find(connection.members, query, fields):
            for row in rows:
                fid, guild_id = fid_in(row), guild_in(row)
                if fid is not None and guild_id is not None and is_exact(row["guild_id"]):
                    guilds = found.get(fid, frozenset()) | {guild_id}
                    found[fid] = shared.setdefault(guilds, guilds)
    return found


async def copy_settled(
    connection: Connection, guild_id: GuildId, fids: Collection[Fid], at: datetime
) -> None:
    """Write for `guild_id` what is settled for these players in their other guilds."""
    keys: Collection[str] | None = None
    for batch in batched(fids, BATCH):
        enrolled = await guilds_of(connection, batch)
        if all(guilds <= {guild_id} for guilds in enrolled.values()):
            # The usual guild: its members are in no other, and nobody's codes are read.
            continue
        keys = await _living(connection) if keys is None else keys
        for pairs in batched(_twins(enrolled, keys, guild_id), BATCH):
            await _copy(connection, guild_id, dict(pairs), at)


async def _living(connection: Connection) -> Collection[str]:
    """Return what all codes that are worth a request are called in the ledger."""
    living = {code_key(one.code) for one in await codes_where(connection, NOT_DEAD)}
    editions = dict.fromkeys(living, 1)
    # Of a code in several spellings, the issue may be that of a dead one.
    for one in await codes_where(connection, {"edition": {"$gt": 1}}):
        key = code_key(one.code)
        editions[key] = max(one.standing.edition, editions.get(key, 1))
    return {issue_of(key, editions[key]) for key in living}


def _twins(enrolled: Guilds, keys: Collection[str], guild_id: GuildId) -> Iterator[tuple[str, str]]:
    """Yield the `_id`s of rows that may exist elsewhere, each with the `_id` of its copy here."""
    for fid, guilds in enrolled.items():
        for other in guilds - {guild_id}:
            for key in keys:
                yield ledger_id(other, key, fid), ledger_id(guild_id, key, fid)


async def _copy(
    connection: Connection, guild_id: GuildId, copies: Mapping[str, str], at: datetime
) -> None:
    """Copy those rows that exist; a copy that is there already stays as it is."""
    changed = {"guild_id": guild_id, "created_at": time_text(at), "updated_at": time_text(at)}
    async for rows in connection.find(connection.ledger, {"_id": {"$in": list(copies)}}):
        # Several guilds may say the same of a player.
        wanted = {copies[row["_id"]]: row for row in rows}
        copied = ({**row, **changed, "_id": copy} for copy, row in wanted.items())
        await connection.insert(connection.ledger, copied)
