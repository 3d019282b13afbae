"""The version of what is written, and the indexes."""

from pymongo import UpdateOne

from autoredeem.domain.codes import code_key
from autoredeem.store.mongo.connection import Connection
from autoredeem.store.mongo.documents import ADOPTION
from autoredeem.store.mongo.failures import refused
from autoredeem.store.mongo.rows import is_code

VERSION = 6
"""A program that knows nothing of what came must stay out: since 2 of the owners of runs and
addresses, since 3 of players who never want to be enrolled and of runs that were stopped, since 4
of opt-outs that keep nobody out, of what the game said of players, of runs that are begun for
somebody's sake and of codes whose rows were pruned, since 5 of codes that were revived or issued
again, since 6 of guilds that play several titles, of alliances, of lists that guilds follow, of
searches for states, of users who are told of accounts that fail and of channels that are read for
ids."""
SCHEMA = "schema"

RESTORE = "restore"
"""Stands beside it while a backup is put into the database: until that is done, it is half."""

NOT_UNIQUE = "guild_id_1_fid_1_not_unique"


async def prepare(connection: Connection, *, restoring: bool = False) -> None:
    """Make what is missing. Raises StoreRefused for a schema that is not ours, or newer.

    So it does for what is half a backup, unless that is about to be restored. An upgrade changes
    no field of any row: rows of an earlier version are read as they are. The version that there was
    is kept beside the new one.
    """
    about = connection.find(connection.meta, {"_id": {"$in": [SCHEMA, RESTORE]}})
    found = {row["_id"]: row async for rows in about for row in rows}
    if RESTORE in found and not restoring:
        raise refused(
            connection.hosts,
            "a backup was being restored into it, and that has not come to its end; do it again:"
            " autoredeem restore FILE",
        )
    if SCHEMA not in found:
        await connection.insert(connection.meta, [{"_id": SCHEMA, "version": VERSION}])
    elif (version := found[SCHEMA].get("version")) != VERSION:
        check_version(connection, version)
        newer = {"$set": {"version": VERSION}, "$push": {"before": version}}
        upgrade = UpdateOne({"_id": SCHEMA, "version": version}, newer)
        await connection.update(connection.meta, [upgrade])
    await _make_indexes(connection)
    await _fill_in_keys(connection)


async def version_of(connection: Connection) -> object:
    """Return the version of what is in the database; None where nothing is of ours."""
    about = connection.find(connection.meta, {"_id": SCHEMA})
    versions = [row.get("version", 0) async for rows in about for row in rows]
    return versions[0] if versions else None


def check_version(connection: Connection, version: object) -> None:
    """Raise StoreRefused for a version that isn't ours, or of an earlier program's."""
    if version not in range(1, VERSION + 1):
        raise refused(
            connection.hosts,
            f"{connection.meta.full_name} has schema {version}, this autoredeem knows {VERSION};"
            " it takes a newer autoredeem",
        )


async def _make_indexes(connection: Connection) -> None:
    """Make an index for each question that is not asked by `_id`, or by how it begins.

    The ledger has none.
    """
    members = connection.members
    if not await connection.index(members, "guild_id", "fid", unique=True):
        # The older bot has said a member twice, which is read as one. So an index that is not
        # unique has to do; it goes by another name, so that the other may come one day.
        await connection.index(members, "guild_id", "fid", name=NOT_UNIQUE)
    await connection.index(members, "fid", "guild_id")
    await connection.index(members, "owner", "guild_id")
    await connection.index(members, "guild_id", "updated_at")
    await connection.index(members, "guild_id", "alliance")
    await connection.index(members, "guild_id", "name_key")
    await connection.index(connection.alliances, "guild_id", "name_key", unique=True)
    await connection.index(connection.attempts, "guild_id", "code_key")
    await connection.index(connection.runs, "status", "opened_at")
    await connection.index(connection.runs, "status", "due")
    await connection.index(connection.runs, "owner", "stop", "again")
    await connection.index(connection.opt_outs, "by")
    await connection.index(connection.postings, "share_at")
    await connection.index(connection.postings, "guild_id", "at")
    await connection.index(connection.actions, "guild_id", "at", "_id")
    await connection.index(connection.actions, "user")
    await connection.index(connection.actions, "user", "at")
    await connection.index(connection.notices, "user", "guild_id")
    await connection.index(connection.notices, "guild_id")
    await connection.index(connection.watched, "channel_id")
    await connection.index(connection.watched, "added_by")
    await connection.index(connection.announcements, "issue")
    await connection.index(connection.announcements, "message_id")
    await connection.index(connection.announcements, "at")
    await _index_syncs(connection)
    await connection.index(connection.searches, "over", "guild_id")
    await connection.index(connection.searches, "over", "at")
    await connection.index(connection.searches, "guild_id")
    await _index_notifications(connection)
    await _index_codes(connection)


async def _index_syncs(connection: Connection) -> None:
    """Make the indexes of the lists that guilds follow."""
    await connection.index(connection.syncs, "added_by")
    await connection.index(connection.listed, "guild_id", "fid")
    await connection.index(connection.changes, "guild_id", "fid", "at")
    await connection.index(connection.changes, "at")


async def _index_notifications(connection: Connection) -> None:
    """Make the indexes by which it is found who is to be told of what."""
    await connection.index(connection.notifications, "told_at")
    await connection.index(connection.notifications, "user")
    await connection.index(connection.notifications, "noted_at")
    await connection.index(connection.contact_ways, "user")
    await connection.index(connection.players, "refused.at")
    await connection.index(connection.players, "missing_at")
    await connection.index(connection.attempts, "outcome", "code_key")


async def _fill_in_keys(connection: Connection) -> None:
    """Give the codes of the older bot the field by which codes are found; what is none gets "".

    Where there are any it has been at work: what it did besides is looked for again.
    """
    async for rows in connection.find(connection.codes, {"code_key": None}, {"_id": 1}):
        names = [row["_id"] for row in rows]
        keys = ((name, code_key(name) if is_code(name) else "") for name in names)
        await connection.delete(connection.meta, [ADOPTION])
        filled = (UpdateOne({"_id": name}, {"$set": {"code_key": key}}) for name, key in keys)
        await connection.update(connection.codes, filled)


async def _index_codes(connection: Connection) -> None:
    """Make the indexes by which codes of other guilds are left out, and old ones are found."""
    await connection.index(connection.codes, "code_key")
    await connection.index(
        connection.codes, "shared", "validation_status", "pruned_at", "updated_at"
    )
    await connection.index(connection.codes, "auto_redeem_processed", "shared", "validation_status")
    await connection.index(connection.codes, "validation_status", "due", "_id")
    await connection.index(connection.codes, "validation_status", "announced")
    await connection.index(connection.codes, "edition")
    await connection.index(connection.codes, "opens")
    await connection.index(connection.attempts, "code_key")
    await connection.index(connection.runs, "code_key")
    await connection.index(connection.postings, "code")
    await connection.index(connection.actions, "at")
    await connection.index(connection.requests, "day", "guild_id")
