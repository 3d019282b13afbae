"""`autoredeem guilds show|set`: what a server's leaders choose in Discord, by command line."""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from autoredeem.cli.common import DONE, ConfigOption, JsonOption, TitleOption, naming
from autoredeem.cli.guild_changes import (
    GuildArgument,
    change_guild,
    open_in_store,
    share_what_was_found,
)
from autoredeem.cli.on_store import in_words, notify, on_store, on_terminal, write_out, write_rows
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.guilds import GuildChanges, GuildSettings
from autoredeem.domain.ids import GuildId, State, parse_guild_id, parse_state
from autoredeem.observe.clock import SystemClock
from autoredeem.store.interface import Store

NO_STATE = "none"


class Switch(StrEnum):
    """Whether something is on."""

    ON = "on"
    OFF = "off"


AutoRedeemOption = Annotated[
    Switch | None, typer.Option("--auto-redeem", help="Redeem new codes for all its members.")
]
ShareOption = Annotated[
    Switch | None,
    typer.Option(
        "--share",
        help="Give everybody the codes that are found there, and by another such server, and work.",
    ),
]
StateOption = Annotated[
    str | None,
    typer.Option(
        "--state",
        metavar=f"STATE|{NO_STATE}",
        help="What is taken in Discord for whoever enrolls without one.",
    ),
]


def show_guild(
    guild: GuildArgument,
    *,
    as_json: JsonOption = False,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Show what is set for a server, and how many members it has."""
    guild_id = parse_guild_id(guild)
    settings, members = on_store(config, title, lambda store: _read(store, guild_id))
    facts = _facts(settings, members)
    if as_json:
        write_out(json.dumps({"title": title, "guild": guild_id, **facts}) + "\n")
    elif on_terminal():
        table = Table(f"Server {guild_id}", title)
        for name, value in facts.items():
            table.add_row(name.replace("_", " "), in_words(value))
        Console().print(table)
    else:
        write_rows([(name, in_words(value)) for name, value in facts.items()])
    return DONE


def set_guild(
    guild: GuildArgument,
    *,
    auto_redeem: AutoRedeemOption = None,
    share: ShareOption = None,
    state: StateOption = None,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Set for a server what its leaders set in Discord; what is not named stays as it is.

    With auto-redeem on, all codes that are for it are opened: `autoredeem run` works on them, with
    Discord or without.
    """
    guild_id, changes = parse_guild_id(guild), GuildChanges()
    if auto_redeem is not None:
        changes["enabled"] = auto_redeem is Switch.ON
    if share is not None:
        changes["share_found"] = share is Switch.ON
    if state is not None:
        changes["state"] = _state_from(state)
    if not changes:
        raise InvalidInput("say what to set: --auto-redeem on|off, --share on|off, --state STATE")
    now = SystemClock().now()
    settings = on_store(config, title, lambda store: _set(store, guild_id, changes, now))
    said = [f"auto-redeem is {_switch(settings.enabled)}", _state_words(settings)]
    if "share_found" in changes or settings.share_found:
        said.append(f"sharing is {_switch(settings.share_found)}")
    typer.echo(f"{guild_id}: {', '.join(said)}")
    if settings.enabled and not settings.wants_codes:
        what = "is blocked" if settings.blocked_at else "is one that the bot was removed from"
        notify(f"Nothing is redeemed for it all the same: it {what}")
    return DONE


async def _read(store: Store, guild_id: GuildId) -> tuple[GuildSettings, int]:
    return await _settings_of(store, guild_id), await store.count_members(guild_id)


async def _settings_of(store: Store, guild_id: GuildId) -> GuildSettings:
    found = await store.guilds([guild_id])
    return found[0] if found else GuildSettings(guild_id)


async def _set(
    store: Store, guild_id: GuildId, changes: GuildChanges, at: datetime
) -> GuildSettings:
    before = await _settings_of(store, guild_id)
    if before.chosen_at is None:
        # Beside what its leaders have chosen: nothing of that is switched off here.
        changes |= {"chosen_at": at, "beside": True}
    await change_guild(store, guild_id, changes, _trail(changes), at)
    if changes.get("share_found"):
        await share_what_was_found(store, guild_id, at)
    if changes.get("enabled"):
        await open_in_store(store, guild_id, at)
    return await _settings_of(store, guild_id)


def _trail(changes: GuildChanges) -> Mapping[str, Mapping[str, str]]:
    """Return the kind and the details of each line for the audit trail."""
    lines: dict[str, Mapping[str, str]] = {}
    if "enabled" in changes:
        lines[f"set-{_switch(changes['enabled'])}"] = {}
    if "share_found" in changes:
        lines[f"set-sharing-{_switch(changes['share_found'])}"] = {}
    if "state" in changes:
        state = changes["state"]
        lines |= {"set-state": {"state": str(state)}} if state else {"set-no-state": {}}
    return lines


def _state_from(text: str) -> State | None:
    with naming("--state"):
        return None if text.casefold() == NO_STATE else parse_state(text)


def _switch(on: bool) -> Switch:  # noqa: FBT001 - what it is called after
    return Switch.ON if on else Switch.OFF


def _state_words(settings: GuildSettings) -> str:
    return "no default state" if settings.state is None else f"default state {settings.state}"


def _facts(settings: GuildSettings, members: int) -> dict[str, str | int | bool | None]:
    return {
        "auto_redeem": settings.enabled,
        "share_found": settings.share_found,
        "members": members,
        "state": settings.state,
        "enrolling": settings.enrolling.value,
        "language": settings.language or None,
        "channel": settings.channel,
        "manager_role": settings.manager_role,
        "left_at": _moment(settings.left_at),
        "blocked_at": _moment(settings.blocked_at),
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
