"""The commands `autoredeem alliances …`: named groups of a guild's members."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

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
from autoredeem.cli.guild_changes import note_in_trail, open_in_store
from autoredeem.cli.on_store import FID_HELP, notify, on_store, write_out, write_rows
from autoredeem.domain.alliances import (
    MOST_ALLIANCES,
    Alliance,
    AllianceId,
    alliance_named,
    in_order,
    new_alliance_id,
    parse_alliance_name,
    parse_priority,
)
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import Fid, GuildId, parse_state
from autoredeem.domain.player_input import parse_stored_id
from autoredeem.domain.text import shorten
from autoredeem.observe.clock import SystemClock
from autoredeem.store.interface import Store

app = typer.Typer(help="Alliances: named groups of a guild's members.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The alliance's name.")]


@app.command("list")
def list_alliances(
    guild: GuildOption,
    *,
    as_json: JsonOption = False,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Show a guild's alliances, with how many members are in each."""
    guild_id = guild_from(guild)
    alliances, counts = on_store(config, title, lambda store: _listed(store, guild_id))
    if as_json:
        shown = [_shown(one, counts.get(one.id, 0)) for one in alliances]
        write_out(json.dumps({"title": title, "guild": guild_id, "alliances": shown}) + "\n")
        return DONE
    write_rows([(one.name, counts.get(one.id, 0), one.state, one.priority) for one in alliances])
    if not alliances:
        notify(f"Guild {guild_id} has no alliances")
    return DONE


@app.command()
def add(
    name: NameArgument,
    guild: GuildOption,
    *,
    state: Annotated[
        str, typer.Option("--state", help="For whoever enrolls there without one.")
    ] = "",
    priority: Annotated[
        str, typer.Option("--priority", help="0 to 9: members of a higher one come first.")
    ] = "0",
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Make an alliance."""
    guild_id, named, first = guild_from(guild), parse_alliance_name(name), parse_priority(priority)
    usual = parse_state(state) if state else None

    async def work(store: Store) -> bool:
        there = await store.alliances([guild_id])
        if alliance_named(there, named):
            raise InvalidInput(f"guild {guild_id} has an alliance {shorten(named)} already")
        if len(there) >= MOST_ALLIANCES:
            raise InvalidInput(f"guild {guild_id} has {MOST_ALLIANCES} alliances: no more can be")
        now = SystemClock().now()
        number = new_alliance_id(now, {one.id for one in there})
        made = Alliance(guild_id, number, named, usual, priority=first)
        done = bool(await store.add_alliances([made]))
        if done:
            await note_in_trail(store, guild_id, {"alliance-made": {"name": named}}, now)
        return done

    return _report(f"alliance {shorten(named)} made", done=on_store(config, title, work))


@app.command()
def rename(
    name: NameArgument,
    new: Annotated[str, typer.Argument(metavar="NEW", help="What it is to be called.")],
    guild: GuildOption,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Give an alliance another name."""
    guild_id, named = guild_from(guild), parse_alliance_name(new)

    async def work(store: Store) -> bool:
        one = await alliance_of(store, guild_id, name)
        done = bool(await store.change_alliances({one.key: {"name": named}}))
        if done:
            trail = {"alliance-changed": {"name": named}}
            await note_in_trail(store, guild_id, trail, SystemClock().now())
        return done

    if not on_store(config, title, work):
        raise InvalidInput(f"guild {guild_id} has an alliance {shorten(named)} already")
    return _report(f"alliance renamed to {shorten(named)}", done=True)


@app.command()
def remove(
    name: NameArgument,
    guild: GuildOption,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Remove an alliance; its members stay, in none."""
    guild_id = guild_from(guild)

    async def work(store: Store) -> None:
        one, now = await alliance_of(store, guild_id, name), SystemClock().now()
        await store.remove_alliances([one.key], at=now)
        await note_in_trail(store, guild_id, {"alliance-removed": {"name": one.name}}, now)

    on_store(config, title, work)
    return _report(f"alliance {shorten(name)} removed", done=True)


@app.command()
def move(
    fids: Annotated[list[str], typer.Argument(metavar="FID...", help=FID_HELP)],
    guild: GuildOption,
    *,
    to: Annotated[
        str, typer.Option("--to", metavar="NAME", help="The alliance; without it, into none.")
    ] = "",
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Move members into an alliance, or into none."""
    guild_id, wanted = guild_from(guild), each_once(parse_stored_id, fids)
    moved = on_store(config, title, lambda store: _move(store, guild_id, wanted, to))
    for fid in wanted:
        if fid not in moved:
            notify(f"{fid} is not enrolled in guild {guild_id}")
    typer.echo(f"{plural(len(moved), 'member')} moved {f'to {shorten(to)}' if to else 'to none'}")
    return DONE if moved else NOT_DONE


async def alliance_of(store: Store, guild_id: GuildId, name: str) -> Alliance:
    """Return the alliance that is called so. Raises InvalidInput, with those there are."""
    there = in_order(await store.alliances([guild_id]))
    if found := alliance_named(there, name):
        return found
    names = ", ".join(shorten(one.name) for one in there) or "none"
    raise InvalidInput(f"guild {guild_id} has no alliance {shorten(name)}; there are: {names}")


async def _listed(
    store: Store, guild_id: GuildId
) -> tuple[Sequence[Alliance], Mapping[AllianceId | None, int]]:
    alliances = in_order(await store.alliances([guild_id]))
    return alliances, await store.alliance_counts(guild_id)


async def _move(store: Store, guild_id: GuildId, fids: Sequence[Fid], to: str) -> frozenset[Fid]:
    from autoredeem.roster.alliance_moves import move_members  # noqa: PLC0415 - not for --help

    target = await alliance_of(store, guild_id, to) if to else None
    moving, now = await store.members_among(guild_id, fids), SystemClock().now()
    moved, given_states = await move_members(store, guild_id, moving, target, now)
    if given_states:
        await open_in_store(store, guild_id, now)
    if moved:
        details: dict[str, str | int] = {"count": len(moved)}
        if target:
            details["name"] = target.name
        kind = "members-moved" if target else "members-moved-out"
        await note_in_trail(store, guild_id, {kind: details}, now)
    return frozenset(moving)


def _shown(one: Alliance, members: int) -> Mapping[str, object]:
    return {"name": one.name, "members": members, "state": one.state, "priority": one.priority}


def _report(what: str, *, done: bool) -> int:
    typer.echo(what if done else "nothing was changed: somebody else was faster")
    return DONE if done else NOT_DONE
