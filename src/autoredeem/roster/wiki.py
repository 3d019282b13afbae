"""Tables as wikis write them, a cell or a row a line, become rows that are drawn with bars."""

import re
from collections.abc import Iterable, Iterator

from autoredeem.domain.text import trim

_CELLS = re.compile(r"\|\||!!")
_ATTRIBUTES = re.compile(r"^\s*[\w-]+\s*=[^|]*\|(?!\|)")
LONGEST_ROW = 200
"""Cells of a row; a table with more is none."""


def joined(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Give numbered lines; those of a wiki's table are joined to rows with a bar at both ends."""
    inside = False
    first, cells = 0, list[str]()
    for number, line in lines:
        start = line[:4]
        if not inside:
            inside = "{|" in start and trim(start).startswith("{|")
            if not inside:
                yield number, line
            continue
        mark = trim(start)
        if mark.startswith(("|-", "|}")) or len(cells) > LONGEST_ROW:
            if cells:
                yield first, f"| {' | '.join(cells)} |"
            cells = []
            inside = not mark.startswith("|}")
        elif mark.startswith(("|", "!")) and not mark.startswith("|+"):
            first = first if cells else number
            cells += [_value(cell) for cell in _CELLS.split(trim(line)[1:])]
    if cells:
        yield first, f"| {' | '.join(cells)} |"


def _value(cell: str) -> str:
    return trim(_ATTRIBUTES.sub("", cell)).strip("'|").replace("|", " ")
