"""What other bots kept, taken over on each kind of store."""

from support.each_store import store, store_url
from support.mongod import emptied_databases, emptied_mongodb_url, mongod_uri, mongodb_url

__all__ = [
    "emptied_databases",
    "emptied_mongodb_url",
    "mongod_uri",
    "mongodb_url",
    "store",
    "store_url",
]
