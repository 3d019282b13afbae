"""What people are shown, as plain data: cards with rows of buttons and menus, and forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from autoredeem.domain.ids import ChannelId, RoleId


class Tone(Enum):
    """How a card feels."""

    PLAIN = auto()
    GOOD = auto()
    WARNING = auto()
    BAD = auto()


class ButtonStyle(Enum):
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
    """A button that leads to an act: `custom_id` is what it carries."""

    label: str
    custom_id: str
    look: ButtonStyle = ButtonStyle.PLAIN
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of a menu: at most 100 characters each."""

    label: str
    value: str
    about: str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """Up to 25 lines to choose from; the act finds what was chosen in `Request.selected`."""

    custom_id: str
    hint: str
    choices: Sequence[Choice]
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class RoleMenu:
    """All roles of the guild; none may be chosen, too. `Request.selected` has the id."""

    custom_id: str
    hint: str
    selected: RoleId | None = None


@dataclass(frozen=True, slots=True)
class ChannelMenu:
    """All text channels of the guild; none may be chosen, too. `Request.selected` has the id."""

    custom_id: str
    hint: str
    selected: ChannelId | None = None


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
    """A line of a form, or several; the act finds it in `Request.params` by its name."""

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
    custom_id: str
    inputs: Sequence[Input]
