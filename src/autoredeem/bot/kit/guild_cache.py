"""What autocompletion answers from: a little of each guild, in memory, and never more than so much.

Filled by whatever acts read anyway. A guild of which nothing is known gets no suggestions, and is
asked about for the next key. Beside it: whom a question is about that has not been answered yet,
and who is just enrolling or posting codes where.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar
from weakref import WeakValueDictionary

from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.players import Fid, GuildId

K = TypeVar("K")
V = TypeVar("V")

MOST_GUILDS = 2_000
MOST_MEMBERS, MOST_CODES = 500, 100
MOST_ASIDE = 200
"""Questions that wait for an answer, each about no more players than fit into a form."""

MOST_SUGGESTED = 25
"""Choices of an autocompletion, by Discord's documentation."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a guild: its settings, its codes, newest first, its members by name."""

    settings: GuildSettings
    codes: Sequence[str] = ()
    members: Sequence[tuple[Fid, str]] = ()


class Memory:
    """The latest guilds, each with what is known of it."""

    def __init__(self) -> None:
        self._guilds: OrderedDict[GuildId, Known] = OrderedDict()
        self._being_read: set[GuildId] = set()
        self._languages: OrderedDict[GuildId, str] = OrderedDict()
        self._aside: OrderedDict[tuple[GuildId, str], tuple[datetime, Sequence[Fid]]]
        self._aside = OrderedDict()
        self._locks: WeakValueDictionary[tuple[str, GuildId], asyncio.Lock] = WeakValueDictionary()

    def of(self, guild_id: GuildId) -> Known | None:
        """Give what is known of a guild; None: nothing."""
        return self._guilds.get(guild_id)

    def keep(self, guild_id: GuildId, known: Known) -> None:
        """Remember as much of it as fits."""
        kept = Known(known.settings, known.codes[:MOST_CODES], known.members[:MOST_MEMBERS])
        _keep(self._guilds, guild_id, kept)

    def begin_reading(self, guild_id: GuildId) -> None:
        """Note that a guild is being read, so that a change in the meantime is noticed."""
        self._being_read.add(guild_id)

    def keep_read(self, guild_id: GuildId, known: Known) -> None:
        """Remember what was read, unless something of the guild has changed in the meantime."""
        if guild_id in self._being_read:
            self._being_read.discard(guild_id)
            self.keep(guild_id, known)

    def speaks(self, guild_id: GuildId, language: str) -> None:
        """Remember the language that a guild chose; empty: none."""
        _keep(self._languages, guild_id, language)

    def language(self, guild_id: GuildId) -> str:
        """Give the language that a guild chose, as far as is known."""
        return self._languages.get(guild_id, "")

    def enrolling(self, guild_id: GuildId) -> asyncio.Lock:
        """Let one wish at a time enrol in a guild: nobody takes the room that another has found."""
        return self._locks.setdefault(("enrolling", guild_id), asyncio.Lock())

    def posting(self, guild_id: GuildId) -> asyncio.Lock:
        """Let one wish at a time post codes in a guild: together they keep to the day's quota."""
        return self._locks.setdefault(("posting", guild_id), asyncio.Lock())

    def set_aside(
        self, guild_id: GuildId, question: str, fids: Sequence[Fid], *, until: datetime
    ) -> None:
        """Remember whom a question is about, for as long as there is room."""
        _keep(self._aside, (guild_id, question), (until, fids), MOST_ASIDE)

    def put_aside(self, guild_id: GuildId, question: str, *, at: datetime) -> Sequence[Fid]:
        """Give whom a question in the guild is about; nobody, if that is not known any more."""
        until, fids = self._aside.get((guild_id, question), (at, ()))
        return fids if at < until else ()

    def forget(self, guild_id: GuildId) -> None:
        """Forget a guild, as something of it has changed."""
        self._guilds.pop(guild_id, None)
        self._being_read.discard(guild_id)


def _keep(kept: OrderedDict[K, V], key: K, value: V, most: int = MOST_GUILDS) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)


def codes_like(known: Known, typed: str) -> Sequence[str]:
    """Give the codes that hold what was typed, in any case; at most 25."""
    wanted = typed.casefold()
    return list(islice((one for one in known.codes if wanted in one.casefold()), MOST_SUGGESTED))


def members_like(known: Known, typed: str) -> Sequence[tuple[Fid, str]]:
    """Give the members whose id begins with what was typed, or whose name holds it; at most 25."""
    wanted = typed.casefold().strip()
    found = (
        (fid, name)
        for fid, name in known.members
        if str(fid).startswith(wanted) or wanted in name.casefold()
    )
    return list(islice(found, MOST_SUGGESTED))
