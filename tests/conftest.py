"""Every test of the suite runs over the nets."""

import asyncio
import gc
from collections.abc import Callable, Iterator, Mapping

import pytest
from hypothesis import settings

# Drivers are imported before any loop runs, as the program does.
import autoredeem.app
import autoredeem.cli
import autoredeem.store.mongo
import autoredeem.store.sqlite  # noqa: F401
from support.nets import long_steps, no_blocking_calls
from support.virtual_time import VirtualTimeLoop

# How long an example takes says more of the machine than of the rule.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_asyncio_loop_factories(
    item: pytest.Item,
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Choose the loop of a test and of its fixtures: a real one, if its marker says no other."""
    virtual = item.get_closest_marker("virtual_time")
    return {"loop": VirtualTimeLoop if virtual else asyncio.new_event_loop}


@pytest.fixture(autouse=True)
def nets(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which a loop was blocked or held for too long."""
    if request.node.get_closest_marker("brings_its_own_net"):
        yield
        return
    # The collector walks over what is alive, and takes the session's tens of thousands of objects
    # for the program's: set those aside, so that no innocent step pays for them.
    gc.collect()
    gc.freeze()
    with no_blocking_calls(), long_steps() as found:
        yield
    assert not found, "\n".join(found)
