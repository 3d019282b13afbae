"""What people are shown, as plain data: cards with rows of buttons and menus, and forms."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from autoredeem.domain.ids import ChannelId, RoleId, UserId


class Tone(Enum):
    """The mood of a card, which its colour shows."""

    PLAIN = auto()
    GOOD = auto()
    WARNING = auto()
    BAD = auto()


class ButtonStyle(Enum):
    """The kind of a button, which its colour shows."""

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
    """A button: `custom_id` names the handler that it leads to, and its parameters."""

    label: str
    custom_id: str
    style: ButtonStyle = ButtonStyle.PLAIN
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a page in the reader's browser."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of a menu: label, value and `about` have at most 100 characters each."""

    label: str
    value: str
    about: str = ""
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """Up to 25 lines to choose from; the handler gets the chosen values as `Request.selected`."""

    custom_id: str
    hint: str
    choices: Sequence[Choice]
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class RoleMenu:
    """All roles of the guild, or none of them. `Request.selected` has the id."""

    custom_id: str
    hint: str
    selected: RoleId | None = None


@dataclass(frozen=True, slots=True)
class ChannelMenu:
    """All text channels of the guild, or none of them. `Request.selected` has the id."""

    custom_id: str
    hint: str
    selected: ChannelId | None = None


@dataclass(frozen=True, slots=True)
class PersonMenu:
    """All members of the guild, or none of them. `Request.selected` has the id."""

    custom_id: str
    hint: str
    selected: UserId | None = None


Row = Sequence[Button | Link] | Menu | RoleMenu | ChannelMenu | PersonMenu
"""Up to five buttons, or one menu."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that comes with a card."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Card:
    """One message: at most 256 characters of title, 4,096 of text, 25 fields, 5 rows.

    `above` stands above it: at most 2,000 characters. `mentions` are those of whom it names that it
    may notify: at most 100. `after` is to be done once it is shown.
    """

    title: str
    text: str = ""
    fields: Sequence[Field] = ()
    tone: Tone = Tone.PLAIN
    footer: str = ""
    rows: Sequence[Row] = ()
    file: Attachment | None = None
    above: str = ""
    mentions: Sequence[UserId] = ()
    after: Callable[[], Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A text field of a form; the handler gets its text as `Request.params[name]`."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = True
    long: bool = False
    most: int = 100


@dataclass(frozen=True, slots=True)
class FileInput:
    """A file that a form takes; the handler gets it as `Request.file`. One a form."""

    name: str
    label: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A modal of up to five inputs; `custom_id` names the handler that it is submitted to."""

    title: str
    custom_id: str
    inputs: Sequence[Input | FileInput]
