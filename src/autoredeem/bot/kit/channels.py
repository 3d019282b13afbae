"""Why a channel takes no message of the bot's."""

from enum import Enum, auto


class Refusal(Enum):
    """Why a channel takes no message: it does not exist, or the bot may not write there."""

    GONE = auto()
    FORBIDDEN = auto()
