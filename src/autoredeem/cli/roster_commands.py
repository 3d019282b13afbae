"""The commands `autoredeem roster …`: lists of players that servers follow, and reading them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autoredeem.cli.common import (
    DONE,
    NOT_DONE,
    ConfigOption,
    GuildOption,
    JsonOption,
    TitleOption,
    guild_from,
    naming,
    settings_from,
)
from autoredeem.cli.guild_changes import note_in_trail, open_in_store
from autoredeem.cli.on_store import notify, on_store, on_terminal, write_out, write_rows
from autoredeem.domain.alliances import AllianceId, alliance_named
from autoredeem.domain.errors import InvalidInput, ProviderFailed
from autoredeem.domain.ids import COMMAND_LINE, GuildId
from autoredeem.domain.synchronisation import ChangeKind, Sync
from autoredeem.domain.text import shorten
from autoredeem.observe.clock import SystemClock
from autoredeem.store.interface import Store

if TYPE_CHECKING:
    from autoredeem.roster.providers.provider import Provider, Providers

app = typer.Typer(
    help="Lists of players that are kept elsewhere: following them, and reading them now.",
    no_args_is_help=True,
)

ProviderOption = Annotated[
    str, typer.Option("--provider", metavar="NAME", help="The provider, as the settings name it.")
]
ListOption = Annotated[
    str,
    typer.Option("--list", metavar="LIST", help="Which of its lists, such as KID/TAG or TAG."),
]
AllianceOption = Annotated[
    str, typer.Option("--alliance", metavar="NAME", help="The alliance into which its players go.")
]
EnrollOption = Annotated[
    bool, typer.Option("--enroll/--no-enroll", help="Enroll whoever is new in it automatically.")
]


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list that was read, or why it was not: `failed` is in English, and empty if it was."""

    sync: Sync
    failed: str = ""
    changes: Mapping[ChangeKind, int] | None = None


