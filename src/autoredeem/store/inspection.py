"""What a store is like inside, for whoever maintains it: its place, version and indexes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was seen in an open store.

    `version` is its schema's, `indexes` how many it should have. `missing` names those it has not,
    and `remedy` says what to do about them.
    """

    version: int
    indexes: int
    missing: tuple[str, ...] = ()
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Inspector:
    """Inspects one store. `place` says which, without anything secret.

    `inspect` opens it once more, for itself. It raises StoreUnavailable or StoreRefused.
    """

    place: str
    inspect: Callable[[], Awaitable[Inspection]]
