"""A line that people wrote, cut into its numbers and what stands around them.

What is surely something else (a date, a link, an amount) is put out of the way first.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from autoredeem.domain.player_input import GROUP_MARKS, whole_number
from autoredeem.domain.text import INVISIBLE, trim
from autoredeem.roster.heading_words import Field
from autoredeem.roster.headings import Meaning, meaning_of

CUT = "\ufffc"
"""What stands for all that was taken out of a line."""

_ALONE = r"(?<![^\W_]){}(?![^\W_])"
_OTHER_THINGS = (
    r"~~.*?~~",  # struck out
    r"^[!/][^\W\d]\w*",  # a bot's command
    r"\bhttps?://\S+",
    r"<(?:@[!&]?|#|a?:\w{1,32}:|t:)\d+(?::\w)?>",  # Discord's mentions, emoji and times
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w+",
    r"(?<![\d.])\d{4}-\d\d?-\d\d?(?:[T ]\d\d?:\d\d(?::\d\d)?(?:\.\d+)?Z?)?(?!\d)",
    r"(?<![\d./-])\d\d?([./-])\d\d?\1(?:\d{4}|\d\d)(?![\d./-])",
    r"(?<![\d./-])\d{4}[./]\d\d?[./]\d\d?(?!\d)",
    r"(?<![\d:])\d\d?:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?(?![\d:])",
    r"(?<![\d.,])\d+(?:[.,]\d+)?\s?%",
    r"(?<![\w.,])\d[\d.,]*\s?(?:[kmb]|mio|mln|bn|млн|тыс|億|亿|万|萬)(?![^\W_])",  # 45.3M
    r"(?<!\w)\+\d[\d ()-]{6,20}\d",  # telephones
    r"[\d#*]\ufe0f?\u20e3",  # keycaps
)
_HANDS_OFF = re.compile("|".join(_OTHER_THINGS), re.IGNORECASE)
_FIRE = r"(?:FC|TG)[ .:-]?[0-9]{1,2}(?:[ ]?[-.][0-9])?"
_GROUPS = rf"\d{{1,3}}(?P<mark>[{GROUP_MARKS}]|\s)\d{{3}}(?:(?P=mark)\d{{3}})*(?!\d)"
_TOKENS = (
    r"(?P<scientific>(?<![\w.,])\d+(?:[.,]\d+)?[eE][+-]?\d+(?!\w))",
    rf"(?P<fire>{_ALONE.format(_FIRE)})",
    r"(?P<sub>(?<![\d\w-])(?:2[5-9]|3\d)-[1-5](?![\d\w-]))",
    rf"(?P<rank>{_ALONE.format('R[1-5]')})",
    r"(?P<state>(?:(?<![^\W_])[SK]|\#)\d{1,5}(?!\w))",
    rf"(?P<number>(?<!\d)(?:{_GROUPS}|\d+)(?:\.0+(?!\d))?)",
    r"(?P<word>[^\W\d_]+)",
)
_TOKEN = re.compile("|".join(_TOKENS), re.IGNORECASE)
_UNSEEN = str.maketrans("", "", INVISIBLE + "\u061c\ufe0f\u00ad")
_BORDERS = str.maketrans("│┃║▏｜", "|||||")
_BULLET = re.compile(r"(?:\s*[-–—*•●▪◦‣·>|]|\s*\#{1,3}(?=\s))*\s*")
_NUMBERING = re.compile(
    r"[(\[#]?(?:no\.?\s?|№\s?)?(\d{1,4})(?:\s*[.)\]:](?!\d)|\s+-(?=\s))[*_\s]*(?=\S)", re.IGNORECASE
)
_HASH_NUMBERING = re.compile(r"\#(\d{1,2})\s+(?=\S)")
_BARE_NUMBERING = re.compile(r"(\d{1,4})[\s,;|]+(?=\S)")
_GLUE = frozenset(" \t:=#.-–—(*_`'\"’：№[")
_BETWEEN_WORDS = frozenset(("", " ", "_", "-", "'", "’", ". ", "\xa0"))
_LONGEST_LABEL = 3
_SHORT_ONES = (Field.STATE, Field.LEVEL)
_LONGEST_SHORT = 6
_AFTER = re.compile(r"[ .]?([^\W\d_]+)")
# Scripts that are written without blanks: a number may stand right beside a word.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(slots=True)
class Number:
    """A number on a line: where, which digits, and what a word beside it says that it is.

    `start` and `end` include that word.
    """

    start: int
    end: int
    typed: str
    digits: str
    meaning: Meaning | None = None

    @property
    def grouped(self) -> bool:
        """Whether it is written in groups of three."""
        return not self.typed.isdecimal()

    @property
    def field(self) -> Field | None:
        """What it is called."""
        return self.meaning.field if self.meaning else None


@dataclass(slots=True)
class Tokens:
    """What a line has: `text` without what is no business of ours, where it begins and ends."""

    text: str
    begin: int
    end: int
    numbering: int | None = None
    numbers: list[Number] = field(default_factory=list)
    scientific: str = ""
    level: str = ""
    state: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)


def plain(text: str) -> str:
    """Return a line without invisible marks, its borders all the same."""
    return trim(text.translate(_UNSEEN).translate(_BORDERS))


def tokens_of(text: str, expected: int | None = None) -> Tokens:
    """Cut a line up. A bare number that begins it and is `expected` is its numbering."""
    masked = _HANDS_OFF.sub(CUT, text)
    begin = _after(_BULLET.match(masked), 0)
    found = _NUMBERING.match(masked, begin) or _HASH_NUMBERING.match(masked, begin)
    if not found and expected is not None:
        bare = _BARE_NUMBERING.match(masked, begin)
        found = bare if bare and int(bare[1]) == expected else None
    number = int(found[1]) if found else None
    tokens = Tokens(masked, _after(found, begin), len(masked.rstrip()), number)
    words: list[re.Match[str]] = []
    for token in _TOKEN.finditer(masked, tokens.begin):
        if token.lastgroup == "word":
            words.append(token)
        else:
            _keep(tokens, token, words)
            words = []
    return tokens


def bare_number(text: str) -> int | None:
    """Return the number with which a line begins, followed by a blank and more."""
    line = plain(text)
    found = _BARE_NUMBERING.match(line, _after(_BULLET.match(line), 0))
    return int(found[1]) if found else None


def _after(found: re.Match[str] | None, otherwise: int) -> int:
    return found.end() if found else otherwise


def _keep(tokens: Tokens, token: re.Match[str], words: list[re.Match[str]]) -> None:
    kind, text = token.lastgroup, tokens.text
    if kind in ("number", "mark"):
        if number := _number(text, token, words):
            tokens.numbers += _apart(number, token)
        return
    start, label = _label_before(text, token.start(), words)
    tokens.spans.append((start if label else token.start(), token.end()))
    if kind == "scientific":
        tokens.scientific = tokens.scientific or token[0]
    elif kind == "state":
        tokens.state = tokens.state or token[0]
    elif kind != "rank":
        tokens.level = tokens.level or token[0]


def _number(text: str, token: re.Match[str], words: list[re.Match[str]]) -> Number | None:
    """Return a number; None where it is a part of a word, such as a name's."""
    start, end = token.span()
    first, meaning = _label_before(text, start, words)
    if meaning and meaning.field in _SHORT_ONES and end - start > _LONGEST_SHORT:
        first, meaning = start, None
    if _holds(text[start - 1 : start]) and not meaning:
        return None
    last = end
    if end - start <= _LONGEST_SHORT and not meaning and (after := _AFTER.match(text, end)):
        said = meaning_of(after[1])
        if said and said.field is Field.STATE and after[1] not in "kK":
            meaning, last = said, after.end()
    if _holds(text[last : last + 1]) and last == end:
        return None
    return Number(first, last, token[0], whole_number(token[0]) or "", meaning)


