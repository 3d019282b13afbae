"""Text that people typed, made safe to show: it pings no one, links nowhere, breaks no layout.

Discord draws markdown in messages and in most of an embed, but not in labels, menus' options,
forms' titles and embeds' footers: `safe` and `code` are for the former, `plain` for the latter.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST = 64
"""Characters of a name that are shown unless told otherwise: as many as a nickname can have."""

NOTHING = "—"
_FIRST_STRONG_ISOLATE, _POP = "\u2068", "\u2069"
_BREAK = "\u200b"
_MORE = "…"

_MOST_MARKS = 4
"""Combining marks on one character: no script needs more, and a tower of them covers the lines."""

_MOST_READ = 8_000
"""Characters looked at: more than any name or message has, and no long step of the loop."""

_LONGEST_CLUSTER = 16
_JOINERS = "\u200c\u200d"
_JOINED = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})
"""Joiners stay between letters of scripts that are written with them, and between emoji."""

_BLANKS = re.compile("[\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0]+")
"""Whitespace, and what claims to be a letter or a mark but shows as nothing."""

_DROPPED = frozenset({"Cc", "Cf", "Cs"})
_RTL = frozenset({"R", "AL", "AN"})
_MARKDOWN = re.compile(r"[\\`*_~|<>#+\-\[\]().:]")
_SKIN = range(0x1F3FB, 0x1F400)
_REGIONAL = range(0x1F1E6, 0x1F200)


def plain(text: str, longest: int = LONGEST, *, rtl: bool = False, empty: str = NOTHING) -> str:
    """Return what people typed as one line, for where Discord draws no markdown.

    Invisible characters and those that turn the direction of text are gone; what is longer than
    `longest` characters is cut between two that people see as such. It is isolated if it has
    letters that run from right to left, or if the text around it does (`rtl`). `empty` is returned
    when nothing is left.
    """
    line = _tidied(text)
    return _isolated(_cut(line, longest), rtl=rtl) if line else empty


def safe(text: str, longest: int = LONGEST, *, rtl: bool = False, empty: str = NOTHING) -> str:
    """Return what people typed as `plain` does, for where Discord draws markdown.

    Every character that could be markdown, a link, an emoji's name, a time or a mention is escaped
    with a backslash, so that it is seen as it was typed. Discord finds mentions in spite of
    that: an invisible break after @ and < takes them apart.
    """
    line = _tidied(text)
    return _isolated(_escaped(_cut(line, longest)), rtl=rtl) if line else empty


def code(text: str, longest: int = LONGEST, *, rtl: bool = False) -> str:
    """Return a gift code, an id or a state as inline code, which is easy to copy."""
    line = _cut(_tidied(text), longest).replace("`", "'")
    shown = f"`{line.replace('@', '@' + _BREAK)}`" if line else NOTHING
    return isolate(shown) if rtl else shown


def isolate(text: str) -> str:
    """Return a text whose direction does not change the order of what stands around it."""
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP}"


def _isolated(text: str, *, rtl: bool) -> str:
    return isolate(text) if rtl or any(_runs_left(one) for one in text) else text


def _runs_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in _RTL


def _escaped(line: str) -> str:
    escaped = _MARKDOWN.sub(r"\\\g<0>", line)
    return escaped.replace("<", "<" + _BREAK).replace("@", "@" + _BREAK)


def _tidied(text: str) -> str:
    composed = unicodedata.normalize("NFC", _BLANKS.sub(" ", text[:_MOST_READ]))
    # Letters and marks that something invisible kept apart are neighbours now.
    visible = unicodedata.normalize("NFC", "".join(_visible(composed)))
    return " ".join(visible.split())


def _visible(text: str) -> Iterator[str]:
    before, marks = " ", 0
    joiner = ""
    for one in text:
        category = unicodedata.category(one)
        if one in _JOINERS:
            joiner = one if unicodedata.category(before) in _JOINED else ""
            continue
        if category in _DROPPED:
            continue
        marks = marks + 1 if category[0] == "M" else 0
        if marks > _MOST_MARKS or (marks and before == " "):
            continue
        if joiner and category in _JOINED:
            yield joiner
        yield one
        before, joiner = one, ""


def _cut(line: str, longest: int) -> str:
    if len(line) <= longest:
        return line
    shown = ""
    for cluster in _clusters(line):
        if len(shown) + len(cluster) > longest - len(_MORE):
            break
        shown += cluster
    return shown.rstrip() + _MORE


def _clusters(line: str) -> Iterator[str]:
    """Give what people see as one character each: letters with their marks, joined emoji, flags."""
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
    return ord(one) in _REGIONAL and _all_regional(cluster) and len(cluster) == 1


def _all_regional(text: Iterable[str]) -> bool:
    return all(ord(one) in _REGIONAL for one in text)
