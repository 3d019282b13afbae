"""From evidence to a verdict: surely a code, perhaps one, or none."""

import re
from enum import IntEnum

from autoredeem.domain.announcements.evidence import Candidate
from autoredeem.domain.announcements.shapes import Shape, is_named_as_codes_are
from autoredeem.domain.announcements.signs import Announced


class Verdict(IntEnum):
    """What is done with a candidate: nothing, a question, or the redemption."""

    NONE = 0
    DOUBTFUL = 1
    SURE = 2


_N, _D, _S = Verdict.NONE, Verdict.DOUBTFUL, Verdict.SURE

_VERDICTS: dict[Shape, dict[Announced, tuple[Verdict, Verdict, Verdict]]] = {
    Shape.MIXED: {
        Announced.NOTHING: (_D, _D, _D),
        Announced.SUGGESTED: (_D, _D, _D),
        Announced.MENTIONED: (_D, _S, _S),
        Announced.HINTED: (_S, _S, _S),
        Announced.NAMED: (_S, _S, _S),
        Announced.LABELLED: (_S, _S, _S),
    },
    Shape.ODD: {
        Announced.NOTHING: (_N, _N, _D),
        Announced.SUGGESTED: (_N, _D, _D),
        Announced.MENTIONED: (_N, _D, _D),
        Announced.HINTED: (_D, _D, _D),
        Announced.NAMED: (_S, _S, _S),
        Announced.LABELLED: (_S, _S, _S),
    },
    Shape.CAPITALS: {
        Announced.NOTHING: (_N, _N, _D),
        Announced.SUGGESTED: (_N, _D, _D),
        Announced.MENTIONED: (_N, _D, _D),
        Announced.HINTED: (_D, _D, _D),
        Announced.NAMED: (_S, _S, _S),
        Announced.LABELLED: (_S, _S, _S),
    },
    Shape.PLAIN: {
        Announced.NOTHING: (_N, _N, _N),
        Announced.SUGGESTED: (_N, _N, _N),
        Announced.MENTIONED: (_N, _N, _D),
        Announced.HINTED: (_N, _N, _D),
        Announced.NAMED: (_D, _D, _D),
        Announced.LABELLED: (_D, _D, _D),
    },
    Shape.WORD: {
        Announced.NOTHING: (_N, _N, _N),
        Announced.SUGGESTED: (_N, _N, _N),
        Announced.MENTIONED: (_N, _N, _N),
        Announced.HINTED: (_N, _N, _N),
        Announced.NAMED: (_D, _D, _D),
        Announced.LABELLED: (_D, _D, _D),
    },
    Shape.NONE: dict.fromkeys(Announced, (_N, _N, _N)),
}
"""By what it looks like, what announces it, and whether it is not, a little or strongly set off."""

_SHORTEST = {
    Announced.LABELLED: 3,
    Announced.NAMED: 4,
    Announced.HINTED: 5,
    Announced.MENTIONED: 5,
    Announced.SUGGESTED: 5,
    Announced.NOTHING: 6,
}
"""Letters of a code, by what announces it."""

_LONG_ENOUGH = 8
"""Letters of a code that nothing announces and nothing sets off."""

_AS_A_NAME = re.compile(r"[A-Za-z]{3,}\d{1,3}")
"""As players call themselves too: DARKLORD99."""

_WOVEN = re.compile(r"[A-Za-z]+\d+[A-Za-z]+\d+[A-Za-z\d]*")
"""As nothing else is: FE5BY8."""

_SHORT_WORD = 7
"""A word in capitals that is shorter may be any, where no colon stands before it."""


def verdict(found: Candidate) -> Verdict:
    """Return what is done with a candidate that isn't over."""
    if found.shape >= Shape.CAPITALS and is_named_as_codes_are(found.code):
        return max(_weighed(found), Verdict.DOUBTFUL)
    return _weighed(found)


def _weighed(found: Candidate) -> Verdict:
    if len(found.code) < _SHORTEST[found.announced]:
        return Verdict.NONE
    said = _VERDICTS[found.shape][found.announced][found.set_off]
    if found.shape is Shape.WORD and found.code.isalpha() and not found.closing:
        return Verdict.NONE
    bare = found.announced <= Announced.SUGGESTED and not found.set_off
    short = len(found.code) < _LONG_ENOUGH or _AS_A_NAME.fullmatch(found.code)
    if bare and short and not _WOVEN.fullmatch(found.code):
        return Verdict.NONE
    return min(said, Verdict.DOUBTFUL) if _may_be_a_word(found) else said


def _may_be_a_word(found: Candidate) -> bool:
    """Whether it is in small letters, or in capitals where other words in capitals stand."""
    if found.code.isalpha() and found.code.islower():
        return True
    if found.shape is not Shape.CAPITALS:
        return False
    if found.announced is Announced.LABELLED:
        return found.shouted and not found.closing
    return found.shouted or (len(found.code) < _SHORT_WORD and not found.set_off)
