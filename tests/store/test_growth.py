"""What a verb asks of a store grows with batches alone, and its rows with what it is about."""

from collections.abc import Mapping, Sequence

import pytest

from support.counted import counted, counted_store
from support.growth import SIZES, Cost, broken_by, cost_of
from support.sized_world import Sizes, filled
from support.store_verbs import VERBS, verbs_of_the_port
from support.verb import DIMENSIONS


async def costs_of_verbs(url: str, sizes: Sizes) -> Mapping[str, Cost]:
    """Call every verb in a world of these sizes; return what each took."""
    costs: dict[str, Cost] = {}
    async with counted_store(url) as store:
        world = await filled(store, sizes)
        for verb in VERBS:
            with counted() as asked:
                await verb.call(world)
            costs[verb.name] = cost_of(asked)
    return costs


def test_every_verb_of_the_port_is_called() -> None:
    assert {one.verb for one in VERBS} == verbs_of_the_port()


@pytest.mark.parametrize("dimension", DIMENSIONS)
async def test_commands_grow_with_batches_alone_and_rows_with_what_a_verb_is_about(
    store_urls: Sequence[str], dimension: str
) -> None:
    costs = [
        await costs_of_verbs(url, Sizes(**{dimension: size}))
        for url, size in zip(store_urls, SIZES, strict=True)
    ]

    broken = broken_by(VERBS, dimension, costs)
    assert not broken, "\n".join(broken)
