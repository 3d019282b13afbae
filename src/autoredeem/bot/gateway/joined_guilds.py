"""In which guilds the bot is, by what the gateway has told."""

import asyncio

import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.kit.guild_directory import LookupFailed
from autoredeem.domain.ids import GuildId

log = structlog.get_logger(__name__)

LEAVE_TIMEOUT = 20.0
"""Seconds for Discord's answer."""


class DiscordGuilds:
    """The guilds of a client. It satisfies `JoinedGuilds`."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    def name_of(self, guild_id: GuildId) -> str | None:
        """Return the name that the gateway told."""
        guild = self._client.get_guild(guild_id)
        # One that has an outage has no name yet.
        return None if guild is None else guild.name or str(guild_id)

    async def leave(self, guild_id: GuildId) -> None:
        """Leave; Discord then says that the bot was removed."""
        guild = self._client.get_guild(guild_id)
        if guild is None:
            return
        try:
            async with asyncio.timeout(LEAVE_TIMEOUT):
                await guild.leave()
        except discord.NotFound:
            return
        except DISCORD_ERRORS as error:
            log.warning("A guild could not be left", guild=guild_id, why=str(error) or "no answer")
            raise LookupFailed("Discord could not be told that the bot leaves") from None
