"""The state of a list of members (search, order, filters, page), which its buttons carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from autoredeem.bot.kit.inputs import read_or_none
from autoredeem.bot.kit.pagination import page_number
from autoredeem.domain.alliances import NO_ALLIANCE, AllianceId, parse_alliance_id
from autoredeem.domain.known_players import Need
from autoredeem.domain.players import MemberSort, tidy_nickname

MOST_CARRIED = 36
"""What a search may take of the 100 characters of a button, beside all else that it carries."""

MOST_BESIDE_A_MEMBER = 28
"""The same of a button that carries a member and a page of codes as well."""

_ESCAPED = "%?&="

NONE_OF_THEM = str(NO_ALLIANCE)
"""What a button carries of those who are in no alliance."""

_LETTERS = {Need.WRONG_STATE: "w", Need.NO_STATE: "s", Need.NO_SUCH_PLAYER: "p"}
"""What a button carries of a need."""


@dataclass(frozen=True, slots=True)
class View:
    """What a list shows. Pages count from 1; what it leaves out is as in a MemberQuery."""

    find: str = ""
    sort: MemberSort = MemberSort.NAME
    page: int = 1
    alliance: AllianceId | None = None
    unowned: bool = False
    need: Need | None = None

    @property
    def is_filtered(self) -> bool:
        """Whether it leaves anybody out."""
        return bool(self.find or self.unowned or self.need) or self.alliance is not None

    def beside_a_member(self) -> dict[str, object]:
        """Return the parameters as `params` does, with no more of a search than has room."""
        return replace(self, find=carried(self.find, MOST_BESIDE_A_MEMBER)).params()

    def params(self, page: int | None = None) -> dict[str, object]:
        """Return the parameters of this view, or of another page of it, without the defaults.

        They are short, as buttons carry them beside others.
        """
        there = self.page if page is None else page
        carried = {
            "p": there if there != 1 else "",
            "s": self.sort.value[0] if self.sort is not MemberSort.NAME else "",
            "f": self.find,
            "a": "" if self.alliance is None else self.alliance,
            "o": int(self.unowned) or "",
            "n": _LETTERS[self.need] if self.need else "",
        }
        return {name: value for name, value in carried.items() if value != ""}


def parse_view(params: Mapping[str, str], selected: Sequence[str] = ()) -> View:
    """Return the view that was carried, typed or chosen in the sort menu. It may be anything.

    Messages of earlier versions carry longer names.
    """
    order = selected[0] if selected else params.get("sort") or params.get("s", "")
    sorts = (one for one in MemberSort if order in (one.value, one.value[0]))
    find = params.get("search") or params.get("find") or params.get("f", "")
    page = params.get("number") or params.get("page") or params.get("p", "")
    return View(
        carried(find),
        next(sorts, MemberSort.NAME),
        page_number(page),
        alliance_in(params.get("a", "")),
        params.get("o") == "1",
        need_in(params.get("n", "")),
    )


def alliance_in(text: str) -> AllianceId | None:
    """Return the alliance that was carried, NO_ALLIANCE where it is none of them; or None."""
    return NO_ALLIANCE if text == NONE_OF_THEM else read_or_none(parse_alliance_id, text)


def need_in(text: str) -> Need | None:
    """Return the need that was carried, or chosen by its value; None where it is none."""
    return next((one for one, letter in _LETTERS.items() if text in (one.value, letter)), None)


def carried(search: str, most: int = MOST_CARRIED) -> str:
    """Return a search tidied, without what a button could not carry."""
    tidy = tidy_nickname(search)
    sizes = accumulate(_size(character) for character in tidy)
    return tidy_nickname(tidy[: sum(size <= most for size in sizes)])


def encoded_size(text: str) -> int:
    """Return how many characters a text takes in a button."""
    return sum(map(_size, text))


def _size(character: str) -> int:
    """Return how many characters one takes in a button; most emoji may count as two."""
    return 3 if character in _ESCAPED else 1 + (ord(character) > 0xFFFF)  # noqa: PLR2004 - the basic plane's end
