"""Which column of a table means what, and so what a row says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from autoredeem.domain.ids import Fid
from autoredeem.domain.player_input import GROUP_MARKS
from autoredeem.domain.text import shorten, trim
from autoredeem.roster.cells import read_id, read_level, read_name, read_state, unguard
from autoredeem.roster.entries import Entry, Row
from autoredeem.roster.heading_words import Field
from autoredeem.roster.problems import Kind, Unreadable
from autoredeem.roster.prose import Style, cut_up

T = TypeVar("T")

_GROUP = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table keeps what a member is. `headings` are its own, empty where it has none.

    `guessed` are the fields that only the values told. `alliance` is the column of
    alliances' names.
    """

    headings: tuple[str, ...]
    places: Mapping[Field, int]
    digits: range
    width: int
    guessed: frozenset[Field] = frozenset()
    left_alone: tuple[str, ...] = ()
    separator: str = ""
    alliance: int | None = None

    @property
    def named(self) -> Mapping[Field, str]:
        """Which heading was taken for what; a column without one is called by its number."""
        return {one: self._name(place) for one, place in self.places.items()}

    def _name(self, place: int) -> str:
        heading = self.headings[place] if place < len(self.headings) else ""
        return heading or f"#{place + 1}"

    def rows(self, line: int, cells: Sequence[str]) -> Iterator[Row]:
        """Give the player in a row, and what is wrong with it."""
        if not any(map(trim, cells)):
            return
        try:
            cells = self._aligned(cells)
            fid = self._id(cells)
        except Unreadable as error:
            yield error.on(line)
            return
        wrong: list[Unreadable] = []
        state = self._read(Field.STATE, cells, read_state, wrong)
        level = self._read(Field.LEVEL, cells, read_level, wrong)
        name = read_name(self._cell(Field.NICKNAME, cells))
        if Field.NICKNAME not in self.places:
            name = cut_up(self._cell(Field.FID, cells), Style(self.digits)).name
        yield Entry(line, fid, state, name, level, self.guessed, self._alliance(cells))
        yield from (error.on(line) for error in wrong)

    def _alliance(self, cells: Sequence[str]) -> str:
        place = len(cells) if self.alliance is None else self.alliance
        return unguard(trim(cells[place])) if place < len(cells) else ""

    def _cell(self, one: Field, cells: Sequence[str]) -> str:
        place = self.places.get(one, len(cells))
        return trim(cells[place]) if place < len(cells) else ""

    def _id(self, cells: Sequence[str]) -> Fid:
        cell = self._cell(Field.FID, cells)
        try:
            return read_id(cell, self.digits)
        except Unreadable as error:
            name = shorten(self._name(self.places[Field.FID]))
            raise Unreadable(error.kind, f"column {name}: {error}", error.text) from None

    def _read(
        self,
        one: Field,
        cells: Sequence[str],
        read: Callable[[str], T],
        wrong: list[Unreadable],
    ) -> T | None:
        try:
            return read(self._cell(one, cells))
        except Unreadable as error:
            name = shorten(self._name(self.places[one]))
            reason = f"column {name}: {error}; enrolled without it"
            wrong.append(Unreadable(error.kind, reason, error.text))
            return None

    def _aligned(self, cells: Sequence[str]) -> Sequence[str]:
        """Mend a row with a separator inside its id, or inside its name, that has no quotes."""
        extra = len(cells) - self.width
        if extra <= 0 or not any(map(trim, cells[self.width :])):
            return cells
        place = self.places[Field.FID]
        groups = cells[place : place + extra + 1]
        if self.separator in GROUP_MARKS and all(len(one) == _GROUP for one in groups[1:]):
            return [*cells[:place], self.separator.join(groups), *cells[place + extra + 1 :]]
        name = self.places.get(Field.NICKNAME)
        if name is None:
            raise self._too_many()
        whole = f"{self.separator} ".join(map(trim, cells[name : name + extra + 1]))
        mended = [*cells[:name], whole, *cells[name + extra + 1 :]]
        if not self._fits(mended):
            raise self._too_many()
        return mended

    def _fits(self, cells: Sequence[str]) -> bool:
        """Whether id, state and level all stand where they should."""
        try:
            read_id(self._cell(Field.FID, cells), self.digits)
            read_state(self._cell(Field.STATE, cells))
            read_level(self._cell(Field.LEVEL, cells))
        except Unreadable:
            return False
        return True

    def _too_many(self) -> Unreadable:
        reason = "the row has more cells than the header; a separator inside a name needs quotes"
        return Unreadable(Kind.TOO_MANY_CELLS, reason)
