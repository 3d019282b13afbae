"""What the commands that only read or write the store share."""

import gc
import sys
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from autoredeem.cli.common import run, settings_from
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.players import Member
from autoredeem.observe.clock import SystemClock
from autoredeem.store.interface import Roster, Runs, Store
from autoredeem.store.records import Again, RunStatus

T = TypeVar("T")

FID_HELP = "Player ids, as the game shows them."

FidsArgument = Annotated[list[str], typer.Argument(metavar="FID...", help=FID_HELP)]


def on_store(config: Path | None, title: str, work: Callable[[Store], Awaitable[T]]) -> T:
    """Open the title's store that the settings name, do the work on it, close it."""
    # Drivers and the log's library are not for --help.
    from autoredeem.app import chosen_store  # noqa: PLC0415
    from autoredeem.cli.logs import logged  # noqa: PLC0415

    settings = settings_from(config)
    store = chosen_store(settings, title)

    async def main() -> T:
        async with store as opened:
            return await work(opened)

    with logged(settings, notify), _nothing_collected():
        return run(main())


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Spare the loop the collector, which would walk over all that was read, again and again.

    What such a command leaves in cycles is little, and it ends soon.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def request_refresh(runs: Runs, guild_id: GuildId, changed: Collection[Fid]) -> None:
    """Ask whoever works on the guild's runs to read its roster again, if it has changed."""
    going = await runs.runs_in([guild_id], RunStatus.OPEN) if changed else ()
    worked_on = [(guild_id, run.code) for run in going if run.owner]
    await runs.want_runs(worked_on, at=SystemClock().now(), again=Again.FOR_NEW)


async def all_members(roster: Roster, guild_id: GuildId) -> list[Member]:
    """Return the guild's members, in no particular order: sorting many would hold the loop."""
    return [member async for batch in roster.members(guild_id) for member in batch]


def by_fid(members: Collection[Member]) -> list[Member]:
    """Sort members by their ids."""
    return sorted(members, key=lambda member: member.fid)


def without_state(members: Iterable[Member]) -> list[Fid]:
    """Return the ids of the members for whom no request can be sent."""
    return [member.fid for member in members if member.state is None]


def notify_without_state(count: int, members: int, guild_id: GuildId, title: str) -> None:
    """Write that `count` of so many members have no state, and what to do, if there are any."""
    if count:
        command = members_command("set-state STATE --missing", guild_id, title)
        notify(
            f"No state is known for {count:,} of {members:,} members, and without it the game"
            f" can't be asked for them: {command}"
        )


def members_command(command: str, guild_id: GuildId, title: str) -> str:
    """Spell out a command for this guild and title, for people to copy."""
    game = "" if title == "wos" else f" --title {title}"
    return f"autoredeem members {command} --guild {guild_id}{game}"


def notify(text: str) -> None:
    """Write a remark on the result to standard error: what is wrong, what to do next."""
    typer.echo(text, err=True)


def write_out(text: str) -> None:
    """Write a result for other programs on standard output: UTF-8, whatever the locale is."""
    typer.echo(text.encode(), nl=False)


def write_rows(rows: Sequence[Sequence[object]]) -> None:
    """Write a line for each row on standard output, tabs between its cells, None as nothing."""
    cells = ("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)
    write_out("".join(f"{line}\n" for line in cells))


def in_words(value: str | int | bool | None) -> str:  # noqa: FBT001 - any value
    """Return a value as people write it: on, off, nothing, or what it is."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return "" if value is None else str(value)


def on_terminal() -> bool:
    """Whether a person reads standard output, rather than a program or a file."""
    return sys.stdout.isatty()
