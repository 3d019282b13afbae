"""What strangers sent, as values that can't be wrong: seconds to wait, counts, times."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 900.0
"""Seconds. Whoever asks for more is asked again after a quarter of an hour."""

_SECONDS = re.compile(r"[0-9]+(\.[0-9]+)?")
_COUNT = re.compile(r"[0-9]{1,9}")


def count(text: str | None) -> int | None:
    """Read a count of 1 to 9 ASCII digits; anything else is None."""
    return int(text) if text and _COUNT.fullmatch(text) else None


def retry_after(headers: Mapping[str, str], most: float = LONGEST_WAIT) -> float | None:
    """Read `Retry-After` from headers with lower-case names: 0 to `most` seconds, or None.

    It comes as seconds or as a date. A date counts from the answer's own `Date`: the server's
    clock need not agree with ours.
    """
    asked = headers.get("retry-after", "")
    if _SECONDS.fullmatch(asked):
        return min(float(asked), most)
    until, since = _moment(asked), server_date(headers)
    if until is None or since is None:
        return None
    return min(max((until - since).total_seconds(), 0.0), most)


def server_date(headers: Mapping[str, str]) -> datetime | None:
    """Read `Date` from headers with lower-case names: the server's own time when it answered."""
    return _moment(headers.get("date", ""))


def _moment(text: str) -> datetime | None:
    """Read an HTTP date; one without a zone is in UTC, as all HTTP dates are."""
    # The standard parser answers junk with either of these.
    with suppress(ValueError, OverflowError):
        moment = parsedate_to_datetime(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
