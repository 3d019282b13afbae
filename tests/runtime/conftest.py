"""Findings about real parts, with no waits between attempts."""

from collections.abc import Iterator

import pytest
import stamina

from support.mongod import mongod_uri, mongodb_url

__all__ = ["mongod_uri", "mongodb_url"]


@pytest.fixture(autouse=True)
def no_waits_between_attempts() -> Iterator[None]:
    """Let whatever is retried be retried once, at once."""
    with stamina.set_testing(True, attempts=2, cap=True):
        yield
