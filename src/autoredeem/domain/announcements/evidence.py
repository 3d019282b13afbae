"""What may be a code in a line, with all that speaks for it there."""

import re
from dataclasses import dataclass

from autoredeem.domain.announcements.lines import SILENT, Line
from autoredeem.domain.announcements.phrases import announced
from autoredeem.domain.announcements.shapes import Shape, is_of_a_title, is_of_a_year, shape_of
from autoredeem.domain.announcements.signs import Announced, SetOff, set_off, shape_at
from autoredeem.domain.announcements.words import Kind, tells_of_entering


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a code, where it stands, and what speaks for it."""

    code: str
    line: int
    at: int
    """The piece of the line."""
    shape: Shape
    announced: Announced
    set_off: SetOff
    closing: bool
    """Whether its phrase ends with it."""
    shouted: bool
    """Whether all of its line is in capitals."""


def candidates(line: Line, number: int, listing: Announced, least: Announced) -> list[Candidate]:
    """Return what may be a code in a line, in order.

    `listing` is what announces the code at its head if it is of a list, `least` any code in it.
    """
    levels = announced(line, listing, least)
    fielded, foreign = _fielded(line), _foreign(line)
    found = []
    for at, piece in enumerate(line.pieces):
        level = levels.get(at, Announced.NOTHING)
        shape = shape_at(line, at, level)
        if shape and at not in foreign and not (at in fielded and level < Announced.NAMED):
            level, stands = max(level, least), set_off(line, at)
            closing = line.closes(at)
            found.append(
                Candidate(piece.text, number, at, shape, level, stands, closing, line.shouted)
            )
    return found


_TIMES = re.compile(r"[x\u00d7]\d{1,5}[kKmM]?")


def _fielded(line: Line) -> set[int]:
    """Return the codes of fields that tell of something else: a reward, a state, an id."""
    counts = (at for at, one in enumerate(line.pieces) if one.text[0] in "x\u00d7")
    found = {at - 1 for at in counts if _TIMES.fullmatch(line.pieces[at].text)}
    if Kind.FIELD not in line.kinds:
        return found
    inside = False
    for at, piece in enumerate(line.pieces):
        if piece.kind is Kind.FIELD:
            after = line.skip(at + 1, SILENT)
            labelled = after < len(line.pieces) and line.pieces[after].kind is Kind.LABEL
            inside = inside or labelled
            if after < len(line.pieces) and line.pieces[after].kind is Kind.IS:
                found.add(line.skip(after + 1, SILENT))
            elif after < len(line.pieces) and shape_of(line.pieces[after].text) < Shape.MIXED:
                found.add(after)
        elif piece.kind is Kind.CODE:
            inside = False
        if inside:
            found.add(at)
    return found


def _foreign(line: Line) -> set[int]:
    """Return the pieces that follow the name of a code of another kind."""
    found: set[int] = set()
    if Kind.FOREIGN in line.kinds:
        inside = False
        for at, piece in enumerate(line.pieces):
            inside = piece.kind is Kind.FOREIGN or (inside and piece.kind not in _OWN)
            if inside:
                found.add(at)
    return found


_OWN = frozenset({Kind.CODE, Kind.STOP})
"""What ends that which is said of something else."""


def listed(lines: list[Line]) -> set[int]:
    """Return the lines of lists of which one begins with what is shaped as only codes are.

    A message that is one odd word is such a list as well.
    """
    found: set[int] = set()
    block: list[int] = []
    for at in range(len(lines) + 1):
        lead = lines[at].lead if at < len(lines) else None
        if lead is not None and lines[at].is_code(lead):
            block.append(at)
            continue
        codes = [lines[n].pieces[code].text for n in block for code in lines[n].codes]
        wanted = Shape.MIXED if len(codes) > 1 or len(lines) > 1 else Shape.ODD
        if len(codes) >= min(len(lines), 2) and any(shape_of(code) >= wanted for code in codes):
            found.update(block)
        block = []
    return found


def told_in(lines: list[Line]) -> Announced:
    """Return what announces any code of a message."""
    if any(line.kinds & {Kind.CODE, Kind.GIFT} for line in lines):
        return Announced.MENTIONED
    suggested = any(_suggests(line) for line in lines)
    return Announced.SUGGESTED if suggested else Announced.NOTHING


def _suggests(line: Line) -> bool:
    """Whether a line tells of something to enter, or has what is called as only codes are."""
    if Kind.USE in line.kinds:
        used = (one.text for one in line.pieces if one.kind is Kind.USE)
        if any(map(tells_of_entering, used)):
            return True
    texts = (line.pieces[at].text for at in line.codes)
    odd = (text for text in texts if shape_of(text) >= Shape.ODD)
    return any(is_of_a_title(code) or is_of_a_year(code) for code in odd)
