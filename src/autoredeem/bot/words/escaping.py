"""Text that people typed, made safe to show: it pings no one, links nowhere, breaks no layout.

Discord draws markdown in messages and in most of an embed, but not in labels, menus' options,
forms' titles and embeds' footers: `safe` and `code` are for the former, `plain` for the latter.
"""

import re
import unicodedata

from autoredeem.domain.players import LONGEST_NICKNAME
from autoredeem.domain.text import tidy

LONGEST = LONGEST_NICKNAME
"""Characters of a name that are shown unless told otherwise."""

NOTHING = "—"
_FIRST_STRONG_ISOLATE, _POP = "\u2068", "\u2069"
_BREAK = "\u200b"
_MORE = "…"

_RTL = frozenset({"R", "AL", "AN"})
_MARKDOWN = re.compile(r"[\\`*_~|<>#+\-\[\]().:]")


def plain(text: str, longest: int = LONGEST, *, rtl: bool = False, empty: str = NOTHING) -> str:
    """Return what people typed as one line, for where Discord draws no markdown.

    Invisible characters and those that turn the direction of text are gone; what is longer than
    `longest` characters is cut between two that people see as such. It is isolated if it has
    letters that run from right to left, or if the text around it does (`rtl`). `empty` is returned
    when nothing is left.
    """
    line = tidy(text, longest, end=_MORE)
    return _isolated(line, rtl=rtl) if line else empty


def safe(text: str, longest: int = LONGEST, *, rtl: bool = False, empty: str = NOTHING) -> str:
    """Return what people typed as `plain` does, for where Discord draws markdown.

    Every character that could be markdown, a link, an emoji's name, a time or a mention is escaped
    with a backslash, so that it is seen as it was typed. Discord finds mentions in spite of
    that: an invisible break after @ and < takes them apart.
    """
    line = tidy(text, longest, end=_MORE)
    return _isolated(_escaped(line), rtl=rtl) if line else empty


def code(text: str, longest: int = LONGEST, *, rtl: bool = False) -> str:
    """Return a gift code, an id or a state as inline code, which is easy to copy."""
    line = tidy(text, longest, end=_MORE).replace("`", "'")
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
