"""Databases on a real server."""

from support.mongod import emptied_databases, emptied_mongodb_url, mongod_uri

__all__ = ["emptied_databases", "emptied_mongodb_url", "mongod_uri"]
