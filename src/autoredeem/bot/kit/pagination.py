"""Long lists in pages: the page that is shown, and the buttons to its neighbours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from autoredeem.bot.kit.cards import Button
from autoredeem.bot.kit.inputs import read_or_none
from autoredeem.bot.words import Say
from autoredeem.domain.numbers import parse_number

T = TypeVar("T")

LAST_PAGE = 999_999
"""No list has more pages that can be shown: what a button carries is short."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list; `number` counts from 1 to `pages`."""

    items: Sequence[T]
    number: int
    pages: int


def page_number(text: str) -> int:
    """Return the number of the page that a button carries, from 1; 1 for what is none."""
    return read_or_none(_parse_page, text) or 1


def pages_of(count: int, size: int) -> int:
    """Return how many pages so many items take; those of an empty list are one."""
    return min(max(1, -(-count // size)), LAST_PAGE)


def page_of(items: Sequence[T], wanted: str, size: int) -> Page[T]:
    """Return the page that is wanted, or the nearest that there is. It may be anything."""
    pages = pages_of(len(items), size)
    number = min(page_number(wanted), pages)
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


def _parse_page(text: str) -> int:
    return parse_number(text, "a page", LAST_PAGE)
