"""The commands `autoredeem guilds …`: what Discord servers set and spend, and blocking one."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from autoredeem.cli.common import DONE, ConfigOption, JsonOption, TitleOption, settings_from
from autoredeem.cli.guild_changes import GuildArgument, change_guild, open_in_store
from autoredeem.cli.guild_settings import set_guild, show_guild
from autoredeem.cli.on_store import notify, on_store, on_terminal, write_out, write_rows
from autoredeem.domain.guilds import GuildChanges
from autoredeem.domain.ids import GuildId, parse_guild_id
from autoredeem.observe.clock import SystemClock
from autoredeem.store.interface import Store
from autoredeem.store.records import RunStatus

app = typer.Typer(
    help="The Discord servers: what each has set and spends; blocking one.", no_args_is_help=True
)
app.command("show")(show_guild)
app.command("set")(set_guild)

MOST = 1_000
"""Servers that are listed: those for which most requests were sent."""

DaysOption = Annotated[
    int, typer.Option("--days", min=1, max=366, help="How many days to look at, today among them.")
]


@dataclass(frozen=True, slots=True)
class Spent:
    """How many requests were sent for a guild, by day; whether it is blocked, and shares finds."""

    guild_id: GuildId
    by_day: Mapping[date, int]
    blocked: bool
    shares: bool

    @property
    def total(self) -> int:
        """The requests of all days."""
        return sum(self.by_day.values())


@app.command("list")
def list_guilds(
    *,
    days: DaysOption = 7,
    as_json: JsonOption = False,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Show for which servers requests were sent to the game, the most first, by day (UTC)."""
    today = SystemClock().now().date()
    since = today - timedelta(days=days - 1)
    spent = on_store(config, title, lambda store: _spent(store, since))
    if as_json:
        write_out(json.dumps({"title": title, "guilds": list(map(_as_object, spent))}) + "\n")
    elif not spent:
        notify(f"No request was sent for any server since {since} (UTC)")
    elif on_terminal():
        Console().print(_table(spent, since))
    else:
        write_rows([(one.guild_id, d, n) for one in spent for d, n in sorted(one.by_day.items())])
    return DONE


@app.command()
def block(guild: GuildArgument, config: ConfigOption = None) -> int:
    """Redeem nothing more for a server: its runs stop, and whoever uses the bot there is told.

    It holds for every game, and when the bot is invited anew.
    """
    guild_id = parse_guild_id(guild)
    now = SystemClock().now()
    for title in _titles(config):
        on_store(config, title, lambda store: _block(store, guild_id, now))
    typer.echo(f"{guild_id} blocked; to let it go on: autoredeem guilds unblock {guild_id}")
    return DONE


@app.command()
def unblock(guild: GuildArgument, config: ConfigOption = None) -> int:
    """Redeem for a server again: codes are opened there that came meanwhile.

    Runs that were stopped go on when the server's managers want them.
    """
    guild_id = parse_guild_id(guild)
    now = SystemClock().now()
    for title in _titles(config):
        on_store(config, title, lambda store: _unblock(store, guild_id, now))
    typer.echo(f"{guild_id} unblocked")
    return DONE


async def _spent(store: Store, since: date) -> Sequence[Spent]:
    spenders = await store.spenders(since, most=MOST)
    guilds = [guild_id for guild_id, _ in spenders]
    counts = await store.requests_of(guilds, since)
    chosen = await store.guilds(guilds)
    blocked = {one.guild_id for one in chosen if one.blocked_at}
    shares = {one.guild_id for one in chosen if one.share_found}
    by_guild: dict[GuildId, dict[date, int]] = {guild_id: {} for guild_id in guilds}
    for (guild_id, day), count in counts.items():
        by_guild[guild_id][day] = count
    return [Spent(one, by_day, one in blocked, one in shares) for one, by_day in by_guild.items()]


async def _block(store: Store, guild_id: GuildId, at: datetime) -> None:
    """Block first, so that nothing is opened meanwhile; a running bot stops what it works on."""
    await change_guild(store, guild_id, GuildChanges(blocked_at=at), {"blocked": {}}, at)
    going = await store.runs_in([guild_id], RunStatus.OPEN)
    await store.stop_runs([run.key for run in going], at=at)


async def _unblock(store: Store, guild_id: GuildId, at: datetime) -> None:
    """Unblock, and open in the store what is for the guild; whoever sends works on it."""
    await change_guild(store, guild_id, GuildChanges(blocked_at=None), {"unblocked": {}}, at)
    await open_in_store(store, guild_id, at)


def _titles(config: Path | None) -> Collection[str]:
    """Return the titles that the settings serve."""
    from autoredeem.app import served_titles  # noqa: PLC0415 - drivers are not for --help

    return served_titles(settings_from(config))


def _as_object(one: Spent) -> dict[str, object]:
    by_day = {str(day): count for day, count in sorted(one.by_day.items())}
    return {
        "guild": one.guild_id,
        "blocked": one.blocked,
        "share_found": one.shares,
        "requests": one.total,
        "by_day": by_day,
    }


def _table(spent: Sequence[Spent], since: date) -> Table:
    latest = max(day for one in spent for day in one.by_day)
    table = Table("Server", f"Requests since {since}", f"On {latest}", "Blocked", "Shares finds")
    for one in spent:
        on_latest = f"{one.by_day.get(latest, 0):,}"
        yes = ["yes" if is_so else "" for is_so in (one.blocked, one.shares)]
        table.add_row(str(one.guild_id), f"{one.total:,}", on_latest, *yes)
    return table
