"""What a MongoDB is like inside: the one index that rows of an older bot may forbid."""

from functools import partial

from autoredeem.store.inspection import Inspection, Inspector
from autoredeem.store.mongo.connection import Connection
from autoredeem.store.mongo.schema import VERSION
from autoredeem.store.options import StoreOptions

INDEXES = 50
"""How many `schema` makes."""

REMEDY = (
    "it holds the same guild_id and fid in several documents: remove all but one of each; the index"
    " is then built at the next start"
)


def server_inspector(url: str, title: str, options: StoreOptions) -> Inspector:
    """Return the inspector of a title's collections at `url`."""
    connection = Connection(url, title, options)
    return Inspector(f"MongoDB at {connection.hosts}", partial(_inspect, connection))


async def _inspect(connection: Connection) -> Inspection:
    """Ask for the index once more, which changes nothing; any other version was refused before."""
    members = connection.members
    try:
        await connection.connect()
        there = await connection.index(members, "guild_id", "fid", unique=True)
    finally:
        await connection.close()
    missing = () if there else (f"the unique index over guild_id and fid of {members.full_name}",)
    return Inspection(VERSION, INDEXES, missing, REMEDY)
