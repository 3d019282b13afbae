"""What a MongoDB is like inside: the one index that rows of an older bot may forbid."""

from functools import partial

from autoredeem.store.inspection import Inspection, Inspector
from autoredeem.store.mongo.connection import Connection
from autoredeem.store.mongo.documents import Document
from autoredeem.store.mongo.schema import VERSION
from autoredeem.store.options import StoreOptions

INDEXES = 50
"""How many `schema` makes."""

REMEDY = (
    "nothing has to be done: such members are read as one. To have one document each, take them off"
    " by `autoredeem members remove FID --guild ID` and add them again; the index is then built at"
    " the next start"
)

NAMED = 3
"""So many are named of those who stand in several documents."""


SEVERAL: list[Document] = [
    # Where nobody is named, rows that say nothing of a player are what forbids it.
    {"$match": {"guild_id": {"$ne": None}, "fid": {"$ne": None}}},
    {"$group": {"_id": {"guild": "$guild_id", "fid": "$fid"}, "documents": {"$sum": 1}}},
    {"$match": {"documents": {"$gt": 1}}},
    {"$sort": {"_id": 1}},
    {"$limit": NAMED},
]


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
        twice = [] if there else await connection.grouped(members, SEVERAL)
    finally:
        await connection.close()
    index = f"the unique index over guild_id and fid of {members.full_name}"
    named = [f"{one['_id']['fid']} in guild {one['_id']['guild']}" for one in twice]
    such_as = f", such as {', '.join(named)}" if named else ""
    missing = f"{index}, as it holds members in several documents{such_as}"
    return Inspection(VERSION, INDEXES, () if there else (missing,), REMEDY)
