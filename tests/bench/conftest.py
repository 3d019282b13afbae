"""The benchmarks' command line, and each kind of store."""

from pathlib import Path

import pytest

from benchmarks.commands import status_of
from support.command import Call, caller
from support.mongod import mongod_uri, mongodb_url

__all__ = ["mongod_uri", "mongodb_url"]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a benchmark."""
    return caller(status_of, capsys)


@pytest.fixture(params=["sqlite", "mongodb"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name a new store of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bench.db'}"
    url: str = request.getfixturevalue("mongodb_url")
    return url
