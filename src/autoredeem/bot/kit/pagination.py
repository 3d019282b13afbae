"""Long lists in pages: the page that is shown, and the buttons to its neighbours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from autoredeem.bot.kit.cards import Button
from autoredeem.bot.words import Say

T = TypeVar("T")

LAST_PAGE = 9_999
"""No list has more pages that can be turned to: what a button carries is short."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list; `number` counts from 1 to `pages`."""

    items: Sequence[T]
    number: int
    pages: int


def page_of(items: Sequence[T], wanted: str, size: int) -> Page[T]:
    """Give the page that is wanted, or the nearest that there is. What is wanted may be anything.

    An empty list has one page.
    """
    pages = min(max(1, -(-len(items) // size)), LAST_PAGE)
    known = wanted.isdecimal() and len(wanted) <= len(str(LAST_PAGE))
    number = min(max(1, int(wanted)), pages) if known else 1
    return Page(items[(number - 1) * size : number * size], number, pages)


def page_buttons(say: Say, page: Page[T], link: Callable[[int], str]) -> list[Button]:
    """Return the buttons to the pages before and after; none where there is only one page.

    `link` returns the custom id that leads to a page.
    """
    if page.pages == 1:
        return []
    before, after = page.number > 1, page.number < page.pages
    # No two components of a message may have one custom id.
    return [
        Button(say("button-previous"), link(page.number - 1), enabled=before),
        Button(say("button-next"), link(page.number + 1), enabled=after),
    ]


def page_footer(say: Say, page: Page[T]) -> str:
    """Return the text that says which page it is; empty where there is only one."""
    return say("page", page=page.number, pages=page.pages) if page.pages > 1 else ""
