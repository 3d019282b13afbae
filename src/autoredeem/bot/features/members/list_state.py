"""The state of a list of members (search, order, page), which its buttons carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from autoredeem.bot.kit.pagination import page_number
from autoredeem.domain.players import MemberSort, tidy_nickname

MOST_CARRIED = 36
"""What a search may take of the 100 characters of a button, beside all else that it carries."""

_ESCAPED = "%?&="


@dataclass(frozen=True, slots=True)
class View:
    """What a list shows. Pages count from 1."""

    find: str = ""
    sort: MemberSort = MemberSort.NAME
    page: int = 1

    def params(self, page: int | None = None) -> dict[str, object]:
        """Return the parameters of this view, or of another page of it, without the defaults."""
        there = self.page if page is None else page
        carried = {
            "page": there if there != 1 else "",
            "sort": self.sort if self.sort is not MemberSort.NAME else "",
            "find": self.find,
        }
        return {name: value for name, value in carried.items() if value != ""}


def parse_view(params: Mapping[str, str], selected: Sequence[str] = ()) -> View:
    """Return the view that was carried, typed or chosen in the sort menu. It may be anything."""
    order = selected[0] if selected else params.get("sort", "")
    sort = next((one for one in MemberSort if one.value == order), MemberSort.NAME)
    return View(
        carried(params.get("search") or params.get("find", "")),
        sort,
        page_number(params.get("page", "")),
    )


def carried(search: str) -> str:
    """Return a search tidied, without what a button could not carry."""
    tidy = tidy_nickname(search)
    sizes = accumulate(_size(character) for character in tidy)
    return tidy_nickname(tidy[: sum(size <= MOST_CARRIED for size in sizes)])


def encoded_size(text: str) -> int:
    """Return how many characters a text takes in a button."""
    return sum(map(_size, text))


def _size(character: str) -> int:
    """Return how many characters one takes in a button; most emoji may count as two."""
    return 3 if character in _ESCAPED else 1 + (ord(character) > 0xFFFF)  # noqa: PLR2004 - the basic plane's end
