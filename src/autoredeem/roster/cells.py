"""What stands in one cell of a member file, and what spreadsheets do to it."""

import re
from collections.abc import Callable
from typing import TypeVar

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.text import shorten, trim
from autoredeem.roster.problems import Kind, Unreadable

_RUNS = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_SHORTENED = re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+")
_FRACTION = re.compile(r"\d+[.,]\d*")

Number = TypeVar("Number", bound=int)


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
