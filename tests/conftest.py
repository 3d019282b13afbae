"""Every test of the suite runs over the nets."""

import gc
from collections.abc import Iterator

import pytest

# Drivers are imported before any loop runs, as the program does; collected garbage of the imports
# would otherwise be counted as some innocent step's CPU time.
import autoredeem.app
import autoredeem.cli
import autoredeem.store.mongo
import autoredeem.store.sqlite  # noqa: F401
from support.nets import long_steps, no_blocking_calls

gc.collect()
gc.freeze()


@pytest.fixture(autouse=True)
def nets(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which a loop was blocked or held for too long."""
    if request.node.get_closest_marker("brings_its_own_net"):
        yield
        return
    with no_blocking_calls(), long_steps() as found:
        yield
    assert not found, "\n".join(found)
