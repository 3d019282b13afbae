"""A fair queue: what waits is taken in turns by key, and no key waits for another's flood."""

from collections import OrderedDict, deque
from typing import Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")


class FairQueue(Generic[K, T]):
    """Items by key, at most so many of each. Of a key that is being served, nothing is taken."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: OrderedDict[K, deque[T]] = OrderedDict()
        self._served: set[K] = set()

    def put(self, key: K, item: T) -> bool:
        """Let an item wait; False where too many of its key wait already."""
        waiting = self._waiting.setdefault(key, deque())
        if len(waiting) >= self._most:
            return False
        waiting.append(item)
        return True

    def take(self, most: int) -> tuple[K, list[T]] | None:
        """Take the first items of the key whose turn it is; it is served until it is `done`.

        None where nothing waits that may be taken.
        """
        key = next((key for key in self._waiting if key not in self._served), None)
        if key is None:
            return None
        waiting = self._waiting.pop(key)
        taken = [waiting.popleft() for _ in range(min(most, len(waiting)))]
        if waiting:
            # Behind all the others.
            self._waiting[key] = waiting
        self._served.add(key)
        return key, taken

    def waits(self, key: K) -> bool:
        """Whether something of a key waits, or is being served."""
        return key in self._waiting or key in self._served

    def done(self, key: K) -> None:
        """Note that a key is not served any more."""
        self._served.discard(key)
