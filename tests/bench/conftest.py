"""The benchmarks' command line, and each kind of store."""

import pytest

from benchmarks.commands import status_of
from support.command import Call, caller
from support.each_store import store_url
from support.mongod import emptied_databases, emptied_mongodb_url, mongod_uri, mongodb_url

__all__ = [
    "emptied_databases",
    "emptied_mongodb_url",
    "mongod_uri",
    "mongodb_url",
    "store_url",
]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a benchmark."""
    return caller(status_of, capsys)
