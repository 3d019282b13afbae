"""Every kind of store, each run against the real thing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina

from support.each_store import store, store_url
from support.growth import store_urls
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
    "store_urls",
]

ATTEMPTS = 2


@pytest.fixture(autouse=True)
def no_waits_between_attempts() -> Iterator[None]:
    """Let whatever is retried be retried once, at once."""
    with stamina.set_testing(True, attempts=ATTEMPTS, cap=True):
        yield


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Give the URL of a file that doesn't exist yet."""
    return f"sqlite:///{tmp_path / 'store.db'}"
