"""Codes that their author mistyped and put right."""

from collections.abc import Sequence

from autoredeem.domain.announcements.evidence import Candidate
from autoredeem.domain.announcements.lines import Line
from autoredeem.domain.announcements.words import Kind

_MOST_COMPARED = 10


def corrected(lines: Sequence[Line], found: Sequence[Candidate]) -> set[str]:
    """Return the codes in whose place a later line puts one that is nearly the same."""
    wrong = set()
    for place, candidate in enumerate(found):
        if not _corrects(lines[candidate.line], candidate):
            continue
        for earlier in found[max(0, place - _MOST_COMPARED) : place]:
            if earlier.code != candidate.code and _similar(earlier.code, candidate.code):
                wrong.add(earlier.code)
    return wrong


def _corrects(line: Line, candidate: Candidate) -> bool:
    """Whether a line puts something right: it says so, or has a star that nothing closes."""
    if Kind.SORRY in line.kinds:
        return True
    first, last = line.pieces[0], line.pieces[-1]
    starred = first.text == "*" and candidate.at == 1 and first.end == line.pieces[1].start
    starred = starred or (last.text == "*" and candidate.at == len(line.pieces) - 2)
    return starred and sum(piece.text == "*" for piece in line.pieces) == 1


def _similar(one: str, other: str) -> bool:
    one, other = one.lower(), other.lower()
    most = max(2, len(one) // 5)
    return abs(len(one) - len(other)) <= most and _distance(one, other) <= most


def _distance(one: str, other: str) -> int:
    """Return how many letters differ, were left out or added; two that were swapped count once."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        last, row = row, [n]
        for m, another in enumerate(other, 1):
            cost = min(last[m] + 1, row[-1] + 1, last[m - 1] + (letter != another))
            swapped = n > 1 and m > 1 and letter == other[m - 2] and one[n - 2] == another
            row.append(min(cost, before[m - 2] + 1) if swapped else cost)
        before = last
    return row[-1]
