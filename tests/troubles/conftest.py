"""Real servers for runs that meet trouble."""

from support.mongod import mongod_uri, mongodb_url, own_mongod, replica_set

__all__ = ["mongod_uri", "mongodb_url", "own_mongod", "replica_set"]
