"""The players in a line that people wrote: of a list, a chat, a pasted card.

A number means what the word beside it says, else what its length tells: ids are long, a short
number beside an id is its state (three digits and more) or its level. Others belong to names.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from autoredeem.domain.player_input import PLAYER_ID_DIGITS
from autoredeem.domain.text import shorten
from autoredeem.roster.cells import has_words, no_id, read_id, read_level, read_name, read_state
from autoredeem.roster.entries import Entry, Row
from autoredeem.roster.heading_words import SMALL_TALK, Field
from autoredeem.roster.headings import known_for_sure
from autoredeem.roster.problems import Kind, Problem, Unreadable
from autoredeem.roster.tokens import CUT, Number, Tokens, plain, tokens_of

LONGEST_SHORT = 5
SHORTEST_STATE = 3
_SEGMENTS = re.compile(
    r"[,;|\t:=/\\()\[\]{}<>«»\"•●·—–،、，；：（）【】\ufffc]+|\s-+(?=\s|$)|^-+\s|->|\s{3,}"
)
_PARTS = re.compile(r"[,;|\t/•●،、，；]")
_EDGES = " \t-_.*~`'’!?#+&→@"
_SEPARATORS = frozenset(",;|\t:=/\\()[]{}<>«»\"•●·—–-،、，；：（）【】*_`#.'") | {CUT}
_SMALL_TALK = frozenset(SMALL_TALK.split())
_WORDS_OF_A_NAME = 6
_TWO = 2
_LONGEST_TAG = 3
_NEAR = 8
"""Characters within which a number is beside another; blanks that align columns are fewer."""


@dataclass(slots=True)
class Style:
    """What the lines of one file have in common.

    `trailing_states`: a number at a line's end, after a name, is the state. `numbered`: a bare
    number that begins a line only counts the lines; `last` is that of the line before.
    """

    digits: range
    trailing_states: bool = False
    numbered: bool = False
    last: int = 0

    @property
    def any_id(self) -> bool:
        """Whether a number of any length is an id."""
        return self.digits.start == 1

    @property
    def expected(self) -> int | None:
        """The bare number with which the next line begins, if lines are numbered."""
        return self.last + 1 if self.numbered else None


@dataclass(slots=True)
class Line:
    """What a line says: its ids, one player's state, level and name, and what can't be told."""

    ids: list[Number] = field(default_factory=list)
    shorts: list[Number] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    guessed: set[Field] = field(default_factory=set)
    segments: Sequence[str] = ()
    trailing: bool = False
    labelled: bool = False

    @property
    def name(self) -> str:
        """The words that are left, where they can only be a name."""
        if any(map(_is_talk, self.segments)):
            return ""
        return (
            read_name(self.segments[0]) if len(self.segments) == 1 else _of_several(self.segments)
        )


def read_line(number: int, text: str, style: Style) -> Iterator[Row]:
    """Give the players on a line, and a problem where something on it can't be told."""
    line = cut_up(text, style)
    if len(line.ids) > 1:
        parts = [cut_up(part, Style(style.digits)) for part in _PARTS.split(plain(text))]
        if all(len(part.ids) < _TWO for part in parts) and any(
            part.segments for part in parts if part.ids
        ):
            yield from _each(number, [part for part in parts if part.ids], text, style)
            return
    yield from _each(number, [line], text, style)


def _each(number: int, lines: Iterable[Line], text: str, style: Style) -> Iterator[Row]:
    for line in lines:
        if len(line.ids) == 1:
            yield from one_player(number, line, style)
        elif len(line.ids) == _TWO and len(line.segments) == 1 and not line.labelled:
            yield _unclear(number, line)
        elif line.ids:
            yield from _listed(number, line, style)
        elif problem := without_id(number, line, text, style):
            yield problem


