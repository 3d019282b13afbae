"""How a store is opened."""

from dataclasses import dataclass

from autoredeem.observe.meters import Meter, unmeasured


@dataclass(frozen=True, slots=True)
class StoreOptions:
    """Deadlines in seconds, the database's name where the URL has none, and who looks on.

    `meter` is called for every try of every verb, with the verb's name.
    """

    find_server: float = 3.0
    command: float = 20.0
    database: str = "autoredeem"
    meter: Meter = unmeasured
