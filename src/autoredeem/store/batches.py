"""How many of anything go into one question, and how a set is cut into such parts."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from autoredeem.domain.ids import Fid

SEARCHED = 10_000
"""Of a guild's trail so many lines are searched: reading them takes a file about 10 ms."""

BATCH = 1_000
"""How many keys (fids, codes, ids) go into one question, and rows into one answer."""

ENTRIES_READ = 2_000
"""Entries of rosters to an answer: they are lean."""

SUBJECTS = 100
"""How many guilds with a code go into one question: each is a range of an index."""

K = TypeVar("K")
T = TypeVar("T")


def batched(items: Iterable[T], count: int) -> Iterator[list[T]]:
    """Yield the items in lists of `count`, the last one shorter.

    A fixed count, so that the number of commands depends on no machine. Whoever asks a store
    between two lists gives the loop back by that.
    """
    iterator = iter(items)
    while batch := list(islice(iterator, count)):
        yield batch


def in_rectangles(
    keys: Collection[K], fids: Collection[Fid]
) -> Iterator[tuple[Sequence[K], Sequence[Fid]]]:
    """Yield every key with every fid: in parts, some keys times some fids, at most BATCH each."""
    rest = iter(fids)
    while some_fids := list(islice(rest, BATCH)):
        height, waiting = BATCH // len(some_fids), iter(keys)
        while some_keys := list(islice(waiting, height)):
            yield some_keys, some_fids
