"""What a request to Discord may raise."""

import aiohttp
import discord

DISCORD_ERRORS = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""A refusal, a lost connection, no answer in time."""
