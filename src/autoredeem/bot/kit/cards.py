"""What people are shown, as plain data: cards with rows of buttons and menus, and forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from autoredeem.domain.errors import InternalError
from autoredeem.domain.guilds import ChannelId, RoleId

LONGEST_ID = 100
"""Characters of a component's `custom_id`, by Discord's documentation."""

_ESCAPES = {"%": "%25", "?": "%3F", "&": "%26", "=": "%3D"}


class Tone(Enum):
    """How a card feels."""

    PLAIN = auto()
    GOOD = auto()
    WARNING = auto()
    BAD = auto()


class Look(Enum):
    """How a button looks."""

    PLAIN = auto()
    MAIN = auto()
    GOOD = auto()
    DANGER = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """A headline and what stands under it: at most 256 and 1,024 characters."""

    name: str
    value: str
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """A button that leads to an act: `to` makes what it carries."""

    label: str
    to: str
    look: Look = Look.PLAIN
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of a menu: at most 100 characters each."""

    label: str
    value: str
    about: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """Up to 25 lines to choose from; the act finds what was chosen in `Ask.chosen`."""

    to: str
    hint: str
    choices: Sequence[Choice]
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class RoleMenu:
    """All roles of the guild; none may be chosen, too. `Ask.chosen` has the id."""

    to: str
    hint: str
    chosen: RoleId | None = None


@dataclass(frozen=True, slots=True)
class ChannelMenu:
    """All text channels of the guild; none may be chosen, too. `Ask.chosen` has the id."""

    to: str
    hint: str
    chosen: ChannelId | None = None


Row = Sequence[Button] | Menu | RoleMenu | ChannelMenu
"""Up to five buttons, or one menu."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that comes with a card."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Card:
    """One message: at most 256 characters of title, 4,096 of text, 25 fields, 5 rows."""

    title: str
    text: str = ""
    fields: Sequence[Field] = ()
    tone: Tone = Tone.PLAIN
    footer: str = ""
    rows: Sequence[Row] = ()
    file: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A line of a form, or several; the act finds it in `Ask.given` by its name."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = True
    long: bool = False
    most: int = 100


@dataclass(frozen=True, slots=True)
class Form:
    """What opens over a message to be filled in (up to five inputs), and the act it leads to."""

    title: str
    to: str
    inputs: Sequence[Input]


@dataclass(frozen=True, slots=True)
class Way:
    """Where a component leads: an act, and what is given to it."""

    act: str
    given: Mapping[str, str] = field(default_factory=dict)


def to(act: str, **given: object) -> str:
    """Make what a button, menu or form carries: the act's name and what is given to it.

    It is all that there is: it works after a restart, and in a message of last year. Raises
    InternalError for more than Discord takes.
    """
    pairs = "&".join(f"{name}={_escaped(str(value))}" for name, value in given.items())
    made = f"{act}?{pairs}" if pairs else act
    if len(made) > LONGEST_ID:
        raise InternalError(f"{made!r} is longer than {LONGEST_ID} characters")
    return made


def way_of(carried: str) -> Way:
    """Read what a component carries. It came over the wire: it may be anything."""
    act, _, pairs = carried.partition("?")
    split = (pair.partition("=") for pair in pairs.split("&") if pair)
    return Way(act, {name: _unescaped(value) for name, _, value in split})


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in text)


def _unescaped(text: str) -> str:
    for char, escape in reversed(_ESCAPES.items()):
        text = text.replace(escape, char)
    return text
