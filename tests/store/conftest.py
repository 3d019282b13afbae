"""Every kind of store, each run against the real thing."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import stamina

from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.deadlines import PATIENT
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


@pytest.fixture(params=["sqlite", "mongodb"])
def store_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a store that nobody has used."""
    name = "emptied_mongodb_url" if request.param == "mongodb" else "sqlite_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """Give an open, empty store of the title wos."""
    async with open_store(store_url, "wos", PATIENT) as opened:
        yield opened
