"""A text as people keep or paste it: a table, a list, or records of labelled lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Protocol

from autoredeem.domain.ids import Fid
from autoredeem.domain.text import trim
from autoredeem.roster.column_finder import Finder
from autoredeem.roster.entries import Entry, Row, Taken
from autoredeem.roster.lines import LONGEST_LINE
from autoredeem.roster.problems import Kind, Problem, Unreadable
from autoredeem.roster.prose import Style, cut_up, read_line
from autoredeem.roster.records import Records, is_records
from autoredeem.roster.separators import SEPARATORS, UNDER_A_HEADER, Separator, is_rule
from autoredeem.roster.tables import (
    Numbered,
    Table,
    as_taken,
    find_alike,
    find_header,
    is_caption,
    is_comment,
)
from autoredeem.roster.tokens import bare_number
from autoredeem.roster.wiki import joined

LOOKED_AT = 400
"""Lines from which the shape of a text is told."""

MOST_LOOKED_AT = 200_000
"""Characters of these lines."""

_SEPARATOR_LINE = re.compile(r'\s*"?sep=([,;\t|])"?\s*', re.IGNORECASE)
_BARE_ID = re.compile(r"[1-9][0-9]{5,9}")
_FENCE = re.compile(r"\s*(?:```|~~~)\w*\s*")
_FEWEST_ALIKE = 2
_MOSTLY = 0.8


class Reader(Protocol):
    """What gives the players of lines."""

    def read(self, number: int, text: str) -> Iterator[Row]:
        """Give what is known at this line."""

    def end(self) -> Iterator[Row]:
        """Give what was not known before the last line."""


@dataclass(slots=True)
class Prose:
    """Reads lines one by one."""

    style: Style

    def read(self, number: int, text: str) -> Iterator[Row]:
        """Give what a line says."""
        typed = text.strip()
        if _BARE_ID.fullmatch(typed):
            yield Entry(number, Fid(int(typed)))
            return
        if not typed or is_rule(typed) or is_comment(typed) or is_caption(typed):
            return
        yield from read_line(number, text, self.style)

    def end(self) -> Iterator[Row]:
        """Give nothing: each line was whole."""
        return iter(())


@dataclass(slots=True)
class Shape:
    """How a text is to be read: from which line on, and what comes before as mere lines."""

    reader: Reader
    above: Reader
    header: int = 0


def read_text(lines: Iterator[str], digits: range, id_column: str, taken: Taken) -> Iterator[Row]:
    """Give the players of a text's lines, which are counted from 1, and its problems."""
    numbered = joined((at, line) for at, line in enumerate(lines, 1) if not _FENCE.fullmatch(line))
    sample = _first(numbered)
    separators = list(SEPARATORS.values())
    if sample and (told := _SEPARATOR_LINE.fullmatch(sample[0][1])):
        separators, sample = [SEPARATORS[told[1]]], sample[1:]
    readable = [one for one in sample if len(one[1]) <= LONGEST_LINE and one[1].strip()]
    try:
        shape = _shape(readable, separators, digits, id_column)
    except Unreadable as error:
        yield error.on(readable[0][0] if readable else 1)
        return
    if isinstance(shape.reader, Table):
        as_taken(shape.reader.columns, taken)
    for at, text in chain(sample, numbered):
        if wrong := _no_line(at, text):
            yield wrong
        elif at != shape.header:
            yield from (shape.above if at < shape.header else shape.reader).read(at, text)
    yield from shape.reader.end()


def _first(lines: Iterator[Numbered]) -> list[Numbered]:
    """Take the lines from which the shape is told: so many, of so many characters together."""
    sample, length = [], 0
    for one in islice(lines, LOOKED_AT):
        sample.append(one)
        length += len(one[1])
        if length > MOST_LOOKED_AT:
            break
    return sample


def _no_line(number: int, text: str) -> Problem | None:
    if len(text) > LONGEST_LINE:
        reason = f"the line is longer than {LONGEST_LINE:,} characters"
        return Problem(number, reason, Kind.LONG_LINE)
    if "\0" in text:
        reason = "the line has NUL characters; save the file as text in UTF-8"
        return Problem(number, reason, Kind.NOT_TEXT)
    return None


def _shape(
    sample: Sequence[Numbered], separators: Sequence[Separator], digits: range, id_column: str
) -> Shape:
    above = Prose(Style(digits))
    if header := find_header(sample, [*separators, UNDER_A_HEADER]):
        rows = _rows(sample[header.at + 1 :], header.separator)
        columns = Finder(header.cells, rows, digits, id_column).find(header.separator.mark)
        return Shape(Table(columns, header.separator, id_column), above, sample[header.at][0])
    if is_records(sample, digits):
        return Shape(Records(digits), above)
    if separator := find_alike(sample, separators):
        rows = _rows(sample, separator)
        headings = _unknown_header(rows)
        finder = Finder(headings, rows[1:] if headings else rows, digits, id_column)
        table = Table(finder.find(separator.mark), separator, id_column)
        return Shape(table, above, sample[0][0] if headings else 0)
    return Shape(Prose(_style(sample, digits)), above)


def _rows(sample: Sequence[Numbered], separator: Separator) -> list[list[str]]:
    cut = (separator.split(line) for _, line in sample if not (is_rule(line) or is_comment(line)))
    return [[trim(cell) for cell in cells] for cells in cut if len(cells) > 1]


def _unknown_header(rows: list[list[str]]) -> tuple[str, ...]:
    """Return the first row if it has no number, and the next do: words that nobody knows."""
    first, *rest = rows or [[]]
    numbers = [any(map(str.isdecimal, "".join(row))) for row in (first, *rest[:1])]
    return tuple(first) if numbers == [False, True] else ()


def _style(sample: Sequence[Numbered], digits: range) -> Style:
    """Tell what nearly all lines with an id have in common."""
    style = Style(digits)
    lines = [(text, cut_up(text, style)) for _, text in sample]
    with_id = [(text, line) for text, line in lines if len(line.ids) == 1]
    trailing = sum(line.trailing for _, line in with_id)
    style.trailing_states = trailing >= max(_FEWEST_ALIKE, _MOSTLY * len(with_id))
    counted = 0
    for text, _ in with_id:
        counted += bare_number(text) == counted + 1
    style.numbered = counted >= max(_FEWEST_ALIKE, _MOSTLY * len(with_id))
    return style
