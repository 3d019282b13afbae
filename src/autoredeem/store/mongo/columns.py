"""A document as a row of a SQLite file's table: for each column the field, and both ways.

A field that isn't there, or is of another type than ours are, makes the document none of ours.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from autoredeem.domain.errors import InvalidInput
from autoredeem.store.mongo.documents import Document

Cell = str | int | float | None
Cells = Mapping[str, Cell]
"""A row by the names of its columns, all but the title."""

Row = tuple[Cell, ...]

NOT_OURS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, InvalidInput)
"""What reading a document raises that is not as ours are."""

NEVER: object = object()
"""Of a column without a default: a document without the field is none of ours."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, by the name that SQLite has for it, and the field that MongoDB has.

    `default` is the cell where the field is missing: an earlier version did not write it. A
    `sparse` field is not written for a cell that is the default.
    """

    name: str
    field: str
    read: Callable[[object], Cell]
    write: Callable[[Cell], object]
    default: object = NEVER
    sparse: bool = False

    def cell(self, row: Document) -> Cell:
        """Read the field. Raises LookupError, TypeError or ValueError where it is not ours."""
        if self.field in row:
            return self.read(row[self.field])
        if self.default is NEVER:
            raise LookupError(self.field)
        return self.read(self.default)


def text(name: str, field: str = "", default: object = NEVER) -> Column:
    """Return a column that both have as text."""
    return Column(name, field or name, as_text, _as_it_is, default)


def optional(name: str, field: str = "", *, sparse: bool = False) -> Column:
    """Return the same, where there may be none."""
    return Column(name, field or name, _or_none(as_text), _as_it_is, None, sparse)


def moment(name: str, field: str = "") -> Column:
    """Return a column of times, which both have as text in the same form."""
    return Column(name, field or name, _moment, _as_it_is)


def maybe_moment(name: str, field: str = "", *, sparse: bool = False) -> Column:
    """Return the same, where there may be none."""
    return Column(name, field or name, _or_none(_moment), _as_it_is, None, sparse)


def number(name: str, field: str = "", default: object = NEVER, *, sparse: bool = False) -> Column:
    """Return a column that both have as a whole number."""
    return Column(name, field or name, _whole, _as_it_is, default, sparse)


def maybe(name: str, field: str = "", *, sparse: bool = False) -> Column:
    """Return the same, where there may be none."""
    return Column(name, field or name, _or_none(_whole), _as_it_is, None, sparse)


def user(name: str, field: str = "") -> Column:
    """Return a column of numbers that MongoDB has as text."""
    return Column(name, field or name, _number_in_text, str)


def flag(name: str, field: str = "", default: object = NEVER) -> Column:
    """Return a column of truths, which SQLite has as numbers."""
    return Column(name, field or name, _flag, bool, default)


def maybe_flag(name: str, field: str = "") -> Column:
    """Return the same, where it may be unknown."""
    return Column(name, field or name, _or_none(_flag), _bool_or_none, None)


def nested(name: str, field: str = "", default: object = NEVER) -> Column:
    """Return a column that SQLite has as a text of JSON."""
    return Column(name, field or name, json_text, of_json, default)


def json_text(value: object) -> str:
    """Return a value as SQLite has it."""
    return json.dumps(value, ensure_ascii=False)


def of_json(cell: Cell) -> Any:  # noqa: ANN401 - whatever it is
    """Return what a text of JSON says."""
    return json.loads(str(cell))


def _as_it_is(cell: Cell) -> object:
    return cell


def as_text(value: object) -> str:
    """Return a value that is a text. Raises TypeError for any other."""
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _moment(value: object) -> str:
    text_of_time = as_text(value)
    datetime.fromisoformat(text_of_time)
    return text_of_time


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no whole number")
    return value


def _number_in_text(value: object) -> int:
    return int(as_text(value))


def _flag(value: object) -> int:
    if not isinstance(value, bool):
        raise TypeError("no truth")
    return int(value)


def _or_none(read: Callable[[object], Cell]) -> Callable[[object], Cell]:
    return lambda value: None if value is None else read(value)


def _bool_or_none(cell: Cell) -> object:
    return None if cell is None else bool(cell)


@dataclass(frozen=True, slots=True)
class Table:
    """A collection as a table.

    `collection` is the name that `Connection` has for it, `name` a pattern of `_id`s over the
    columns; `read` and `write` lead from a document to cells and back.
    """

    name: str
    collection: str
    columns: tuple[str, ...]
    read: Callable[[Document], Cells]
    write: Callable[[Cells], Document]

    def row(self, document: Document) -> Row | None:
        """Return a document's row; None for what is none of ours."""
        try:
            return itemgetter(*self.columns)(self.read(document))  # type: ignore[no-any-return]
        except NOT_OURS:
            return None

    def document(self, row: Row) -> Document:
        """Return a row's document."""
        return self.write(dict(zip(self.columns, row, strict=True)))


def plain(name: str, collection: str, key: str, *columns: Column) -> Table:
    """Return a table of which each column is a field; `key` is the pattern of the `_id`s."""

    def read(document: Document) -> Cells:
        return {column.name: column.cell(document) for column in columns}

    return Table(name, collection, tuple(one.name for one in columns), read, fields(key, *columns))


def fields(key: str, *columns: Column) -> Callable[[Cells], Document]:
    """Return what writes columns as fields, under an `_id` of this pattern."""

    def write(cells: Cells) -> Document:
        written = {
            column.field: column.write(cells[column.name])
            for column in columns
            if not (column.sparse and cells[column.name] == _unset(column))
        }
        return {**written, "_id": key.format_map(cells)}

    return write


def _unset(column: Column) -> object:
    return None if column.default is NEVER else column.default
