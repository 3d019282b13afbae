"""Markdown within a line, as Discord draws it: emphasis, code, links, mentions, times, escapes."""

import re
from collections.abc import Callable

from support.discord_page.html import Markup, element, joined, span, text
from support.discord_page.names import Names
from support.discord_page.times import moment

DEEPEST = 8
"""How many marks may stand in each other; what is deeper is drawn as it was written."""

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_CODE = re.compile(r"(`+)(.*?[^`])\1(?!`)", re.DOTALL)
_LINK = re.compile(r"\[((?:\\.|[^\[\]\\])+)\]\((https?://[^\s()<>]+)\)")
_ADDRESS = re.compile(r"<?(https?://[^\s<>]+)>?")
_USER, _ROLE, _CHANNEL = (
    re.compile(r"<@!?(\d+)>"),
    re.compile(r"<@&(\d+)>"),
    re.compile(r"<#(\d+)>"),
)
_COMMAND = re.compile(r"</([^:<>]{1,100}):\d+>")
_TIME = re.compile(r"<t:(-?\d{1,17})(?::([tTdDfFR]))?>")
_EVERYONE = re.compile(r"@(everyone|here)")
_MARKS = {"**": "strong", "__": "u", "~~": "s", "||": "spoiler", "*": "em", "_": "em"}
_PLAIN = re.compile(r"[^\\`\[<@*_~|h]+|.", re.DOTALL)

Draw = Callable[[re.Match[str], Names, int], Markup | None]


def inline(written: str, names: Names, depth: int = 0) -> Markup:
    """Draw what is written in a line, or in several."""
    drawn, at = [], 0
    while at < len(written):
        piece, at = _next(written, at, names, depth)
        drawn.append(piece)
    return joined(drawn)


def _next(written: str, at: int, names: Names, depth: int) -> tuple[Markup, int]:
    for pattern, draw in _RULES:
        if (found := pattern.match(written, at)) and (drawn := draw(found, names, depth)):
            return drawn, found.end()
    if depth < DEEPEST and (marked := _marked(written, at, names, depth)):
        return marked
    plain = _PLAIN.match(written, at)
    assert plain, "every character is one"
    return text(plain.group()), plain.end()


def _marked(written: str, at: int, names: Names, depth: int) -> tuple[Markup, int] | None:
    """Draw what stands between two marks of a kind, if one begins here and ends somewhere."""
    for mark, name in _MARKS.items():
        if not written.startswith(mark, at):
            continue
        start = at + len(mark)
        end = _closing(written, start, mark)
        if end is not None and _is_meant(written, at, end, mark):
            inner = inline(written[start:end], names, depth + 1)
            shown = span(name, inner) if name == "spoiler" else element(name, inner)
            return shown, end + len(mark)
    return None


def _closing(written: str, start: int, mark: str) -> int | None:
    """Find the mark that closes one that was opened before `start`: escaped ones don't."""
    at = start
    while (at := written.find(mark, at)) != -1:
        doubled = len(mark) == 1 and written.startswith(mark * 2, at)
        if at > start and not doubled and not _is_escaped(written, at):
            # Of three marks in a row the last two close: what they stand around ends in one.
            return at + 1 if len(mark) > 1 and written.startswith(mark + mark[0], at) else at
        at += 2 if doubled else 1
    return None


def _is_escaped(written: str, at: int) -> bool:
    slashes = 0
    while written[at - slashes - 1 : at - slashes] == "\\":
        slashes += 1
    return slashes % 2 == 1


def _is_meant(written: str, at: int, end: int, mark: str) -> bool:
    """Whether it is emphasis, and not arithmetic or snake_case."""
    if mark == "*":
        return not written[at + 1].isspace() and not written[end - 1].isspace()
    if mark == "_":
        before, after = written[at - 1 : at], written[end + 1 : end + 2]
        return not _in_word(before) and not _in_word(after)
    return True


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _escape(found: re.Match[str], _names: Names, _depth: int) -> Markup:
    return text(found[1])


def _code(found: re.Match[str], _names: Names, _depth: int) -> Markup:
    return element("code", found[2].strip() or found[2])


def _link(found: re.Match[str], names: Names, depth: int) -> Markup | None:
    if depth >= DEEPEST:
        return None
    return element("a", inline(found[1], names, depth + 1), href=found[2])


def _address(found: re.Match[str], _names: Names, _depth: int) -> Markup:
    return element("a", found[1], href=found[1])


def _user(found: re.Match[str], names: Names, _depth: int) -> Markup:
    return span("pill", names.user(int(found[1])))


def _role(found: re.Match[str], names: Names, _depth: int) -> Markup:
    return span("pill", names.role(int(found[1])))


def _channel(found: re.Match[str], names: Names, _depth: int) -> Markup:
    return span("pill", names.channel(int(found[1])))


def _command(found: re.Match[str], _names: Names, _depth: int) -> Markup:
    return span("pill", f"/{found[1]}")


def _everyone(found: re.Match[str], _names: Names, _depth: int) -> Markup:
    return span("pill", found[0])


def _time(found: re.Match[str], names: Names, _depth: int) -> Markup | None:
    said = moment(int(found[1]), found[2] or "", names.now, names.shift)
    return span("time", said) if said else None


_RULES: tuple[tuple[re.Pattern[str], Draw], ...] = (
    (_ESCAPED, _escape),
    (_CODE, _code),
    (_LINK, _link),
    (_USER, _user),
    (_ROLE, _role),
    (_CHANNEL, _channel),
    (_COMMAND, _command),
    (_TIME, _time),
    (_ADDRESS, _address),
    (_EVERYONE, _everyone),
)
