"""Gift codes in what people write: an announcement, a chat, a table, the text of an embed.

Nobody marks codes in one way. A message is read as plain lines (`plain`; tables and JSON become
such in `records`, and `chats` leaves out who speaks), a line as pieces that say something
(`pieces`, by the table in `words`). Of what may be a code, `evidence` collects what speaks for it
(the words beside it: `phrases`; its marks: `signs`; its own look: `shapes`), `sections`, `standing`
and `corrections` what speaks against it, and `judgement` has the table of what follows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from autoredeem.domain.announcements.chats import without_speakers
from autoredeem.domain.announcements.corrections import corrected
from autoredeem.domain.announcements.evidence import (
    Candidate,
    candidates,
    listed,
    told_in,
)
from autoredeem.domain.announcements.judgement import Verdict, verdict
from autoredeem.domain.announcements.lines import Line, read_line
from autoredeem.domain.announcements.plain import plain_text, without_noise
from autoredeem.domain.announcements.records import unfold_json, unfold_tables
from autoredeem.domain.announcements.sections import Section, sections
from autoredeem.domain.announcements.signs import Announced
from autoredeem.domain.announcements.standing import over

MOST_FOUND = 25
"""Codes of one message."""

_MOST_WEIGHED = 100
"""Pieces of a message that may be codes."""


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code in a message, in its own spelling, and whether that is sure enough not to ask."""

    code: str
    sure: bool


def codes_in(text: str, today: date | None = None) -> list[str]:
    """Return the gift codes that a text holds, sure and doubtful ones, in order; see read_codes."""
    return [found.code for found in read_codes(text, today)]


def read_codes(text: str, today: date | None = None) -> list[FoundCode]:
    """Return the gift codes that a text seems to hold, each spelling once, in order; at most 25.

    The text may be anything. What is returned can be parsed; whether the game knows it is not said.
    Codes of which it says that they are over are left out; days without a year count only if today
    is given. None is sure where the text tells of no codes.
    """
    lines = _lines(text, today)
    told, least = list(sections(lines)), told_in(lines)
    found = list(islice(_candidates(lines, told, least), _MOST_WEIGHED))
    dead = _over(lines, found, told)
    dead |= corrected(lines, [one for one in found if one.code not in dead])
    said: dict[str, Verdict] = {}
    for one in found:
        if one.code not in dead:
            said[one.code] = max(said.get(one.code, Verdict.NONE), verdict(one))
    surest = Verdict.SURE if least is Announced.MENTIONED else None
    likely = (FoundCode(code, one is surest) for code, one in said.items())
    return list(islice(likely, MOST_FOUND))


def _lines(text: str, today: date | None) -> list[Line]:
    plain = without_noise(without_speakers(unfold_json(plain_text(text))))
    lines = (line for line in plain.split("\n") if line.strip())
    read = (read_line(line, today) for line in unfold_tables(lines))
    return [line for line in read if line.pieces]


def _candidates(lines: list[Line], told: list[Section], least: Announced) -> Iterator[Candidate]:
    """Return what is likely a code in a message, and not under a heading that says it is over.

    `least` is what announces any of its codes.
    """
    in_lists = listed(lines)
    for at, (line, section) in enumerate(zip(lines, told, strict=True)):
        if section.over:
            continue
        here = max(least, Announced.SUGGESTED) if at in in_lists else least
        if at and lines[at - 1].asks_for_code and line.is_short:
            here = Announced.HINTED
        yield from filter(verdict, candidates(line, at, section.listing, here))


def _over(lines: list[Line], found: list[Candidate], told: list[Section]) -> set[str]:
    places: list[list[int]] = [[] for _ in lines]
    for one in found:
        places[one.line].append(one.at)
    gone = over(lines, places, told)
    return {one.code for one in found if (one.line, one.at) in gone}
