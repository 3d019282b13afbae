"""Every test of the suite runs over the nets."""

import asyncio
from collections.abc import Callable, Mapping

import pytest
from hypothesis import settings

# Drivers are imported before any loop runs, as the program does.
import autoredeem.app
import autoredeem.cli
import autoredeem.store.mongo
import autoredeem.store.sqlite  # noqa: F401
from support.virtual_time import VirtualTimeLoop

pytest_plugins = ("support.net_plugin", "support.server_marks")

# How long an example takes says more of the machine than of the rule. The suite tries the same
# examples everywhere; `pytest --hypothesis-profile=explore` looks for new ones.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2_000)
settings.load_profile("suite")


def pytest_asyncio_loop_factories(
    item: pytest.Item,
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Choose the loop of a test and of its fixtures: a real one, if its marker says no other."""
    virtual = item.get_closest_marker("virtual_time")
    return {"loop": VirtualTimeLoop if virtual else asyncio.new_event_loop}
