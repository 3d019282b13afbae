"""What a heading says of the lines below it: that they list codes, and that these are over."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from autoredeem.domain.announcements.lines import SILENT, Line
from autoredeem.domain.announcements.pieces import Piece
from autoredeem.domain.announcements.signs import Announced
from autoredeem.domain.announcements.words import Kind


class Section(NamedTuple):
    """What the lines above say of a line's list, and whether the line heads one itself."""

    listing: Announced
    """What announces the codes of the list."""
    over: bool
    """Whether they are over."""
    heading: bool


_MOST_WORDS = 6
_WORDS = frozenset({Kind.TOKEN, Kind.WORD})
_STATUS = frozenset({Kind.OVER, Kind.OLD, Kind.ALIVE})
_TITLED = frozenset({Kind.QUOTE, Kind.OPEN, Kind.CLOSE})
_TRIMMING = SILENT | _TITLED | {Kind.GIFT, Kind.STOP}
_GOES_ON = _STATUS | {Kind.UNTIL, Kind.FIELD, Kind.STRUCK}


def sections(lines: Sequence[Line]) -> Iterator[Section]:
    """Return of each line what the lines above it say of its list, and whether it heads more."""
    after = _statuses_follow(lines)
    listing, over = Announced.NOTHING, False
    for at, line in enumerate(lines):
        heading = _is_heading(lines, at) and not (after and _is_status(line))
        yield Section(listing, over, heading)
        if heading:
            listing, over = _listing(line), _is_over(line)
        elif not _is_of_a_list(line):
            listing = Announced.NOTHING


def _is_heading(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is marked as a heading, or is short and has a list below; it has no code."""
    line = lines[at]
    if line.codes or Kind.STRUCK in line.kinds:
        return False
    if not line.kinds & {*_WORDS, *_STATUS, Kind.CODE}:
        return False
    if _is_titled(line) and at + 1 < len(lines) and not _is_titled(lines[at + 1]):
        return True
    if _is_marked(line):
        return True
    if Kind.LABEL in line.kinds or not line.kinds & {*_STATUS, Kind.CODE}:
        return False
    words = sum(piece.kind in _WORDS for piece in line.pieces)
    return words <= _MOST_WORDS and _lists(lines, at + 1)


def _lists(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is of a list, and its code isn't announced there."""
    return at < len(lines) and lines[at].lead is not None and Kind.CODE not in lines[at].kinds


def _is_titled(line: Line) -> bool:
    """Whether a line is all bold or bracketed."""
    return line.pieces[0].kind in _TITLED and line.pieces[-1].kind in _TITLED


def _is_marked(line: Line) -> bool:
    """Whether a line ends with a colon, or begins with a hash."""
    if line.pieces[0].text[0] == "#":
        return True
    rest = (one for one in reversed(line.pieces) if not _is_trimming(one))
    return any(one.kind is Kind.LABEL for one in islice(rest, 1))


def _is_trimming(piece: Piece) -> bool:
    """Whether a piece is a mark that says nothing, or only in colour."""
    return piece.kind in _TRIMMING or (piece.kind in _STATUS and not piece.text[0].isalnum())


def _ends_with_code_word(line: Line) -> bool:
    rest = (one for one in reversed(line.pieces) if one.kind not in _TRIMMING | _STATUS)
    return any(one.kind is Kind.CODE for one in islice(rest, 1))


def _is_status(line: Line) -> bool:
    """Whether a line says how it stands with a code, and nothing else."""
    other = line.kinds & {Kind.CODE, *_WORDS}
    return bool(line.kinds & _STATUS) and not other and not _is_marked(line)


def _statuses_follow(lines: Sequence[Line]) -> bool:
    """Whether each code stands above the line that says how it stands with it."""
    codes = [at for at, line in enumerate(lines) if line.lead is not None and line.codes]
    states = [at for at, line in enumerate(lines) if line.pieces and _is_status(line)]
    return bool(codes and states) and codes[0] < states[0] and codes[-1] < states[-1]


def _listing(line: Line) -> Announced:
    if Kind.CODE not in line.kinds:
        return Announced.NAMED if line.kinds & _STATUS else Announced.NOTHING
    return Announced.LABELLED if _ends_with_code_word(line) or _is_marked(line) else Announced.NAMED


def _is_over(line: Line) -> bool:
    """Whether a heading says that what is below it is over; what is in brackets doesn't count."""
    depth, said = 0, set()
    for at, piece in enumerate(line.pieces):
        if 0 < at < len(line.pieces) - 1:
            depth += (piece.kind is Kind.OPEN) - (piece.kind is Kind.CLOSE)
        if depth <= 0:
            said.add(piece.kind)
    return Kind.ALIVE not in said and bool(said & {Kind.OVER, Kind.OLD, Kind.NOT})


def _is_of_a_list(line: Line) -> bool:
    """Whether a list goes on: with a line of it, or with what is told of the last."""
    if line.lead is not None or not line.pieces:
        return True
    rest = (piece for piece in line.pieces if not _is_trimming(piece))
    first = next(rest, line.pieces[0])
    return first.kind in _GOES_ON or first.text.isdigit()
