"""What can be wrong in a member file, each kind with a name of its own."""

from dataclasses import dataclass
from enum import StrEnum

from autoredeem.domain.errors import InvalidInput


class Kind(StrEnum):
    """What is wrong, for whoever says it in another language than English."""

    WRONG_FID = "wrong-fid"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    DISCORD_ID = "discord-id"
    SHORTENED = "shortened"
    FORMULA = "formula"
    NO_ID = "no-id"
    UNCLEAR = "unclear"
    TWICE = "twice"
    WRONG_STATE = "wrong-state"
    WRONG_LEVEL = "wrong-level"
    TOO_MANY_CELLS = "too-many-cells"
    LONG_LINE = "long-line"
    NOT_TEXT = "not-text"
    NO_ID_COLUMN = "no-id-column"
    WHICH_COLUMN = "which-column"
    TOO_LARGE = "too-large"
    BROKEN = "broken"
    OLD_WORKBOOK = "old-workbook"
    NO_READER = "no-reader"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something on a line (counted from 1) was not taken.

    `reason` is in English and has no control characters. `text` is what is wrong, as it stands in
    the file; `more` is how many others on the line are wrong. Of a wrong state or level (`enrolled`
    is True) only that was left out: no request needs a level, and a state can be set later.
    """

    line: int
    reason: str
    kind: Kind
    text: str = ""
    more: int = 0

    @property
    def enrolled(self) -> bool:
        """Whether the player is enrolled all the same."""
        return self.kind in (Kind.WRONG_STATE, Kind.WRONG_LEVEL)


class Unreadable(InvalidInput):
    """Something is wrong with a file as a whole, or with a line; the message says it in English."""

    def __init__(self, kind: Kind, reason: str, text: str = "") -> None:
        super().__init__(reason)
        self.kind = kind
        self.text = text

    def on(self, line: int) -> Problem:
        """Return it as the problem of a line."""
        return Problem(line, str(self), self.kind, self.text)
