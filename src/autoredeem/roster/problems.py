"""What can be wrong on a line of a member file, each kind with a name of its own."""

from enum import StrEnum

from autoredeem.domain.errors import InvalidInput


class Kind(StrEnum):
    """What is wrong, for whoever says it in another language than English."""

    WRONG_FID = "wrong-fid"
    WRONG_STATE = "wrong-state"
    WRONG_LEVEL = "wrong-level"
    FORMULA = "formula"
    SHORTENED = "shortened"
    NO_HEADER = "no-header"
    TWICE = "twice"
    TOO_MANY_CELLS = "too-many-cells"
    QUOTES = "quotes"
    LONG_LINE = "long-line"
    NOT_TEXT = "not-text"


class Unreadable(InvalidInput):
    """Something on a line is wrong; the message says it in English.

    `text` is what stands there, as it was typed; `more` is how many others on the line are wrong.
    """

    def __init__(self, kind: Kind, reason: str, text: str = "", more: int = 0) -> None:
        super().__init__(reason)
        self.kind = kind
        self.text = text
        self.more = more
