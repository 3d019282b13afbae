"""How what is asked of a store grows with how much there is."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from support.counted import Asked
from support.verb import MEMBERS

SIZES = (10, 100, 1_000)
"""How much there is of one thing, while of the others there are a few."""

MEMBERS_TO_A_COMMAND, OTHERS_TO_A_COMMAND = 250, 100
"""At least: of guilds and of codes each may be a range of keys."""

MORE = 4
"""Commands more, where what there is just doesn't fit into as few as before."""

SOME = 10
"""Rows more that say nothing."""

SLACK = 1.5


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took: commands, and rows."""

    commands: int
    rows: int


def cost_of(asked: Asked) -> Cost:
    """Return what was counted."""
    return Cost(asked.commands, asked.rows)


def broken_by(
    dimension: str, grows: Collection[str], costs: Sequence[Cost], batch: int | None = None
) -> Iterator[str]:
    """Yield how costs at all sizes of a dimension break the rule.

    For each command that it takes with few there may be one for each full batch. Rows may grow with
    what something is about, and no faster; else not at all.
    """
    most = batch or (MEMBERS_TO_A_COMMAND if dimension == MEMBERS else OTHERS_TO_A_COMMAND)
    few, first = costs[0], SIZES[0]
    for size, cost in zip(SIZES[1:], costs[1:], strict=True):
        if cost.commands > few.commands * -(-size // most) + MORE:
            yield f"{few.commands} commands with {first} {dimension}, {cost.commands} with {size:,}"
        rows = few.rows * size / first * SLACK if dimension in grows else few.rows
        if cost.rows > rows + SOME:
            yield f"{few.rows:,} rows with {first} {dimension}, {cost.rows:,} with {size:,}"
