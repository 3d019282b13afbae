"""A message as plain lines: no fancy letters, nothing invisible, no links, no mentions."""

import html
import re
import unicodedata
from datetime import UTC, datetime

from autoredeem.domain.announcements.words import Kind, phrases_of
from autoredeem.domain.codes import LONGEST_CODE

MOST_READ = 8_000
"""Characters looked at: twice what the longest message has, and no long step of the loop."""

STRUCK = "\ue000"
"""Stands where something is struck out."""

_NEW_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]|<br ?/?>\n?")
_ENTITIES = re.compile(r"&(?:#\d{1,6}|[a-z]{2,8});")
_QUOTES = re.compile(r"^[ \t]?(?:>{1,3} )+", re.MULTILINE)
_HIDDEN = dict.fromkeys([*range(0xFE00, 0xFE10), *range(0x180B, 0x1810), 0x034F, 0x20E3])
_AS_BLANKS = dict.fromkeys([0x1160, 0x115F, 0x1680, 0x2800, 0x2028], " ")
_FRAMED = {first + n: chr(ord("A") + n) for first in (0x1F150, 0x1F170) for n in range(26)}
_SHOWN = {**_FRAMED, **_HIDDEN, **_AS_BLANKS, ord("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"): "I"}

_CROSSED = re.compile("(?:[\\w -][\u0335-\u0338])+")
_STRUCK = re.compile(
    r"~~[^~]{1,1000}~~|<(s|del|strike)>[^<]{1,1000}</(?:s|del|strike)>", re.IGNORECASE
)

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]{}\"'`*|]+")
_LINKED_CODE = re.compile(
    rf"[?&#;](?:code|cdk|cdkey|coupon|giftcode|gift_code|gift-code|promo|voucher)=([A-Za-z0-9_-]{{1,{LONGEST_CODE}}})(?![^&#;.,!?])",
    re.IGNORECASE,
)
_OF_A_GIFT = re.compile(
    r"gift|redeem|redemption|coupon|promo|cdk|voucher|kingshot|whiteout", re.IGNORECASE
)

_TIME = re.compile(r"<t:(-?\d{1,12})(?::[tTdDfFR])?>")
_NOISE = re.compile(
    r"<(?:[@#/]|a?:|id:)[^<>\n]{0,120}>"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,60}"
    r"|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}(?:\.[a-z]{2,24}(?!\w)|\.\w{1,24}/)(?:[/?#]\S*)?"
    r"|(?<![\w.-])[\w-]{1,63}\.(?:PNG|JPE?G|GIF|PDF|MP4|XLSX|CSV|TXT)(?!\w)"
    r"|(?<!\w)[@#][\w-]+"
    r"|(?<![\w.])v\d{1,4}(?:\.\d{1,6}){1,4}[\w-]*"
    r"|(?<!\w):\w{2,32}:(?!\w)"
)
"""Addresses, names of files, mentions, tags, versions, emoji: no code is looked for there."""

_ESCAPED = re.compile(r"\\(?=[_*#~.`|>()\-])")
_CONTRACTED = re.compile(r"(?<=[a-z])['\u2019](?=(?:t|s|re|ll|ve|d|m)\b)")
_CLOCKS = re.compile(r"\d{1,2}:\d{2}[A-Za-z]{2,5}(?![A-Za-z\d])")
_EXAMPLES = re.compile(r"(?<!\w)(?:e\.\s?g|z\.\s?B|p\.\s?ex|p\.\s?ej|напр)\.", re.IGNORECASE)
_FENCED = re.compile(r"```(?:[a-z]{1,10}\n)?\s{0,3}([\w-]{1,64})\s{0,3}```")
_SPOILER = re.compile(r"^([^|\n]{0,200})\|\|([\w-]{1,64})\|\|([^|\n]*)$", re.MULTILINE)
_FENCES = re.compile(r"```(?:[a-z]{1,10}(?=\n))?")
_PIECES = re.compile(r"(?<![A-Za-z0-9])([A-Za-z0-9]{1,64})\*{1,3}(?=[A-Za-z0-9])")

_UNDERLINED = re.compile(
    r"(?<!\w)__([A-Za-z0-9]{1,64})__(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])__([A-Za-z0-9]{1,64})__(?!\w)"
)


def plain_text(text: str) -> str:
    """Return a message in plain letters, without what is invisible; at most MOST_READ long."""
    text = _ENTITIES.sub(lambda one: html.unescape(one[0]), text[:MOST_READ])
    plain = unicodedata.normalize("NFKC", _NEW_LINES.sub("\n", text))[:MOST_READ]
    plain = plain.translate(_SHOWN)
    if not plain.isprintable():
        plain = "".join(one for one in plain if one.isprintable() or one in "\n\t")
    plain = _QUOTES.sub("", plain) if ">" in plain else plain
    return _STRUCK.sub(_placeholders, _CROSSED.sub(STRUCK, plain))


def without_noise(text: str) -> str:
    """Return a plain text without links, mentions and marks inside words.

    A link to redeem a code becomes that code, and one of Discord's times its day.
    """
    text = _SPOILER.sub(r"\1`\2`\3", text) if "||" in text else text
    text = _FENCES.sub("", _FENCED.sub(r"`\1`", text))
    text = _LINK.sub(_of_a_link, _TIME.sub(_day, text))
    text = _CONTRACTED.sub("", _ESCAPED.sub("", _NOISE.sub(" ", text)))
    text = _EXAMPLES.sub("example", _CLOCKS.sub(" ", text))
    text = _UNDERLINED.sub(r"\1\2", text) if "__" in text else text
    return _PIECES.sub(_joined, text) if "*" in text else text


def _placeholders(struck: re.Match[str]) -> str:
    return "\n".join(STRUCK if line.strip() else "" for line in struck[0].split("\n"))


def _of_a_link(link: re.Match[str]) -> str:
    code = _LINKED_CODE.search(link[0])
    if code and _OF_A_GIFT.search(link[0], 0, code.start()):
        return f"code: `{code[1]}` "
    return " "


def _day(time: re.Match[str]) -> str:
    try:
        return f"{datetime.fromtimestamp(int(time[1]), UTC):%Y-%m-%d}"
    except (ValueError, OverflowError, OSError):
        return " "


def _joined(piece: re.Match[str]) -> str:
    """Return the piece of a word that is partly bold, next to the rest of it."""
    announces = any(kind is Kind.CODE for _, kind in phrases_of(piece[1]))
    return f"{piece[1]} " if announces else piece[1]
