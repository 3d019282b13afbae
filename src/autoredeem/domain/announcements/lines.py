"""A line of a message: its pieces, and what is asked of them again and again."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from autoredeem.domain.announcements.dates import is_of_a_day, is_past
from autoredeem.domain.announcements.pieces import Piece, pieces_of
from autoredeem.domain.announcements.prose import NEVER
from autoredeem.domain.announcements.shapes import Shape, shape_of
from autoredeem.domain.announcements.words import Kind

SILENT = frozenset({Kind.QUOTE, Kind.FENCE, Kind.OTHER, Kind.STRUCK})
"""Marks that say nothing of their own."""

PHRASE_ENDS = frozenset(
    {
        *(Kind.STOP, Kind.COMMA, Kind.CLOSE, Kind.OPEN, Kind.CELL, Kind.DASH),
        *(Kind.UNTIL, Kind.OVER, Kind.DONE, Kind.AND),
    }
)

_BULLETS = SILENT | {Kind.DASH, Kind.LABEL, Kind.CELL, Kind.OPEN, Kind.CLOSE, Kind.GIFT, Kind.UNTIL}
_BEHIND_LEAD = PHRASE_ENDS | {Kind.LABEL, Kind.ALIVE}
_FEW, _SHORT, _SEVERAL = 12, 5, 3
_LONGEST_NUMBER = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line in pieces."""

    pieces: tuple[Piece, ...]
    kinds: frozenset[Kind]
    codes: tuple[int, ...]
    """The pieces that are more likely codes than words."""
    lead: int | None
    """The piece with which it begins, behind bullets, numbers and emoji, as lines of lists do."""
    shouted: bool
    """Whether all of several words are in capitals."""
    past: bool
    """Whether a day that is past stands beside what it begins with, or it is but a span of days."""

    def skip(self, at: int, kinds: frozenset[Kind]) -> int:
        """Return the first piece from a place on that is none of these."""
        while at < len(self.pieces) and self.pieces[at].kind in kinds:
            at += 1
        return at

    def is_of(self, at: int, kind: Kind) -> bool:
        """Whether there is a piece, and of this kind."""
        return at < len(self.pieces) and self.pieces[at].kind is kind

    def is_code(self, at: int) -> bool:
        """Whether a piece is more likely a code than a word."""
        return at < len(self.pieces) and looks_like_code(self.pieces[at])

    def closes(self, at: int) -> bool:
        """Whether a phrase ends with a piece."""
        after = self.skip(at + 1, SILENT | {Kind.GIFT})
        return after >= len(self.pieces) or self.pieces[after].kind in PHRASE_ENDS

    @property
    def asks(self) -> bool:
        """Whether it ends as a question does."""
        told = (one.text for one in reversed(self.pieces) if one.kind not in SILENT)
        return next(told, ".")[0] in "?؟"

    @property
    def asks_for_code(self) -> bool:
        """Whether it is a question that has no code, but the word."""
        return Kind.CODE in self.kinds and not self.codes and self.asks

    @property
    def is_short(self) -> bool:
        """Whether it has but a few words, as an answer has."""
        return sum(piece.text[0].isalnum() for piece in self.pieces) <= _SHORT


_SOFT = frozenset(
    {Kind.ALIVE, Kind.GIFT, Kind.FILLER, Kind.USE, Kind.IS, Kind.FIELD, Kind.AND, Kind.SORRY}
)
_SHORTEST_NAME = 4


def may_be_named(piece: Piece) -> bool:
    """Whether a word that says something may be a code's name in its place: "code: ALIVE"."""
    text = piece.text
    capital = text.isascii() and text.isalpha() and text.isupper() and len(text) >= _SHORTEST_NAME
    return capital and piece.kind in _SOFT and text.lower() not in NEVER


def looks_like_code(piece: Piece) -> bool:
    """Whether a piece is more likely a code than a word."""
    return piece.kind is Kind.TOKEN and shape_of(piece.text) >= Shape.CAPITALS


def read_line(text: str, today: date | None) -> Line:
    """Return a line of plain text in pieces."""
    pieces = tuple(_named_alone(pieces_of(text, today)))
    lead = _lead(pieces)
    past = lead is not None and _is_past(text, pieces[lead + 1 :], today)
    past = past or (_is_a_span(pieces) and bool(is_past(text, today)))
    return Line(
        pieces,
        frozenset(piece.kind for piece in pieces),
        tuple(at for at, piece in enumerate(pieces) if looks_like_code(piece)),
        lead,
        text.upper() == text and _has_words(pieces),
        past,
    )


def _named_alone(pieces: list[Piece]) -> list[Piece]:
    """Return a line's only word as a name, if it may be one."""
    words = [at for at, piece in enumerate(pieces) if piece.text[0].isalnum()]
    if len(words) == 1 and may_be_named(pieces[words[0]]):
        pieces[words[0]] = pieces[words[0]]._replace(kind=Kind.TOKEN)
    return pieces


_BESIDE = frozenset({Kind.DASH, Kind.OPEN, Kind.CELL, Kind.COMMA, Kind.LABEL})


def _is_past(text: str, rest: tuple[Piece, ...], today: date | None) -> bool:
    """Whether behind a mark a day is named that is past, and nothing is said of it."""
    after = next((one for one in rest if one.kind not in SILENT), None)
    if not after or after.kind not in _BESIDE or any(one.kind in _SAID for one in rest):
        return False
    return bool(is_past(text[after.end :], today))


def _is_a_span(pieces: tuple[Piece, ...]) -> bool:
    """Whether a line has nothing but one day and another: "Nov 1 - Nov 10, 2026"."""
    words = [one.text for one in pieces if one.text[0].isalnum()]
    joined = any(one.kind is Kind.DASH for one in pieces)
    return joined and len(words) >= _SEVERAL and all(map(is_of_a_day, words))


_SAID = frozenset({Kind.FIELD, Kind.UNTIL, Kind.ALIVE})


def _lead(pieces: tuple[Piece, ...]) -> int | None:
    at = 0
    while at < min(len(pieces), _FEW):
        piece = pieces[at]
        number = piece.text.isdigit() and len(piece.text) <= _LONGEST_NUMBER
        sign = piece.kind is not Kind.TOKEN and not piece.text[0].isalnum()
        if not (number or sign or piece.kind in _BULLETS):
            return at if piece.kind is Kind.TOKEN and _leads(pieces, at) else None
        at += 1
    return None


def _leads(pieces: tuple[Piece, ...], at: int) -> bool:
    """Whether behind a piece stands what stands behind the codes of a list, and no sentence."""
    rest = (one for one in pieces[at + 1 : at + _FEW] if one.kind not in SILENT | {Kind.GIFT})
    after = next(rest, None)
    return after is None or after.kind in _BEHIND_LEAD or after.text[0].isdigit()


def _has_words(pieces: tuple[Piece, ...]) -> bool:
    words = (one for one in pieces if one.text.isupper() and len(one.text) > 1)
    return len(list(islice(words, _SEVERAL))) == _SEVERAL
