"""Large sets on each kind of store, each run against the real thing.

The suite's nets fail a test in which a step of the loop takes too long. So these only do it, and
look in short parts that the result is right.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from autoredeem.domain.ids import Fid
from support.facts import players
from support.mongod import mongod_uri, mongodb_url

__all__ = ["mongod_uri", "mongodb_url"]


@pytest.fixture(scope="session")
def everyone() -> Sequence[Fid]:
    """Give the ids of 100,000 players."""
    return players(100_000)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Give the URL of a file that doesn't exist yet."""
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture(params=["sqlite", "mongodb"])
def store_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a store that nobody has used."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
