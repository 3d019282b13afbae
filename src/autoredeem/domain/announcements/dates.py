"""Days that a text names, as players write them in any language."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from autoredeem.domain.announcements.words import fold

_YEAR_FIRST = re.compile(r"(?<!\d)(20\d\d)\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.]((?:20)?\d\d)(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er)?\.?\s{0,2}(?:de\s|of\s|tháng\s)?([^\W\d_]{3,12}|(?<=tháng\s)\d{1,2})"
    r"\.?,?(?:\s(?:de\s|năm\s)?(20\d\d))?(?!\w)"
)
_MONTH_FIRST = re.compile(
    r"(?<!\w)([^\W\d_]{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?(?:,?\s(20\d\d))?(?![\w:])"
)
_MONTH_AND_DAY = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")

_MONTHS = (
    "jan ene gen oca sty янв січ يناير ian",
    "feb fev lut sub фев лют فبراير",
    "mar mrt maa мар бер مارس",
    "apr abr avr kwi nis апр кві ابريل أبريل",
    "may mai mei mag maj мая май тра مايو",
    "jun juin giu cze haz июн чер يونيو iun",
    "jul juil lug lip tem июл лип يوليو iul",
    "aug ago aou agt agu sie авг сер اغسطس أغسطس",
    "sep set wrz eyl сен вер سبتمبر",
    "oct okt out ott paz eki окт жов اكتوبر أكتوبر",
    "nov noi lis kas ноя лис نوفمبر",
    "dec dez dic des gru ara дек гру ديسمبر",
)
_MONTH_OF = {fold(name): month for month, names in enumerate(_MONTHS, 1) for name in names.split()}
_HALF_A_YEAR = timedelta(days=183)


_EARLIEST_TODAY = date(2026, 1, 1)
"""No message is read before this program existed, whatever day it is."""


def is_past(text: str, today: date | None) -> bool | None:
    """Whether the last day that a text names is past; None if it names none.

    Where day and month may be either way round, it is the later one. A day without a year is that
    nearest to today, and counts only if today is known.
    """
    days = [*_whole(text)]
    if today and not days:
        days = [_nearest(month, day, today) for month, day in _without_year(text)]
    last = max((day for day in days if day), default=None)
    return last < (today or _EARLIEST_TODAY) if last else None


def is_of_a_day(word: str) -> bool:
    """Whether a word is part of how a day or a time is written: 28, 2026年, November, UTC."""
    return word[0].isdigit() or word == "UTC" or bool(_month(word))


def _whole(text: str) -> Iterator[date | None]:
    for year, month, day in _YEAR_FIRST.findall(text):
        yield _day(int(year), int(month), int(day))
    for one, other, year in _YEAR_LAST.findall(text):
        full = int(year) if len(year) > 2 else 2000 + int(year)  # noqa: PLR2004
        ways = [_day(full, int(other), int(one)), _day(full, int(one), int(other))]
        yield max((way for way in ways if way), default=None)
    for day, name, year in _DAY_FIRST.findall(text):
        if year:
            yield _day(int(year), _month(name), int(day))
    for name, day, year in _MONTH_FIRST.findall(text):
        if year:
            yield _day(int(year), _month(name), int(day))


def _without_year(text: str) -> Iterator[tuple[int, int]]:
    yield from ((_month(name), int(day)) for day, name, _ in _DAY_FIRST.findall(text))
    yield from ((_month(name), int(day)) for name, day, _ in _MONTH_FIRST.findall(text))
    yield from ((int(month), int(day)) for month, day in _MONTH_AND_DAY.findall(text))


def _month(name: str) -> int:
    """Return the number of a month, 0 if it is none."""
    if name.isdigit():
        return int(name)
    plain = fold(name)
    return next((_MONTH_OF[plain[:n]] for n in (len(plain), 4, 3) if plain[:n] in _MONTH_OF), 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date) -> date | None:
    years = (today.year - 1, today.year, today.year + 1)
    days = [found for year in years if (found := _day(year, month, day))]
    near = [found for found in days if abs(found - today) <= _HALF_A_YEAR]
    return max(near, default=None)
