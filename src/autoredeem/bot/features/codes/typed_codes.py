"""Codes in what people type, paste or send: a list of codes, or a text that has codes in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from autoredeem.bot.kit.inputs import each_in, read_or_none
from autoredeem.domain.announcements import MOST_FOUND, read_codes
from autoredeem.domain.codes import parse_code

MOST_TYPED = 2_000
"""Characters of what is typed where codes are wanted."""

_BETWEEN = re.compile(r"[\n\r,;|/+&،、\uff1b\uff0c·•`\"'()<>]+")
_NUMBERING = re.compile(r"\W*\d{0,2}\W*")
_AROUND = ".,:;!?*_~-#=>→…¡¿“”„«»'\""

_MARKS = "*.,:;!?…¡¿“”„«»"
"""What stands around a word in a text, and in no code."""

_TEXT = (
    "code codes gift giftcode giftcodes new redeem expired valid until free for the this is are and"
    " or with from today now use get your all reward rewards hello hi everyone"
)
"""Words that no list of codes has, in any case. One of them makes a text of it."""

_SPOKEN = frozenset(_TEXT.split())


@dataclass(frozen=True, slots=True)
class TypedCodes:
    """What was typed: `sure` codes, `doubtful` ones to ask about first, and what is `wrong`."""

    sure: Sequence[str] = ()
    doubtful: Sequence[str] = ()
    wrong: Sequence[str] = ()

    @property
    def codes(self) -> Sequence[str]:
        """All that are codes, or may be."""
        return [*self.sure, *self.doubtful]


def read_typed(text: str, today: date) -> TypedCodes:
    """Read what was typed where codes are wanted: a list of them, or a text as `read_text` does.

    A list has nothing but codes and what separates them. A word of it between blanks, without
    digits and capitals, may be a code or a word of a text that has no other mark of one.
    """
    items = [item.split() for item in _BETWEEN.split(text[:MOST_TYPED])]
    words = [word for item in items for word in item]
    if len(words) > 1:
        if any(map(_is_spoken, words)):
            return read_text(text, today)
        words = [word for word in words if not _NUMBERING.fullmatch(word)]
    codes, others = each_in(words, parse_code)
    alone = {item[0] for item in items if len(item) == 1}
    sure = [code for code in codes if code in alone or _is_odd(code)]
    inside = {word: _codes_inside(word) for word in others}
    doubtful = dict.fromkeys([*codes, *(code for found in inside.values() for code in found)])
    return TypedCodes(
        sure,
        [code for code in doubtful if code not in sure][:MOST_FOUND],
        [word for word, found in inside.items() if not found],
    )


def read_text(text: str, today: date) -> TypedCodes:
    """Read what people wrote for people: a message, an announcement. What is over is left out."""
    found = read_codes(text, today)
    return TypedCodes(
        [one.code for one in found if one.sure], [one.code for one in found if not one.sure]
    )


def _codes_inside(word: str) -> Sequence[str]:
    """Return what may be codes in a word that is none: with marks around it, or in a link."""
    if found := [one.code for one in read_codes(word)]:
        return found
    code = read_or_none(parse_code, word.strip(_MARKS))
    return [code] if code else []


def _is_spoken(word: str) -> bool:
    """Whether a word is one of a text: known as such, or of letters with a mark of a sentence."""
    word = word.strip("*")
    bare = word.strip(_AROUND)
    return bare.casefold() in _SPOKEN or (bare.isalpha() and not (bare == word and word.isascii()))


def _is_odd(code: str) -> bool:
    """Whether it is written as no word is."""
    digits = any(one.isdigit() for one in code) and not code.isdigit()
    return digits or any(one.isupper() for one in code[1:])
