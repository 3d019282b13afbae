"""How the lines of a table are cut into cells."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from autoredeem.domain.player_input import whole_number
from autoredeem.domain.text import trim

_BORDERS = str.maketrans("│┃║▏｜", "|||||")
_RULE = re.compile(r"[\s|│┃║+\-=_:─━═┄┅┈┉┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╭╮╰╯┏┳┓┣╋┫┗┻┛╞╪╡*·.~`#]+")
_GAP = re.compile(r"\s{2,}|\t")


def is_rule(line: str) -> bool:
    """Whether a line is only drawn: the border of a table, a fence, dots."""
    return bool(_RULE.fullmatch(line))


@dataclass(frozen=True, slots=True)
class Separator:
    """What stands between two cells, and how a line is cut there. `mark` rejoins cut pieces."""

    mark: str
    split: Callable[[str], Sequence[str]]


def quoted(mark: str) -> Callable[[str], Sequence[str]]:
    """Return what cuts a line at a mark, but not within quotes; stray quotes do no harm."""

    def split(line: str) -> Sequence[str]:
        if '"' not in line:
            return line.split(mark)
        cells = _csv_cells(line, mark)
        if len(cells) == 1 and mark in cells[0] and whole_number(trim(cells[0])) is None:
            return _csv_cells(cells[0], mark)
        return cells

    return split


def _csv_cells(line: str, mark: str) -> Sequence[str]:
    if line.count('"') % 2 == 0:
        try:
            return next(csv.reader([line], delimiter=mark, skipinitialspace=True), [])
        except csv.Error:
            pass
    return [cell.strip('" ') for cell in line.split(mark)]


def _drawn(line: str) -> Sequence[str]:
    inner = trim(line.translate(_BORDERS))
    return inner.removeprefix("|").removesuffix("|").split("|")


SEPARATORS: Mapping[str, Separator] = {
    one.mark: one
    for one in (
        Separator("\t", quoted("\t")),
        Separator(";", quoted(";")),
        Separator("|", _drawn),
        Separator(",", quoted(",")),
        Separator("،", quoted("،")),
        Separator("  ", _GAP.split),
    )
}
"""The separators that are tried, the least likely in a name first."""

UNDER_A_HEADER = Separator(" - ", re.compile(r"\s+[-–—:]\s+").split)
"""What parts columns only where a header is parted so: else it may stand in a sentence."""
