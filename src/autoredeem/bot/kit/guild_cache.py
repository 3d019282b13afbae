"""What autocompletion answers from: a little of each guild, in memory, never more than so much.

Filled by whatever handlers read anyway. A guild of which nothing is known gets no suggestions, and
is asked about for the next key.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from autoredeem.bot.kit.bounded import keep_latest
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import Fid, GuildId

MOST_GUILDS = 2_000
MOST_MEMBERS, MOST_CODES = 500, 100

MOST_SUGGESTED = 25
"""Choices of an autocompletion, by Discord's documentation."""


@dataclass(frozen=True, slots=True)
class CachedGuild:
    """What is cached of a guild: its settings, its codes, newest first, its members by name."""

    settings: GuildSettings
    codes: Sequence[str] = ()
    members: Sequence[tuple[Fid, str]] = ()


class GuildCache:
    """The latest guilds, each with what is known of it."""

    def __init__(self) -> None:
        self._guilds: OrderedDict[GuildId, CachedGuild] = OrderedDict()
        self._being_read: set[GuildId] = set()
        self._languages: OrderedDict[GuildId, str] = OrderedDict()

    def get(self, guild_id: GuildId) -> CachedGuild | None:
        """Return what is known of a guild; None: nothing."""
        return self._guilds.get(guild_id)

    def put(self, guild_id: GuildId, guild: CachedGuild) -> None:
        """Cache as much of a guild as fits."""
        kept = CachedGuild(guild.settings, guild.codes[:MOST_CODES], guild.members[:MOST_MEMBERS])
        keep_latest(self._guilds, guild_id, kept, MOST_GUILDS)

    def begin_read(self, guild_id: GuildId) -> None:
        """Note that a guild is being read, so that a change in the meantime is noticed."""
        self._being_read.add(guild_id)

    def put_read(self, guild_id: GuildId, guild: CachedGuild) -> None:
        """Cache what was read, unless something of the guild has changed in the meantime."""
        if guild_id in self._being_read:
            self._being_read.discard(guild_id)
            self.put(guild_id, guild)

    def set_language(self, guild_id: GuildId, language: str) -> None:
        """Cache the language that a guild chose; empty: none."""
        keep_latest(self._languages, guild_id, language, MOST_GUILDS)

    def language(self, guild_id: GuildId) -> str:
        """Return the language that a guild chose, as far as is known."""
        return self._languages.get(guild_id, "")

    def invalidate(self, guild_id: GuildId) -> None:
        """Forget a guild, as something of it has changed."""
        self._guilds.pop(guild_id, None)
        self._being_read.discard(guild_id)


def codes_like(guild: CachedGuild, typed: str) -> Sequence[str]:
    """Return the codes that hold what was typed, in any case; at most 25."""
    wanted = typed.casefold()
    return list(islice((one for one in guild.codes if wanted in one.casefold()), MOST_SUGGESTED))


def members_like(guild: CachedGuild, typed: str) -> Sequence[tuple[Fid, str]]:
    """Return members whose id begins with what was typed, or whose name holds it; at most 25."""
    wanted = typed.casefold().strip()
    found = (
        (fid, name)
        for fid, name in guild.members
        if str(fid).startswith(wanted) or wanted in name.casefold()
    )
    return list(islice(found, MOST_SUGGESTED))
