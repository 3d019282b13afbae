"""Pending confirmations, each about more than a button can carry."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from autoredeem.domain.ids import GuildId
from autoredeem.domain.players import Member

T = TypeVar("T")

LIFETIME = timedelta(minutes=15)

MOST_PENDING, MOST_KEPT = 200, 200_000
"""Confirmations that are pending, and the sizes of all: a larger one is pending alone."""

Place = tuple[GuildId, str]
"""A guild, and a title or a person: what was asked of one is not confirmed by the other."""


@dataclass(frozen=True, slots=True)
class ReadingNotes:
    """Lines for whoever sent a list of members: how it was read, and what could not be."""

    taken: Sequence[str] = ()
    problems: Sequence[str] = ()

    @property
    def lines(self) -> Sequence[str]:
        """All of them, each kind after an empty line."""
        return [line for part in (self.taken, self.problems) if part for line in ("", *part)]


@dataclass(frozen=True, slots=True)
class PendingImport:
    """Members who were read, and how."""

    members: Sequence[Member]
    notes: ReadingNotes


class Confirmations(Generic[T]):
    """The latest pending confirmations; of more, the oldest are dropped."""

    def __init__(self) -> None:
        self._pending: OrderedDict[tuple[Place, str], tuple[datetime, T, int]] = OrderedDict()
        self._kept = 0

    def put(self, place: Place, question: str, about: T, size: int, *, at: datetime) -> None:
        """Keep what a question is about for 15 minutes, or until newer ones need the room.

        Its `size` is the number of things in it.
        """
        self._drop((place, question))
        self._pending[place, question] = at + LIFETIME, about, size
        self._kept += size
        while len(self._pending) > 1 and self._is_too_much(at):
            self._drop(next(iter(self._pending)))

    def get(self, place: Place, question: str, *, at: datetime) -> T | None:
        """Return what a question is about; None, if it has expired or was dropped."""
        until, about, _ = self._pending.get((place, question), (at, None, 0))
        return about if at < until else None

    def _is_too_much(self, at: datetime) -> bool:
        until, _, _ = next(iter(self._pending.values()))
        return until <= at or len(self._pending) > MOST_PENDING or self._kept > MOST_KEPT

    def _drop(self, key: tuple[Place, str]) -> None:
        if key in self._pending:
            _, _, size = self._pending.pop(key)
            self._kept -= size
