"""Copied chats: who says something, and when, is no part of what is said."""

import re
from collections import Counter

from autoredeem.domain.announcements.shapes import Shape, shape_of
from autoredeem.domain.announcements.words import Kind, phrases_of

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_DAYS = """
    today yesterday heute gestern hier aujourd'hui hoy ayer oggi ieri hoje ontem bugün dün сегодня
    вчера сьогодні вчора dzisiaj dziś wczoraj vandaag gisteren 오늘 어제 今日 昨日 今天 昨天
"""
_SPOKEN = re.compile(
    rf"^[ \t]?\[?(?:{_DAY},?\s)?{_TIME}\]?\s?[-–—]?\s?([^\n:\[\]]{{1,32}}):[ \t]", re.MULTILINE
)
"""The beginning of a line: "[14:02] Mia99: ", "28.11.26, 14:02 - Mia99: "."""

_HEADED = re.compile(
    rf"^[^\n]{{1,40}}\s[-–—]\s(?:(?:{'|'.join(_DAYS.split())})(?:\s\w{{1,3}})?\s|{_DAY},?\s)?{_TIME}$",
    re.MULTILINE | re.IGNORECASE,
)
"""A line above what is said: "Mia99 — Today at 14:02"."""

_NAMED = re.compile(r"^[ \t]?([A-Za-z0-9_-]{3,32}):[ \t]", re.MULTILINE)


def without_speakers(text: str) -> str:
    """Return a text without the names of those who speak in it, and the times."""
    text = _HEADED.sub("", _SPOKEN.sub(_unless_label, text))
    names = Counter(_NAMED.findall(text))
    return _NAMED.sub(lambda name: "" if _is_speaker(name[1], names) else name[0], text)


def _unless_label(spoken: re.Match[str]) -> str:
    words = re.split(r"[\s\d]+", spoken[1])
    labelled = any(kind is Kind.CODE for word in words if word for _, kind in phrases_of(word))
    return spoken[0] if labelled else ""


def _is_speaker(name: str, names: Counter[str]) -> bool:
    """Whether what is spelt like a code begins several lines."""
    return names[name] > 1 and shape_of(name) >= Shape.CAPITALS
