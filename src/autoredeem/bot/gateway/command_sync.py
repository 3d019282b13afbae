"""Discord is told of the commands when they changed, and not at every start."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import discord
import structlog

from autoredeem.bot.gateway.commands import Payload, payload
from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.words import Words

log = structlog.get_logger(__name__)

TO_SYNC = 60.0
"""Seconds for both questions."""

LOCALIZED = frozenset({"name_localizations", "description_localizations"})

SAID = LOCALIZED | {
    *("type", "name", "description", "options", "contexts", "integration_types"),
    *("default_member_permissions", "nsfw", "required", "autocomplete", "choices"),
    *("min_length", "max_length", "min_value", "max_value", "channel_types"),
}
"""What can be said of commands and options, by Discord's documentation. All else it adds itself."""

NOTHING: Sequence[object] = (None, False, "", [], {})


class CommandSync:
    """Tells Discord of the commands once; a failure is tried again with the next connection."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._synced = False

    async def connected(self, client: discord.Client) -> None:
        """Make Discord's commands those of this program, if that was not done yet."""
        if self._synced:
            return
        try:
            await sync(client, payload(self._words))
            self._synced = True
        except DISCORD_ERRORS as error:
            log.warning(f"Discord does not take the commands: {error}")


async def sync(client: discord.Client, wanted: Sequence[Payload]) -> bool:
    """Make Discord's commands those that are wanted; says whether they had to be changed.

    Raises discord.HTTPException, or TimeoutError, when it could not be done.
    """
    http, application = client.http, client.application_id
    assert application, "the client has logged in"  # noqa: S101 - a bug of ours
    async with asyncio.timeout(TO_SYNC):
        known = await http.request(
            discord.http.Route(
                "GET",
                "/applications/{application_id}/commands",
                application_id=application,
            ),
            params={"with_localizations": "true"},
        )
        if same(known, wanted):
            return False
        await http.bulk_upsert_global_commands(application, payload=list(wanted))
    log.info("Discord was told of changed commands", commands=len(wanted))
    return True


def same(known: Sequence[Mapping[str, Any]], wanted: Sequence[Payload]) -> bool:
    """Say whether Discord knows the commands as wanted.

    It adds fields of its own, and gives what was left out as null, false or nothing.
    """
    by_name = sorted(map(_told, known), key=_identity)
    return by_name == sorted(map(_told, wanted), key=_identity)


def _identity(command: Mapping[str, Any]) -> tuple[int, str]:
    return command["type"], command["name"]


def _told(described: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what a description of a command or an option says, in one form."""
    kept = {name: _meant(name, described.get(name)) for name in SAID}
    return {name: value for name, value in kept.items() if value not in NOTHING}


def _meant(name: str, value: Any) -> Any:  # noqa: ANN401 - JSON of any kind
    if name == "options":
        return [_told(option) for option in value or ()]
    if name in LOCALIZED:
        return {locale: text for locale, text in (value or {}).items() if text}
    return value
