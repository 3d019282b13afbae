"""The players in JSON and its kin: lists of objects, of ids, of rows; by id, by name; nested."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autoredeem.domain.ids import State
from autoredeem.domain.player_input import PLAYER_ID_DIGITS
from autoredeem.roster.cells import has_words, no_id, read_id, read_name, read_state
from autoredeem.roster.column_finder import Finder, value_of
from autoredeem.roster.column_finder import Value as Kinds
from autoredeem.roster.entries import Entry, Row, Taken
from autoredeem.roster.heading_words import Field
from autoredeem.roster.headings import meaning_of
from autoredeem.roster.lines import lines_in
from autoredeem.roster.problems import Kind, Problem, Unreadable
from autoredeem.roster.prose import Style, read_line
from autoredeem.roster.structure import Items, Mapped, NotStructured, Parser, Scalar, Value
from autoredeem.roster.tables import as_taken, known_fields
from autoredeem.roster.text_file import read_text

_BEGINS = re.compile(r"\s*(?:```\w*\s*)?(?:(?:const|let|var|export)\s+)?(?:\w+\s*=\s*)?(?=[\[{(])")
_ENDS = re.compile(r"\s*;?\s*```\s*$")
_MOST_COLUMNS = 200
_LOOKED_AT = 400


def looks_structured(head: str) -> bool:
    """Whether a text begins as one of objects or lists, as far as is seen of it."""
    begin = _BEGINS.match(head)
    if not begin or head.startswith("{|", begin.end()):
        return False
    text = _ENDS.sub("", head[begin.end() :])
    parser = Parser(text, partial=True)
    try:
        return any(True for _ in parser.values())
    except NotStructured:
        return False


def read_structured(text: str, digits: range, id_column: str, taken: Taken) -> Iterator[Row]:
    """Give the players in such a text; if it turns out to be none, those in its lines."""
    begin = _BEGINS.match(text)
    body = _ENDS.sub("", text[begin.end() if begin else 0 :])
    parser = Parser(body, line=1 + text[: begin.end() if begin else 0].count("\n"))
    try:
        values = list(parser.values())
    except NotStructured:
        yield from read_text(lines_in([text]), digits, id_column, taken)
        return
    found = False
    for row in Walk(digits, id_column, taken).players(
        Items(1, values) if len(values) > 1 else values[0]
    ):
        found = True
        yield row
    if parser.cut_off:
        reason = "the file ends in the middle; it was cut off when it was saved or sent"
        yield Problem(parser.line, reason, Kind.BROKEN)
    elif not found:
        yield no_id(body[:200], digits).on(1)


@dataclass(slots=True)
class Flat:
    """An object's own values by the path to each, and what is nested in it."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    children: list[tuple[str, Value]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Walk:
    """Looks for players in values that are nested in each other."""

    digits: range
    id_column: str
    taken: Taken

    def players(self, value: Value) -> Iterator[Row]:
        """Give the players in a value."""
        if isinstance(value, Scalar):
            yield from read_line(value.line, value.text, Style(self.digits))
        elif isinstance(value, Items):
            yield from self._in_list(value)
        else:
            yield from self._in_object(value)

    def _in_list(self, items: Items) -> Iterator[Row]:
        lists = [one for one in items.values if isinstance(one, Items)]
        for one in items.values:
            if isinstance(one, Scalar) and one.text:
                yield from read_line(one.line, one.text, Style(self.digits))
        if lists and all(isinstance(cell, Scalar) for one in lists for cell in one.values):
            yield from self._rows(lists)
        else:
            for one in lists:
                yield from self._in_list(one)
        if objects := [one for one in items.values if isinstance(one, Mapped)]:
            yield from self._objects(objects) if len(objects) > 1 else self._in_object(objects[0])

    def _in_object(self, mapped: Mapped) -> Iterator[Row]:
        pairs = mapped.pairs
        if not pairs:
            return
        if all(self._is_id(key) for key, _ in pairs):
            yield from self._by_id(mapped)
        elif self._is_by_name(mapped):
            yield from self._by_name(mapped)
        elif columns := _columnar(mapped):
            yield from self._rows(columns)
        elif all(isinstance(value, Mapped) for _, value in pairs) and not any(
            meaning_of(key) for key, _ in pairs
        ):
            yield from self._objects(
                [_named(key, value) for key, value in pairs if isinstance(value, Mapped)]
            )
        else:
            yield from self._objects([mapped])

    def _is_id(self, text: str) -> bool:
        return value_of(text, PLAYER_ID_DIGITS) in (Kinds.ID, Kinds.GROUPED_ID)

    def _by_id(self, mapped: Mapped) -> Iterator[Row]:
        objects = []
        for key, value in mapped.pairs:
            fid = ("fid", Scalar(key, mapped.line))
            if isinstance(value, Mapped):
                objects.append(Mapped(value.line, [fid, *value.pairs]))
            elif isinstance(value, Scalar) and has_words(value.text):
                yield Entry(value.line, read_id(key, self.digits), nickname=read_name(value.text))
            else:
                texts = _texts(value)
                yield from read_line(value.line, ", ".join([key, *texts]), Style(self.digits))
        if objects:
            yield from self._objects(objects)

    def _is_by_name(self, mapped: Mapped) -> bool:
        scalars = [(key, one.text) for key, one in mapped.pairs if isinstance(one, Scalar)]
        unknown = [text for key, text in scalars if not meaning_of(key)]
        if any((known := meaning_of(key)) and known.field is Field.FID for key, _ in mapped.pairs):
            return False
        return (
            len(scalars) == len(mapped.pairs) and bool(unknown) and all(map(self._is_id, unknown))
        )

    def _by_name(self, mapped: Mapped) -> Iterator[Row]:
        for key, value in mapped.pairs:
            if isinstance(value, Scalar) and not meaning_of(key):
                name = read_name(key) if has_words(key) else ""
                yield Entry(value.line, read_id(value.text, self.digits), nickname=name)

    def _rows(self, lists: Sequence[Items]) -> Iterator[Row]:
        """Give the players of lists that are a table's rows."""
        rows = [[cell.text for cell in one.values if isinstance(cell, Scalar)] for one in lists]
        headings: tuple[str, ...] = ()
        if rows and known_fields(rows[0]):
            headings, rows, lists = tuple(rows[0]), rows[1:], lists[1:]
        if not any(len(row) > 1 for row in rows):
            for one, row in zip(lists, rows, strict=True):
                yield from read_line(one.line, ", ".join(row), Style(self.digits))
            return
        yield from self._table(headings, rows, [one.line for one in lists])

    def _table(
        self, headings: tuple[str, ...], rows: Sequence[Sequence[str]], lines: Sequence[int]
    ) -> Iterator[Row]:
        try:
            columns = Finder(headings, rows[:_LOOKED_AT], self.digits, self.id_column).find()
        except Unreadable as error:
            yield error.on(lines[0] if lines else 1)
            return
        as_taken(columns, self.taken)
        for line, row in zip(lines, rows, strict=True):
            yield from columns.rows(line, row)

    def _objects(self, objects: Sequence[Mapped]) -> Iterator[Row]:
        """Give the players that objects of one kind are, or that are nested in them."""
        flats = [self._flat(one) for one in objects]
        paths = list(dict.fromkeys(path for one in flats for path in one.cells))[:_MOST_COLUMNS]
        headings = tuple(path if meaning_of(path) else path.rpartition(".")[2] for path in paths)
        rows = [[one.cells.get(path, "") for path in paths] for one in flats]
        nested = [list(self._nested(one, rows[at], headings)) for at, one in enumerate(flats)]
        inside = [row for some in nested for row in some]
        if any(isinstance(row, Entry) for row in inside) and not _are_players(headings, rows):
            yield from inside
            return
        if paths:
            yield from self._table(headings, rows, [one.line for one in flats])
        yield from (row for row in inside if isinstance(row, Entry))

    def _nested(self, flat: Flat, cells: Sequence[str], headings: Sequence[str]) -> Iterator[Row]:
        own = any((known := meaning_of(one)) and known.field is Field.FID for one in headings)
        state = _state_of(cells, headings)
        for key, child in flat.children:
            known = meaning_of(key)
            if own and not _has_objects(child) and not (known and known.field is Field.NICKNAME):
                continue
            if known and known.field is Field.OTHER and not _has_objects(child) and known.elsewhere:
                continue
            for row in self.players(child):
                lacks = isinstance(row, Entry) and row.state is None
                yield row._replace(state=state) if isinstance(row, Entry) and lacks else row

    def _flat(self, mapped: Mapped, prefix: str = "", into: Flat | None = None) -> Flat:
        flat = into or Flat(mapped.line)
        for key, value in mapped.pairs:
            path = f"{prefix}.{key}" if prefix else key
            plain = _plain(value)
            if isinstance(plain, Scalar):
                flat.cells.setdefault(path, "" if plain.text == "null" else plain.text)
            elif isinstance(plain, Items) or self._is_collection(key, plain):
                flat.children.append((key, plain))
            else:
                self._flat(plain, path, flat)
        return flat

    def _is_collection(self, key: str, mapped: Mapped) -> bool:
        """Whether an object is a player itself, or its keys are ids or people's names."""
        if not meaning_of(key) and _names_an_id(mapped):
            return True
        keys = [key for key, _ in mapped.pairs]
        return bool(keys) and (all(map(self._is_id, keys)) or not any(map(meaning_of, keys)))


