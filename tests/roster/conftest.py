"""The rules of rosters on each kind of store."""

from support.each_store import store, store_url
from support.mongod import (
    emptied_databases,
    emptied_mongodb_url,
    mongod_uri,
    mongodb_url,
    own_mongod,
)

__all__ = [
    "emptied_databases",
    "emptied_mongodb_url",
    "mongod_uri",
    "mongodb_url",
    "own_mongod",
    "store",
    "store_url",
]
