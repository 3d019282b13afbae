"""The sync of commands to Discord: when they changed, and not at every start."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import discord
import structlog

from autoredeem.bot.gateway.command_table import SLASH, Kind, Payload, payload
from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.words import Words

log = structlog.get_logger(__name__)

SYNC_TIMEOUT = 60.0
"""Seconds for both requests."""

LOCALIZED_FIELDS = frozenset({"name_localizations", "description_localizations"})

COMPARED_FIELDS = LOCALIZED_FIELDS | {
    *("type", "name", "description", "options", "contexts", "integration_types"),
    *("default_member_permissions", "nsfw", "required", "autocomplete", "choices"),
    *("min_length", "max_length", "min_value", "max_value", "channel_types"),
}
"""Fields of commands and options that a bot sets, by Discord's documentation; it adds others."""

EMPTY_VALUES: Sequence[object] = (None, False, "", [], {})


class CommandSync:
    """Syncs the commands once; a failure is tried again with the next connection."""

    def __init__(self, words: Words, titles: Collection[str]) -> None:
        self._words = words
        self._titles = titles
        self._synced = False

    async def connected(self, client: discord.Client) -> None:
        """Sync the commands, if that was not done yet."""
        if self._synced:
            return
        try:
            wanted = payload(self._words, self._titles)
            self._words.mentions.update(mentions_of(await sync(client, wanted)))
            self._synced = True
        except DISCORD_ERRORS as error:
            log.warning(f"Discord does not take the commands: {error}")


async def sync(client: discord.Client, wanted: Sequence[Payload]) -> Sequence[Mapping[str, Any]]:
    """Make Discord's commands those that are wanted; return them as Discord has them, with ids.

    Raises discord.HTTPException or TimeoutError.
    """
    http, application = client.http, client.application_id
    assert application, "the client has logged in"  # noqa: S101 - a bug of ours
    async with asyncio.timeout(SYNC_TIMEOUT):
        known: Sequence[Mapping[str, Any]] = await http.request(
            discord.http.Route(
                "GET",
                "/applications/{application_id}/commands",
                application_id=application,
            ),
            params={"with_localizations": "true"},
        )
        if same_commands(known, wanted):
            return known
        changed = await http.bulk_upsert_global_commands(application, payload=list(wanted))
    log.info("Discord was told of changed commands", commands=len(wanted))
    return changed


def mentions_of(commands: Sequence[Mapping[str, Any]]) -> Mapping[str, str]:
    """Return the markup that lets each slash command be tapped, by the key of its name.

    The markup is `</members edit:ID>`, by Discord's documentation. A group alone can't be tapped.
    """
    found: dict[str, str] = {}
    for command in commands:
        if command["type"] == SLASH:
            options = command.get("options") or ()
            parts = [one["name"] for one in options if one["type"] == Kind.SUB_COMMAND]
            for path in [[command["name"], part] for part in parts] or [[command["name"]]]:
                found["-".join(["command", *path])] = f"</{' '.join(path)}:{command['id']}>"
    return found


def same_commands(known: Sequence[Mapping[str, Any]], wanted: Sequence[Payload]) -> bool:
    """Whether the commands that Discord knows are those that are wanted.

    It adds fields of its own, and returns what was left out as null, false or empty.
    """
    known_commands = sorted(map(_normalized, known), key=_identity)
    return known_commands == sorted(map(_normalized, wanted), key=_identity)


def _identity(command: Mapping[str, Any]) -> tuple[int, str]:
    return command["type"], command["name"]


def _normalized(command: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a command or an option without what Discord adds and without empty fields."""
    kept = {name: _normalized_value(name, command.get(name)) for name in COMPARED_FIELDS}
    return {name: value for name, value in kept.items() if value not in EMPTY_VALUES}


def _normalized_value(name: str, value: Any) -> Any:  # noqa: ANN401 - JSON of any kind
    if name == "options":
        return [_normalized(option) for option in value or ()]
    if name == "choices":
        return [{**_normalized(choice), "value": choice.get("value")} for choice in value or ()]
    if name == "default_member_permissions" and value is not None:
        # Discord takes a number, and returns a text.
        return str(value)
    if name in LOCALIZED_FIELDS:
        return {locale: text for locale, text in (value or {}).items() if text}
    return value
