"""Whom a run may ask, in the order in which they come."""

from collections import deque
from collections.abc import Iterator
from itertools import chain

from autoredeem.domain.ids import Fid


class ReadyQueue:
    """Those of a higher priority come first; those of the same one in the order they were added.

    Whoever is inside may have been decided meanwhile.
    """

    def __init__(self) -> None:
        self._lines: dict[int, deque[Fid]] = {}

    def __bool__(self) -> bool:
        """Whether there is anybody."""
        return bool(self._lines)

    def __iter__(self) -> Iterator[Fid]:
        """Everybody, in order."""
        return chain.from_iterable(self._lines[one] for one in sorted(self._lines, reverse=True))

    def append(self, fid: Fid, priority: int = 0) -> None:
        """Add somebody behind all of this priority."""
        self._lines.setdefault(priority, deque()).append(fid)

    def put_back(self, fid: Fid, priority: int = 0) -> None:
        """Add somebody before all of this priority."""
        self._lines.setdefault(priority, deque()).appendleft(fid)

    def move_first(self, fid: Fid) -> None:
        """Put somebody who is inside before all others."""
        line = next(line for line in self._lines.values() if fid in line)
        line.remove(fid)
        self._lines[max(self._lines)].appendleft(fid)
        self._drop_empty()

    def take(self) -> Fid:
        """Take out whoever comes first."""
        fid = self._lines[max(self._lines)].popleft()
        self._drop_empty()
        return fid

    def _drop_empty(self) -> None:
        for priority in [one for one, line in self._lines.items() if not line]:
            del self._lines[priority]
