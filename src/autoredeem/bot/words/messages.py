"""Messages in a language: the catalogues together, and what happens when one lacks something."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from itertools import islice
from types import MappingProxyType
from typing import Any, TypeVar

import structlog

from autoredeem.bot.words.catalogue import Catalogue, catalogue_of, sources
from autoredeem.bot.words.escaping import LONGEST, code, isolate, plain, safe
from autoredeem.bot.words.language import ENGLISH, LANGUAGES, base_of
from autoredeem.domain.errors import InternalError

T = TypeVar("T")

LONGEST_VALUE = 2_000
"""Fluent refuses a part of a message, with what is filled in, of more than 2,500 characters."""

MOST_NAMED = 10
"""How many of several are named before the others are counted."""

_COMMAND = "command-"
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """All catalogues. They do not change after they are loaded, and nothing is read then.

    `strict`, for tests: whatever is missing raises InternalError instead of being shown as its key.
    `mentions` is Discord's markup for each command that can be tapped, by the key of its name
    (`command-members-edit`): empty until Discord has said which ids the commands have.
    """

    catalogues: Mapping[str, Catalogue]
    strict: bool = False
    mentions: dict[str, str] = field(default_factory=dict)
    _logged: set[str] = field(default_factory=set, repr=False)

    @property
    def languages(self) -> Mapping[str, str]:
        """Every language's tag, with its name as its speakers write it."""
        return {tag: self.say(tag)("language-name") for tag in self.catalogues}

    def say(self, language: str, title: str = "wos") -> "Say":
        """Return the messages for a tag such as `ru` or `en-GB`; for an unknown one, English.

        `title` is the game that they are about: messages that need it get it as `$title`.
        """
        catalogue = self.catalogues.get(base_of(language)) or self.catalogues[ENGLISH]
        return Say(catalogue, self, title)

    def fault(self, what: str) -> None:
        """Log once that a message can't be formatted as it was asked for.

        Raises InternalError if strict.
        """
        if self.strict:
            raise InternalError(what)
        if what not in self._logged:
            self._logged.add(what)
            log.warning(f"A message can't be said: {what}")


@dataclass(frozen=True, slots=True, eq=False)
class Say:
    """One language's messages: say("key", …) returns one; `key.attribute` one of its attributes.

    Values are texts and counts. A count is written as the language does (1,000), so names made of
    digits (ids, states) are passed as text: `say.code(str(fid))`. A command that a message names
    by a placeholder, `{ $command-members-edit }`, is filled in here.
    """

    catalogue: Catalogue
    words: Words
    title: str

    @property
    def language(self) -> str:
        """The language's tag."""
        return self.catalogue.language

    @property
    def rtl(self) -> bool:
        """Whether it is written from right to left."""
        return self.catalogue.rtl

    def __call__(self, key: str, /, **values: str | float) -> str:
        """Return a message; one that this language lacks, in English.

        One that English lacks too, or that takes other values than these, is shown as its key.
        """
        for catalogue in (self.catalogue, self.words.catalogues[ENGLISH]):
            if phrase := catalogue.phrases.get(key):
                checked = self._checked(key, phrase.takes, values)
                text, wrong = catalogue.format(phrase, checked)
                if wrong:
                    self.words.fault(f"{key}: {wrong[0]}")
                return key if wrong else text
        self.words.fault(f"there is no message {key}")
        return key

    def _checked(
        self, key: str, takes: frozenset[str], values: Mapping[str, str | float]
    ) -> dict[str, Any]:
        if unasked := values.keys() - takes - {"title"}:
            self.words.fault(f"{key} has no placeholder {', '.join(sorted(unasked))}")
        if long := [name for name, one in values.items() if len(str(one)) > LONGEST_VALUE]:
            self.words.fault(f"{key} can't hold so long a value: {', '.join(sorted(long))}")
        bounded = {name: values[name][:LONGEST_VALUE] for name in long}  # type: ignore[index]
        named = {name: self.command(name) for name in takes if name.startswith(_COMMAND)}
        return {"title": self.title, **named, **values, **bounded}

    def command(self, key: str) -> str:
        """Return a command by the key of its name, to be tapped; plain text until ids are known."""
        if mention := self.words.mentions.get(key):
            return mention
        group, _, _ = key.rpartition("-")
        path = [group, key] if group in self.catalogue.phrases else [key]
        return "/" + " ".join(map(self, path))

    def name(self, text: str, longest: int = LONGEST) -> str:
        """Return what people typed, for where Discord draws markdown; see `safe`."""
        return safe(text, longest, rtl=self.rtl, empty=self("name-empty"))

    def plain(self, text: str, longest: int = LONGEST) -> str:
        """Return what people typed, for where it draws none: labels, options, footers, titles."""
        return plain(text, longest, rtl=self.rtl, empty=self("name-empty"))

    def code(self, text: str) -> str:
        """Return a gift code, an id or a state so that it can be copied; see `code`."""
        return code(text, rtl=self.rtl)

    def listing(self, items: Iterable[str]) -> str:
        """Return texts joined by this language's comma."""
        return self("list-comma").join(isolate(item) if self.rtl else item for item in items)

    def some(self, items: Collection[T], show: Callable[[T], str]) -> str:
        """Show the first ten of several behind each other, and count the others."""
        first = self.listing(map(show, islice(items, MOST_NAMED)))
        more = len(items) - MOST_NAMED
        return self("list-and-more", items=first, count=more) if more > 0 else first

    def left_out(self, count: int) -> list[str]:
        """Return the line that counts what a list leaves out; none where that is nothing."""
        return [self("list-more", count=count)] if count > 0 else []

    def duration(self, seconds: float) -> str:
        """Return how long something took: `4 s`, `2 min`, `1 h 10 min`, `2 d 3 h`."""
        whole = max(0, round(seconds))
        if whole < _MINUTE:
            return self("duration-seconds", seconds=whole)
        if whole < _HOUR:
            return self("duration-minutes", minutes=whole // _MINUTE)
        for unit, smaller, end, names in _UNITS:
            if whole < end:
                many, rest = whole // unit, whole % unit // smaller
                parts = dict(zip(names, (many, rest), strict=True))
                return self(f"duration-{'-'.join(names)}", **parts)
        return self("duration-long")


_UNITS = (
    (_HOUR, _MINUTE, _DAY, ("hours", "minutes")),
    (_DAY, _HOUR, 100 * _DAY, ("days", "hours")),
)
"""Two units in seconds, the end of the range that they are for, and their names."""


def load_words(*, strict: bool = False) -> Words:
    """Return all catalogues. Call it before the loop runs: it reads files and computes for long.

    Raises InternalError if a catalogue can't be read.
    """
    loaded = {tag: catalogue_of(tag, sources(tag)) for tag in LANGUAGES}
    return Words(MappingProxyType(loaded), strict=strict)


def moment(at: datetime, style: str = "R") -> str:
    """Return Discord's markup for an aware time: each reader sees their own language and zone.

    Styles are Discord's: R for `2 hours ago`, f for date and time, d for the date, t for the time.
    """
    return f"<t:{int(at.timestamp())}:{style}>"


def key_of(kind: str, one: Enum) -> str:
    """Return the key of the name of an enumeration's member: `outcome-level-too-low`.

    Kinds: outcome, end (RunEnd), life, enrolling, trail (Subject), alarm, operator-feed.
    """
    return f"{kind}-{one.name.lower().replace('_', '-')}"
