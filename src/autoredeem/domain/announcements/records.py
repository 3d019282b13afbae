"""Tables and JSON, written anew as lines that say the same in words."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from autoredeem.domain.announcements.plain import STRUCK
from autoredeem.domain.announcements.shapes import Shape, shape_of
from autoredeem.domain.announcements.words import (
    LONGEST_PHRASE,
    UNBLANKED,
    Kind,
    kind_of_unblanked,
    meaning,
)

_MOST_STARTS, _DEEPEST = 40, 12
_START = re.compile(r"([{\[])(?=\s{0,20}[\"{\[])")
_DECODER = json.JSONDecoder(strict=False)


def unfold_json(text: str) -> str:
    """Return a text whose JSON is a line for each code, with what it says of it."""
    parts, at = [], 0
    for start in islice(_START.finditer(text), _MOST_STARTS):
        if start.start(1) < at:
            continue
        try:
            value, end = _DECODER.raw_decode(text, start.start(1))
        except (ValueError, RecursionError):
            continue
        lines = list(_told(value, frozenset(), _DEEPEST))
        if lines:
            parts += [text[at : start.start(1)], *lines]
            at = end
    return "\n".join([*parts, text[at:]])


Path = frozenset[Kind]
"""What the keys say under which something stands in JSON."""


def _told(value: object, path: Path, depth: int) -> Iterator[str]:
    """Return the lines of a value."""
    if isinstance(value, str) and path & {Kind.CODE, Kind.ALIVE, Kind.OVER, Kind.OLD}:
        yield _line(value, over=_is_over(path))
    elif isinstance(value, list) and depth:
        for one in value:
            yield from _told(one, path, depth - 1)
    elif isinstance(value, dict) and depth:
        yield from _told_of_object(value, path, depth - 1)


def _told_of_object(value: dict[str, object], path: Path, depth: int) -> Iterator[str]:
    kinds = {key: _kinds(key) for key in value}
    over = _is_over(path) or any(_says_over(kinds[key], one) for key, one in value.items())
    until = [one for key, one in value.items() if Kind.UNTIL in kinds[key] and isinstance(one, str)]
    for key, one in value.items():
        if isinstance(one, str):
            if _is_of_a_code(key, kinds[key]):
                yield _line(one, over=over, until="".join(until[:1]))
        elif isinstance(one, dict) and Kind.CODE in path and not kinds[key] & _TELLING:
            yield from _told_of_object({"code": key, **one}, path, depth) if depth else ()
        else:
            yield from _told(one, path | kinds[key], depth)


def _line(code: str, *, over: bool, until: str = "") -> str:
    return f"code: `{code}`{' (expired)' if over else ''}{f' (until {until})' if until else ''}"


def _kinds(key: str) -> Path:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", key).split()
    return frozenset(meaning([word])[0] for word in words)


def _is_of_a_code(key: str, kinds: Path) -> bool:
    return Kind.CODE in kinds and not _OTHER_CODES.search(key)


_OTHER_CODES = re.compile("err|status|http|country|lang|zip|qr", re.IGNORECASE)


def _is_over(path: Path) -> bool:
    return bool(path & {Kind.OVER, Kind.OLD})


def _says_over(kinds: Path, value: object) -> bool:
    if isinstance(value, bool):
        return (Kind.OVER in kinds and value) or (Kind.ALIVE in kinds and not value)
    told = isinstance(value, str) and kinds & {Kind.FIELD, Kind.OVER, Kind.ALIVE}
    return bool(told) and said(str(value)) in _TELLING - {Kind.ALIVE}


_WORD = re.compile(r"[^\s\d_|()\[\]{}.,:;!?*`\"'-]+")


def said(text: str) -> Kind:
    """Return what the first word with a meaning says."""
    words = _WORD.findall(text)
    for at, word in enumerate(words):
        kind, _ = meaning(words[at : at + LONGEST_PHRASE])
        if kind is Kind.WORD and (found := UNBLANKED.search(word)):
            kind = kind_of_unblanked(found[0])
        if kind in {*_TELLING, Kind.CODE, Kind.UNTIL}:
            return kind
    return Kind.WORD


_BARS = re.compile(r"\s*(?:\|\||!!|[|│┃║¦\t])\s*")
_WIDE = re.compile(r"\s{2,}|\t")
_CLOSE = re.compile(r"\s*;\s*|,(?! )")
_CELLS = re.compile(r"[|│┃║¦\t;,!]|  ")
"""Whatever may stand between two cells."""

_LONGEST_HEADING = 30
_NOES = frozenset("no false non nein нет hayir hayır ❌ ✗ ✖ x 0 n 否 아니요".split())


def unfold_tables(lines: Iterable[str]) -> Iterator[str]:
    """Return lines in which a table with a heading is a line for each code in it."""
    roles: list[Kind] = []
    for line in lines:
        cells = _cells(line) if _CELLS.search(line) else [line]
        if new := _roles(cells):
            roles = new
            continue
        if roles and (len(cells) > 1 or _is_rule(line)):
            if not _is_rule(line):
                yield _row(cells, roles)
        else:
            roles = roles if roles and not line.strip() else []
            yield line


def _cells(line: str) -> list[str]:
    bare = line.strip().strip("|│┃║!").strip() if _BARS.search(line.strip()) else line.strip()
    by_bars = _BARS.split(bare)
    ways = (by_bars, _WIDE.split(bare), _CLOSE.split(bare))
    return next((cells for cells in ways if len(cells) > 1), [bare])


def _is_rule(line: str) -> bool:
    return not any(one.isalnum() or one == STRUCK for one in line)


def _roles(cells: Sequence[str]) -> list[Kind]:
    """Return what the columns hold, if it is the heading of a table with codes."""
    if len(cells) < 2 or any(any(map(str.isdigit, cell)) for cell in cells):  # noqa: PLR2004
        return []
    if any(len(cell) > _LONGEST_HEADING or "`" in cell or _has_code(cell) for cell in cells):
        return []
    kinds = [said(cell) for cell in cells]
    return kinds if Kind.CODE in kinds else []


def _has_code(cell: str) -> bool:
    return any(shape_of(word) >= Shape.CAPITALS for word in re.findall(r"[\w-]+", cell))


def _row(cells: Sequence[str], roles: Sequence[Kind]) -> str:
    aligned = len(cells) == len(roles)
    column = roles.index(Kind.CODE)
    if column >= len(cells):
        return " ".join(cells)
    notes = []
    for at, cell in enumerate(cells):
        if at == column or not cell.strip():
            continue
        role = roles[at] if aligned else Kind.WORD
        if said(cell) in _TELLING or cell[:1] in "❌✅🔴🟢":
            notes.append(f"({cell})")
        elif role is Kind.UNTIL or (not aligned and Kind.UNTIL in roles):
            notes.append(f"(until {cell})")
        elif role is Kind.ALIVE and cell.strip("* ").lower() in _NOES:
            notes.append("(expired)")
    return f"code: {cells[column]} {' '.join(notes)}"


_TELLING = frozenset({Kind.OVER, Kind.DONE, Kind.OLD, Kind.ALIVE, Kind.ENDS})
