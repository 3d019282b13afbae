"""What a heading, a label or a key means."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from autoredeem.roster.heading_words import ALLIANCE, NEVER_IDS, PHRASES, QUALIFIERS, Field

LONGEST_HEADING = 60

UNSURE = 9
"""The rank of a heading that only contains a word for ids, such as `Farm ID`."""

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+|[#№]")
_BRACKETS = re.compile(r"[(\[{（【].*?[)\]}）】]")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means; of two that mean the same the lower rank is surer.

    It is not `sure` where only a word of it was understood, such as of `Farm ID`.
    """

    field: Field
    rank: int = 0
    sure: bool = True

    @property
    def elsewhere(self) -> bool:
        """Whether long numbers under it are known to be no players' ids: power, phone, Discord."""
        return self.field is Field.OTHER and self.rank == 0


def meaning_of(heading: str) -> Meaning | None:
    """Return what a heading means, None where nobody knows. Case, accents, blanks don't matter."""
    return None if len(heading) > LONGEST_HEADING else _meaning_of(heading)


@lru_cache(maxsize=4096)
def _meaning_of(heading: str) -> Meaning | None:
    words = words_of(heading)
    whole = _INDEX.get("".join(words))
    if whole:
        return Meaning(whole.field, 3) if heading.lstrip().startswith("_") else whole
    without = _BRACKETS.sub(" ", heading)
    if without != heading and (outside := words_of(without)):
        return _INDEX.get("".join(outside)) or _of_words(outside)
    return _of_words(words) if words else None


def names_alliances(heading: str) -> bool:
    """Whether alliances' names stand under a heading."""
    return "".join(words_of(heading[:LONGEST_HEADING])) in _ALLIANCE


def known_for_sure(text: str) -> Field | None:
    """Return what a text means if all of it is a heading, and not only a word of it."""
    meaning = meaning_of(text)
    return meaning.field if meaning and meaning.sure else None


def words_of(text: str) -> tuple[str, ...]:
    """Return a text's words as they are compared: small letters without accents."""
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text))
    apart = unicodedata.normalize("NFKD", spaced.casefold())
    plain = "".join(one for one in apart if unicodedata.category(one) != "Mn")
    return tuple(_WORD.findall(plain.replace("'", "").replace("\u2019", "")))


def _of_words(words: tuple[str, ...]) -> Meaning | None:
    core = tuple(word for word in words if word not in _QUALIFIERS)
    if core != words and core and (known := _INDEX.get("".join(core))):
        return Meaning(known.field, known.rank + 1)
    found = [_INDEX.get(word) for word in core]
    fields = {one.field for one in found if one}
    if found and all(found) and len(fields) == 1:
        return Meaning(fields.pop(), 2)
    if {"id", "ids", "айди"} & set(words):
        never = not _NEVER_IDS.isdisjoint(words)
        return Meaning(Field.OTHER) if never else Meaning(Field.FID, UNSURE, sure=False)
    if Field.OTHER in fields:
        return Meaning(Field.OTHER, min(one.rank for one in found if one), sure=False)
    if not fields and len(words) > 1 and {"name", "nick"} & set(words):
        fields = {Field.NICKNAME}
    return Meaning(fields.pop(), UNSURE, sure=False) if len(fields) == 1 else None


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for line in text.strip().splitlines() for phrase in line.split(" / ")]


def _index() -> dict[str, Meaning]:
    index: dict[str, Meaning] = {}
    for field, ranks in PHRASES.items():
        for rank, text in enumerate(ranks):
            for phrase in _phrases(text):
                index.setdefault("".join(words_of(phrase)), Meaning(field, rank))
    return index


_INDEX = _index()
_ALLIANCE = frozenset("".join(words_of(phrase)) for phrase in _phrases(ALLIANCE))
_QUALIFIERS = frozenset(word for phrase in _phrases(QUALIFIERS) for word in words_of(phrase))
_NEVER_IDS = frozenset(word for phrase in _phrases(NEVER_IDS) for word in words_of(phrase))
