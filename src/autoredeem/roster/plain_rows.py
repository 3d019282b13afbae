"""Rows of a table in which nothing is odd: read by one pattern, as nearly all of a large file are.

Whatever the pattern does not fit is read cell by cell. What it fits means the same there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from autoredeem.domain.ids import Fid, State
from autoredeem.roster.cells import read_name, unguard
from autoredeem.roster.columns import Columns
from autoredeem.roster.entries import Entry
from autoredeem.roster.heading_words import Field

_MARKS = ",;\t"
"""The separators at which a line without quotes is just cut."""

_ALLIANCE = "alliance"
_READ = (*(one.name for one in (Field.FID, Field.STATE, Field.LEVEL, Field.NICKNAME)), _ALLIANCE)


@dataclass(frozen=True, slots=True)
class PlainRows:
    """Reads rows of so many cells in printable ASCII, without quotes; `cells` tells them apart."""

    cells: re.Pattern[str]
    guessed: frozenset[Field]

    def read(self, line: int, text: str) -> Entry | None:
        """Return the player in a row; None where the row is to be read cell by cell."""
        found = self.cells.fullmatch(text)
        if found is None:
            return None
        fid, state, level, name, alliance = found.group(*_READ)
        return Entry(
            line,
            Fid(int(fid)),
            State(int(state)) if state else None,
            read_name(name),
            int(level) if level else None,
            self.guessed,
            unguard(alliance.strip()),
        )


def plain_rows(columns: Columns) -> PlainRows | None:
    """Return what reads the plain rows of a table; None where there are none such."""
    if columns.separator not in _MARKS or not columns.separator:
        return None
    other = rf"[^\x00-\x1f\x7f-\U0010ffff\"{columns.separator}]*"
    numbers = {
        Field.FID: rf"[1-9][0-9]{{{columns.digits.start - 1},{columns.digits.stop - 2}}}",
        Field.STATE: "(?:[1-9][0-9]{0,4})?",
        Field.LEVEL: "(?:[1-9][0-9]{0,2})?",
    }
    named = {place: _cell(one, numbers, other) for one, place in columns.places.items()}
    if columns.alliance is not None:
        named[columns.alliance] = f"(?P<{_ALLIANCE}>{other})"
    cells = [named.get(place, other) for place in range(columns.width)]
    there = {one.name for one in columns.places}
    there |= set() if columns.alliance is None else {_ALLIANCE}
    absent = "".join(f"(?P<{name}>)" for name in _READ if name not in there)
    row = rf"(?! *#){absent}{columns.separator.join(cells)}"
    return PlainRows(re.compile(row), columns.guessed)


def _cell(one: Field, numbers: Mapping[Field, str], other: str) -> str:
    number = numbers.get(one)
    return f" *(?P<{one.name}>{number}) *" if number else f"(?P<{one.name}>{other})"
