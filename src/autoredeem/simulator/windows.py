"""How many requests one address may send in a window of time.

All times are seconds on one clock, given in order.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Protocol

MINUTE = 60.0


class Window(Protocol):
    """Lets `limit` requests into each window."""

    limit: int
    length: float

    def take(self, now: float) -> bool:
        """Whether one request more fits; if so it is counted."""

    def left(self, now: float) -> int:
        """Return how many requests still fit."""

    def wait(self, now: float) -> float:
        """Return the seconds until more fit, 0 if one fits now."""


class Arrivals:
    """How many came within the last `length` seconds; one that came just so long ago is out."""

    def __init__(self, length: float) -> None:
        self._length = length
        self._times: deque[float] = deque()

    def add(self, now: float) -> None:
        """Note one."""
        self._times.append(now)

    def count(self, now: float) -> int:
        """Return how many there are."""
        while self._times and self._times[0] <= now - self._length:
            self._times.popleft()
        return len(self._times)

    def oldest_leaves(self) -> float:
        """Return when there will be one less than were last counted; there must be one."""
        return self._times[0] + self._length


class SlidingWindow:
    """Any stretch of time of the window's length holds at most `limit` requests."""

    def __init__(self, limit: int, length: float) -> None:
        self.limit = limit
        self.length = length
        self._taken = Arrivals(length)

    def take(self, now: float) -> bool:
        """Count a request, if one more fits."""
        if self._taken.count(now) >= self.limit:
            return False
        self._taken.add(now)
        return True

    def left(self, now: float) -> int:
        """Return how many requests still fit."""
        return self.limit - self._taken.count(now)

    def wait(self, now: float) -> float:
        """Return the seconds until the oldest request leaves the window, if it is full."""
        return 0.0 if self.left(now) else self._taken.oldest_leaves() - now


class FixedWindow:
    """Windows stand side by side, one of them beginning at `begins`; each starts from nothing."""

    def __init__(self, limit: int, length: float, begins: float) -> None:
        self.limit = limit
        self.length = length
        self._begins = begins
        self._used = 0

    def take(self, now: float) -> bool:
        """Count a request, if one more fits."""
        if not self.left(now):
            return False
        self._used += 1
        return True

    def left(self, now: float) -> int:
        """Return how many requests still fit into the window that `now` is in."""
        passed = (now - self._begins) // self.length
        if passed:
            self._begins += passed * self.length
            self._used = 0
        return self.limit - self._used

    def wait(self, now: float) -> float:
        """Return the seconds until the next window, if this one is full."""
        return 0.0 if self.left(now) else self._begins + self.length - now


@dataclass(slots=True)
class Meter:
    """One address: its window, and the most that ever came within one length of it."""

    window: Window
    most: int = 0
    _came: Arrivals = field(init=False)

    def __post_init__(self) -> None:
        self._came = Arrivals(self.window.length)

    def take(self, now: float) -> bool:
        """Note an arrival; return whether it is within the limit."""
        self._came.add(now)
        self.most = max(self.most, self._came.count(now))
        return self.window.take(now)

    def wait(self, now: float) -> int:
        """Return what `Retry-After` says: whole seconds, at least one."""
        return max(1, ceil(self.window.wait(now)))

    def headers(self, now: float) -> Mapping[str, str]:
        """Return the rate headers.

        They speak of a minute, as clients read them, however long the window really is.
        """
        per_minute = MINUTE / self.window.length
        return {
            "X-RateLimit-Limit": str(round(self.window.limit * per_minute)),
            "X-RateLimit-Remaining": str(int(self.window.left(now) * per_minute)),
        }
