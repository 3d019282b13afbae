"""The commands `autoredeem members …`: who is enrolled for auto-redeem in a guild."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, replace
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autoredeem.cli.alliance_commands import alliance_of
from autoredeem.cli.common import (
    DONE,
    NOT_DONE,
    ConfigOption,
    GuildOption,
    JsonOption,
    TitleOption,
    each_once,
    guild_from,
    plural,
)
from autoredeem.cli.guild_changes import NAMED_IN_TRAIL, note_in_trail
from autoredeem.cli.member_file import export_file, import_file
from autoredeem.cli.member_oversight import allow, lift, show_claims, show_opt_outs, undo_claims
from autoredeem.cli.on_store import (
    FID_HELP,
    FidsArgument,
    all_members,
    by_fid,
    members_command,
    notify,
    notify_without_state,
    on_store,
    on_terminal,
    request_refresh,
    without_state,
    write_out,
    write_rows,
)
from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.errors import EmptyRoster, InvalidInput
from autoredeem.domain.ids import Fid, GuildId, State, parse_state
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.player_input import parse_stored_id
from autoredeem.domain.players import Member, tidy_nickname
from autoredeem.domain.text import shorten
from autoredeem.observe.clock import SystemClock
from autoredeem.store.interface import Store

app = typer.Typer(help="Who is enrolled for auto-redeem in a guild.", no_args_is_help=True)
app.command("import")(import_file)
app.command("export")(export_file)
app.command("claims")(show_claims)
app.command("undo-claims")(undo_claims)
app.command("opt-outs")(show_opt_outs)
app.command("lift")(lift)
app.command("allow")(allow)

Names = Mapping[AllianceId | None, str]

LARGEST_TABLE = 2_000
"""Members that a terminal shows as a table: drawing one of 100,000 would take half a minute."""


class Sort(StrEnum):
    """What a list of members is ordered by; whoever has no such value comes last."""

    FID = "fid"
    NAME = "name"
    STATE = "state"
    LEVEL = "level"


_KEYS: Mapping[Sort, Callable[[Member], tuple[bool, str | int]]] = {
    Sort.FID: lambda member: (False, member.fid),
    Sort.NAME: lambda member: (not member.nickname, member.nickname.casefold()),
    Sort.STATE: lambda member: (member.state is None, member.state or 0),
    Sort.LEVEL: lambda member: (member.level is None, member.level or 0),
}


@app.command("list")
def list_members(
    guild: GuildOption,
    *,
    search: Annotated[
        str, typer.Option("--search", metavar="TEXT", help="Part of a nickname or of an id.")
    ] = "",
    alliance: Annotated[
        str, typer.Option("--alliance", metavar="NAME", help="Only the members of this one.")
    ] = "",
    sort: Annotated[Sort, typer.Option("--sort", help="What to order by.")] = Sort.FID,
    as_json: JsonOption = False,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Show who is enrolled, and who of them has no state."""
    guild_id = guild_from(guild)
    roster, names, known = on_store(config, title, lambda store: _read(store, guild_id, alliance))
    members = [_as_listed(member, known) for member in by_fid(roster)]
    found = sorted(_found(members, search), key=_KEYS[sort])
    if as_json:
        _write_json(found, members, guild_id, title, names)
        return DONE
    if on_terminal() and 0 < len(found) <= LARGEST_TABLE:
        Console().print(_table(found, names))
    else:
        write_rows([(m.fid, m.nickname, m.state, m.level, *_group(m, names)) for m in found])
    if not members:
        command = members_command("import FILE", guild_id, title)
        notify(f"Nobody is enrolled in guild {guild_id} yet; enroll members with: {command}")
    elif not found:
        notify(f"None of the {len(members):,} members matches {shorten(search)}")
    notify_without_state(len(without_state(members)), len(members), guild_id, title)
    return DONE


