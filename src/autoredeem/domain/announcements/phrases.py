"""What a line's words say of the codes beside them: "code: X", "use X", "X works"."""

from collections.abc import Set as AbstractSet

from autoredeem.domain.announcements.lines import SILENT, Line
from autoredeem.domain.announcements.shapes import Shape, is_named_as_codes_are, shape_of
from autoredeem.domain.announcements.signs import Announced, SetOff, marked, shape_at
from autoredeem.domain.announcements.words import Kind, fold, tells_of_working

_SHORT_LINE = 8
"""Pieces of a line that does nothing but correct another."""

_ANNOUNCING = frozenset(
    {Kind.CODE, Kind.USE, Kind.ALIVE, Kind.SORRY, Kind.UNTIL, Kind.NOT_AFTER, Kind.STOP}
)


def announced(line: Line, listing: Announced, least: Announced) -> dict[int, Announced]:
    """Return the codes that a line announces, and how; see `candidates`."""
    found: dict[int, Announced] = {}
    lead = line.lead
    if lead is not None and (listing is Announced.LABELLED or (listing and line.is_code(lead))):
        _add(found, _chain(line, lead, listing))
    for at in line.codes:
        if is_named_as_codes_are(line.pieces[at].text) and at not in found:
            _add(
                found, {n: Announced.HINTED for n in _chain(line, at, Announced.HINTED) if n != at}
            )
    if not line.kinds & _ANNOUNCING:
        return found
    corrects = Kind.SORRY in line.kinds and len(line.pieces) <= _SHORT_LINE
    if corrects and least >= Announced.MENTIONED:
        _add(found, dict.fromkeys(line.codes, Announced.HINTED))
    for at, piece in enumerate(line.pieces):
        if piece.kind is Kind.CODE:
            _add(found, _behind_code_word(line, at))
            _add(found, _before(line, at, _BETWEEN, Announced.NAMED))
        elif piece.kind in _ANNOUNCING:
            _add(found, _announced_by_word(line, at, least))
    return found


def _announced_by_word(line: Line, at: int, least: Announced) -> dict[int, Announced]:
    """Return the codes of "use X", "new: X", "X works" and "X?"."""
    told = least >= Announced.SUGGESTED
    piece = line.pieces[at]
    if piece.kind is Kind.STOP:
        asked = piece.text[0] == "?" and least is Announced.MENTIONED
        return _before(line, at, SILENT, Announced.HINTED) if asked else {}
    if piece.kind in {Kind.USE, Kind.NOT_AFTER}:
        start = line.skip(at + 1, SILENT | {Kind.FILLER, Kind.ALIVE, Kind.LABEL, Kind.GIFT})
        if told and line.is_code(start):
            return _chain(line, start, Announced.NAMED)
        return _before(line, _object(line, at), SILENT, Announced.HINTED) if told else {}
    label = line.skip(at + 1, SILENT)
    if piece.kind is not Kind.UNTIL and line.is_of(label, Kind.LABEL):
        return _chain(line, label + 1, Announced.NAMED)
    said_of = _before(line, at, _SAID_OF, Announced.HINTED)
    told = told or tells_of_working(piece.text) or line.asks
    return said_of if told or any(marked(line, one) is SetOff.FENCED for one in said_of) else {}


def _object(line: Line, verb: int) -> int:
    """Return where a word stands that marks the object of a verb behind it, or the verb."""
    return verb - 1 if verb and len(line.pieces[verb - 1].text) == 1 else verb


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


_NONE = frozenset("no kein keine keinen aucun ningun nenhum nessun brak net нет".split())
"""There is none where this stands before the word for code."""

_ELLIPSES = frozenset(["...", "....", "....."])


def _behind_code_word(line: Line, at: int) -> dict[int, Announced]:
    """Return the codes that a word for it announces, behind a colon or without one."""
    before = line.pieces[at - 1] if at else line.pieces[at]
    words = _MOST_WORDS if _is_denied(line, at) else 0
    last = Kind.USE if before.kind is Kind.USE else Kind.CODE
    english = line.pieces[at].text.lower().endswith(("code", "codes"))
    at += 1
    while at < len(line.pieces) and words <= _MOST_WORDS:
        kind, text, *_ = line.pieces[at]
        if kind is Kind.LABEL:
            return {} if last in _NO_LABEL else _chain(line, at + 1, Announced.LABELLED)
        if kind is Kind.TOKEN and (level := _comes(line, at, words, last, english=english)):
            return {at: level, **_chain(line, at, level)}
        if kind is Kind.OPEN:
            inside = line.skip(at + 1, SILENT)
            if line.is_code(inside) and not words:
                return _chain(line, inside, Announced.NAMED)
            at = _behind_bracket(line, at)
            continue
        if kind in {Kind.DASH, Kind.CELL} or text[0] == "!" or text in _ELLIPSES:
            following = line.skip(at + 1, SILENT | {Kind.GIFT})
            level = Announced.HINTED if kind is Kind.STOP else Announced.NAMED
            return _chain(line, following, level) if line.is_code(following) else {}
        if kind in _COUNTED:
            words += not text.isdigit()
        elif kind is not Kind.IS and kind not in _PASSED:
            return {}
        last = last if kind in SILENT else kind
        at += 1
    return _at_the_end(line, at)