def cut_up(text: str, style: Style) -> Line:
    """Tell what a line says."""
    tokens = tokens_of(plain(text), style.expected)
    if tokens.numbering is not None:
        style.last = tokens.numbering
    line = Line()
    _sort(line, tokens, style.digits)
    if style.any_id and not (line.ids or any(map(str.isalpha, tokens.text))):
        line.ids, line.shorts = line.shorts, []
    line.ids = _surest(line.ids)
    if line.ids:
        _states_and_levels(line, tokens, style)
    if tokens.state:
        line.states.append(tokens.state)
    if tokens.level:
        line.levels.append(tokens.level)
    kept = {one.start for one in line.shorts}
    spans = [(one.start, one.end) for one in tokens.numbers if one.start not in kept]
    line.segments = _segments(tokens, [*tokens.spans, *spans])
    return line


def _sort(line: Line, tokens: Tokens, digits: range) -> None:
    """Tell ids, short numbers and numbers that name themselves apart."""
    if tokens.scientific:
        line.odd.append(tokens.scientific)
    for one in tokens.numbers:
        length = len(one.digits.lstrip("0"))
        insists = one.field is Field.FID and length in digits
        if one.field in (Field.STATE, Field.LEVEL):
            (line.states if one.field is Field.STATE else line.levels).append(one.digits)
        elif one.field is Field.OTHER and (
            (one.meaning and one.meaning.elsewhere) or length not in PLAYER_ID_DIGITS
        ):
            continue
        elif insists or length in PLAYER_ID_DIGITS:
            line.ids.append(one)
            line.labelled |= one.field is Field.FID
        elif one.field is Field.FID or length > LONGEST_SHORT:
            line.odd.append(one.typed)
        else:
            line.shorts.append(one)


def _surest(ids: list[Number]) -> list[Number]:
    """Leave out what is no id where others are surer: those named so, those not in groups."""
    for sure in (
        [one for one in ids if one.field is Field.FID],
        [one for one in ids if not one.grouped],
    ):
        if sure and len(sure) < len(ids):
            ids = sure
    return list({one.digits: one for one in reversed(ids)}.values())[::-1]


def _states_and_levels(line: Line, tokens: Tokens, style: Style) -> None:
    """Take short numbers that stand beside the id, or by themselves, out of the words."""
    taken: list[Number] = []
    before = 0
    ids = {one.start: one.end for one in line.ids}
    for one in sorted([*line.ids, *line.shorts], key=lambda one: one.start):
        if one.start in ids:
            before = one.end
            continue
        alone = _stands_alone(tokens, one)
        follows = before > 0 and not _between(tokens.text, before, one.start)
        at_end = one.end == tokens.end
        long = len(one.digits) >= SHORTEST_STATE
        line.trailing |= at_end and long and not (alone or follows)
        if alone or follows or (at_end and long and style.trailing_states):
            taken.append(one)
            before = one.end
    if len(line.ids) == 1:
        _take(line, taken)


def _take(line: Line, taken: list[Number]) -> None:
    """Take numbers without a label as state and level, where no label said what these are."""
    for one in taken:
        kind = Field.STATE if len(one.digits) >= SHORTEST_STATE else Field.LEVEL
        said = line.states if kind is Field.STATE else line.levels
        if not said:
            line.guessed.add(kind)
        if kind in line.guessed:
            said.append(one.typed)
    gone = {one.start for one in taken}
    line.shorts = [one for one in line.shorts if one.start not in gone]


def _between(text: str, start: int, end: int) -> bool:
    """Whether anything but blanks stands between two places near each other."""
    return end - start > _NEAR or bool(text[start:end].strip())


def _stands_alone(tokens: Tokens, one: Number) -> bool:
    """Whether a number has separators, or a line's ends, on both sides."""
    before = tokens.text[max(tokens.begin, one.start - _NEAR) : one.start].rstrip(" \xa0")[-1:]
    after = tokens.text[one.end : one.end + _NEAR].lstrip(" \xa0")[:1]
    return (not before or before in _SEPARATORS) and (
        not after or after in _SEPARATORS or after.isdecimal()
    )


