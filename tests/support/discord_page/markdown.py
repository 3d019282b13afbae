"""Markdown over several lines, as Discord draws it: code blocks, headings, lists, quotes."""

import re
from collections.abc import Iterator, Sequence

from support.discord_page.html import Markup, div, element, joined
from support.discord_page.inline import inline
from support.discord_page.names import Names

_BLOCK = re.compile(r"```(?:[\w+-]*\n)?\n*(.+?)\n*```", re.DOTALL)
_HEADING = re.compile(r"(#{1,3}) +(\S.*)")
_SMALL = re.compile(r"-# +(\S.*)")
_ITEM = re.compile(r"( *)([-*]|\d{1,9}\.) +(\S.*)")
_QUOTE = re.compile(r">(?: |>> )(.*)")


def markdown(written: str, names: Names) -> Markup:
    """Draw what a message, an embed's description or a field says."""
    drawn, at = [], 0
    for block in _BLOCK.finditer(written):
        drawn += [*_lines(written[at : block.start()], names), element("pre", block[1])]
        at = block.end()
    return joined([*drawn, *_lines(written[at:], names)])


def _lines(written: str, names: Names) -> Iterator[Markup]:
    """Draw line after line; those that are of no kind stay together, as marks may span them."""
    plain: list[str] = []
    for line in written.strip("\n").split("\n") if written.strip("\n") else ():
        special = _special(line, names)
        if special is None:
            plain.append(line)
            continue
        yield from _paragraph(plain, names)
        plain = []
        yield special
    yield from _paragraph(plain, names)


def _paragraph(lines: Sequence[str], names: Names) -> Iterator[Markup]:
    if lines:
        yield div("text", inline("\n".join(lines), names))


def _special(line: str, names: Names) -> Markup | None:
    if found := _HEADING.fullmatch(line):
        return element(f"h{len(found[1])}", inline(found[2], names))
    if found := _SMALL.fullmatch(line):
        return div("small", inline(found[1], names))
    if found := _QUOTE.fullmatch(line):
        return div("quote", inline(found[1], names))
    return _item(found, names) if (found := _ITEM.fullmatch(line)) else None


def _item(found: re.Match[str], names: Names) -> Markup:
    dot = "\N{BULLET}" if found[2] in "-*" else found[2]
    depth = min(len(found[1]) // 2, 5)
    return div(
        f"item deep{depth}", div("dot", dot), div("text", inline(found[3], names)), dir="auto"
    )
