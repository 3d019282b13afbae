"""Mappings that never grow beyond a bound: of more entries, the oldest are dropped."""

from collections import OrderedDict
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def keep_latest(kept: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    """Store a value as the latest; of more than `most`, drop the oldest."""
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
