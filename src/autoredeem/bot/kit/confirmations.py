"""Pending confirmations, each about more things than a button can carry."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from autoredeem.domain.ids import GuildId

T = TypeVar("T")

LIFETIME = timedelta(minutes=15)

MOST_PENDING, MOST_KEPT = 200, 200_000
"""Confirmations that are pending, and the things of all: one about more is pending alone."""

Place = tuple[GuildId, str]
"""A guild, and the title that it plays: what was asked in one is not confirmed in the other."""


class Confirmations(Generic[T]):
    """The latest pending confirmations; of more, the oldest are dropped."""

    def __init__(self) -> None:
        self._pending: OrderedDict[tuple[Place, str], tuple[datetime, Sequence[T]]] = OrderedDict()
        self._kept = 0

    def put(self, place: Place, question: str, things: Sequence[T], *, at: datetime) -> None:
        """Keep what a question is about for 15 minutes, or until newer ones need the room."""
        self._drop((place, question))
        self._pending[place, question] = at + LIFETIME, things
        self._kept += len(things)
        while len(self._pending) > 1 and self._is_too_much(at):
            self._drop(next(iter(self._pending)))

    def get(self, place: Place, question: str, *, at: datetime) -> Sequence[T]:
        """Return what a question is about; nothing, if it has expired or was dropped."""
        until, things = self._pending.get((place, question), (at, ()))
        return things if at < until else ()

    def _is_too_much(self, at: datetime) -> bool:
        until, _ = next(iter(self._pending.values()))
        return until <= at or len(self._pending) > MOST_PENDING or self._kept > MOST_KEPT

    def _drop(self, key: tuple[Place, str]) -> None:
        _, dropped = self._pending.pop(key, (None, ()))
        self._kept -= len(dropped)
