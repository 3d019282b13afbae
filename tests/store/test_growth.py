"""What a verb asks of a store grows with batches alone, and its rows with what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from support.counted import Asked, counted, counted_store
from support.mongod import database_url
from support.sized_world import Sizes, filled
from support.store_verbs import DIMENSIONS, VERBS, verbs_of_the_port

SIZES = (10, 100, 1_000)
BATCH = 100
"""So many at least are in one command, of whatever it is."""

SLACK = 1.5


def test_every_verb_of_the_port_is_called() -> None:
    assert {one.verb for one in VERBS} == verbs_of_the_port()
