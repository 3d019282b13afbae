"""The `custom_id` of buttons, menus and forms: the name of a handler, and its parameters.

Nothing else is kept: a button works after a restart, and in a message of last year. So the names
and values that stand in old messages never change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autoredeem.domain.errors import InternalError

LONGEST_ID = 100
"""Characters of a component's `custom_id`, by Discord's documentation."""

_ESCAPES = {"%": "%25", "?": "%3F", "&": "%26", "=": "%3D"}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a component leads: a handler by name, and its parameters."""

    handler: str
    params: Mapping[str, str] = field(default_factory=dict)


def custom_id(handler: str, /, **params: object) -> str:
    """Return the custom id of a button, menu or form that leads to a handler.

    Raises InternalError for more than Discord takes.
    """
    pairs = "&".join(f"{name}={_escaped(str(value))}" for name, value in params.items())
    made = f"{handler}?{pairs}" if pairs else handler
    if len(made) > LONGEST_ID:
        raise InternalError(f"{made!r} is longer than {LONGEST_ID} characters")
    return made


def parse_custom_id(text: str) -> Target:
    """Return the target of a custom id. It came over the wire: it may be anything."""
    handler, _, pairs = text.partition("?")
    split = (pair.partition("=") for pair in pairs.split("&") if pair)
    return Target(handler, {name: _unescaped(value) for name, _, value in split})


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in text)


def _unescaped(text: str) -> str:
    for char, escape in reversed(_ESCAPES.items()):
        text = text.replace(escape, char)
    return text