def _names_an_id(mapped: Mapped) -> bool:
    return any((known := meaning_of(key)) and known.field is Field.FID for key, _ in mapped.pairs)


def _plain(value: Value) -> Value:
    """Take a number of a database's extended JSON out of its wrapping: `{"$numberLong": "7"}`."""
    if isinstance(value, Mapped) and len(value.pairs) == 1 and value.pairs[0][0].startswith("$"):
        return value.pairs[0][1]
    return value


def _texts(value: Value) -> list[str]:
    if isinstance(value, Scalar):
        return [value.text]
    return (
        [one.text for one in value.values if isinstance(one, Scalar)]
        if isinstance(value, Items)
        else []
    )


def _named(key: str, mapped: Mapped) -> Mapped:
    named = any(
        (known := meaning_of(one)) and known.field is Field.NICKNAME for one, _ in mapped.pairs
    )
    if named or not has_words(key):
        return mapped
    return Mapped(mapped.line, [*mapped.pairs, ("name", Scalar(key, mapped.line))])


def _has_objects(value: Value) -> bool:
    if isinstance(value, Items):
        return any(isinstance(one, Mapped) for one in value.values)
    return isinstance(value, Mapped)


def _state_of(cells: Sequence[str], headings: Sequence[str]) -> State | None:
    for cell, heading in zip(cells, headings, strict=True):
        known = meaning_of(heading)
        if known and known.field is Field.STATE:
            try:
                return read_state(cell)
            except Unreadable:
                return None
    return None


def _are_players(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether objects in which others are nested are players themselves: it has to be said."""
    sure = [
        at
        for at, one in enumerate(headings)
        if (known := meaning_of(one)) and known.field is Field.FID and known.rank == 0
    ]
    return any(row[at] for row in rows for at in sure)


def _columnar(mapped: Mapped) -> list[Items]:
    """Return the rows of an object of columns: lists as long as each other, one a heading."""
    columns: dict[str, list[Value]] = {}
    for key, value in mapped.pairs:
        if isinstance(value, Items):
            columns[key] = value.values
        elif isinstance(value, Mapped) and all(one.isdecimal() for one, _ in value.pairs):
            columns[key] = [cell for _, cell in value.pairs]
    lengths = {len(one) for one in columns.values()}
    if len(columns) < len(mapped.pairs) or len(lengths) != 1 or not known_fields(list(columns)):
        return []
    cells = list(columns.values())
    if not all(isinstance(cell, Scalar) for column in cells for cell in column):
        return []
    header = Items(mapped.line, [Scalar(key, mapped.line) for key in columns])
    return [header, *(Items(row[0].line, list(row)) for row in zip(*cells, strict=True))]
