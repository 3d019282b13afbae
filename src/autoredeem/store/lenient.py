"""Values that others wrote, read leniently: numbers as text, times in several forms."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from autoredeem.domain.errors import InvalidInput

N = TypeVar("N", bound=int)

NUMBERS = int | str
"""What a whole number is stored as. Made once: making it takes longer than asking."""


def number_in(value: object, parse: Callable[[str], N]) -> N | None:
    """Read a whole number that may be stored as a number or as text."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, NUMBERS):
        return None
    try:
        return parse(str(value))
    except InvalidInput:
        return None


def is_exact(value: object) -> bool:
    """Whether a number is stored as questions ask for it: as a number, or as its digits alone.

    One with blanks around it, or zeros before it, can be read, but no question finds it.
    """
    if not isinstance(value, str):
        return True
    return value.isascii() and value.isdecimal() and not value.startswith("0")


def time_in(value: object) -> datetime | None:
    """Read a time in any form found in old rows; one without a zone is in UTC."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
