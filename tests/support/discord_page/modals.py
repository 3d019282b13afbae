"""A modal as Discord draws it: a title, labelled inputs, and the two buttons under them."""

from support.discord_page.controls import menu
from support.discord_page.html import NONE, Markup, div, span
from support.discord_page.markdown import markdown
from support.discord_page.names import Names
from support.discord_server import parts
from support.discord_server.wire import Payload

LONG = 2
"""The style of a text input that has several lines."""


def modal(payload: Payload, names: Names) -> Markup:
    """Draw a modal that has just been opened."""
    title = div("form-title", span("", payload["title"]), span("close", "\N{MULTIPLICATION X}"))
    buttons = div("form-buttons", span("button grey", "Cancel"), span("button blurple", "Submit"))
    return div("form", title, *(_part(one, names) for one in payload["components"]), buttons)


def _part(part: Payload, names: Names) -> Markup:
    match part["type"]:
        case parts.LABEL:
            return _labelled(part["label"], part["component"], part.get("description"), names)
        case parts.ROW:
            return div("", *(_part(one, names) for one in part["components"]))
        case parts.TEXT:
            return markdown(part["content"], names)
        case _:
            return _labelled(part.get("label") or "", part, None, names)


def _labelled(label: str, part: Payload, about: str | None, names: Names) -> Markup:
    star = span("star", "*") if part.get("required", True) else NONE
    return div(
        "labelled",
        div("label", label, star, dir="auto"),
        div("about", about, dir="auto") if about else NONE,
        _field(part, names),
    )


def _field(part: Payload, names: Names) -> Markup:
    if part["type"] in parts.MENUS:
        return menu(part, names)
    if part["type"] == parts.FILE_UPLOAD:
        return div("input drop", "Drop file here or browse")
    kind = "input long" if part.get("style") == LONG else "input"
    given, hint = part.get("value"), part.get("placeholder") or ""
    return div(kind, given or span("hint", hint), dir="auto")
