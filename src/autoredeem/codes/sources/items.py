"""From a feed's items to its codes: nothing is taken that can be no code, nothing is shown raw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from itertools import islice
from math import isfinite

from autoredeem.domain.announcements import read_codes
from autoredeem.domain.codes import parse_code
from autoredeem.domain.errors import InvalidInput

MOST_ITEMS = 500
"""Items of a feed that are read."""

LONGEST_TEXT = 300
"""Characters of a title in which a code is looked for."""

_EARLIEST = datetime(2015, 1, 1, tzinfo=UTC)
_LATEST = timedelta(days=5 * 365)
"""What lies before or further ahead is no time at which a code expires."""

_MILLISECONDS = 1e11
"""Seconds that many are the year 5138: greater numbers are thousandths."""


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed says of a code, as it says it: a text or a number, or whatever it sent."""

    code: object
    expires: object = None


@dataclass(frozen=True, slots=True)
class Items:
    """The codes that a feed lists, in its order, each with when it expires, if that is said.

    `refused` is how many items have no code in them, `left_out` how many were not read, as they are
    too many.
    """

    codes: Mapping[str, datetime | None] = field(default_factory=dict)
    refused: int = 0
    left_out: int = 0


def read_items(items: Iterable[Item], now: datetime, *, titles: bool, more: int = 0) -> Items:
    """Read items; `more` is how many there are beside.

    `titles` are people's: they may say more than the code. Of a code that is in it twice the later
    expiry counts.
    """
    known: dict[str, datetime | None] = {}
    refused, left = 0, iter(items)
    for item in islice(left, MOST_ITEMS):
        found = _codes_of(item.code, now.date() if titles else None)
        refused += not found
        expires = read_time(item.expires, now)
        for code in found:
            before = known.get(code, expires)
            known[code] = max(before, expires) if before and expires else None
    return Items(known, refused, more + sum(1 for _ in left))


def read_time(value: object, now: datetime) -> datetime | None:
    """Read a time as feeds write it: ISO 8601, RFC 822, seconds or thousandths since 1970.

    A day alone lasts until its end; a time without a zone is in UTC. What is none, or can't be
    meant, is None: when a code expires is only a hint.
    """
    try:
        moment = _moment(value)
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return moment if moment and _EARLIEST <= moment <= now + _LATEST else None


def _moment(value: object) -> datetime | None:
    text = str(value).strip()[:LONGEST_TEXT] if isinstance(value, str | int | float) else ""
    if not text or isinstance(value, bool):
        return None
    if (number := _number(text)) is not None:
        seconds = number / 1_000 if abs(number) > _MILLISECONDS else number
        return datetime.fromtimestamp(seconds, UTC)
    if len(text) == len("2026-01-01"):
        end_of_day = date.fromisoformat(text) + timedelta(days=1)
        return datetime.combine(end_of_day, time(), UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    # ISO 8601 has days without signs in between: 20260101.
    return number if isfinite(number) and len(text) != len("20260101") else None


def _codes_of(value: object, today: date | None) -> list[str]:
    """Return the codes of an item: one; in a title, perhaps several, of which all are sure."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return []
    try:
        return [parse_code(value)]
    except InvalidInput:
        # Markup is no way to write a code.
        if today is None or "<" in value:
            return []
        return [found.code for found in read_codes(value, today) if found.sure]
