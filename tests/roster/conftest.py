"""The rules of rosters on each kind of store."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.deadlines import PATIENT
from support.mongod import mongod_uri, mongodb_url, own_mongod

__all__ = ["mongod_uri", "mongodb_url", "own_mongod"]


@pytest.fixture(params=["sqlite", "mongodb"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a store that nobody has used."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    url: str = request.getfixturevalue("mongodb_url")
    return url


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """Give an open, empty store of the title wos."""
    async with open_store(store_url, "wos", PATIENT) as opened:
        yield opened
