"""What stands in one cell of a member file, and what spreadsheets do to it."""

import re
import unicodedata
from collections.abc import Callable
from typing import TypeVar

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.players import LONGEST_NICKNAME
from autoredeem.domain.text import shorten
from autoredeem.roster.problems import Kind, Unreadable

_JOINERS = "\u200c\u200d"
_CONTROLS = frozenset({"Cc", "Cf", "Cs"})
INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_RUNS = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_SHORTENED = re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+")
_FRACTION = re.compile(r"\d+[.,]\d*")

Number = TypeVar("Number", bound=int)


def tidy_nickname(text: str) -> str:
    """Give a nickname that is one line and safe to show: NFC, at most LONGEST_NICKNAME characters.

    Control characters go, those that turn the direction of text too; joiners stay, since emoji
    and some scripts are written with them. Any run of whitespace is one blank.
    """
    kept = text if text.isprintable() else "".join(c for c in text if _is_kept(c))
    one_line = " ".join(unicodedata.normalize("NFC", kept).split())
    return one_line[:LONGEST_NICKNAME].rstrip()


def trim(cell: str) -> str:
    """Take off blanks, and the invisible marks that copying from a page or a chat leaves."""
    return cell.strip().strip(INVISIBLE).strip()


def read_number(cell: str, parse: Callable[[str], Number], wrong: Kind) -> Number:
    """Parse a number's cell. Raises Unreadable; what a spreadsheet did to it is called so."""
    content = trim(cell)
    if content.startswith("="):
        reason = f"{shorten(content)} is a formula; export its value instead"
        raise Unreadable(Kind.FORMULA, reason, content)
    if _SHORTENED.fullmatch(content) or _FRACTION.fullmatch(content):
        reason = (
            f"{shorten(content)} is how a spreadsheet shows a number;"
            " format the column as text, so that every digit is kept, and export again"
        )
        raise Unreadable(Kind.SHORTENED, reason, content)
    try:
        return parse(content)
    except InvalidInput as error:
        raise Unreadable(wrong, str(error), content) from None


def guard(cell: str) -> str:
    """Keep a spreadsheet from running a cell as a formula: an apostrophe before it makes it text.

    A cell that looks guarded already gets one more, so that `unguard` gives back what was.
    """
    return f"'{cell}" if _RUNS.match(cell) else cell


def unguard(cell: str) -> str:
    """Undo `guard`; any other cell stays as it is."""
    return cell[1:] if cell.startswith("'") and _RUNS.match(cell) else cell


def _is_kept(character: str) -> bool:
    if character.isspace() or character in _JOINERS:
        return True
    return unicodedata.category(character) not in _CONTROLS
