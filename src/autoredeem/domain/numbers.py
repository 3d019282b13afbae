"""Whole numbers as people type them: the digits of any script."""

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.text import shorten, trim

PLAIN = 19
"""Digits of the largest id: so many are soon read."""


def parse_number(text: str, what: str, largest: int) -> int:
    """Read a number from 1 to `largest`; `what` it is stands in the message, such as `a state`.

    Leading zeros carry no meaning, nor do blanks and invisible marks around it. Raises InvalidInput
    with what is wrong and what is allowed.
    """
    # As nearly all are, and there are very many.
    if len(text) <= PLAIN and text.isascii() and text.isdecimal() and 0 < int(text) <= largest:
        return int(text)
    typed = trim(text)
    digits = typed.lstrip("0")
    if not typed.isdecimal():
        reason = f"{shorten(typed)} is not a whole number" if typed else "is empty"
    elif not digits or int(digits[:20]) == 0:
        reason = "0 is not allowed"
    elif len(digits) > len(str(largest)) or int(digits) > largest:
        reason = f"{shorten(typed)} is too large"
    else:
        return int(digits)
    raise InvalidInput(f"{reason}; {what} is a number from 1 to {largest}")
