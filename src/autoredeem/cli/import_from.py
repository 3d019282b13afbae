"""`autoredeem import-from`: another bot's data becomes ours, as far as there is a place for it."""

import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from autoredeem.adoption.apply import apply
from autoredeem.adoption.kinds import is_known, plan_of
from autoredeem.adoption.lists import chosen_guild, owners_in, plan_of_list
from autoredeem.adoption.plan import Choices, Plan
from autoredeem.adoption.report import Report
from autoredeem.adoption.sources import Entry, opened
from autoredeem.cli.common import (
    DONE,
    NOT_DONE,
    ConfigOption,
    TitleOption,
    guild_from,
    plural,
)
from autoredeem.cli.on_store import notify, on_store, on_terminal
from autoredeem.domain.errors import FileTrouble
from autoredeem.domain.ids import Fid, UserId
from autoredeem.domain.players import Member
from autoredeem.domain.text import shorten
from autoredeem.game.titles import TITLES
from autoredeem.observe.clock import SystemClock

_CHUNK = 65_536
_TABLES = frozenset({".csv", ".tsv", ".txt"})

PathArgument = Annotated[
    str,
    typer.Argument(
        metavar="PATH",
        help="The other bot's folder, its database, a ZIP with it, or a list of players.",
    ),
]
ForGuildOption = Annotated[
    str,
    typer.Option("--guild", metavar="ID", help="The Discord server of whatever names none."),
]
EveryoneOption = Annotated[
    bool, typer.Option("--all", help="Enroll members of alliances whose auto-redeem is off, too.")
]
PlanOnlyOption = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be taken, and write nothing.")
]
YesOption = Annotated[bool, typer.Option("--yes", help="Write without asking.")]
RedeemOption = Annotated[
    bool | None,
    typer.Option(
        "--redeem/--no-redeem",
        help="Redeem the living codes afterwards, or don't; without it, a terminal is asked.",
        show_default=False,
    ),
]


def import_from(
    path: PathArgument,
    *,
    guild: ForGuildOption = "",
    everyone: EveryoneOption = False,
    dry_run: PlanOnlyOption = False,
    yes: YesOption = False,
    redeem: RedeemOption = None,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Take over members, alliances, codes, and who has which code, from another bot.

    Known are the Python bot and its twin for Kingshot, the JavaScript bot, the older bot's SQLite
    file, and lists of players. Their files are only read. What is here already stays as it is: the
    same import can be done again.
    """
    now = SystemClock().now()
    chosen = guild_from(guild) if guild else None
    plan = read_plan(Path(path), Choices(now, chosen, everyone, TITLES[title].id_digits))
    typer.echo(f"From {plan.bot}, for {plural(len(plan.guilds), 'server')}")
    if not plan.guilds:
        _show_left(plan.left)
        notify("autoredeem: nothing was imported: no player of a server was found")
        return NOT_DONE
    found = on_store(config, title, lambda store: apply(store, plan, at=now, write=False))
    _show("Would be taken:", plan, found)
    if dry_run:
        return DONE
    if found.taken:
        if not (yes or _is_wanted()):
            notify("Nothing was written; without a terminal, --yes writes it")
            return NOT_DONE
        done = on_store(config, title, lambda store: apply(store, plan, at=now, write=True))
        _show_taken("Taken:", done)
    # Drivers and clients are not for --help.
    from autoredeem.cli.redeem_offer import offer_redeeming  # noqa: PLC0415

    return offer_redeeming(config, title, [one.guild_id for one in plan.guilds], wanted=redeem)


def read_plan(path: Path, choices: Choices) -> Plan:
    """Read another bot's data, or a list. Raises FileTrouble and InvalidInput with what to do."""
    with opened(path, is_known) as found:
        if found.tables:
            return plan_of(found.tables, choices)
        if not found.lists:
            raise FileTrouble(
                f"{shorten(str(path), 200)} has no database and no list of players that is known"
                " here: name the folder in which the other bot's database is"
            )
        if len(found.lists) > 1:
            names = ", ".join(shorten(one.name) for one in found.lists[:6])
            raise FileTrouble(f"there are several lists: name one of them: {names}")
        return _plan_of_list(found.lists[0], choices)


def _plan_of_list(entry: Entry, choices: Choices) -> Plan:
    from autoredeem.roster.faults import Faults  # noqa: PLC0415 - not for --help
    from autoredeem.roster.importing import read_members  # noqa: PLC0415

    chosen_guild(choices)
    members, faults = [], Faults()
    for row in read_members(_chunks(entry), choices.digits):
        if isinstance(row, Member):
            members.append(row)
        else:
            faults.add(row)
    problems = {fault.text: fault.count for fault in faults.by_kind.values()}
    return plan_of_list(members, problems, _owners(entry, choices), choices)


def _chunks(entry: Entry) -> Iterator[bytes]:
    with entry.open() as stream:
        yield from iter(lambda: stream.read(_CHUNK), b"")


def _owners(entry: Entry, choices: Choices) -> Mapping[Fid, UserId]:
    if Path(entry.name).suffix.casefold() not in _TABLES:
        return {}
    with entry.open() as stream:
        lines = io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="")
        try:
            return owners_in(lines, choices.digits)
        except csv.Error:
            return {}


def _is_wanted() -> bool:
    return sys.stdin.isatty() and on_terminal() and typer.confirm("Write this?", default=True)


def _show(what: str, plan: Plan, found: Report) -> None:
    _show_taken(what, found)
    _show_left(plan.left, found)
    for note in plan.notes:
        typer.echo(note)


def _show_taken(what: str, report: Report) -> None:
    typer.echo(what if report.taken else "Nothing is new: all of it is here already")
    for kind, count in report.taken.items():
        typer.echo(f"{count:>9,}  {kind}")


def _show_left(*reports: Report) -> None:
    if any(report.left for report in reports):
        typer.echo("Left:")
    for report in reports:
        for reason, count in report.left.items():
            typer.echo(f"{count:>9,}  {reason}{_shown(report.examples.get(reason, ()), count)}")


def _shown(texts: Sequence[str], count: int) -> str:
    more = ", …" if texts and count > len(texts) else ""
    return f": {', '.join(map(shorten, texts))}{more}" if texts else ""
