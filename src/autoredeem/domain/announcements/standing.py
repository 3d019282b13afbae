"""Which codes are over, by what is said of them: before, behind, below or above them."""

from collections.abc import Iterator, Sequence

from autoredeem.domain.announcements.lines import SILENT, Line
from autoredeem.domain.announcements.sections import Section
from autoredeem.domain.announcements.words import Kind, fold

Place = tuple[int, int]
"""A line and a piece of it."""

Codes = Sequence[int]
"""The pieces of a line that may be codes."""

_PASSED = SILENT | {Kind.GIFT, Kind.FILLER}
_STATUS = frozenset({Kind.OVER, Kind.DONE, Kind.OLD, Kind.ALIVE, Kind.STRUCK})
_LINKS = SILENT | {Kind.COMMA, Kind.AND}
_WORDS = frozenset({Kind.TOKEN, Kind.WORD, Kind.NOT, Kind.USE, Kind.FIELD})
_APART = frozenset({Kind.OPEN, Kind.DASH, Kind.CELL, Kind.LABEL})
_MOST_WORDS, _MOST_WORDS_ABOVE, _FEW_WORDS = 8, 4, 2
_MOST_PIECES = 30
_RELATIVES = frozenset("which that it its this they who que qui der die das".split())
_NOES = frozenset(
    map(fold, "no nope nah nein non hayır yok нет ні nie لا não nu không tidak".split())
)
_TO_COME = frozenset("before until till til bis hasta antes jusqu fino do do_dnia до".split())
_FAR, _NEAR = 6, 2
"""Lines between a code and the day on which it ended, and another word of its end."""


def over(lines: Sequence[Line], codes: Sequence[Codes], told: Sequence[Section]) -> set[Place]:
    """Return the places of the codes that are said to be over; `codes` has those of each line."""
    found: set[Place] = set()
    for at, line in enumerate(lines):
        if codes[at]:
            found.update((at, code) for code in _over_in(line, codes[at]))
        elif not told[at].heading and not line.codes:
            found.update(_above(lines, codes, at))
    return found


_TELLING = frozenset({Kind.OVER, Kind.DONE, Kind.OLD, Kind.NOT, Kind.NOT_AFTER, Kind.STOP})


def _over_in(line: Line, codes: Codes) -> Iterator[int]:
    """Return the codes of a line that it says are over."""
    if line.past:
        yield from (code for code in codes if code == line.lead)
    if not line.kinds & _TELLING:
        return
    for at, piece in enumerate(line.pieces):
        if piece.text[0] == "?" and _is_no(line, at + 1):
            yield from (code for code in codes if code < at)
        elif piece.kind is Kind.NOT:
            after = line.skip(at + 1, _PASSED | {Kind.CODE, Kind.USE})
            yield from (code for code in codes if code == after)
        elif piece.kind is Kind.NOT_AFTER:
            yield from [code for code in codes if code < at][-1:]
        if _says_over(line, at):
            yield from _meant(line, at, frozenset(codes))


_SAID = frozenset({Kind.OVER, Kind.DONE, Kind.OLD})


def _says_over(line: Line, at: int) -> bool:
    kind = line.pieces[at].kind
    if kind is Kind.NOT:
        heads = at + 1 < len(line.pieces) and line.pieces[at + 1].kind is Kind.LABEL
        return heads or (line.is_code(at - 1) and line.closes(at))
    return kind in _SAID and not _is_asked(line, at) and not _is_to_come(line, at)


def _is_to_come(line: Line, at: int) -> bool:
    """Whether it is said of a time to come: "before it expired"."""
    before = line.pieces[max(0, at - 3) : at]
    until = any(one.kind is Kind.UNTIL and fold(one.text) in _TO_COME for one in before)
    return until and not _has_day(line)


def _has_day(line: Line) -> bool:
    return any(one.text.isdigit() for one in line.pieces)


_CLAUSE_ENDS = frozenset({Kind.STOP, Kind.COMMA})


def _is_asked(line: Line, at: int) -> bool:
    rest = line.pieces[at : at + _MOST_PIECES]
    end = next((one for one in rest if one.kind in _CLAUSE_ENDS), None)
    return end is not None and end.text[0] in "?؟"


def _is_no(line: Line, at: int) -> bool:
    at = line.skip(at, _PASSED)
    return at < len(line.pieces) and fold(line.pieces[at].text) in _NOES


def _meant(line: Line, at: int, codes: frozenset[int]) -> list[int]:
    """Return the codes of which a word says that they are over."""
    if line.pieces[at].kind is Kind.OLD:
        return _ahead(line, at, codes)
    after = line.skip(at + 1, SILENT | {Kind.CODE})
    headed = after < len(line.pieces) and line.pieces[after].kind is Kind.LABEL
    if not headed and not _begins(line, at) and _right_before(line, at) in codes:
        return _behind(line, at, codes)
    return _ahead(line, at, codes) or _behind(line, at, codes)


