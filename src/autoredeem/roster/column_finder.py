"""Finding out which column means what: what the headings say, checked against the values."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import product

from autoredeem.domain.player_input import PLAYER_ID_DIGITS, whole_number
from autoredeem.domain.text import shorten, trim
from autoredeem.roster.cells import has_words, is_nothing, read_id, read_level, read_state
from autoredeem.roster.columns import Columns
from autoredeem.roster.heading_words import Field
from autoredeem.roster.headings import Meaning, meaning_of, names_alliances, words_of
from autoredeem.roster.problems import Kind, Unreadable

_MOSTLY = 0.5
_SHORTEST_STATE = 100
_LONGEST_SHORT = 5
_LONG_COUNT = 5
_AMOUNT = re.compile(r"[\d.,]+\s?(?:[kmb]|mio|mln|bn|млн|тыс|億|亿|万|萬)", re.IGNORECASE)
_MOST_NAMED = 8
_MEMBERS = (Field.NICKNAME, Field.STATE, Field.LEVEL)


class Value(Enum):
    """What a cell looks like."""

    NOTHING = auto()
    ID = auto()
    GROUPED_ID = auto()
    LABELLED_ID = auto()
    BROKEN_ID = auto()
    SHORT = auto()
    STATE = auto()
    LEVEL = auto()
    WORDS = auto()
    ELSE = auto()


_IDS = (Value.ID, Value.GROUPED_ID, Value.LABELLED_ID, Value.BROKEN_ID)


def value_of(cell: str, digits: range) -> Value:
    """Tell what a cell looks like."""
    if is_nothing(cell):
        return Value.NOTHING
    number = whole_number(cell)
    if number is not None and len(number.lstrip("0")) not in digits:
        return Value.ELSE if len(number) > _LONGEST_SHORT else Value.SHORT
    try:
        read_id(cell, digits)
    except Unreadable as error:
        if error.kind in (Kind.SHORTENED, Kind.FORMULA):
            return Value.BROKEN_ID
        return _not_an_id(cell)
    if number is None:
        return Value.LABELLED_ID
    return Value.ID if cell.isdecimal() else Value.GROUPED_ID


def _not_an_id(cell: str) -> Value:
    if _AMOUNT.fullmatch(cell):
        return Value.ELSE
    for read, value in ((read_state, Value.STATE), (read_level, Value.LEVEL)):
        try:
            read(cell)
        except Unreadable:
            continue
        return value
    return Value.WORDS if has_words(cell) else Value.ELSE


@dataclass(slots=True)
class Finder:
    """Finds out which column means what, from headings and from the first rows."""

    headings: tuple[str, ...]
    sample: Sequence[Sequence[str]]
    digits: range
    id_column: str = ""
    meanings: list[Meaning | None] = field(default_factory=list)
    values: list[Counter[Value]] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)

    def find(self, separator: str = "") -> Columns:
        """Return the columns. Raises Unreadable where no column, or more than one, has the ids."""
        width = max([len(self.headings), *map(len, self.sample)], default=0)
        if self.headings:
            width = max(width if not self.sample else 0, len(self.headings))
        self.cells = [
            [trim(row[at]) if at < len(row) else "" for row in self.sample] for at in range(width)
        ]
        self.meanings = [meaning_of(one) if one else None for one in self.headings]
        self.meanings += [None] * (width - len(self.meanings))
        self.values = [
            Counter(value_of(cell, PLAYER_ID_DIGITS) for cell in cells) for cells in self.cells
        ]
        places = {Field.FID: self._id_place()}
        guessed: set[Field] = set()
        if any(self.meanings):
            places |= self._by_headings(places[Field.FID])
        else:
            by_values = self._by_values(places[Field.FID])
            places |= by_values
            guessed = set(by_values) - {Field.NICKNAME}
        taken = set(places.values())
        left = [
            one
            for at, one in enumerate(self.headings)
            if one and at not in taken and not self.meanings[at]
        ][:_MOST_NAMED]
        width = len(self.headings) or width
        named = (at for at, one in enumerate(self.headings) if names_alliances(one))
        return Columns(
            *(self.headings, places, self.digits, width),
            *(frozenset(guessed), tuple(left), separator),
            next((at for at in named if at not in taken), None),
        )

    def _id_place(self) -> int:
        if self.id_column:
            return self._chosen()
        named = [
            (meaning.rank, at)
            for at, meaning in enumerate(self.meanings)
            if meaning and meaning.field is Field.FID
        ]
        # Real ids first; then, for whoever takes any number, any number under such a heading.
        for digits, rank in product(
            (PLAYER_ID_DIGITS, self.digits), sorted({rank for rank, _ in named})
        ):
            places = [at for other, at in named if other == rank]
            right = [at for at in places if self._has_ids(at, digits)]
            if right:
                return self._only(right)
        others = [at for at in range(len(self.values)) if self._may_be_id(at)]
        right = [at for at in others if self._has_ids(at)]
        surer = [at for at in right if not self._means(at, Field.OTHER)]
        if right:
            return self._only(surer or right)
        if named:
            return min(named)[1]
        raise self._none()

    def _means(self, at: int, one: Field) -> bool:
        meaning = self.meanings[at]
        return meaning is not None and meaning.field is one

    def _may_be_id(self, at: int) -> bool:
        """Whether its heading does not say that a column holds something else."""
        meaning = self.meanings[at]
        if meaning is None:
            return True
        return not (meaning.elsewhere or meaning.field in (Field.STATE, Field.LEVEL))

    def _has_ids(self, at: int, digits: range = PLAYER_ID_DIGITS) -> bool:
        seen = self.values[at]
        if digits != PLAYER_ID_DIGITS:
            seen = Counter(value_of(cell, digits) for cell in self.cells[at])
        ids = sum(seen[one] for one in _IDS)
        return bool(ids) and ids >= _MOSTLY * (seen.total() - seen[Value.NOTHING])

    def _only(self, right: list[int]) -> int:
        """Return the one of these columns that has ids. Raises Unreadable where several could."""
        bare = [at for at in right if self.values[at][Value.ID] > self.values[at][Value.GROUPED_ID]]
        right = bare or right
        if len({tuple(self.cells[at]) for at in right}) == 1:
            return right[0]
        names = ", ".join(shorten(self._name(at)) for at in right[:_MOST_NAMED])
        raise Unreadable(
            Kind.WHICH_COLUMN,
            f"the columns {names} all look like player ids; name the right one (on the command line"
            " with --id-column), or remove the others",
            names,
        )

    def _chosen(self) -> int:
        wanted = words_of(self.id_column)
        for at, heading in enumerate(self.headings):
            if words_of(heading) == wanted:
                return at
        number = self.id_column.removeprefix("#")
        if number.isdecimal() and 0 < int(number[:6]) <= len(self.meanings):
            return int(number) - 1
        names = ", ".join(map(shorten, filter(None, self.headings[:_MOST_NAMED])))
        has = f"there are {names}" if names else f"there are {len(self.meanings)}, without headings"
        raise Unreadable(
            Kind.NO_ID_COLUMN,
            f"no column is called {shorten(self.id_column)}: {has}",
            self.id_column,
        )

    def _none(self) -> Unreadable:
        names = ", ".join(filter(None, self.headings[:_MOST_NAMED]))
        text = names or " ".join(cells[0] for cells in self.cells if cells)
        return Unreadable(
            Kind.NO_ID_COLUMN,
            f"no column of {shorten(text)} has player ids; the header needs a name for it,"
            " such as fid,nickname,state,level",
            text,
        )

    def _name(self, at: int) -> str:
        return (self.headings[at] if at < len(self.headings) else "") or f"#{at + 1}"

    def _by_headings(self, taken: int) -> dict[Field, int]:
        places: dict[Field, int] = {}
        for one in _MEMBERS:
            named = [
                (meaning.rank, not any(self.cells[at]), at)
                for at, meaning in enumerate(self.meanings)
                if meaning and meaning.field is one and at != taken and self._agrees(at, meaning)
            ]
            if named:
                places[one] = min(named)[2]
        return places

    def _agrees(self, at: int, meaning: Meaning) -> bool:
        """Whether the values are what a heading says of which only a word was understood."""
        seen = self.values[at]
        known = seen.total() - seen[Value.NOTHING]
        right = known
        if meaning.field is Field.STATE:
            right = seen[Value.SHORT] + seen[Value.STATE]
        elif meaning.field is Field.LEVEL:
            right = seen[Value.SHORT] + seen[Value.STATE] + seen[Value.LEVEL]
        return meaning.sure or right > _MOSTLY * known

    def _by_values(self, taken: int) -> dict[Field, int]:
        """Tell state, level and name by what the cells look like, where no heading says."""
        found: dict[Field, list[int]] = {one: [] for one in _MEMBERS}
        for at, seen in enumerate(self.values):
            if at == taken or (kind := self._looks_like(at, seen)) is None:
                continue
            found[kind].append(at)
        places = {}
        for one in (Field.STATE, Field.LEVEL):
            if found[one]:
                fewest = sorted(found[one], key=lambda at: len(set(self.cells[at])))
                different = [len(set(self.cells[at])) for at in fewest]
                if len(fewest) == 1 or different[0] < different[1]:
                    places[one] = fewest[0]
        if found[Field.NICKNAME]:
            places[Field.NICKNAME] = max(
                found[Field.NICKNAME],
                key=lambda at: (len(set(self.cells[at])), at > taken, -abs(at - taken)),
            )
        return places

    def _looks_like(self, at: int, seen: Counter[Value]) -> Field | None:
        known = seen.total() - seen[Value.NOTHING]
        if not known:
            return None
        numbers = [whole_number(cell) for cell in self.cells[at]]
        short = [int(one) for one in numbers if one]
        if seen[Value.SHORT] + seen[Value.STATE] == known:
            if _is_running(short):
                return None
            large = sum(one >= _SHORTEST_STATE for one in short) + seen[Value.STATE]
            return Field.STATE if 2 * large > known else Field.LEVEL
        if seen[Value.LEVEL] and seen[Value.LEVEL] + seen[Value.SHORT] == known:
            return Field.LEVEL
        return Field.NICKNAME if 2 * seen[Value.WORDS] >= known else None


def _is_running(numbers: Sequence[int]) -> bool:
    """Whether these only count: 1, 2, 3; or from anywhere, if for long."""
    counts = all(one == numbers[0] + at for at, one in enumerate(numbers))
    return (
        bool(numbers) and counts and (numbers[0] <= 1 < len(numbers) or len(numbers) >= _LONG_COUNT)
    )