def _is_denied(line: Line, at: int) -> bool:
    """Whether a word for code has "no" before it: "no new gift code"."""
    told = (fold(one.text) for one in line.pieces[max(0, at - 2) : at])
    return any(word in _NONE for word in told)


def _at_the_end(line: Line, at: int) -> dict[int, Announced]:
    """Return the code that ends a line, behind a colon that is far from the word for code."""
    end = len(line.pieces) - 1
    while end > at and line.pieces[end].kind in SILENT:
        end -= 1
    label = end - 1
    while label > at and line.pieces[label].kind in SILENT:
        label -= 1
    labelled = label > at and line.pieces[label].kind is Kind.LABEL
    if not labelled or line.pieces[label - 1].kind in _NO_LABEL or not line.is_code(end):
        return {}
    return {end: Announced.HINTED}


_ONE_MORE = 2
"""The code, and who is told of it: "the code is gogowos guys"."""


def _comes(line: Line, at: int, words: int, last: Kind, *, english: bool) -> Announced:
    """Return how sure it is that a piece behind a word for code, without a colon, is the code."""
    text = line.pieces[at].text
    shape = shape_of(text)
    if shape is Shape.PLAIN:
        addressed = at + _ONE_MORE == len(line.pieces) and last is Kind.IS
        told = last in {Kind.IS, Kind.USE} and (addressed or _ends(line, at))
        named = told or bool(marked(line, at)) or _stands_out(line, at)
        return Announced.NAMED if named and not words else Announced.NOTHING
    if shape is Shape.WORD:
        named = bool(marked(line, at)) if text.isalpha() else last is not Kind.FILLER
        return Announced.NAMED if named and not words else Announced.NOTHING
    if shape >= Shape.ODD:
        return Announced.NAMED if words < _MOST_WORDS else Announced.NOTHING
    if shape is not Shape.CAPITALS or (line.shouted and not english and last is not Kind.IS):
        return Announced.NOTHING
    if not words and last is not Kind.FILLER:
        return Announced.NAMED
    near = words <= _FEW_WORDS and _ends(line, at)
    return Announced.HINTED if near else Announced.NOTHING


_FIRST_NOT_LATIN = "\u0370"


def _stands_out(line: Line, at: int) -> bool:
    """Whether a piece is Latin among another script, or all that follows a title set off."""
    before, last = line.pieces[at - 1], len(line.pieces) - 1
    if before.kind in {Kind.QUOTE, Kind.CLOSE}:
        return at == last
    if not _is_of_another_script(line, at - 1):
        return False
    return at == last or _is_of_another_script(line, at + 1)


def _is_of_another_script(line: Line, at: int) -> bool:
    """Whether a piece is a word in other letters than codes have."""
    return line.pieces[at].text[0] >= _FIRST_NOT_LATIN and line.pieces[at].text[0].isalpha()


def _ends(line: Line, at: int) -> bool:
    """Whether a piece is the last of its phrase, or is set off from what follows."""
    return line.closes(at) or bool(marked(line, at)) or _is_of_another_script(line, at + 1)


_LONGEST_BRACKET = 20


def _behind_bracket(line: Line, at: int) -> int:
    for end in range(at + 1, min(at + _LONGEST_BRACKET, len(line.pieces))):
        if line.pieces[end].kind is Kind.CLOSE:
            return end + 1
    return at + 1


_BETWEEN = SILENT | {
    *(Kind.GIFT, Kind.FILLER, Kind.ALIVE, Kind.IS, Kind.DASH, Kind.OPEN, Kind.CLOSE),
}


_PREPOSITIONS = frozenset(map(fold, "for für pour por para per dla için для на".split()))
"""What stands before one of these isn't what stands behind it: "CHEERS for the code"."""

_SAID_OF = SILENT | {Kind.IS, Kind.FILLER}


def _before(
    line: Line, at: int, between: AbstractSet[Kind], level: Announced
) -> dict[int, Announced]:
    """Return the code before a word: "the SNOWDAY code", "SNOWDAY is a new code", "X works"."""
    before = at - 1
    while before > 0 and line.pieces[before].kind in between:
        if fold(line.pieces[before].text) in _PREPOSITIONS:
            return {}
        before -= 1
    likely = before >= 0 and (line.is_code(before) or marked(line, before) is SetOff.FENCED)
    return {before: level} if likely else {}


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
    shape = shape_at(line, at, level)
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
