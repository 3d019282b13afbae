"""What can be pressed and chosen: buttons in Discord's colours, and menus."""

from collections.abc import Iterator, Sequence

from support.discord_page.html import Markup, div, element, joined, span
from support.discord_page.markdown import markdown
from support.discord_page.names import Names
from support.discord_server import parts
from support.discord_server.wire import Payload

_LOOKS = {
    1: "blurple",
    2: "grey",
    3: "green",
    4: "red",
    parts.LINK: "grey",
    parts.PREMIUM: "blurple",
}


def controls(components: Sequence[Payload], names: Names) -> Markup:
    """Draw the rows of a message, one after the other."""
    return joined(_part(one, names) for one in components)


def _part(part: Payload, names: Names) -> Markup:
    match part["type"]:
        case parts.ROW:
            return div("row", *(_part(one, names) for one in part["components"]))
        case parts.BUTTON:
            return _button(part)
        case parts.TEXT:
            return markdown(part["content"], names)
        case kind if kind in parts.MENUS:
            return menu(part, names)
        case _:
            inner = [*(part.get("components") or ()), part.get("accessory")]
            return div("box", *(_part(one, names) for one in inner if one))


def _button(part: Payload) -> Markup:
    kind = f"button {_LOOKS.get(part.get('style', 2), 'grey')}"
    if part.get("disabled"):
        kind += " disabled"
    emoji = (part.get("emoji") or {}).get("name")
    sign = "\N{NORTH EAST ARROW}" if part.get("style") == parts.LINK else None
    shown = [one for one in (emoji, part.get("label"), sign) if one]
    return element("span", " ".join(shown), class_=kind, dir="auto")


def menu(part: Payload, names: Names) -> Markup:
    """Draw a menu that is closed: what is chosen, or what there is to choose."""
    chosen = [span("choice", one) for one in _chosen(part, names)]
    hint = part.get("placeholder") or "Make a selection"
    shown = div("chosen", *chosen, dir="auto") if chosen else div("hint", hint, dir="auto")
    kind = "menu disabled" if part.get("disabled") else "menu"
    return div(kind, shown, span("arrow", "\N{BLACK DOWN-POINTING SMALL TRIANGLE}"))


def _chosen(part: Payload, names: Names) -> Iterator[str]:
    called = {"user": names.user, "role": names.role, "channel": names.channel}
    for option in part.get("options") or ():
        if option.get("default"):
            yield option["label"]
    for default in part.get("default_values") or ():
        yield called[default["type"]](int(default["id"]))
