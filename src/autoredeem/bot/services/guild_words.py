"""The messages for a guild's channel, in the guild's language."""

import discord

from autoredeem.bot.words import Say, Words
from autoredeem.domain.guilds import GuildSettings


def say_in_guild(words: Words, client: discord.Client, settings: GuildSettings, title: str) -> Say:
    """Return the messages in the language that was chosen, or else the one set in Discord."""
    guild = client.get_guild(settings.guild_id)
    locale = guild.preferred_locale.value if guild else ""
    return words.say(settings.language or locale, title)
