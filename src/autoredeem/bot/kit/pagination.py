"""Long lists in pages: which page is meant, and the buttons that turn it."""

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


def page_buttons(say: Say, page: Page[T], way: Callable[[int], str]) -> list[Button]:
    """Give the buttons that turn a page; none where there is only one."""
    if page.pages == 1:
        return []
    before, after = page.number > 1, page.number < page.pages
    # The first page leads back to itself: each button has to carry something else.
    return [
        Button(say("button-previous"), way(page.number - 1), enabled=before),
        Button(say("button-next"), way(page.number + 1), enabled=after),
    ]


def page_footer(say: Say, page: Page[T]) -> str:
    """Say which page it is; nothing where there is only one."""
    return say("page", page=page.number, pages=page.pages) if page.pages > 1 else ""
