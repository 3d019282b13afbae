"""A call of a verb of the port in a world, and what it may grow with."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

from support.facts import NOW
from support.sized_world import World

LATER = NOW + timedelta(days=1)
MUCH_LATER = NOW + timedelta(days=400)
FIRST = 10
"""Of how many something is asked that is asked of few."""

MATRIX = 16
"""Codes to a question for a matrix of a file: it reads all players of each."""

MEMBERS, CODES, GUILDS = "members", "codes", "guilds"
DIMENSIONS = (MEMBERS, CODES, GUILDS)


@dataclass(frozen=True, slots=True)
class Verb:
    """A call of a verb. Its rows grow with nothing but what `grows` names.

    A verb is called in several ways where it is asked about different things: `way` tells them
    apart. `batch` is as `growth.Call` says.
    """

    verb: str
    call: Callable[[World], Awaitable[object]]
    grows: Collection[str] = ()
    way: str = ""
    batch: int | None = None

    @property
    def name(self) -> str:
        """What it is called where something is wrong with it."""
        return f"{self.verb} ({self.way})" if self.way else self.verb
