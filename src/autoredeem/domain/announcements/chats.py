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
    rf"[ \t]{{0,8}}\[?(?:{_DAY},?\s)?{_TIME}\]?\s?[-–—]?\s?([^:\[\]]{{1,32}}):(?!\d)[ \t]?"
)
"""The beginning of a line: "[14:02] Mia99: ", "28.11.26, 14:02 - Mia99: "."""

_HEADED = re.compile(
    rf".{{1,40}}\s[-–—]\s(?:(?:{'|'.join(_DAYS.split())})(?:\s\w{{1,3}})?\s|{_DAY},?\s)?{_TIME}",
    re.IGNORECASE,
)
"""A line above what is said: "Mia99 — Today at 14:02"."""

_NAMED = re.compile(r"[ \t]{0,8}([A-Za-z0-9_-]{3,32}):[ \t]?")


def without_speakers(text: str) -> str:
    """Return a text without the names of those who speak in it, and the times."""
    if ":" not in text:
        return text
    lines = [_unspoken(line) for line in text.split("\n")]
    named = [_NAMED.match(line) for line in lines]
    names = Counter(name[1] for name in named if name)
    return "\n".join(
        line[name.end() :] if name and _is_speaker(name[1], names) else line
        for line, name in zip(lines, named, strict=True)
    )


def _unspoken(line: str) -> str:
    """Return a line without the name and the time at its beginning; "" if it has nothing else."""
    if _HEADED.fullmatch(line):
        return ""
    spoken = _SPOKEN.match(line)
    return line if not spoken or _is_label(spoken[1]) else line[spoken.end() :]


def _is_label(name: str) -> bool:
    words = (word for word in re.split(r"[\s\d]+", name) if word)
    return any(kind is Kind.CODE for word in words for _, kind in phrases_of(word))


def _is_speaker(name: str, names: Counter[str]) -> bool:
    """Whether what is spelt like a code begins several lines."""
    return names[name] > 1 and shape_of(name) >= Shape.CAPITALS
