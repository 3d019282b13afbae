"""The accounts that somebody writes in a channel for ids: read as lists are, talk passed over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from autoredeem.domain.player_input import PLAYER_ID_DIGITS
from autoredeem.domain.players import Member
from autoredeem.roster.importing import read_ids
from autoredeem.roster.problems import Kind, Problem

LONGEST = 1_000
"""Characters that are read of a message: far more than a few accounts take."""

_NOT_TYPED = re.compile(r"<(?:[@#][!&]?|a?:\w+:|/[^<>:]+:|t:-?)\d+(?::\w)?>|https?://\S+")
"""Mentions, emojis, commands and times as Discord writes them, and addresses of pages."""

_NEARLY_AN_ID = re.compile(rf"\d{{{PLAYER_ID_DIGITS.start - 1}}}")
"""Whoever writes a shorter number in a sentence talks of something else."""

_HARMLESS = frozenset({Kind.TWICE, Kind.WRONG_LEVEL})


@dataclass(frozen=True, slots=True)
class TypedIds:
    """The accounts in a message, and what is wrong in it; one of the two is there."""

    accounts: Sequence[Member]
    problems: Sequence[Problem]


def typed_ids(text: str, digits: range) -> TypedIds | None:
    """Return what a message says of accounts; None for one that is mere talk.

    Whoever's state can't be told is no account: it would be enrolled in the usual one.
    """
    typed = _NOT_TYPED.sub(" ", _beginning(text))
    if not any(map(str.isdecimal, typed)):
        return None
    accounts: list[Member] = []
    problems: list[Problem] = []
    before: Member | Problem | None = None
    for row in read_ids(typed, digits):
        if isinstance(row, Member):
            accounts.append(row)
        elif _counts(row):
            problems.append(row)
            if row.kind is Kind.WRONG_STATE and isinstance(before, Member):
                accounts.pop()
        before = row
    return TypedIds(accounts, problems) if accounts or problems else None


def _beginning(text: str) -> str:
    """Return what is read of a text, which ends between two words."""
    if len(text) <= LONGEST:
        return text
    return re.sub(r"\S+\Z", "", text[:LONGEST])


def _counts(problem: Problem) -> bool:
    if problem.kind is Kind.NO_ID:
        return bool(_NEARLY_AN_ID.search(problem.text))
    return problem.kind not in _HARMLESS
