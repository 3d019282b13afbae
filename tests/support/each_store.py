"""Fixtures for rules that hold on each kind of store: a conftest imports those that it uses."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.deadlines import PATIENT


@pytest.fixture(params=["sqlite", "mongodb"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a store that nobody has used."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    url: str = request.getfixturevalue("emptied_mongodb_url")
    return url


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """Give an open, empty store of the title wos."""
    async with open_store(store_url, "wos", PATIENT) as opened:
        yield opened
