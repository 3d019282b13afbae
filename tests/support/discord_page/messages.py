"""A message as Discord draws it, from what the bot sent and Discord would tell a client."""

from collections.abc import Sequence
from datetime import datetime

from support.discord_page.controls import controls
from support.discord_page.embeds import embed
from support.discord_page.html import NONE, Markup, div, element, joined, span
from support.discord_page.markdown import markdown
from support.discord_page.names import Names
from support.discord_server.messages import EPHEMERAL, LOADING
from support.discord_server.wire import Payload

_COLOURS = 6
_SIZES = ((1024 * 1024, "MB"), (1024, "KB"))


def message(payload: Payload, names: Names, used: tuple[str, str] | None = None) -> Markup:
    """Draw a message; `used` is who used which command, if it answers one."""
    ephemeral = bool(payload.get("flags", 0) & EPHEMERAL)
    body = div("body", _head(payload, names), _said(payload, names), *_inside(payload, names))
    lines = [_used(*used) if used else NONE, div("said", _picture(payload), body)]
    if ephemeral:
        dismiss = element("b", "Dismiss message")
        lines.append(div("only-you", "Only you can see this \N{BULLET} ", dismiss))
    return div("message ephemeral" if ephemeral else "message", *lines)


def _used(who: str, what: str) -> Markup:
    return div("used", span("who", who), " used ", span("what", what))


def _picture(payload: Payload) -> Markup:
    author = payload["author"]
    colour = 0 if author.get("bot") else 1 + sum(map(ord, _called(payload))) % (_COLOURS - 1)
    return div(f"picture colour{colour}", _called(payload)[:1].upper())


def _called(payload: Payload) -> str:
    author = payload["author"]
    called: str = author.get("global_name") or author["username"]
    return called


def _head(payload: Payload, names: Names) -> Markup:
    tag = span("tag", "APP") if payload["author"].get("bot") else NONE
    at = datetime.fromisoformat(payload["timestamp"]) + names.shift
    return div("head", span("author", _called(payload)), tag, span("at", f"Today at {at:%H:%M}"))


def _said(payload: Payload, names: Names) -> Markup:
    if payload.get("flags", 0) & LOADING:
        return div("loading", f"{_called(payload)} is thinking...")
    content = payload.get("content") or ""
    edited = span("edited", "(edited)") if content and payload.get("edited_timestamp") else NONE
    return joined([markdown(content, names), edited])


def _inside(payload: Payload, names: Names) -> list[Markup]:
    return [
        *(embed(one, names) for one in payload.get("embeds") or ()),
        *(_file(one) for one in payload.get("attachments") or ()),
        controls(payload.get("components") or (), names),
        *(_reactions(there) for there in [payload.get("reactions")] if there),
    ]


def _reactions(there: Sequence[Payload]) -> Markup:
    shown = (span("reaction", f"{one['emoji']['name']} {one['count']}") for one in there)
    return div("reactions", *shown)


def _file(attached: Payload) -> Markup:
    name, size = div("file-name", attached["filename"]), div("file-size", _size(attached["size"]))
    return div("file", div("file-sign", "\N{PAGE FACING UP}"), div("file-text", name, size))


def _size(count: int) -> str:
    for unit, name in _SIZES:
        if count >= unit:
            return f"{count / unit:.2f} {name}"
    return f"{count} bytes"
