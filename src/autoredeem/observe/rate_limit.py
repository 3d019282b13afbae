"""How many events of one kind are let through."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

A_MINUTE = 60.0

FEW = 1_000
"""So many kinds are remembered before any is forgotten."""

Kind = TypeVar("Kind", bound=Hashable)


@dataclass(slots=True)
class _Known:
    """`paid_until` runs ahead of the clock by a minute's share for each event that has passed."""

    paid_until: float = float("-inf")
    left_out: int = 0


class RateLimit(Generic[Kind]):
    """Lets `burst` events of one kind through at once and `per_minute` more each minute.

    It has no clock: times are passed in, seconds of one monotonic clock. It counts the rest. A kind
    of which nothing is owed is forgotten when there are many: it is as good as new.
    """

    def __init__(self, burst: int, per_minute: float) -> None:
        self._share = A_MINUTE / per_minute
        self._ahead = (burst - 1) * self._share
        self._kinds: dict[Kind, _Known] = {}
        self._many = FEW

    def lets_through(self, kind: Kind, now: float) -> bool:
        """Whether one more event of a kind may pass at `now`; count it if not."""
        if len(self._kinds) >= self._many:
            self._forget(now)
        known = self._kinds.setdefault(kind, _Known())
        if known.paid_until > now + self._ahead:
            known.left_out += 1
            return False
        known.paid_until = max(known.paid_until, now) + self._share
        return True

    def opens_in(self, kind: Kind, now: float) -> float:
        """Return the seconds until one more event of a kind may pass; 0 if it may at `now`."""
        known = self._kinds.get(kind)
        return max(0.0, known.paid_until - now - self._ahead) if known else 0.0

    def left_out(self) -> Mapping[Kind, int]:
        """Return how many of each kind were left out since this was last asked."""
        found = {kind: known.left_out for kind, known in self._kinds.items() if known.left_out}
        for kind in found:
            self._kinds[kind].left_out = 0
        return found

    def _forget(self, now: float) -> None:
        owing = {k: one for k, one in self._kinds.items() if one.left_out or one.paid_until > now}
        self._kinds, self._many = owing, max(FEW, 2 * len(owing))
