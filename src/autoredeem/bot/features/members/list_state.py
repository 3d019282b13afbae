"""What a list of members shows: which search, in which order, which page. Its buttons carry it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from autoredeem.bot.kit.pagination import page_number
from autoredeem.domain.players import tidy_nickname

MOST_CARRIED = 36
"""What a search may take of the 100 characters of a button, beside all else that it carries."""

_ESCAPED = "%?&="


class Sort(StrEnum):
    """The orders in which members are listed."""

    NAME = "name"
    ID = "id"
    STATE = "state"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class View:
    """What a list shows. Pages count from 1."""

    find: str = ""
    sort: Sort = Sort.NAME
    page: int = 1

    def params(self, page: int | None = None) -> dict[str, object]:
        """Give what leads here, or to another page; what is as usual needs no words."""
        there = self.page if page is None else page
        carried = {
            "page": there if there != 1 else "",
            "sort": self.sort if self.sort is not Sort.NAME else "",
            "find": self.find,
        }
        return {name: value for name, value in carried.items() if value != ""}


def view_in(params: Mapping[str, str], selected: Sequence[str] = ()) -> View:
    """Read what was carried, typed or chosen in the menu of orders. It may be anything."""
    order = selected[0] if selected else params.get("sort", "")
    sort = next((one for one in Sort if one.value == order), Sort.NAME)
    return View(
        carried(params.get("search") or params.get("find", "")),
        sort,
        page_number(params.get("page", "")),
    )


def carried(search: str) -> str:
    """Make a search tidy, and cut off what a button could not carry."""
    tidy = tidy_nickname(search)
    sizes = accumulate(_size(character) for character in tidy)
    return tidy_nickname(tidy[: sum(size <= MOST_CARRIED for size in sizes)])


def size_of(text: str) -> int:
    """Give the characters that a text takes in a button."""
    return sum(map(_size, text))


def _size(character: str) -> int:
    """Give the characters that one takes in a button; those of most emoji may count as two."""
    return 3 if character in _ESCAPED else 1 + (ord(character) > 0xFFFF)  # noqa: PLR2004 - the basic plane's end
