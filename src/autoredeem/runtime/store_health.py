"""How a store is, by what it answers to the work itself: nothing is asked just to know."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from autoredeem.domain.errors import OutsideError, StoreRefused
from autoredeem.runtime.health import Part

Seconds = Callable[[], float]
"""Returns the monotonic time."""

LONG = 10.0
"""Seconds without an answer after which a store counts as gone. One that takes 7 s is slow."""

TWICE = 2
"""Failures in a row: one alone is asked again, and often answered then."""

PROOF = "hold_lease"
"""A write that is tried every few seconds whatever else is done: where it works, the store is back.
It changes one small row, so it proves nothing against a refusal: a full disk may take just that."""

FORGOTTEN = 120.0
"""Seconds after which a failure that was not tried again says nothing any more."""


@dataclass(slots=True)
class _Trouble:
    """What failed again and again, and when it last did."""

    times: int
    why: str
    at: float
    refused: bool


class StoreHealth:
    """Watches every try of every verb of one store, and says how it is."""

    def __init__(self, seconds: Seconds) -> None:
        self._seconds = seconds
        self._asked: dict[int, float] = {}
        self._number = 0
        self._troubles: dict[str, _Trouble] = {}

    @contextmanager
    def asking(self, operation: str) -> Iterator[None]:
        """Watch while the store is asked."""
        self._number += 1
        number = self._number
        self._asked[number] = self._seconds()
        try:
            yield
        except OutsideError as error:
            self._failed(operation, error)
            raise
        else:
            self._answered(operation)
        finally:
            del self._asked[number]

    def part(self) -> Part:
        """Return how the store is: by what failed, or has been waited for, longest."""
        now = self._seconds()
        waited = max((now - at for at in list(self._asked.values())), default=0.0)
        figures = {"waited_for": round(waited, 3)}
        for operation, trouble in list(self._troubles.items()):
            recent = now - trouble.at < FORGOTTEN
            if recent and (trouble.refused or trouble.times >= TWICE):
                return Part(ok=False, why=f"{operation}: {trouble.why}", details=figures)
        if waited > LONG:
            return Part(ok=False, why=f"no answer for {waited:.0f} s", details=figures)
        return Part(ok=True, details=figures)

    def _answered(self, operation: str) -> None:
        self._troubles.pop(operation, None)
        if operation == PROOF:
            refusals = {name: one for name, one in self._troubles.items() if one.refused}
            self._troubles = refusals

    def _failed(self, operation: str, error: OutsideError) -> None:
        before = self._troubles.get(operation)
        times = 1 + (before.times if before else 0)
        refused = isinstance(error, StoreRefused)
        self._troubles[operation] = _Trouble(times, str(error), self._seconds(), refused)
