"""The one place that tidies, shortens and makes safe what people typed and strangers sent.

What is kept is made tidy: what can't be seen is dropped. What is quoted in a message or in the log
is made visible instead: there, that it was sent is part of the news.
"""

import re
import unicodedata
from collections.abc import Iterator

LONGEST_QUOTE = 40
LONGEST_LINE = 200

INVISIBLE = (
    "\ufeff\u061c\u200b\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""The marks that copying from a page or a chat leaves around a text, or in it."""

_NO_BREAK = "\u00a0\u2007\u202f"
_CLEARED = {**dict.fromkeys(map(ord, INVISIBLE)), **dict.fromkeys(map(ord, _NO_BREAK), " ")}
_EMOJI_MARK = re.compile(r"(?<![^\x00-\x7f])\ufe0f+(?!\u20e3)")
"""The mark that makes an emoji of a sign, where there is no sign before it."""

_AROUND = INVISIBLE + "".join(filter(str.isspace, map(chr, range(0x3001))))

_MOST_MARKS = 4
"""Combining marks on one character: no script needs more, and a tower of them covers the lines."""

_MOST_READ = 8_000
"""Characters that are read: more than any name or message has, and no long step of the loop."""

_LONGEST_CLUSTER = 16
_JOINERS = "\u200c\u200d"
_JOINED = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})
"""Joiners stay between letters of scripts that are written with them, and between emoji."""

_BLANKS = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0"
"""What Unicode calls a letter or a mark but shows as nothing."""

_AS_BLANKS = str.maketrans(_BLANKS, " " * len(_BLANKS))
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_SKIN = range(0x1F3FB, 0x1F400)
_REGIONAL = range(0x1F1E6, 0x1F200)


def trim(text: str, also: str = "") -> str:
    """Return the text without blanks, invisible marks and what else is named around it."""
    return text.strip(_AROUND + also)


def fold(text: str) -> str:
    """Return a name as it is compared: in one case, without accents, in plain letters."""
    if text.isascii():
        return text.casefold()
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one)).casefold()


def without_marks(text: str) -> str:
    """Return the text without invisible marks, and with no-break blanks as plain ones.

    Whatever comes from people passes through this at the edge, so that what looks right is right.
    """
    if text.isascii():
        return text
    return _EMOJI_MARK.sub("", text.translate(_CLEARED))


def visible(text: str) -> str:
    """Return the text as one line in which whatever can't be seen is a replacement character."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


def visible_line(text: str, longest: int = LONGEST_LINE) -> str:
    """Return the text as `visible` does, with any run of blanks as one space, cut to `longest`."""
    start = text[: 4 * longest]
    line = visible(" ".join(start.split()))
    cut = len(text) > len(start) or len(line) > longest
    return f"{line[: longest - 1]}…" if cut and line else line


def shorten(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Quote what someone typed for a message: visible, one line, no longer than it helps."""
    more = "…" if len(text) > longest else ""
    return f"'{visible(text[:longest])}{more}'"


def tidy(text: str, longest: int, *, end: str = "") -> str:
    """Return what people typed as one line that is safe to keep and to show: NFC, of real letters.

    Invisible characters and those that turn the direction of text are gone; joiners stay where
    emoji and some scripts need them. Any run of blanks is one space. What is longer than `longest`
    characters is cut between two that people see as such, and ends with `end`. A tidy text stays as
    it is.
    """
    line = _tidied(text)
    return line if len(line) <= longest else _cut(line, longest - len(end)) + end


def _tidied(text: str) -> str:
    if text.isascii() and text.isprintable():
        return " ".join(text[:_MOST_READ].split())
    blanks = " ".join(text[:_MOST_READ].translate(_AS_BLANKS).split())
    # Letters and marks that something invisible kept apart are neighbours afterwards.
    seen = "".join(_seen(unicodedata.normalize("NFC", blanks)))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _seen(text: str) -> Iterator[str]:
    before, marks = " ", 0
    joiner = ""
    for one in text:
        category = unicodedata.category(one)
        if one in _JOINERS:
            joiner = one if unicodedata.category(before) in _JOINED else ""
            continue
        if category in _UNSEEN:
            continue
        marks = marks + 1 if category[0] == "M" else 0
        if marks > _MOST_MARKS or (marks and before == " "):
            continue
        if joiner and category in _JOINED:
            yield joiner
        yield one
        before, joiner = one, ""


def _cut(line: str, longest: int) -> str:
    shown = ""
    for cluster in _clusters(line):
        if len(shown) + len(cluster) > longest:
            break
        shown += cluster
    return shown.rstrip(f" {_JOINERS}")


def _clusters(line: str) -> Iterator[str]:
    """Yield what people see as one character: a letter with its marks, joined emoji, a flag."""
    cluster = ""
    for one in line:
        if cluster and not (_goes_on(cluster, one) and len(cluster) < _LONGEST_CLUSTER):
            yield cluster
            cluster = ""
        cluster += one
    yield cluster


def _goes_on(cluster: str, one: str) -> bool:
    if unicodedata.category(one)[0] == "M" or one in _JOINERS or ord(one) in _SKIN:
        return True
    if cluster[-1] in _JOINERS:
        return True
    return ord(one) in _REGIONAL and len(cluster) == 1 and ord(cluster) in _REGIONAL
