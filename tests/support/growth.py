"""How what is asked of a store grows with how much there is."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from support.counted import Asked
from support.mongod import database_url, drop_database
from support.verb import MEMBERS

SIZES = (10, 100, 1_000)
"""How much there is of one thing, while of the others there are a few."""

MEMBERS_TO_A_COMMAND, OTHERS_TO_A_COMMAND = 250, 100
"""At least: of guilds and of codes each may be a range of keys."""

MORE = 4
"""Commands more, where what there is just doesn't fit into as few as before."""

SOME = 25
"""Rows more that say nothing: as many as there are on a page of a list."""

SLACK = 1.5


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took: commands, and rows."""

    commands: int
    rows: int


def cost_of(asked: Asked) -> Cost:
    """Return what was counted."""
    return Cost(asked.commands, asked.rows)


class Call(Protocol):
    """Something that asks a store. Its rows grow with nothing but what `grows` names.

    `batch` is how many are in a command at least, where that is fewer than usual.
    """

    @property
    def name(self) -> str:
        """What it is called where something is wrong with it."""

    @property
    def grows(self) -> Collection[str]:
        """What its rows grow with."""

    @property
    def batch(self) -> int | None:
        """What is said above."""


@pytest.fixture(params=["sqlite", "mongodb"])
def store_urls(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sequence[str]]:
    """Yield the URL of a new store for each size, on each kind of store."""
    if request.param == "sqlite":
        yield [f"sqlite:///{tmp_path / f'{size}.db'}" for size in SIZES]
        return
    uri: str = request.getfixturevalue("mongod_uri")
    urls = [database_url(uri) for _ in SIZES]
    yield urls
    for url in urls:
        drop_database(url)


def broken_by(
    calls: Iterable[Call], dimension: str, costs: Sequence[Mapping[str, Cost]]
) -> Sequence[str]:
    """Return how calls break the rule: their costs at all sizes of a dimension, by name.

    For each command that a call takes with few there may be one for each full batch. Rows may grow
    with what it is about, and no faster; else not at all.
    """
    return [
        f"{call.name}: {broken}"
        for call in calls
        for broken in _broken_by(call, dimension, [cost[call.name] for cost in costs])
    ]


def _broken_by(call: Call, dimension: str, costs: Sequence[Cost]) -> Iterator[str]:
    usual = MEMBERS_TO_A_COMMAND if dimension == MEMBERS else OTHERS_TO_A_COMMAND
    few, first, most = costs[0], SIZES[0], call.batch or usual
    for size, cost in zip(SIZES[1:], costs[1:], strict=True):
        if cost.commands > few.commands * -(-size // most) + MORE:
            yield f"{few.commands} commands with {first} {dimension}, {cost.commands} with {size:,}"
        rows = few.rows * size / first * SLACK if dimension in call.grows else few.rows
        if cost.rows > rows + SOME:
            yield f"{few.rows:,} rows with {first} {dimension}, {cost.rows:,} with {size:,}"
