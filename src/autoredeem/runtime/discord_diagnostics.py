"""Discord and the token, proven with two questions that change nothing: who, and in how many."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from pydantic import SecretStr

from autoredeem import __version__
from autoredeem.domain.text import visible
from autoredeem.observe.names import SystemResolver
from autoredeem.runtime.findings import Finding, Level

DISCORD = "discord"
API = "https://discord.com/api/v10"
SETTING = "AUTOREDEEM_DISCORD_TOKEN"

DISCORD_WITHIN = 15.0
"""Seconds that Discord gets to answer both questions."""

USER_AGENT = f"DiscordBot (autoredeem, {__version__})"
"""Discord's documentation asks every bot to begin so."""

LARGEST_BODY = 64 * 1024
LONGEST_NAME = 80

NO_TOKEN = f"{SETTING} is not set: it serves without Discord"
NEW_TOKEN = (
    "take the token from your application's page Bot in Discord's developer portal, and set"
    f" {SETTING} to it"
)
NO_ENDPOINT = (
    "empty the field Interactions Endpoint URL on your application's page General Information in"
    " Discord's developer portal"
)
INVITATION = (
    "https://discord.com/oauth2/authorize?scope=bot+applications.commands&permissions=19456"
    "&client_id="
)
CONTENT_FLAGS = 1 << 18 | 1 << 19
"""GATEWAY_MESSAGE_CONTENT, and the same of a bot in few servers, by Discord's documentation."""

ALLOW_CONTENT = (
    "switch on Message Content Intent on your application's page Bot in Discord's developer portal"
    " (for a bot in 100 servers or more, Discord grants it on request only), or take"
    " AUTOREDEEM_DISCORD__MESSAGE_CONTENT away"
)
UNKNOWN = "try again; if that does not help, a newer autoredeem may"

REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, f"no answer within {DISCORD_WITHIN:g} s"),
    (aiohttp.ClientConnectorDNSError, "its name could not be looked up"),
    (aiohttp.ClientSSLError, "the server could not prove who it is"),
)
"""What a failure is called; the first kind that fits. Never its own text: that may hold a URL."""

Answer = Mapping[str, Any]


class _RefusedError(Exception):
    """Discord answered with another status than 200."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found, and how the bot is brought to a server, where Discord took its token."""

    finding: Finding
    invitation: str = ""
    in_no_server: bool = False


async def discord_finding(
    token: SecretStr | None, api: str = API, *, message_content: bool = False
) -> Finding:
    """Ask as `diagnose_discord` does; return what was found alone."""
    return (await diagnose_discord(token, api, message_content=message_content)).finding


async def diagnose_discord(
    token: SecretStr | None, api: str = API, *, message_content: bool = False
) -> Diagnosis:
    """Ask Discord who the bot is, and, if it is to read messages, whether it may.

    `api` is the base of Discord's API. The token is in no finding.
    """
    if token is None:
        return Diagnosis(Finding(Level.OK, DISCORD, NO_TOKEN))
    secret = token.get_secret_value().strip()
    if not (secret.isascii() and secret.isprintable()):
        found = f"{SETTING} has characters that are in no token"
        return Diagnosis(Finding(Level.FAIL, DISCORD, found, NEW_TOKEN))
    answers = await _answers(secret, api)
    if isinstance(answers, Finding):
        return Diagnosis(answers)
    bot, application = answers
    return Diagnosis(
        _known(bot, application, message_content=message_content),
        f"{INVITATION}{_id(application)}",
        in_no_server=application.get("approximate_guild_count") == 0,
    )


async def _answers(secret: str, api: str) -> tuple[Answer, Answer] | Finding:
    """Return the bot and its application, or why Discord did not tell."""
    try:
        async with asyncio.timeout(DISCORD_WITHIN), _session(secret) as session:
            bot = await _answer(session, f"{api}/users/@me")
            return bot, await _answer(session, f"{api}/applications/@me")
    except _RefusedError as refused:
        return _refused(refused.status)
    except (aiohttp.ClientError, OSError) as error:
        advice = "check this computer's connection; discordstatus.com says how Discord is"
        return Finding(Level.FAIL, DISCORD, f"it can't be reached ({_why(error)})", advice)
    except (ValueError, RecursionError):
        return Finding(Level.WARN, DISCORD, "it answered what nobody can read", UNKNOWN)


def _may_read(application: Answer) -> bool:
    flags = application.get("flags")
    return isinstance(flags, int) and bool(flags & CONTENT_FLAGS)


def _known(bot: Answer, application: Answer, *, message_content: bool) -> Finding:
    """Return who the bot is and where, and what keeps from it what people do."""
    guilds = application.get("approximate_guild_count")
    where = f"about {guilds:,}" if isinstance(guilds, int) else "not told"
    found = f"it takes the token of {_name(bot)}; servers that this is in: {where}"
    if application.get("interactions_endpoint_url"):
        found += "; it sends what people do there to another address, and not to this program"
        return Finding(Level.WARN, DISCORD, found, NO_ENDPOINT)
    if guilds == 0:
        advice = f"add it to your server: {INVITATION}{_id(application)}"
        return Finding(Level.WARN, DISCORD, found, advice)
    if message_content and not _may_read(application):
        found += "; it does not let the bot read messages, so no channel is watched"
        return Finding(Level.WARN, DISCORD, found, ALLOW_CONTENT)
    return Finding(Level.OK, DISCORD, found)


def _refused(status: int) -> Finding:
    match status:
        case 401:
            return Finding(Level.FAIL, DISCORD, "it refuses the token", NEW_TOKEN)
        case 429:
            found = "it lets this internet address wait (HTTP 429)"
            return Finding(Level.WARN, DISCORD, found, "try again in some minutes")
        case _ if status >= 500:  # noqa: PLR2004 - HTTP's own border
            found = f"it has a trouble of its own (HTTP {status})"
            advice = "try again later; discordstatus.com says how Discord is"
            return Finding(Level.FAIL, DISCORD, found, advice)
        case _:
            found = f"it answered what nobody knows (HTTP {status})"
            return Finding(Level.WARN, DISCORD, found, UNKNOWN)


@asynccontextmanager
async def _session(token: str) -> AsyncIterator[aiohttp.ClientSession]:
    resolver = SystemResolver()
    try:
        async with aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=resolver),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": USER_AGENT, "Authorization": f"Bot {token}"},
            timeout=aiohttp.ClientTimeout(total=None),
            trust_env=False,
        ) as session:
            yield session
    finally:
        await resolver.close()


async def _answer(session: aiohttp.ClientSession, url: str) -> Answer:
    """Ask for one object. Raises ValueError, or RecursionError, for what is none."""
    async with session.get(url, allow_redirects=False) as response:
        if response.status != 200:  # noqa: PLR2004 - HTTP's own word for yes
            raise _RefusedError(response.status)
        body = bytearray()
        while len(body) < LARGEST_BODY and (chunk := await response.content.readany()):
            body += chunk
    answer = json.loads(body)
    if not isinstance(answer, dict):
        raise ValueError("not an object")  # noqa: TRY004 - what came is wrong, not what was passed
    return answer


def _name(bot: Answer) -> str:
    """Return a bot's name as it may stand in a line of a terminal."""
    return visible(str(bot.get("username", "somebody"))[:LONGEST_NAME])


def _id(application: Answer) -> str:
    given = str(application.get("id"))
    return given if given.isdecimal() else "ID"


def _why(error: Exception) -> str:
    named = next((words for kind, words in REASONS if isinstance(error, kind)), "")
    if not named and isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    return named or "the connection was lost"
