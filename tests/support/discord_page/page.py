"""The page: sections of what was seen, one after the other, with all that it needs in one file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from support.discord_page.html import Markup, div, element, joined, text

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is loaded and nothing runs, whatever is in the page."""

STYLE = Path(__file__).with_name("style.css")


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs together and makes one picture. `name` is its file's and its place's."""

    name: str
    title: str
    about: str
    seen: Sequence[Markup]


def page(title: str, about: str, sections: Sequence[Section]) -> str:
    """Write the page. It reads the style sheet: not to be called on a loop."""
    head = joined(
        [
            Markup('<meta charset="utf-8">'),
            Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            Markup(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
            element("title", title),
            element("style", Markup(STYLE.read_text(encoding="utf-8"))),
        ]
    )
    contents = [element("a", one.title, href=f"#{one.name}") for one in sections]
    intro = element("header", element("h1", title), element("p", about), element("nav", *contents))
    body = element("body", intro, *map(_section, sections))
    return f"<!doctype html>\n{element('html', element('head', head), body, lang='en')}\n"


def _section(one: Section) -> Markup:
    seen = [div("seen", piece) for piece in one.seen]
    about = element("p", text(one.about))
    return element("section", element("h2", one.title), about, *seen, id=one.name)
