"""What people type as a player's id: the one judgement of input.

Only for what is to be enrolled. What is stored already stays readable and removable, whatever its
length: for that there are `parse_stored_id` and `parse_fid`.
"""

import re
from enum import StrEnum

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import LARGEST_FID, Fid, parse_fid
from autoredeem.domain.text import shorten, trim

PLAYER_ID_DIGITS = range(6, 11)
"""How many digits the ids of real players have, in both games."""

ANY_DIGITS = range(1, len(str(LARGEST_FID)) + 1)
"""For whoever insists: any number that can be kept."""

DISCORD_DIGITS = range(17, 21)

GROUP_MARKS = ".,'_\u2019\u066c"
"""What stands between groups of three digits, beside any blank."""

GROUPED = rf"\d{{1,3}}([{GROUP_MARKS}]|\s)\d{{3}}(?:\1\d{{3}})*"

_GROUPED = re.compile(GROUPED)
_WHOLE = re.compile(r"\d+(?:[.,\u066b]0*)?")
_AS_TEXT = re.compile(r'="?([^"]*)"?')
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")
_FRACTION = re.compile(r"\d+[.,]\d{1,3}")
_QUOTES = "'\"`\u2019\u201c\u201d\ufe0f"


class Fault(StrEnum):
    """Why something is no player id."""

    NO_NUMBER = "wrong-fid"
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    DISCORD = "discord-id"
    SHORTENED = "shortened"
    FORMULA = "formula"


class NotAPlayerId(InvalidInput):
    """What was typed as a player id can't be one; the message says what to do."""

    def __init__(self, fault: Fault, reason: str, text: str) -> None:
        super().__init__(reason)
        self.fault = fault
        self.text = text


def parse_player_id(text: str, digits: range = PLAYER_ID_DIGITS) -> Fid:
    """Return the player id that stands in one field. `digits` are the lengths that a title has.

    Groups of three (`123,456,789`, with a blank, a dot or an apostrophe as well), quotes and marks
    around it, `="123456789"` and `123456789.0` of spreadsheets are understood. Raises NotAPlayerId.
    """
    typed = trim(text, _QUOTES)
    if as_text := _AS_TEXT.fullmatch(typed):
        typed = trim(as_text[1], _QUOTES)
    found = whole_number(typed)
    if found is None:
        raise _no_number(trim(text), digits)
    return judged(found, typed, digits)


def parse_stored_id(text: str) -> Fid:
    """Return the id of somebody who is enrolled: of any length, and in groups of three as well.

    Raises InvalidInput.
    """
    return parse_fid(whole_number(trim(text)) or text)


def whole_number(text: str) -> str | None:
    """Return the digits of a whole number, grouped or followed by `.0`; None where it is none."""
    if _GROUPED.fullmatch(text):
        return "".join(filter(str.isdecimal, text))
    if _WHOLE.fullmatch(text):
        return re.split(r"\D", text)[0]
    return None


def judged(number: str, typed: str, digits: range = PLAYER_ID_DIGITS) -> Fid:
    """Return digits as a player id. Raises NotAPlayerId where there are too few or too many."""
    length = len(number.lstrip("0")) if number.isascii() else len(number)
    if length in digits:
        if fid := int(number):
            return Fid(fid)
        length = 0
    shown = shorten(typed)
    if not length:
        raise NotAPlayerId(Fault.NO_NUMBER, f"{shown} is not a player id; {allowed(digits)}", typed)
    if length < digits.start:
        reason = f"{shown} is too short for a player id; {allowed(digits)}"
        raise NotAPlayerId(Fault.TOO_SHORT, reason, typed)
    if length in DISCORD_DIGITS:
        reason = f"{shown} is an id of Discord's, not of the game; {allowed(digits)}"
        raise NotAPlayerId(Fault.DISCORD, reason, typed)
    reason = f"{shown} is too large for a player id; {allowed(digits)}"
    raise NotAPlayerId(Fault.TOO_LONG, reason, typed)


def allowed(digits: range) -> str:
    """Return the sentence that tells which numbers are player ids."""
    if digits == ANY_DIGITS:
        return f"a player id is a number from 1 to {LARGEST_FID}"
    least, most = digits.start, digits.stop - 1
    return f"a player id has {least} to {most} digits, as the game's profile shows it"


def _no_number(typed: str, digits: range) -> NotAPlayerId:
    if _SCIENTIFIC.fullmatch(typed) or _FRACTION.fullmatch(typed):
        reason = (
            f"{shorten(typed)} is how a spreadsheet shows a number;"
            " format the column as text, so that every digit is kept, and export again"
        )
        return NotAPlayerId(Fault.SHORTENED, reason, typed)
    if typed.startswith("="):
        reason = f"{shorten(typed)} is a formula; export its value instead"
        return NotAPlayerId(Fault.FORMULA, reason, typed)
    said = f"{shorten(typed)} is not a player id" if typed else "is empty"
    return NotAPlayerId(Fault.NO_NUMBER, f"{said}; {allowed(digits)}", typed)
