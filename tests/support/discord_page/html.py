"""HTML that can't be broken out of: what is no markup yet is escaped when it becomes part of it."""

import html
from collections.abc import Iterable


class Markup(str):
    """Text that is HTML already: made by the functions here and nowhere else."""

    __slots__ = ()


NONE = Markup("")


def text(plain: str) -> Markup:
    """Escape what is said, so that nothing in it is markup."""
    return plain if isinstance(plain, Markup) else Markup(html.escape(plain, quote=True))


def joined(parts: Iterable["Markup | str | None"]) -> Markup:
    """Put parts one after the other; None is nothing."""
    return Markup("".join(text(part) for part in parts if part is not None))


def element(name: str, *inner: "Markup | str | None", **attributes: str | None) -> Markup:
    """Make an element. An attribute that is None is left out; `class_` is written `class`."""
    written = "".join(
        f' {key.rstrip("_")}="{html.escape(value, quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{written}>{joined(inner)}</{name}>")


def div(kind: str, *inner: "Markup | str | None", **attributes: str | None) -> Markup:
    """Make a block of a class that the style sheet knows."""
    return element("div", *inner, class_=kind, **attributes)


def span(kind: str, *inner: "Markup | str | None", **attributes: str | None) -> Markup:
    """Make a piece of a line, of a class that the style sheet knows."""
    return element("span", *inner, class_=kind, **attributes)
