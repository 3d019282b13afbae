"""Which column of a member file means what, read from its header line."""

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from autoredeem.domain.ids import parse_fid, parse_state
from autoredeem.domain.players import Member, parse_level, tidy_nickname
from autoredeem.domain.text import shorten, trim
from autoredeem.roster.cells import Number, read_number, unguard
from autoredeem.roster.problems import Kind, Unreadable

SEPARATORS = ",;\t|"

# The best name first: a file may have both `fid` and the `_id` of a database.
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "fid": ("fid", "playerid", "gameid", "userid", "uid", "id"),
    "nickname": ("nickname", "nick", "playername", "name", "username", "player"),
    "state": ("state", "stateid", "kingdom", "kingdomid", "kid", "server", "serverid"),
    "level": (
        *("level", "lv", "furnacelevel", "furnacelv", "furnace", "fl", "stovelv"),
        *("towncenterlevel", "towncenter", "tclevel", "tc"),
    ),
}
_WRONG: Mapping[str, Kind] = {
    "fid": Kind.WRONG_FID,
    "state": Kind.WRONG_STATE,
    "level": Kind.WRONG_LEVEL,
}
_BETWEEN_WORDS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table keeps what a member is. `names` are the header's own, for messages."""

    separator: str
    names: tuple[str, ...]
    places: Mapping[str, int]

    @property
    def only_fids(self) -> bool:
        """Whether the header names the players' ids and nothing else: a list follows."""
        return sum(map(bool, self.names)) == 1

    def member(self, line: str) -> Member:
        """Read a row. Raises Unreadable that names the column where something is wrong."""
        cells = split_cells(line, self.separator)
        if any(cells[len(self.names) :]):
            raise Unreadable(
                Kind.TOO_MANY_CELLS,
                "the row has more cells than the header; a separator inside a name needs quotes",
            )
        return Member(
            fid=self._number("fid", cells, parse_fid),
            state=self._number("state", cells, parse_state) if self._cell("state", cells) else None,
            nickname=tidy_nickname(unguard(self._cell("nickname", cells))),
            level=self._number("level", cells, parse_level) if self._cell("level", cells) else None,
        )

    def _cell(self, field: str, cells: list[str]) -> str:
        place = self.places.get(field, len(cells))
        return cells[place] if place < len(cells) else ""

    def _number(self, field: str, cells: list[str], parse: Callable[[str], Number]) -> Number:
        try:
            return read_number(self._cell(field, cells), parse, _WRONG[field])
        except Unreadable as error:
            name = shorten(self.names[self.places[field]])
            raise Unreadable(error.kind, f"column {name}: {error}", error.text) from None


def find_columns(line: str, separators: str = SEPARATORS) -> Columns | None:
    """Read a header line; None if no cell of it is a name for the players' ids.

    Case, blanks, `_` and `-` in names don't matter, unknown columns are left alone, and the
    separator is the one with which most columns are known.
    """
    tables = [table for separator in separators if (table := _columns(line, separator))]
    return max(tables, key=lambda table: len(table.places), default=None)


def split_cells(line: str, separator: str) -> list[str]:
    """Split one line of a table, trimmed. Raises Unreadable where its quotes don't match."""
    try:
        row = next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        raise Unreadable(
            Kind.QUOTES,
            "the quotes don't match; a row is one line, and a quote inside quotes is doubled",
        ) from None
    return [trim(cell) for cell in row]


def _columns(line: str, separator: str) -> Columns | None:
    try:
        names = split_cells(line, separator)
    except Unreadable:
        return None
    plain = [_BETWEEN_WORDS.sub("", name).casefold() for name in names]
    places = {
        field: plain.index(known)
        for field, aliases in _KNOWN.items()
        if (known := next((alias for alias in aliases if alias in plain), None))
    }
    return Columns(separator, tuple(names), places) if "fid" in places else None