@app.command()
def follow(
    *,
    guild: GuildOption,
    provider: ProviderOption,
    list_name: ListOption = "",
    alliance: AllianceOption = "",
    enroll: EnrollOption = False,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Follow a list from now on: a running bot reads it within a minute, and then by the hour."""
    guild_id, chosen = guild_from(guild), _provider(config, title, provider)
    with naming("--list"):
        group = chosen.parse_group(list_name)
    now = SystemClock().now()
    sync = Sync(guild_id, provider, group, COMMAND_LINE, now, enroll)
    on_store(config, title, lambda store: _follow(store, sync, alliance))
    notify(f"{guild_id} follows {provider} {group}".rstrip())
    return DONE


@app.command()
def unfollow(
    *,
    guild: GuildOption,
    provider: ProviderOption,
    list_name: ListOption = "",
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Follow a list no more. Whoever is enrolled stays so."""
    guild_id = guild_from(guild)
    sync = Sync(guild_id, provider, list_name, COMMAND_LINE, SystemClock().now())
    there = on_store(config, title, lambda store: _unfollow(store, sync))
    notify(
        f"{guild_id} follows {provider} {list_name}".rstrip() + " no more"
        if there
        else "That list is not followed; those that are: autoredeem roster show"
    )
    return DONE if there else NOT_DONE


@app.command()
def show(
    *,
    guild: GuildOption,
    as_json: JsonOption = False,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Show the lists that a server follows, and how reading each went."""
    guild_id = guild_from(guild)
    followed = on_store(config, title, lambda store: store.syncs([guild_id]))
    _write(title, guild_id, [ReadList(one) for one in followed], as_json=as_json)
    if not followed:
        notify("No list is followed: autoredeem roster follow --help")
    return DONE


@app.command("sync")
def sync_now(
    *,
    guild: GuildOption,
    as_json: JsonOption = False,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Read all lists that a server follows, now, and write what they change.

    It exits with 1 where one could not be read: nothing is concluded from that.
    """
    guild_id, providers = guild_from(guild), _providers(config, title)
    most = settings_from(config).limits.members
    read = on_store(config, title, lambda store: _read_all(store, guild_id, providers, most))
    _write(title, guild_id, read, as_json=as_json)
    for one in read:
        if one.failed:
            notify(f"{one.sync.provider} {one.sync.group} could not be read: {one.failed}")
    if not read:
        notify("No list is followed: autoredeem roster follow --help")
    return NOT_DONE if any(one.failed for one in read) else DONE


async def _follow(store: Store, sync: Sync, alliance: str) -> None:
    found: AllianceId | None = None
    if alliance:
        there = alliance_named(await store.alliances([sync.guild_id]), alliance)
        if there is None:
            raise InvalidInput(f"--alliance: {shorten(alliance)} is no alliance of this server")
        found = there.id
    await store.follow([replace(sync, alliance=found)])
    await _note(store, sync, "sync-followed")


async def _unfollow(store: Store, sync: Sync) -> bool:
    there = any(one.key == sync.key for one in await store.syncs([sync.guild_id]))
    await store.unfollow(sync.guild_id, [sync.key])
    if there:
        await _note(store, sync, "sync-stopped")
    return there


async def _note(store: Store, sync: Sync, kind: str) -> None:
    details = {"list": f"{sync.provider} {sync.group}".strip()}
    await note_in_trail(store, sync.guild_id, {kind: details}, SystemClock().now())


async def _read_all(
    store: Store, guild_id: GuildId, providers: "Providers", most: int
) -> Sequence[ReadList]:
    from autoredeem.roster.sync import RosterSyncs  # noqa: PLC0415 - not for --help
    from autoredeem.roster.sync.service import SyncParts  # noqa: PLC0415 - as above

    clock = SystemClock()

    async def opens(changed: GuildId) -> None:
        await open_in_store(store, changed, clock.now())

    syncs = RosterSyncs(providers, SyncParts(store, _Here(), clock, opens, most))
    read: list[ReadList] = []
    for one in await store.syncs([guild_id]):
        if one.provider not in providers:
            read.append(ReadList(one, "the settings name no such provider"))
            continue
        try:
            now = await syncs.read(one)
        except ProviderFailed as error:
            read.append(ReadList(one, str(error)))
            continue
        if now:
            after = one.state.readings
            changes = await store.count_changes(guild_id, one.key, after=after)
            read.append(ReadList(now, changes=changes))
    return read


class _Here:
    """Reads lists here, whoever else does."""

    sends = True


def _providers(config: Path | None, title: str) -> "Providers":
    return settings_from(config).providers_of(title, SystemClock())


def _provider(config: Path | None, title: str, name: str) -> "Provider":
    there = _providers(config, title)
    if name not in there:
        known = ", ".join(there) or "none for this game; see AUTOREDEEM_PROVIDERS in the settings"
        raise InvalidInput(f"--provider: {shorten(name)} is not in the settings; there: {known}")
    return there[name]


def _write(title: str, guild_id: GuildId, read: Sequence[ReadList], *, as_json: bool) -> None:
    if as_json:
        lists = list(map(_as_object, read))
        write_out(json.dumps({"title": title, "guild": guild_id, "lists": lists}) + "\n")
        return
    rows: list[Sequence[object]] = [tuple(_as_object(one).values()) for one in read]
    if on_terminal() and read:
        rows.insert(0, tuple(_as_object(read[0])))
    write_rows(rows)


def _as_object(one: ReadList) -> dict[str, object]:
    state, changes = one.sync.state, one.changes or {}
    return {
        "provider": one.sync.provider,
        "list": one.sync.group,
        "read_at": state.read_at and state.read_at.isoformat(timespec="seconds"),
        "players": state.players,
        "newcomers": state.newcomers,
        "left": state.left,
        "trouble": one.failed or state.trouble,
        **{str(kind): changes.get(kind, 0) for kind in ChangeKind if one.changes is not None},
    }
