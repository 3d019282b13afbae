"""Embeds as Discord draws them: a coloured side, a title, text, fields in columns, a footer."""

from collections.abc import Iterator, Sequence

from support.discord_page.html import Markup, div, joined
from support.discord_page.inline import inline
from support.discord_page.markdown import markdown
from support.discord_page.names import Names
from support.discord_server.wire import Payload

IN_A_LINE = 3
"""How many fields that are inline stand beside each other."""


def embed(payload: Payload, names: Names) -> Markup:
    """Draw one embed."""
    colour = payload.get("color")
    side = f"border-color: #{int(colour) & 0xFFFFFF:06x}" if colour else None
    return div("embed", *_inner(payload, names), style=side)


def _inner(payload: Payload, names: Names) -> Iterator[Markup]:
    if name := (payload.get("author") or {}).get("name"):
        yield div("embed-author", name)
    if title := payload.get("title"):
        yield div("embed-title", inline(title, names))
    if described := payload.get("description"):
        yield div("embed-text", markdown(described, names))
    if fields := payload.get("fields"):
        yield div("fields", *_fields(fields, names))
    if footer := (payload.get("footer") or {}).get("text"):
        yield div("footer", footer)


def _fields(fields: Sequence[Payload], names: Names) -> Iterator[Markup]:
    beside: list[Payload] = []
    for one in fields:
        if beside and (not one.get("inline") or len(beside) == IN_A_LINE):
            yield _line(beside, names)
            beside = []
        beside.append(one)
        if not one.get("inline"):
            yield _line(beside, names)
            beside = []
    if beside:
        yield _line(beside, names)


def _line(fields: Sequence[Payload], names: Names) -> Markup:
    return div("field-line", joined(_field(one, names) for one in fields))


def _field(one: Payload, names: Names) -> Markup:
    name = div("field-name", inline(one["name"], names))
    return div("field", name, markdown(one["value"], names))
