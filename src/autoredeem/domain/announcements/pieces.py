"""A line as pieces: words with what they say, what may be a code, and the marks between."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from autoredeem.domain.announcements.dates import is_past
from autoredeem.domain.announcements.plain import STRUCK
from autoredeem.domain.announcements.words import (
    LONGEST_PHRASE,
    UNBLANKED,
    Kind,
    kind_of_unblanked,
    meaning,
    phrases_of,
)


class Piece(NamedTuple):
    """A piece of a line: what it is or says, and where it stands."""

    kind: Kind
    text: str
    start: int
    end: int


_PIECE = re.compile(
    r"([A-Za-z0-9_\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]"
    r"[A-Za-z0-9_\u00c0-\u024f\u0300-\u052f\u1e00-\u1fff-]*)"
    r"|([\u0590-\u08ff\u0900-\u0dff]+)"
    r"|([\u0e00-\u0eff\u1100-\u11ff\u3005-\u3007\u3041-\u318f\u31f0-\u9fff\uac00-\ud7af]+)"
    r"|([-=~]{1,3}>{1,2}|>>)"
    r"|([^\s\w])\5*"
)
_LATIN, _OTHER, _UNBLANKED, _ARROW = range(1, 5)

_MARKS: dict[str, Kind] = {
    **dict.fromkeys(":=→➡➜➔⇒⟶►▶👉⏩⬇👇꞉∶", Kind.LABEL),
    **dict.fromkeys("-–—―~•·", Kind.DASH),
    **dict.fromkeys(",;/&+،、؛", Kind.COMMA),
    **dict.fromkeys(".!?。؟…", Kind.STOP),
    **dict.fromkeys("([{", Kind.OPEN),
    **dict.fromkeys(")]}", Kind.CLOSE),
    **dict.fromkeys("*\"'“”„«»「」『』【】《》〈〉‘’‹›", Kind.QUOTE),
    "`": Kind.FENCE,
    **dict.fromkeys("|│┃║¦", Kind.CELL),
    **dict.fromkeys("❌✖✗✘⛔🚫🔴💀☠⚰🟥❎", Kind.OVER),
    **dict.fromkeys("✅✔☑🟢🟩🆕", Kind.ALIVE),
    **dict.fromkeys("🎁🎀🎟🎫🔑", Kind.GIFT),
    **dict.fromkeys("⏰⏳⌛📅📆", Kind.UNTIL),
    STRUCK: Kind.STRUCK,
}


def pieces_of(line: str, today: date | None) -> list[Piece]:
    """Return the pieces of a line of plain text.

    What says until when is OVER where that day is past; see is_past for what that means.
    """
    pieces = list(_phrased(list(_split(line))))
    kinds = {piece.kind for piece in pieces}
    if kinds & _DATED:
        pieces = [_dated(line, one, today) if one.kind in _DATED else one for one in pieces]
    return list(_negated(pieces)) if kinds & _NEGATING else pieces


def _split(line: str) -> Iterator[Piece]:
    for found in _PIECE.finditer(line):
        text, start, end = found[0], found.start(), found.end()
        group = found.lastindex
        if group == _LATIN:
            if text.isascii():
                yield Piece(Kind.TOKEN, text.strip("_-") or text, start, end)
            else:
                yield Piece(Kind.WORD, text, start, end)
        elif group == _OTHER:
            yield Piece(Kind.WORD, text, start, end)
        elif group == _UNBLANKED:
            yield from _split_unblanked(text, start)
        elif group == _ARROW:
            yield Piece(Kind.LABEL, text, start, end)
        else:
            yield Piece(_MARKS.get(text[0], Kind.OTHER), text, start, end)


def _split_unblanked(text: str, start: int) -> Iterator[Piece]:
    at = 0
    for word in UNBLANKED.finditer(text):
        if word.start() > at:
            yield Piece(Kind.WORD, text[at : word.start()], start + at, start + word.start())
        kind = kind_of_unblanked(word[0])
        yield Piece(kind, word[0], start + word.start(), start + word.end())
        at = word.end()
    if at < len(text):
        yield Piece(Kind.WORD, text[at:], start + at, start + len(text))


_NEGATED = {
    (Kind.NOT, Kind.ALIVE): Kind.OVER,
    (Kind.OVER, Kind.ALIVE): Kind.OVER,
    (Kind.NOT, Kind.OVER): Kind.ALIVE,
    (Kind.ALIVE, Kind.NOT_AFTER): Kind.OVER,
    (Kind.OVER, Kind.NOT_AFTER): Kind.ALIVE,
}
"""What two words say together: "not active", "no longer valid", "geçerli değil"."""


_NEGATING = frozenset(first for first, _ in _NEGATED)


def _negated(pieces: Iterable[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        together = _NEGATED.get((last.kind, piece.kind)) if last else None
        if last and together and piece.text[0].isalnum() and last.text[0].isalnum():
            last = Piece(together, f"{last.text} {piece.text}", last.start, piece.end)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


_WORDS = frozenset({Kind.TOKEN, Kind.WORD})
_DATED = frozenset({Kind.UNTIL, Kind.ENDS})


def _phrased(pieces: list[Piece]) -> Iterator[Piece]:
    """Give words that say something together as one piece of that kind."""
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        at += 1
        phrases = phrases_of(piece.text) if piece.kind in _WORDS else ()
        if phrases and len(phrases[0][0]) == 1:
            piece = piece._replace(kind=phrases[0][1])
        elif phrases:
            words = [piece.text]
            for one in pieces[at : at + LONGEST_PHRASE - 1]:
                if one.kind not in _WORDS:
                    break
                words.append(one.text)
            kind, length = meaning(words)
            if length:
                at += length - 1
                piece = Piece(kind, " ".join(words[:length]), piece.start, pieces[at - 1].end)
        yield piece


_NEAR, _BEFORE = 60, 30
"""Characters behind and before a word such as "until" in which its day stands."""

_FOLLOWED_BY_DAY = re.compile(r"\W{0,3}(?:[^\W\d]{1,12}\W{1,2})?\d{1,4}(?![A-Za-z\d])")


def _dated(line: str, piece: Piece, today: date | None) -> Piece:
    after = line[piece.end : piece.end + _NEAR]
    past = is_past(after, today)
    if past is None and not any(map(str.isdigit, after)):
        before = line[max(0, piece.start - _BEFORE) : piece.start]
        past = is_past(before, today)
    ended = piece.kind is Kind.ENDS and not _FOLLOWED_BY_DAY.match(after)
    over = ended if past is None else past
    return piece._replace(kind=Kind.OVER if over else Kind.UNTIL)
