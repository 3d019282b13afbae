"""How a piece of a line is announced and set off, and what it looks like there."""

from enum import IntEnum

from autoredeem.domain.announcements.lines import Line, may_be_named
from autoredeem.domain.announcements.shapes import Shape, shape_of
from autoredeem.domain.announcements.words import Kind


class Announced(IntEnum):
    """What says that a code stands at a place."""

    NOTHING = 0
    SUGGESTED = 1
    """The message has what is shaped as only codes are, or tells of something to be entered."""
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


_SHORTEST_NUMBER = 6
"""Digits of what is a code without a letter, where one has to come."""


def shape_at(line: Line, at: int, announced: Announced) -> Shape:
    """Return what a piece looks like where it is announced so."""
    piece = line.pieces[at]
    has_to_come = announced is Announced.LABELLED
    if piece.kind is Kind.TOKEN:
        number = has_to_come and piece.text.isdigit() and len(piece.text) >= _SHORTEST_NUMBER
        return Shape.WORD if number else shape_of(piece.text)
    named = has_to_come and not line.shouted and may_be_named(piece)
    return Shape.WORD if named else Shape.NONE


def set_off(line: Line, at: int) -> SetOff:
    """Return how a piece is set off, by marks or by its place."""
    return max(marked(line, at), SetOff.QUOTED if line.lead == at else SetOff.NOT)


def marked(line: Line, at: int) -> SetOff:
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
