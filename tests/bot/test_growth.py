"""What a handler asks of a store grows with batches alone, and its rows with what it is about."""

from collections.abc import Mapping, Sequence

import pytest

from autoredeem.bot.features.registry import HANDLERS
from autoredeem.bot.kit.handlers import Handler
from support.counted import counted, counted_store
from support.growth import SIZES, Cost, broken_by, cost_of
from support.handler_calls import CALLS, bot_of, request_of
from support.sized_world import Sizes, filled
from support.verb import DIMENSIONS

ASKING = {name: one for name in HANDLERS.names if isinstance(one := HANDLERS.get(name), Handler)}
"""All handlers but those that open forms, which ask nothing."""


async def costs_of_handlers(url: str, sizes: Sizes) -> Mapping[str, Cost]:
    """Call every handler in a world of these sizes; return what each took."""
    costs: dict[str, Cost] = {}
    async with counted_store(url) as store:
        world = await filled(store, sizes)
        bot = bot_of(world)
        for call in CALLS:
            request = request_of(call, world, bot)
            if call.before:
                await call.before(world)
            with counted() as asked:
                card = await ASKING[call.handler].handle(request)
                if card.after:
                    await card.after()
            costs[call.name] = cost_of(asked)
    return costs


def test_every_handler_is_called() -> None:
    assert {one.handler for one in CALLS} == ASKING.keys()


@pytest.mark.parametrize("dimension", DIMENSIONS)
async def test_commands_grow_with_batches_alone_and_rows_with_what_a_handler_is_about(
    store_urls: Sequence[str], dimension: str
) -> None:
    costs = [
        await costs_of_handlers(url, Sizes(**{dimension: size}))
        for url, size in zip(store_urls, SIZES, strict=True)
    ]

    broken = broken_by(CALLS, dimension, costs)
    assert not broken, "\n".join(broken)
