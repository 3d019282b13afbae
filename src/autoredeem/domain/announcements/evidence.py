"""What a line says of the codes in it: what announces each, and how it is set off."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

from autoredeem.domain.announcements.lines import SILENT, Line, may_be_named
from autoredeem.domain.announcements.shapes import Shape, shape_of
from autoredeem.domain.announcements.words import Kind


class Announced(IntEnum):
    """What says that a code stands at a place."""

    NOTHING = 0
    LISTED = 1
    """It heads a line of a list in which another line has what is shaped as only codes are."""
    MENTIONED = 2
    """The message tells of codes."""
    HINTED = 3
    """A phrase that tells of codes ends with it."""
    NAMED = 4
    """It is called one: "code X", "the X code", "use X"."""
    LABELLED = 5
    """One has to come: behind "code:", under "Codes:", in a column or a field of codes."""


class SetOff(IntEnum):
    """How a piece stands out of the text."""

    NOT = 0
    QUOTED = 1
    """Bold, in quotes, alone in its line, or at the head of a line of a list."""
    FENCED = 2
    """As code, to be copied, or hidden until one asks."""


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
    announced = _announced(line, listing, least)
    fielded = _fielded(line)
    found = []
    for at, piece in enumerate(line.pieces):
        level = announced.get(at, Announced.NOTHING)
        shape = _shape(line, at, level)
        if shape and not (at in fielded and level < Announced.NAMED):
            level, set_off = max(level, least), _set_off(line, at)
            closing = line.closes(at)
            found.append(
                Candidate(piece.text, number, at, shape, level, set_off, closing, line.shouted)
            )
    return found


_SHORTEST_NUMBER = 6
"""Digits of what is a code without a letter, where one has to come."""


def _shape(line: Line, at: int, announced: Announced) -> Shape:
    piece = line.pieces[at]
    has_to_come = announced is Announced.LABELLED
    if piece.kind is Kind.TOKEN:
        number = has_to_come and piece.text.isdigit() and len(piece.text) >= _SHORTEST_NUMBER
        return Shape.WORD if number else shape_of(piece.text)
    named = has_to_come and not line.shouted and may_be_named(piece)
    return Shape.WORD if named else Shape.NONE


def _set_off(line: Line, at: int) -> SetOff:
    return max(_marked(line, at), SetOff.QUOTED if line.lead == at else SetOff.NOT)


def _marked(line: Line, at: int) -> SetOff:
    """Return how a piece is set off by the marks around it."""
    if not 0 < at < len(line.pieces) - 1:
        return SetOff.NOT
    before, after = line.pieces[at - 1], line.pieces[at + 1]
    fenced = before.kind is after.kind is Kind.FENCE
    if fenced or before.text == after.text == "||":
        return SetOff.FENCED
    quoted = before.kind is after.kind is Kind.QUOTE
    quoted = quoted or (before.kind is Kind.OTHER and before.text == after.text)
    return SetOff.QUOTED if quoted else SetOff.NOT


_TIMES = re.compile(r"[x\u00d7]\d{1,5}[kKmM]?")


def _fielded(line: Line) -> set[int]:
    """Return the codes of fields that tell of something else: a reward, a state, an id."""
    found = {at - 1 for at, one in enumerate(line.pieces) if _TIMES.fullmatch(one.text)}
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


_SHORT_LINE = 12
"""Pieces of a line that does nothing but correct another."""

_ANNOUNCING = frozenset({Kind.CODE, Kind.USE, Kind.ALIVE, Kind.SORRY})


def _announced(line: Line, listing: Announced, least: Announced) -> dict[int, Announced]:
    found: dict[int, Announced] = {}
    lead = line.lead
    if lead is not None and (listing is Announced.LABELLED or (listing and line.is_code(lead))):
        _add(found, _chain(line, lead, listing))
    if not line.kinds & _ANNOUNCING:
        return found
    if Kind.SORRY in line.kinds and len(line.pieces) <= _SHORT_LINE:
        _add(found, dict.fromkeys(line.codes, Announced.NAMED))
    for at, piece in enumerate(line.pieces):
        if piece.kind is Kind.CODE:
            _add(found, _behind_code_word(line, at))
            _add(found, _before(line, at, _BETWEEN, Announced.NAMED))
        elif piece.kind in _ANNOUNCING:
            _add(found, _announced_by_word(line, at, least))
    return found


def _announced_by_word(line: Line, at: int, least: Announced) -> dict[int, Announced]:
    """Return the codes of "use X", "new: X" and "X works"."""
    told = least >= Announced.MENTIONED
    if line.pieces[at].kind is Kind.USE:
        start = line.skip(at + 1, SILENT | {Kind.FILLER, Kind.ALIVE, Kind.LABEL, Kind.GIFT})
        return _chain(line, start, Announced.NAMED) if told and line.is_code(start) else {}
    label = line.skip(at + 1, SILENT)
    if label < len(line.pieces) and line.pieces[label].kind is Kind.LABEL:
        return _chain(line, label + 1, Announced.NAMED)
    return _before(line, at, _SAID_OF, Announced.HINTED) if told else {}


def _add(found: dict[int, Announced], more: dict[int, Announced]) -> None:
    for at, level in more.items():
        found[at] = max(level, found.get(at, Announced.NOTHING))


_PASSED = SILENT | {
    *(Kind.GIFT, Kind.ALIVE, Kind.OVER, Kind.DONE, Kind.OLD, Kind.FILLER, Kind.AND),
    Kind.CLOSE,
}
_FEW_WORDS = 2
"""Between a word for code and a word in capitals."""

_COUNTED = frozenset({Kind.TOKEN, Kind.WORD, Kind.FIELD, Kind.UNTIL, Kind.NOT, Kind.USE})
_NO_LABEL = frozenset({Kind.FIELD, Kind.UNTIL})
"""A colon behind these is theirs, not that of the word for code."""

_MOST_WORDS = 4
"""Between a word for code and its colon; those that say nothing don't count."""


