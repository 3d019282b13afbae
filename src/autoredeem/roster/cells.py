"""What stands in one cell of a member file, and what spreadsheets do to it."""

import re
import unicodedata

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import Fid, State, parse_state
from autoredeem.domain.player_input import NotAPlayerId, allowed, parse_player_id, whole_number
from autoredeem.domain.players import LARGEST_LEVEL, LONGEST_NICKNAME, tidy_nickname
from autoredeem.domain.text import shorten, trim
from autoredeem.roster.heading_words import NO_NAME, NOTHING, Field
from autoredeem.roster.headings import meaning_of
from autoredeem.roster.problems import Kind, Unreadable

_RUNS = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_NOTHING = frozenset(NOTHING.split())
_NO_NAME = frozenset(NO_NAME.split())
_TIDY = re.compile(r"[A-Za-z0-9][!-~]*(?: [!-~]+)*")
"""Names as most are: nothing is to be done about them."""

_LONGEST_NUMBER = 60
_LABELLED = re.compile(r"\s*([^\d\s#:=.№-]*)[\s#:=.№_-]*(\d.*?)[\s.]*([^\d\s.]*)\s*")
_LETTERS_OF_STATES = frozenset("sk")
_SUB_LEVEL = re.compile(r"(\d{1,3})\s*[-–]\s*(\d)")
_FIRE = re.compile(
    r"(?:fc|tg|f\.?c\.?|fire crystal)\s*[-.:]?\s*(\d{1,2})(?:\s*[-–.]\s*(\d))?", re.IGNORECASE
)
_FIRST_FIRE = 30
_STEPS_OF_FIRE = 5
_DIGITS = re.compile(r"\d{2,}")
_GLUED = re.compile(r"[^\W\d]\d{2}|\d{2}[^\W\d]")


def is_nothing(cell: str) -> bool:
    """Whether a trimmed cell says that nothing is known: it is empty, or `nan`, `None`, `-`."""
    return not cell or cell.casefold() in _NOTHING


def read_id(cell: str, digits: range) -> Fid:
    """Return the player id in a cell; a label or a remark beside it does not matter.

    Raises Unreadable with what is wrong.
    """
    try:
        return parse_player_id(cell, digits)
    except NotAPlayerId as error:
        wrong = Unreadable(Kind(error.fault.value), str(error), error.text)
    typed = trim(cell)
    if len(typed) > _LONGEST_NUMBER:
        raise wrong
    if (found := _LABELLED.fullmatch(typed)) and (found[1] or found[3] or typed[:1] in "#№"):
        label = meaning_of(found[1]) if found[1] else None
        if (not found[1] or (label and label.field is Field.FID)) and not found[3]:
            return _id_or(found[2], digits, wrong)
    numbers = _DIGITS.findall(typed)
    if len(numbers) == 1 and " " in typed and typed[0] not in "=+" and not _GLUED.search(typed):
        return _id_or(numbers[0], digits, wrong)
    raise wrong


def _id_or(text: str, digits: range, wrong: Unreadable) -> Fid:
    try:
        return parse_player_id(text, digits)
    except NotAPlayerId:
        raise wrong from None


def read_state(cell: str) -> State | None:
    """Return the state in a cell: `1042`, `#1042`, `S1042`, `State 1042`, `1042.0`, `1,042`.

    None where the cell says that it isn't known. Raises Unreadable.
    """
    typed = trim(cell[:_LONGEST_NUMBER], "'\"`\ufe0f")
    if is_nothing(typed) or typed.strip("0.") == "":
        return None
    number = whole_number(typed)
    if number is None and (found := _LABELLED.fullmatch(typed)):
        labels = [one for one in (found[1], found[3]) if one]
        if all(map(_says_state, labels)):
            number = whole_number(found[2])
    try:
        return parse_state(number or typed)
    except InvalidInput as error:
        raise Unreadable(Kind.WRONG_STATE, str(error), typed) from None


def _says_state(label: str) -> bool:
    meaning = meaning_of(label)
    return label.casefold() in _LETTERS_OF_STATES or bool(meaning and meaning.field is Field.STATE)


def read_level(cell: str) -> int | None:
    """Return the level in a cell, as the game counts on: `FC 5` is 55, `FC 10-2` 82, `30-3` 33.

    None where the cell says that it isn't known. Raises Unreadable.
    """
    typed = trim(cell[:_LONGEST_NUMBER], "'\"`\ufe0f")
    if is_nothing(typed) or typed.strip("0.") == "":
        return None
    if fire := _FIRE.fullmatch(typed):
        return _FIRST_FIRE + _STEPS_OF_FIRE * int(fire[1]) + int(fire[2] or 0)
    if sub := _SUB_LEVEL.fullmatch(typed):
        return int(sub[1]) + int(sub[2])
    number = whole_number(typed)
    if number is None and (found := _LABELLED.fullmatch(typed)) and not found[3]:
        label = meaning_of(found[1])
        if found[1].casefold() in ("f", "t") or (label and label.field is Field.LEVEL):
            number = whole_number(found[2])
    if number is not None and 1 <= int(number[:9]) <= LARGEST_LEVEL:
        return int(number)
    reason = f"{shorten(typed)} is not a level; a level is a number from 1 to {LARGEST_LEVEL}"
    raise Unreadable(Kind.WRONG_LEVEL, reason, typed)


def read_name(cell: str) -> str:
    """Return the nickname in a cell, tidy; empty where it isn't known or can't be read."""
    if _TIDY.fullmatch(cell) and len(cell) <= LONGEST_NICKNAME and cell.casefold() not in _NO_NAME:
        return cell
    typed = trim(cell)
    if typed.casefold() in _NO_NAME or "\ufffd" in typed:
        return ""
    return tidy_nickname(unguard(typed))


def has_words(cell: str) -> bool:
    """Whether there is a letter or a symbol such as an emoji in it."""
    kinds = ((one, unicodedata.category(one)[0]) for one in cell)
    return any(kind == "L" or (one > "\u2fff" and kind not in "NPZ") for one, kind in kinds)


def no_id(text: str, digits: range) -> Unreadable:
    """Return the problem of a line on which there is no player id."""
    return Unreadable(Kind.NO_ID, f"no player id in {shorten(text)}; {allowed(digits)}", text)


def guard(cell: str) -> str:
    """Keep a name what it is: an apostrophe before it makes it text, for spreadsheets and for us.

    Else a spreadsheet would run `=1+1`, and `None` would be read as no name. A cell that looks
    guarded already gets one more, so that `unguard` gives back what was.
    """
    return f"'{cell}" if _needs_guard(cell) else cell


def unguard(cell: str) -> str:
    """Undo `guard`; any other cell stays as it is."""
    return cell[1:] if cell.startswith("'") and _needs_guard(cell) else cell


def _needs_guard(cell: str) -> bool:
    return bool(_RUNS.match(cell)) or cell.lstrip("'").casefold() in _NO_NAME
