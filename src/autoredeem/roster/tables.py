"""Where a text is a table: by a header that is known, or by columns that are alike."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autoredeem.domain.player_input import PLAYER_ID_DIGITS
from autoredeem.domain.text import trim
from autoredeem.roster.column_finder import Finder, Value, value_of
from autoredeem.roster.columns import Columns
from autoredeem.roster.entries import Row, Taken
from autoredeem.roster.heading_words import Field
from autoredeem.roster.headings import LONGEST_HEADING, known_for_sure, meaning_of
from autoredeem.roster.plain_rows import PlainRows, plain_rows
from autoredeem.roster.problems import Kind, Problem, Unreadable
from autoredeem.roster.prose import Style, read_line
from autoredeem.roster.separators import Separator, is_rule

Numbered = tuple[int, str]

_RANK = re.compile(r"\W*R[1-5]s?\W*(?:\d{1,3}\W*){0,2}", re.IGNORECASE)
_EDGES = "*_`'\"[](){}:#=- \t"
_DEEPEST_HEADER = 40
_ID_AFTER = re.compile(r"#[0-9]{6}")
_FEWEST_KNOWN = 2
_MOST_LEFT_ALONE = 20
_FEWEST_CELLS = 2
_MOSTLY = 0.6
_MEMBERS = frozenset({Field.FID, Field.NICKNAME, Field.STATE, Field.LEVEL})


@dataclass(frozen=True, slots=True)
class Header:
    """A line that names columns: which of the sample, cut how, to what."""

    at: int
    separator: Separator
    cells: tuple[str, ...]
    known: int


def known_fields(cells: Sequence[str]) -> int:
    """Count the fields that a header names; 0 where a cell is a number, as no heading is."""
    meanings = [meaning_of(trim(cell).strip("*_`'\" ")) for cell in cells if trim(cell)]
    if len(meanings) < _FEWEST_CELLS or any(any(map(str.isdecimal, cell)) for cell in cells):
        return 0
    fields = {one.field for one in meanings if one} & _MEMBERS
    return len(fields) + (Field.FID in fields)


def find_header(sample: Sequence[Numbered], separators: Sequence[Separator]) -> Header | None:
    """Return the first line that names at least an id and something, or two other fields."""
    for at, (_, line) in enumerate(sample[:_DEEPEST_HEADER]):
        found = []
        for separator in separators:
            cells = tuple(trim(cell).strip("*_`'\" ") for cell in separator.split(line))
            known = known_fields(cells)
            if known >= _FEWEST_KNOWN and _goes_on(sample[at + 1 :], separator):
                found.append(Header(at, separator, _without_end(cells), known))
        if found:
            return max(found, key=lambda one: (one.known, len(one.cells)))
    return None


def _goes_on(rest: Sequence[Numbered], separator: Separator) -> bool:
    """Whether rows follow that are cut in the same way, or nothing at all."""
    lines = [line for _, line in rest if line.strip() and not is_rule(line)]
    return not lines or any(len(separator.split(line)) >= _FEWEST_CELLS for line in lines)


def _without_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def find_alike(sample: Sequence[Numbered], separators: Sequence[Separator]) -> Separator | None:
    """Return what cuts most lines into columns of one kind each, one of them ids."""
    lines = [line for _, line in sample if line.strip() and not is_rule(line)]
    for separator in separators:
        rows = [[trim(cell) for cell in separator.split(line)] for line in lines]
        count, often = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
        if count < _FEWEST_CELLS or often < _FEWEST_CELLS or often < _MOSTLY * len(rows):
            continue
        table = [row for row in rows if len(row) == count]
        table = table[1:] if _without_numbers(table[0]) else table
        kinds = [
            Counter(value_of(row[at], PLAYER_ID_DIGITS) for row in table) for at in range(count)
        ]
        ids = [seen[Value.ID] + seen[Value.GROUPED_ID] >= _MOSTLY * len(table) for seen in kinds]
        filled = [seen[Value.NOTHING] < seen.total() for seen in kinds]
        if (
            table
            and any(ids)
            and any(full and not id_ for id_, full in zip(ids, filled, strict=True))
        ):
            return separator
    return None


def _without_numbers(row: Sequence[str]) -> bool:
    return not any(map(str.isdecimal, "".join(row)))


@dataclass(slots=True)
class Table:
    """Reads the rows of a table, whose columns are known; a header that comes again is one."""

    columns: Columns
    split: Separator
    id_column: str = ""
    open: tuple[int, str] | None = None
    plain: PlainRows | None = field(init=False)

    def __post_init__(self) -> None:
        """Find out how its plain rows look."""
        self.plain = plain_rows(self.columns)

    def read(self, line: int, text: str) -> Iterator[Row]:
        """Give what a line says, and the line before if it had quotes that may end here."""
        if self.plain and not self.open and (entry := self.plain.read(line, text)):
            yield entry
            return
        if before := self.open:
            self.open = None
            if self._goes_on(before[1], text):
                yield from self._row(before[0], f"{before[1]} {text}")
                return
            yield from self._row(*before)
        if text.count('"') % 2 and len(self._cells_apart(text)) < self.columns.width:
            self.open = line, text
        else:
            yield from self._row(line, text)

    def end(self) -> Iterator[Row]:
        """Give the last line, if its quotes were still open."""
        if self.open:
            yield from self._row(*self.open)

    def _goes_on(self, before: str, text: str) -> bool:
        """Whether a line ends the quotes of the one before: a cell of two lines."""
        if text.count('"') % 2 == 0:
            return False
        whole = len(self.split.split(f"{before} {text}")) <= self.columns.width
        return whole and not (self._has_id(before) and self._has_id(text))

    def _has_id(self, text: str) -> bool:
        kinds = {value_of(trim(cell, '"'), PLAYER_ID_DIGITS) for cell in self._cells_apart(text)}
        return Value.ID in kinds or Value.GROUPED_ID in kinds

    def _cells_apart(self, text: str) -> Sequence[str]:
        return text.split(self.split.mark)

    def _row(self, line: int, text: str) -> Iterator[Row]:
        if not text.strip() or is_rule(text) or is_comment(text):
            return
        cells = self.split.split(text)
        rows = list(self.columns.rows(line, cells))
        if rows and isinstance(rows[0], Problem):
            if self._is_no_row(cells, rows[0]):
                return
            if not self.columns.headings and len(cells) != self.columns.width:
                rows = list(read_line(line, text, Style(self.columns.digits)))
        yield from rows

    def _is_no_row(self, cells: Sequence[str], problem: Problem) -> bool:
        """Whether it is a header, which may change the columns, or a rank above some rows."""
        names = tuple(trim(cell).strip("*_`'\" ") for cell in cells)
        if known_fields(names) >= _FEWEST_KNOWN:
            if _without_end(names) != self.columns.headings:
                try:
                    finder = Finder(_without_end(names), (), self.columns.digits, self.id_column)
                    self.columns = finder.find(self.split.mark)
                    self.plain = plain_rows(self.columns)
                except Unreadable:
                    return False
            return True
        filled = [one for one in names if one]
        return len(filled) == 1 and problem.kind is Kind.WRONG_FID and is_caption(filled[0])


def is_caption(text: str) -> bool:
    """Whether a line or a row of one cell stands above others: a rank, a heading."""
    if len(text) > LONGEST_HEADING:
        return False
    return bool(_RANK.fullmatch(text)) or (
        known_for_sure(text.strip(_EDGES)) is not None and not any(map(str.isdecimal, text))
    )


def is_comment(text: str) -> bool:
    """Whether a line is a remark, or somebody who was taken out: `# left`, `#123456789`."""
    typed = text.lstrip()
    return typed.startswith("#") and bool(typed[1:2].isspace() or _ID_AFTER.match(typed))


def as_taken(columns: Columns, taken: Taken) -> None:
    """Note how a table was read."""
    taken.columns |= columns.named if any(columns.headings) else {}
    new = [one for one in columns.left_alone if one not in taken.left_alone]
    taken.left_alone += new[: _MOST_LEFT_ALONE - len(taken.left_alone)]
