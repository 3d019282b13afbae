"""What autocompletion answers from: a little of each guild, in memory that is bounded.

A guild that is not cached gets no suggestions for this key, and is read for the next one.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from autoredeem.bot.kit.bounded import keep_latest
from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import GuildId, RoleId
from autoredeem.domain.players import Member
from autoredeem.domain.text import fold
from autoredeem.store.suggestions import Suggestions

MOST_GUILDS = 2_000
MOST_MEMBERS, MOST_CODES = 500, 100

MOST_SUGGESTED = 25
"""Choices of an autocompletion, by Discord's documentation."""


@dataclass(frozen=True, slots=True)
class CachedGuild:
    """What is cached of a guild in a game: its settings, codes, newest first, and members.

    `shared` are those of the codes that are for all guilds. `whole` says that the members are all
    that it has. `roles` are those of its alliances' managers.
    """

    settings: GuildSettings
    codes: Sequence[str] = ()
    shared: Sequence[str] = ()
    members: Sequence[Member] = ()
    whole: bool = True
    roles: Mapping[AllianceId, RoleId] = field(default_factory=dict)


class GuildCache:
    """The guilds that were used last, and the languages that guilds chose."""

    def __init__(self) -> None:
        self._guilds: OrderedDict[GuildId, Mapping[str, CachedGuild]] = OrderedDict()
        self._being_read: set[GuildId] = set()
        self._languages: OrderedDict[GuildId, str] = OrderedDict()

    def get(self, guild_id: GuildId) -> Mapping[str, CachedGuild] | None:
        """Return what is cached of a guild, by the title; None if nothing is."""
        return self._guilds.get(guild_id)

    def put(self, guild_id: GuildId, titles: Mapping[str, CachedGuild]) -> None:
        """Cache as much of a guild as fits, by the title."""
        kept = {title: _as_fits(guild) for title, guild in titles.items()}
        keep_latest(self._guilds, guild_id, kept, MOST_GUILDS)

    def begin_read(self, guild_id: GuildId) -> None:
        """Mark a guild as being read, so that a change in the meantime is noticed."""
        self._being_read.add(guild_id)

    def put_read(self, guild_id: GuildId, titles: Mapping[str, CachedGuild]) -> None:
        """Cache what was read, unless something of the guild has changed in the meantime."""
        if guild_id in self._being_read:
            self._being_read.discard(guild_id)
            self.put(guild_id, titles)

    def set_language(self, guild_id: GuildId, language: str) -> None:
        """Cache the language that a guild chose; empty: none."""
        keep_latest(self._languages, guild_id, language, MOST_GUILDS)

    def language(self, guild_id: GuildId) -> str:
        """Return the language that a guild chose; empty if none, or if it is not cached."""
        return self._languages.get(guild_id, "")

    def invalidate(self, guild_id: GuildId) -> None:
        """Drop a guild, as something of it has changed."""
        self._guilds.pop(guild_id, None)
        self._being_read.discard(guild_id)


def _as_fits(guild: CachedGuild) -> CachedGuild:
    codes, shared = guild.codes[:MOST_CODES], guild.shared[:MOST_CODES]
    return replace(guild, codes=codes, shared=shared, members=guild.members[:MOST_MEMBERS])


def codes_like(codes: Iterable[str], typed: str) -> Sequence[str]:
    """Return the codes that contain what was typed, in any case; at most 25."""
    wanted = typed.casefold()
    return list(islice((one for one in codes if wanted in one.casefold()), MOST_SUGGESTED))


def members_like(members: Iterable[Member], typed: str) -> Sequence[Member]:
    """Return the members whom somebody may mean who types this, as `Roster.members_like` does."""
    wanted = Suggestions(typed, MOST_SUGGESTED)
    named = [(fold(one.nickname), one) for one in members]
    named.sort(key=lambda one: (not one[0], one[0], one[1].fid))
    part, digits = wanted.part, wanted.digits
    wanted.take(one for name, one in named if name.startswith(part))
    wanted.take(one for _, one in named if digits and str(one.fid).startswith(digits))
    wanted.take(one for name, one in named if part in name)
    return wanted.found