def _apart(number: Number, token: re.Match[str]) -> list[Number]:
    """Return two numbers for `30,245`: too short for an id, it is a level and a state."""
    mark = token["mark"]
    first, _, second = token[0].partition(mark) if mark else (token[0], "", "")
    if not second or number.meaning or len(number.digits) > _LONGEST_SHORT - 1 or second[0] == "0":
        return [number]
    middle = token.start() + len(first)
    return [
        Number(token.start(), middle, first, first),
        Number(middle + 1, token.end(), second, whole_number(second) or ""),
    ]


def _holds(neighbour: str) -> bool:
    """Whether a character makes a number beside it a part of a word."""
    return (
        bool(neighbour)
        and (neighbour.isalpha() or neighbour == "_")
        and not _UNSPACED.match(neighbour)
    )


def _label_before(text: str, start: int, words: list[re.Match[str]]) -> tuple[int, Meaning | None]:
    """Return where a number's label begins, and what it says; the longest label counts."""
    at = start
    while at and text[at - 1] in _GLUE:
        at -= 1
    if not words or words[-1].end() != at:
        return start, None
    for count in range(min(_LONGEST_LABEL, len(words)), 0, -1):
        some = words[-count:]
        between = (text[one.end() : other.start()] for one, other in pairwise(some))
        if not _BETWEEN_WORDS.issuperset(between):
            continue
        meaning = meaning_of(text[some[0].start() : at])
        if meaning and meaning.field is not Field.NICKNAME and meaning.sure:
            return some[0].start(), meaning
    return start, None
