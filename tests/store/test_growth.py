"""What a verb asks of a store grows with batches alone, and its rows with what it is about."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from support.counted import counted, counted_store
from support.growth import SIZES, Cost, broken_by, cost_of
from support.mongod import database_url, drop_database
from support.sized_world import Sizes, filled
from support.store_verbs import VERBS, verbs_of_the_port
from support.verb import DIMENSIONS

NewStore = Callable[[], str]


@pytest.fixture(params=["sqlite", "mongodb"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewStore]:
    """Give what makes the URL of another store of a kind."""
    numbers = iter(range(len(SIZES)))
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path / f'{next(numbers)}.db'}"
        return
    uri: str = request.getfixturevalue("mongod_uri")
    urls = [database_url(uri) for _ in SIZES]
    yield lambda: urls[next(numbers)]
    for url in urls:
        drop_database(url)


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
    new_store: NewStore, dimension: str
) -> None:
    costs = [await costs_of_verbs(new_store(), Sizes(**{dimension: size})) for size in SIZES]

    broken = [
        f"{one.name}: {broken}"
        for one in VERBS
        for broken in broken_by(dimension, one.grows, [cost[one.name] for cost in costs], one.batch)
    ]
    assert not broken, "\n".join(broken)
