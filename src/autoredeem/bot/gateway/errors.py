"""What a request to Discord may raise."""

import aiohttp
import discord

DISCORD_ERRORS = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""A refusal, a lost connection, no answer in time."""

TOO_MANY_REQUESTS, SERVER_ERROR = 429, 500
"""HTTP statuses that are not the request's fault."""


def may_pass(error: BaseException) -> bool:
    """Whether the same request may be accepted later; not where Discord refuses what it says."""
    if not isinstance(error, discord.HTTPException):
        return True
    return error.status == TOO_MANY_REQUESTS or error.status >= SERVER_ERROR
