"""`autoredeem members import` and `… export`: a guild's members from a file and to one."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from rich.console import Console
from rich.progress import wrap_file

from autoredeem.cli.common import (
    DONE,
    NOT_DONE,
    ConfigOption,
    GuildOption,
    TitleOption,
    and_more,
    guild_from,
)
from autoredeem.cli.on_store import (
    all_members,
    by_fid,
    notify,
    notify_without_state,
    on_store,
    without_state,
    write_out,
)
from autoredeem.domain.errors import EmptyRoster, FileTrouble
from autoredeem.domain.ids import GuildId
from autoredeem.domain.text import shorten
from autoredeem.observe.clock import SystemClock
from autoredeem.roster.enrolment import ImportReport, import_members
from autoredeem.roster.export import Format, export_members
from autoredeem.roster.importing import Problem, read_members
from autoredeem.roster.lines import lines_of
from autoredeem.store.interface import Roster

STANDARD = "-"
LARGE = 1_000_000
"""Bytes from which an import shows how far it is."""

MOST_LISTED = 100_000
"""Problems listed one by one; a file with more is wrong as a whole, and the rest is counted."""

_CHUNK = 65_536
_LONGEST_PATH = 200

ImportFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE|-",
        help="Player ids, or CSV or TSV with a header such as fid,nickname,state,level;"
        " - is standard input.",
    ),
]
ExportFile = Annotated[
    str, typer.Argument(metavar="FILE", help="Where to write; - is standard output.")
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="csv or tsv; without it, tsv for a file named so, else csv."),
]


def import_file(
    file: ImportFile, guild: GuildOption, title: TitleOption = "wos", config: ConfigOption = None
) -> int:
    """Enroll the members that a file names; who is enrolled already is mended.

    A line that can't be read is listed with its number and the reason; the others are imported.
    """
    guild_id = guild_from(guild)
    problems: list[Problem] = []

    def keep(problem: Problem) -> None:
        if len(problems) < MOST_LISTED:
            problems.append(problem)

    try:
        with _opened(file) as stream:
            report, no_state, enrolled = on_store(
                config, title, lambda store: _import(store, guild_id, _chunks(stream, file), keep)
            )
    finally:
        for problem in problems:
            notify(f"line {problem.line}: {problem.reason}")
    if report.problems > len(problems):
        notify(and_more(report.problems - len(problems), "problems"))
    status = _report_import(report, guild_id)
    notify_without_state(no_state, enrolled, guild_id, title)
    return status


def export_file(
    guild: GuildOption,
    file: ExportFile = STANDARD,
    form: FormatOption = None,
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Write the guild's members as a table that can be edited and imported again."""
    guild_id = guild_from(guild)
    members = on_store(config, title, lambda store: all_members(store, guild_id))
    if not members:
        raise EmptyRoster(f"nobody is enrolled in guild {guild_id}: there is nothing to export")
    named_so = Format.TSV if file.casefold().endswith(".tsv") else Format.CSV
    lines = export_members(by_fid(members), form or named_so)
    if file == STANDARD:
        write_out("".join(lines))
        return DONE
    try:
        with Path(file).open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(lines)
    except OSError as error:
        raise _trouble(file, "written", error) from None
    typer.echo(f"{len(members):,} members written to {shorten(file, _LONGEST_PATH)}")
    return DONE


async def _import(
    roster: Roster,
    guild_id: GuildId,
    chunks: Iterator[bytes],
    on_problem: Callable[[Problem], None],
) -> tuple[ImportReport, int, int]:
    """Import; return the report, and how many of the guild have no state, of how many."""
    report = await import_members(
        roster,
        guild_id,
        read_members(lines_of(chunks)),
        by="command line",
        clock=SystemClock(),
        on_problem=on_problem,
    )
    no_state = enrolled = 0
    if report.enrolled:
        async for batch in roster.members(guild_id):
            no_state += len(without_state(batch))
            enrolled += len(batch)
    return report, no_state, enrolled


def _report_import(report: ImportReport, guild_id: GuildId) -> int:
    if not report.enrolled:
        notify(f"autoredeem: nothing was imported: {_why_nothing(report)}")
        return NOT_DONE
    left = f"; {_refused(report)}" if report.refused else ""
    left += f"; problems: {report.problems:,}" if report.problems else ""
    typer.echo(
        f"{report.enrolled:,} imported into guild {guild_id}: {report.added:,} added,"
        f" {report.updated:,} updated, {report.unchanged:,} unchanged{left}"
    )
    return DONE


def _why_nothing(report: ImportReport) -> str:
    if report.refused:
        others = "; the other lines have problems" if report.problems else ""
        return f"{_refused(report)}{others}"
    return "every line has a problem" if report.problems else "no line names a player"


def _refused(report: ImportReport) -> str:
    return f"{report.refused:,} asked never to be enrolled"


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    """Open a file, with a progress bar on a terminal if it is large, or standard input."""
    if file == STANDARD:
        yield _standard_input()
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(Path(file).open("rb"))
        except OSError as error:
            raise _trouble(file, "read", error) from None
        size = os.fstat(stream.fileno()).st_size
        yield stack.enter_context(
            wrap_file(
                stream,
                size,
                description="Importing",
                console=Console(stderr=True),
                transient=True,
                disable=size < LARGE or not sys.stderr.isatty(),
            )
        )


def _standard_input() -> BinaryIO:
    if not sys.stdin.isatty():
        return sys.stdin.buffer
    # Typed input is read here and not in the import's thread, which Ctrl-C could not end.
    notify("Paste the players' ids, then press Enter and Ctrl-D.")
    return BytesIO(sys.stdin.buffer.read())


def _chunks(stream: BinaryIO, file: str) -> Iterator[bytes]:
    try:
        yield from iter(lambda: stream.read(_CHUNK), b"")
    except OSError as error:
        raise _trouble(file, "read", error) from None


def _trouble(file: str, verb: str, error: OSError) -> FileTrouble:
    return FileTrouble(f"{shorten(file, _LONGEST_PATH)} can't be {verb}: {error.strerror}")