def _segments(tokens: Tokens, spans: list[tuple[int, int]]) -> Sequence[str]:
    rest, at = [], tokens.begin
    for start, end in sorted(spans):
        rest.append(tokens.text[at : max(at, start)])
        at = max(at, end)
    rest.append(tokens.text[at:])
    pieces = (piece.strip(_EDGES) for piece in _SEGMENTS.split(CUT.join(rest)))
    return [one for one in pieces if has_words(one) and not known_for_sure(one)]


def _is_talk(segment: str) -> bool:
    words = segment.casefold().split()
    return len(words) > _WORDS_OF_A_NAME or any(
        word.strip("'’.,!?") in _SMALL_TALK for word in words
    )


def _of_several(segments: Sequence[str]) -> str:
    """Tell a name from symbols and an alliance's tag beside it; empty if none is clear."""
    worded = [one for one in segments if any(map(str.isalpha, one))] or segments
    long = [one for one in worded if len(one) > _LONGEST_TAG or not one.isupper()] or worded
    return read_name(long[0]) if len(long) == 1 else ""


def one_player(number: int, line: Line, style: Style) -> Iterator[Row]:
    """Give the one player of a line, and what is wrong with state and level."""
    wrong: list[Unreadable] = []
    state = level = None
    if len(set(line.states)) > 1:
        shown = ", ".join(line.states)
        reason = f"{shorten(shown)} is more than one state; write State before the right one"
        wrong.append(Unreadable(Kind.WRONG_STATE, reason, shown))
    elif line.states:
        try:
            state = read_state(line.states[0])
        except Unreadable as error:
            wrong.append(error)
    if line.levels:
        try:
            level = read_level(line.levels[0])
        except Unreadable as error:
            wrong.append(error)
    fid = read_id(line.ids[0].digits, style.digits)
    yield Entry(number, fid, state, line.name, level, frozenset(line.guessed))
    yield from (error.on(number) for error in wrong)


def _listed(number: int, line: Line, style: Style) -> Iterator[Row]:
    """Give the players of a line with many: bare ids, each perhaps with its state after it."""
    order = sorted([*line.ids, *line.shorts], key=lambda one: one.start)
    ids = {one.start for one in line.ids}
    after = {
        one.start: other
        for one, other in pairwise(order)
        if one.start in ids and other.start not in ids
    }
    paired = len(after) == len(line.ids) == len(line.shorts)
    for one in line.ids:
        fid = read_id(one.digits, style.digits)
        if paired and len(after[one.start].digits) >= SHORTEST_STATE:
            state = read_state(after[one.start].digits)
            yield Entry(number, fid, state, guessed=frozenset({Field.STATE}))
        else:
            yield Entry(number, fid)
    odd = [*line.odd, *(one.typed for one in line.shorts if not paired)]
    if odd:
        yield _problem(number, odd, style)


def without_id(number: int, line: Line, text: str, style: Style) -> Problem | None:
    """Return what is wrong with a line that has no id; None where nothing is missed."""
    odd = [*line.odd, *(one.typed for one in line.shorts)]
    if odd and text.lstrip().startswith("="):
        return _problem(number, [text.strip()], style)
    if line.odd or (odd and not line.segments):
        return _problem(number, odd, style)
    if not (line.segments or line.shorts):
        return None
    return no_id(plain(text), style.digits).on(number)


def _unclear(number: int, line: Line) -> Problem:
    """Return the problem of a name beside two numbers: an id and something else, or two ids."""
    shown = ", ".join(one.typed for one in line.ids)
    reason = f"{shorten(shown)} both look like player ids; write each player on a line of its own"
    return Problem(number, reason, Kind.UNCLEAR, shown)


def _problem(number: int, odd: list[str], style: Style) -> Problem:
    try:
        read_id(odd[0], style.digits)
    except Unreadable as error:
        more = len(odd) - 1
        others = f" (and {more} more on this line)" if more else ""
        return Problem(number, f"{error}{others}", error.kind, error.text, more)
    return Problem(number, f"{shorten(odd[0])} can't be told", Kind.UNCLEAR, odd[0])
