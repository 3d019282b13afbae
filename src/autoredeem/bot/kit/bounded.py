"""Memory that never grows beyond a bound: of more entries, the oldest are forgotten."""

from collections import OrderedDict
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def keep_latest(kept: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    """Keep a value as the latest; of more than `most`, forget the oldest."""
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