def _behind_code_word(line: Line, at: int) -> dict[int, Announced]:
    """Return the codes that a word for it announces, behind a colon or without one."""
    words, last = 0, Kind.CODE
    if at and line.pieces[at - 1].kind is Kind.USE:
        last = Kind.USE
    english = line.pieces[at].text.lower().endswith(("code", "codes"))
    at += 1
    while at < len(line.pieces) and words <= _MOST_WORDS:
        kind, text, *_ = line.pieces[at]
        if kind is Kind.LABEL:
            return {} if last in _NO_LABEL else _chain(line, at + 1, Announced.LABELLED)
        if kind is Kind.TOKEN and (level := _comes(line, at, words, last, english=english)):
            return _chain(line, at, level)
        if kind is Kind.OPEN:
            inside = line.skip(at + 1, SILENT)
            if line.is_code(inside) and not words:
                return _chain(line, inside, Announced.NAMED)
            at = _behind_bracket(line, at)
            continue
        if kind in {Kind.DASH, Kind.CELL} or text[0] == "!":
            following = line.skip(at + 1, SILENT | {Kind.GIFT})
            level = Announced.HINTED if text[0] == "!" else Announced.NAMED
            return _chain(line, following, level) if line.is_code(following) else {}
        if kind in _COUNTED:
            words += not text.isdigit()
        elif kind is not Kind.IS and kind not in _PASSED:
            return {}
        last = last if kind in SILENT else kind
        at += 1
    return {}


def _comes(line: Line, at: int, words: int, last: Kind, *, english: bool) -> Announced:
    """Return how sure it is that a piece behind a word for code, without a colon, is the code."""
    text = line.pieces[at].text
    shape = shape_of(text)
    if shape is Shape.PLAIN:
        named = last in {Kind.IS, Kind.USE} and not words and _ends(line, at)
        return Announced.NAMED if named else Announced.NOTHING
    if shape is Shape.WORD and not text.isalpha():
        return Announced.NOTHING if words or last is Kind.FILLER else Announced.NAMED
    if shape >= Shape.ODD:
        return Announced.NAMED if words < _MOST_WORDS else Announced.NOTHING
    if shape is not Shape.CAPITALS or (line.shouted and not english and last is not Kind.IS):
        return Announced.NOTHING
    if not words and last is not Kind.FILLER:
        return Announced.NAMED
    near = words <= _FEW_WORDS and _ends(line, at)
    return Announced.HINTED if near else Announced.NOTHING


def _ends(line: Line, at: int) -> bool:
    """Whether a piece is the last of its phrase, or is set off from what follows."""
    return line.closes(at) or bool(_marked(line, at))


_LONGEST_BRACKET = 20


def _behind_bracket(line: Line, at: int) -> int:
    for end in range(at + 1, min(at + _LONGEST_BRACKET, len(line.pieces))):
        if line.pieces[end].kind is Kind.CLOSE:
            return end + 1
    return at + 1


_BETWEEN = SILENT | {
    *(Kind.GIFT, Kind.FILLER, Kind.ALIVE, Kind.IS, Kind.DASH, Kind.OPEN, Kind.CLOSE),
}


_SAID_OF = SILENT | {Kind.IS, Kind.FILLER}


def _before(
    line: Line, at: int, between: AbstractSet[Kind], level: Announced
) -> dict[int, Announced]:
    """Return the code before a word: "the SNOWDAY code", "SNOWDAY is a new code", "X works"."""
    before = at - 1
    while before > 0 and line.pieces[before].kind in between:
        before -= 1
    return {before: level} if before >= 0 and line.is_code(before) else {}


_LINKS = frozenset({Kind.COMMA, Kind.AND, Kind.CELL})
_MOST_LISTED = 25


def _chain(line: Line, at: int, level: Announced) -> dict[int, Announced]:
    """Return the codes from a place on: the first, and those behind commas, "and" or a blank."""
    found: dict[int, Announced] = {}
    at = _first_of_chain(line, at, level)
    linked = True
    while at < len(line.pieces) and len(found) < _MOST_LISTED:
        kind = line.pieces[at].kind
        if kind in SILENT or kind in _LINKS:
            linked = linked or kind in _LINKS
            at += 1
        elif kind is Kind.OPEN and found:
            at = _behind_bracket(line, at)
        elif _continues(line, at, level, first=not found, linked=linked):
            found[at] = level
            linked = False
            at += 1
        else:
            break
    return found


def _first_of_chain(line: Line, at: int, level: Announced) -> int:
    """Return where a list of codes begins, behind what may stand between it and its colon."""
    at = line.skip(at, SILENT | {Kind.COMMA, Kind.GIFT})
    if level is Announced.LABELLED:
        further = line.skip(at, _PASSED | {Kind.USE, Kind.LABEL})
        if line.is_code(further):
            return further
    return at


def _continues(line: Line, at: int, level: Announced, *, first: bool, linked: bool) -> bool:
    shape = _shape(line, at, level)
    if first:
        numbered = not line.pieces[at].text.isalpha()
        return shape >= Shape.CAPITALS or (bool(shape) and (numbered or _ends(line, at)))
    if linked and shape < Shape.CAPITALS:
        return level is Announced.LABELLED and bool(shape) and line.closes(at)
    if linked:
        return True
    if shape is Shape.CAPITALS:
        rest = line.pieces[at : at + _MOST_LISTED]
        return all(line.is_code(at + n) or one.kind in SILENT for n, one in enumerate(rest))
    return shape >= Shape.ODD


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