@app.command()
def remove(
    fids: FidsArgument,
    guild: GuildOption,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Unenroll members; what they redeemed stays known."""
    guild_id, wanted = guild_from(guild), each_once(parse_stored_id, fids)
    removed = on_store(config, title, lambda store: _remove(store, guild_id, wanted))
    return _report_done(f"removed from guild {guild_id}", wanted, removed, guild_id)


@app.command("set-state")
def set_state(
    state: Annotated[str, typer.Argument(metavar="STATE", help="The state's number.")],
    guild: GuildOption,
    fids: Annotated[list[str] | None, typer.Argument(metavar="FID...", help=FID_HELP)] = None,
    *,
    missing: Annotated[
        bool, typer.Option("--missing", help="Every member of the guild who has none.")
    ] = False,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Set the state in which members live: of those named, or of all who have none."""
    guild_id, chosen, named = (
        guild_from(guild),
        parse_state(state),
        each_once(parse_stored_id, fids or []),
    )
    if missing == bool(named):
        raise InvalidInput("name the members by their ids, or all who have no state by --missing")
    wanted, changed = on_store(
        config, title, lambda store: _set_states(store, guild_id, chosen, named)
    )
    if not wanted:
        typer.echo(f"Every member of guild {guild_id} has a state already")
        return DONE
    return _report_done(f"set to state {chosen}", wanted, changed, guild_id)


async def _read(
    store: Store, guild_id: GuildId, alliance: str
) -> tuple[Sequence[Member], Names, Mapping[Fid, KnownPlayer]]:
    """Return the guild's members, or an alliance's, and what the guild's alliances are called.

    Of those without a state also what is known of the player.
    """
    wanted = (await alliance_of(store, guild_id, alliance)).id if alliance else None
    there = await store.alliances([guild_id])
    names: dict[AllianceId | None, str] = {one.id: one.name for one in there}
    members = await all_members(store, guild_id)
    found = [one for one in members if wanted in (None, one.alliance)]
    return found, names, await store.players(without_state(found))


def _as_listed(member: Member, known: Mapping[Fid, KnownPlayer]) -> Member:
    """Return a member with a name that is safe to show, and the state that is asked for."""
    player = known.get(member.fid)
    state = player.state_to_ask(member.state) if player else member.state
    return replace(member, nickname=tidy_nickname(member.nickname), state=state)


def _group(member: Member, names: Names) -> Sequence[str]:
    """Return a cell for the name of a member's alliance, where the guild has any."""
    return [names.get(member.alliance, "")] if names else []


async def _remove(store: Store, guild_id: GuildId, fids: Sequence[Fid]) -> frozenset[Fid]:
    removed = await store.remove(guild_id, fids)
    if removed:
        first = ", ".join(str(fid) for fid in sorted(removed)[:NAMED_IN_TRAIL])
        details: dict[str, str | int] = {"count": len(removed), "ids": first}
        await note_in_trail(store, guild_id, {"members-removed": details}, SystemClock().now())
    await request_refresh(store, guild_id, removed)
    return removed


async def _set_states(
    store: Store, guild_id: GuildId, state: State, named: Sequence[Fid]
) -> tuple[Collection[Fid], frozenset[Fid]]:
    """Set the state of those named, or of all who have none; return those meant and those set."""
    wanted = dict.fromkeys(named, state)
    if not named:
        enrolled = 0
        async for batch in store.members(guild_id):
            wanted.update(dict.fromkeys(without_state(batch), state))
            enrolled += len(batch)
        if not enrolled:
            raise EmptyRoster(f"nobody is enrolled in guild {guild_id}")
    now = SystemClock().now()
    changed = await store.set_states(guild_id, wanted, at=now)
    if changed:
        details: dict[str, str | int] = {"count": len(changed), "state": str(state)}
        await note_in_trail(store, guild_id, {"members-state": details}, now)
    await request_refresh(store, guild_id, changed)
    return wanted, changed


def _report_done(
    what: str, wanted: Collection[Fid], done: frozenset[Fid], guild_id: GuildId
) -> int:
    """Write how many it was done for, and who isn't enrolled; return the exit status."""
    for fid in wanted:
        if fid not in done:
            notify(f"{fid} is not enrolled in guild {guild_id}")
    typer.echo(f"{plural(len(done), 'member')} {what}")
    return DONE if done else NOT_DONE


def _found(members: Sequence[Member], search: str) -> list[Member]:
    wanted = tidy_nickname(search).casefold()
    return [m for m in members if wanted in m.nickname.casefold() or wanted in str(m.fid)]


def _write_json(
    found: Sequence[Member],
    members: Sequence[Member],
    guild_id: GuildId,
    title: str,
    names: Names,
) -> None:
    listed = {
        "title": title,
        "guild": guild_id,
        "enrolled": len(members),
        "no_state": len(without_state(members)),
        "members": [_shown(member, names) for member in found],
    }
    write_out(json.dumps(listed) + "\n")


def _shown(member: Member, names: Names) -> Mapping[str, object]:
    """Leave out whose account it is in Discord: that is between the guild and its members."""
    private = ("owner", "claimed_at", "alliance")
    shown = {name: value for name, value in asdict(member).items() if name not in private}
    return {**shown, "alliance": names.get(member.alliance)} if names else shown


def _table(members: Sequence[Member], names: Names) -> Table:
    table = Table("Player", "Nickname", "State", "Level", *(["Alliance"] if names else []))
    for member in members:
        state = Text(str(member.state)) if member.state else Text("no state", "yellow")
        group = map(Text, _group(member, names))
        level = str(member.level or "")
        table.add_row(str(member.fid), Text(member.nickname), state, level, *group)
    return table
