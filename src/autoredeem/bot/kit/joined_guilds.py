"""In which guilds the bot is, and how it leaves one."""

from typing import Protocol

from autoredeem.domain.ids import GuildId


class JoinedGuilds(Protocol):
    """What Discord's gateway has told of guilds."""

    def name_of(self, guild_id: GuildId) -> str | None:
        """Return the name of a guild in which the bot is; None for any other."""

    async def leave(self, guild_id: GuildId) -> None:
        """Leave a guild; one in which the bot is not is left already. Raises LookupFailed."""
