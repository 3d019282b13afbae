"""The `custom_id` of buttons, menus and forms: the name of a handler, and its parameters.

In a guild that plays several games, the letter of one stands before them. Nothing else is kept: a
button works after a restart, and in a message of last year. So the names and values that stand in
old messages never change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autoredeem.domain.errors import InternalError
from autoredeem.game.titles import TITLES

LONGEST_ID = 100
"""Characters of a component's `custom_id`, by Discord's documentation."""

TAG_LENGTH = 2
"""Characters that say which game it is about: a letter, and a colon."""

_TAGS: Mapping[str, str] = {title.tag: name for name, title in TITLES.items()}

_ESCAPES = {"%": "%25", "?": "%3F", "&": "%26", "=": "%3D"}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a component leads: a handler by name, and its parameters.

    `title` is the game that it is about; empty where it says none.
    """

    handler: str
    params: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


def custom_id(handler: str, /, **params: object) -> str:
    """Return the custom id of a button, menu or form that leads to a handler.

    Raises InternalError for more than Discord takes, with the letter of a game before it.
    """
    if not fits(handler, params):
        raise InternalError(f"a custom id for {handler} is longer than {LONGEST_ID} characters")
    return _made(handler, params)


def fits(handler: str, params: Mapping[str, object]) -> bool:
    """Whether a custom id can carry all of it."""
    return len(_made(handler, params)) <= LONGEST_ID - TAG_LENGTH


def about_title(made: str, title: str) -> str:
    """Return a custom id that says which game it is about; one that says so already stays."""
    return made if _title_in(made) else f"{TITLES[title].tag}:{made}"


def _made(handler: str, params: Mapping[str, object]) -> str:
    pairs = "&".join(f"{name}={_escaped(str(value))}" for name, value in params.items())
    return f"{handler}?{pairs}" if pairs else handler


def parse_custom_id(text: str) -> Target:
    """Return the target of a custom id. It came over the wire: it may be anything."""
    title = _title_in(text)
    handler, _, pairs = (text[TAG_LENGTH:] if title else text).partition("?")
    split = (pair.partition("=") for pair in pairs.split("&") if pair)
    return Target(handler, {name: _unescaped(value) for name, _, value in split}, title)


def _title_in(made: str) -> str:
    letter, colon = made[:1], made[1:TAG_LENGTH]
    return _TAGS.get(letter, "") if colon == ":" else ""


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in text)


def _unescaped(text: str) -> str:
    for char, escape in reversed(_ESCAPES.items()):
        text = text.replace(escape, char)
    return text