def _right_before(line: Line, at: int) -> int:
    at -= 1
    while at >= 0 and line.pieces[at].kind in _PASSED | _APART | {Kind.IS}:
        at -= 1
    return at


def _begins(line: Line, at: int) -> bool:
    return line.skip(0, _PASSED | {Kind.DASH, Kind.LABEL, Kind.OPEN}) == at


def _behind(line: Line, at: int, codes: frozenset[int]) -> list[int]:
    """Return the code, or the codes of one list, behind which it is said."""
    words, apart, word, place = 0, False, "", at - 1
    while place >= 0 and place not in codes:
        kind, text, *_ = line.pieces[place]
        if words > _MOST_WORDS or (kind in _STATUS and not _is_asked(line, place)):
            return []
        if kind is Kind.STOP and words > _FEW_WORDS and text != "?":
            return []
        if kind is Kind.COMMA and words > 1 and word not in _RELATIVES:
            return []
        if kind in _WORDS:
            words, word = words + 1, fold(text)
        apart = apart or kind in _APART
        place -= 1
    if place < 0:
        return []
    return [place] if apart else [place, *_linked(line, place, codes)]


def _linked(line: Line, place: int, codes: frozenset[int]) -> Iterator[int]:
    """Return the codes before one that stand in a list with it."""
    place -= 1
    while place >= 0 and (place in codes or line.pieces[place].kind in _LINKS):
        if place in codes:
            yield place
        place -= 1


def _ahead(line: Line, at: int, codes: frozenset[int]) -> list[int]:
    """Return the codes that follow a heading in the line, or the one that follows an adjective."""
    first = _begins(line, at)
    after = line.pieces[at + 1].kind if at + 1 < len(line.pieces) else None
    bracketed = at > 0 and after in {Kind.QUOTE, Kind.CLOSE}
    tagged = first and bracketed
    labelled = tagged or (first and not line.pieces[at].text[0].isalnum())
    words, place = 0, at + 1
    while place < len(line.pieces) and place not in codes:
        kind, text, *_ = line.pieces[place]
        labelled = labelled or kind is Kind.LABEL or (kind is Kind.DASH and first)
        if (kind is Kind.ALIVE and not tagged) or (
            not labelled and (kind is Kind.STOP or text == ",")
        ):
            return []
        words += kind in _WORDS
        place += 1
        if words > _MOST_WORDS:
            return []
    if place == len(line.pieces) or (words and not labelled):
        return []
    return list(_until_status(line, place, codes)) if labelled else [place]


_OTHERWISE = frozenset({Kind.ALIVE, Kind.OLD, Kind.SORRY})


def _until_status(line: Line, place: int, codes: frozenset[int]) -> Iterator[int]:
    while place < len(line.pieces) and line.pieces[place].kind not in _OTHERWISE:
        if place in codes:
            yield place
        place += 1


def _above(lines: Sequence[Line], codes: Sequence[Codes], at: int) -> Iterator[Place]:
    """Return the codes of the lines above of which a line without one says that they are over."""
    line = lines[at]
    above = [n for n in range(max(0, at - _FAR), at) if codes[n]]
    if not above:
        return
    nearest = above[-1]
    denied = nearest == at - 1 and (line.past or _is_denied(lines[nearest], line))
    if denied or _means_above(line, far=at - nearest > _NEAR):
        yield from ((nearest, code) for code in codes[nearest])
    else:
        return
    while _has_day(line) and nearest - 1 in above:
        nearest -= 1
        yield from ((nearest, code) for code in codes[nearest])


def _is_denied(question: Line, answer: Line) -> bool:
    """Whether a line asks, and the next one says no, perhaps behind the name of who answers."""
    names = (n for n, one in enumerate(answer.pieces[:4]) if one.kind is Kind.LABEL)
    return question.asks and _is_no(answer, next(names, -1) + 1)


def _means_above(line: Line, *, far: bool) -> bool:
    """Whether a line says that the code above it is over, and means no other."""
    if Kind.STRUCK in line.kinds:
        return False
    words = sum(one.kind in _WORDS for one in line.pieces)
    if words > _MOST_WORDS_ABOVE or (far and not _has_day(line)):
        return False
    for at, piece in enumerate(line.pieces):
        adjective = at + 1 < len(line.pieces) and line.pieces[at + 1].kind is Kind.CODE
        bullet = words and not piece.text[0].isalnum()
        other = piece.kind in {Kind.OLD, Kind.DONE} or adjective or bullet
        if not other and _says_over(line, at):
            return True
    return False
