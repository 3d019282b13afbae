"""What differs between the games that the publisher's one API serves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from autoredeem.domain.player_input import PLAYER_ID_DIGITS

TitleName = Literal["wos", "kingshot"]


@dataclass(frozen=True, slots=True)
class Title:
    """A game: the name it has in commands and settings, and the one that its players know.

    `url` is the base of its API, `redemption_page` the site on which its players redeem codes by
    hand, with a slash at the end. `tag` is the letter that buttons carry. `called` are words that
    name it wherever they stand, in small letters. `state_word` is what its players call the world
    they live in, `id_digits` are the lengths that their ids have.
    """

    name: TitleName
    tag: str
    display_name: str
    called: tuple[str, ...]
    url: str
    redemption_page: str
    state_word: str
    id_digits: range = PLAYER_ID_DIGITS


_ALL = (
    Title(
        name="wos",
        tag="w",
        display_name="Whiteout Survival",
        called=("whiteout", "wos"),
        url="https://wos-giftcode-api.centurygame.com/api",
        redemption_page="https://wos-giftcode.centurygame.com/",
        state_word="state",
    ),
    Title(
        name="kingshot",
        tag="k",
        display_name="Kingshot",
        called=("kingshot",),
        url="https://kingshot-giftcode.centurygame.com/api",
        redemption_page="https://ks-giftcode.centurygame.com/",
        state_word="kingdom",
    ),
)

TITLES: Mapping[str, Title] = {title.name: title for title in _ALL}
"""Every title by its name."""


def titles_named(text: str) -> frozenset[str]:
    """Return the titles that a text names."""
    words = frozenset(re.findall(r"[a-z]+", text.casefold()))
    return frozenset(name for name, title in TITLES.items() if words & frozenset(title.called))


def setting(title: str, name: str) -> str:
    """Return the whole name of one of a title's settings, as the environment has it."""
    return f"AUTOREDEEM_TITLES__{title.upper()}__{name}"
