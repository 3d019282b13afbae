"""How a store is opened."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

Meter = Callable[[str], AbstractContextManager[None]]
"""Called with the name of what is asked, entered before and left after it, with its failure."""

DATABASE = "autoredeem"
"""What a database is called where nothing names one."""


def unmeasured(_what: str) -> AbstractContextManager[None]:
    """Measure nothing."""
    return nullcontext()


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """Deadlines in seconds, the database's name where the URL has none, and the meter.

    Where nothing names a `database`, it is `autoredeem`; but none is begun beside one that has a
    name of the older bot's.
    `meter` is called for every try of every verb, with the verb's name.
    """

    find_server: float = 3.0
    command: float = 20.0
    database: str = ""
    meter: Meter = unmeasured
