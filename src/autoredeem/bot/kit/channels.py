"""What a channel allows the bot, and who posts there that is no person."""

from dataclasses import dataclass
from enum import Enum, auto

from autoredeem.domain.ids import MessageId


class Refusal(Enum):
    """Why a channel takes no message: it does not exist, or the bot may not write there."""

    GONE = auto()
    FORBIDDEN = auto()


class WatchRight(Enum):
    """What the bot has to be allowed in a channel that it watches."""

    VIEW = auto()
    HISTORY = auto()
    REACT = auto()
    WRITE = auto()


@dataclass(frozen=True, slots=True)
class PostedCard:
    """A message of the bot's own in a channel, and whether it is pinned there."""

    message: MessageId
    pinned: bool


@dataclass(frozen=True, slots=True)
class Sender:
    """A webhook or a bot that has posted in a channel, under a name that may be anything."""

    id: int
    name: str
