"""`autoredeem members import` and `… export`: a guild's members from a file and to one."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
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
from autoredeem.cli.guild_changes import note_in_trail
from autoredeem.cli.on_store import (
    all_members,
    by_fid,
    notify,
    notify_without_state,
    on_store,
    without_state,
    write_out,
)
from autoredeem.cli.shells import SHELL
from autoredeem.domain.alliances import AllianceId, name_key
from autoredeem.domain.errors import EmptyRoster, FileTrouble
from autoredeem.domain.ids import GuildId, State
from autoredeem.domain.player_input import ANY_DIGITS
from autoredeem.domain.players import Member
from autoredeem.domain.text import shorten
from autoredeem.game.titles import TITLES
from autoredeem.observe.clock import SystemClock
from autoredeem.roster.enrolment import Change, ImportReport, import_members, preview_import
from autoredeem.roster.export import Format, export_members
from autoredeem.roster.faults import Faults
from autoredeem.roster.importing import MemberFile, read_members
from autoredeem.roster.problems import Kind, Problem
from autoredeem.roster.summary import taken_lines
from autoredeem.store.interface import Store

STANDARD = "-"
LARGE = 1_000_000
"""Bytes from which an import shows how far it is."""

MOST_SHOWN = 100
"""Changes that a preview shows one by one; the rest is counted."""

_MENDED_BY_ANY_ID = (Kind.TOO_SHORT,)

_CHUNK = 65_536
_LONGEST_PATH = 200

ImportFile = Annotated[
    str,
    typer.Argument(
        metavar="FILE|-",
        help="Player ids, a table (CSV, TSV, .xlsx) with a header such as"
        " fid,nickname,state,level, or JSON; - is standard input.",
    ),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")
]
AnyIdOption = Annotated[
    bool, typer.Option("--any-id", help="Take numbers as ids that no real player has.")
]
IdColumnOption = Annotated[
    str,
    typer.Option(
        "--id-column", metavar="NAME", help="The column of ids, by heading or number, if asked."
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
    file: ImportFile,
    guild: GuildOption,
    *,
    dry_run: DryRunOption = False,
    any_id: AnyIdOption = False,
    id_column: IdColumnOption = "",
    title: TitleOption = "wos",
    config: ConfigOption = None,
) -> int:
    """Enroll the members that a file names; who is enrolled already is mended.

    What can't be read is listed with its line and the reason; the rest is imported.
    """
    guild_id, faults = guild_from(guild), Faults()
    digits = ANY_DIGITS if any_id else TITLES[title].id_digits
    try:
        with _opened(file) as stream:
            rows = read_members(_chunks(stream, file), digits, id_column)
            job = _Job(guild_id, rows, faults.add)
            work = job.preview if dry_run else job.run
            report, no_state, enrolled = on_store(config, title, work)
    finally:
        for line in faults.lines():
            notify(line)
    for line in taken_lines(rows.taken):
        notify(line)
    if any(kind in faults.by_kind for kind in _MENDED_BY_ANY_ID) and not any_id:
        notify("Numbers that are too short are taken with --any-id")
    status = _report_import(report, guild_id, dry_run=dry_run)
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
    members, names = on_store(config, title, lambda store: _exported(store, guild_id))
    if not members:
        raise EmptyRoster(f"nobody is enrolled in guild {guild_id}: there is nothing to export")
    named_so = Format.TSV if file.casefold().endswith(".tsv") else Format.CSV
    lines = export_members(by_fid(members), form or named_so, names)
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


async def _exported(
    store: Store, guild_id: GuildId
) -> tuple[Sequence[Member], Mapping[AllianceId | None, str]]:
    there = await store.alliances([guild_id])
    names: dict[AllianceId | None, str] = {one.id: one.name for one in there}
    return await all_members(store, guild_id), names


@dataclass(frozen=True, slots=True)
class _Job:
    """An import; each way to do it returns the report, how many have no state, and of how many."""

    guild_id: GuildId
    rows: MemberFile
    on_problem: Callable[[Problem], None]
    usual: dict[AllianceId, State | None] = field(default_factory=dict)
    """The states of the guild's alliances."""

    async def run(self, store: Store) -> tuple[ImportReport, int, int]:
        """Enrol."""
        await self._know_alliances(store)
        report = await import_members(
            store,
            self.guild_id,
            self.rows,
            by="command line",
            clock=SystemClock(),
            usual=self.usual,
            on_problem=self.on_problem,
        )
        done = {"members-added": report.added, "members-updated": report.updated}
        trail = {kind: {"count": count} for kind, count in done.items() if count}
        await note_in_trail(store, self.guild_id, trail, SystemClock().now())
        no_state = enrolled = 0
        if report.enrolled:
            async for batch in store.members(self.guild_id):
                no_state += len(without_state(batch))
                enrolled += len(batch)
        return report, no_state, enrolled

    async def _know_alliances(self, store: Store) -> None:
        """Let the file be read with the alliances of the guild, and know their states."""
        there = await store.alliances([self.guild_id])
        self.rows.alliances = {name_key(one.name): one.id for one in there}
        self.usual.update({one.id: one.state for one in there})

    async def preview(self, store: Store) -> tuple[ImportReport, int, int]:
        """Show what would be done, and do nothing."""
        await self._know_alliances(store)
        changes: list[Change] = []

        def keep(change: Change) -> None:
            if len(changes) < MOST_SHOWN:
                changes.append(change)

        report = await preview_import(
            store,
            self.guild_id,
            self.rows,
            clock=SystemClock(),
            usual=self.usual,
            on_problem=self.on_problem,
            on_change=keep,
        )
        write_out("".join(f"{_shown(change)}\n" for change in changes))
        if left := report.added + report.updated - len(changes):
            notify(and_more(left, "of these"))
        return report, 0, 0


def _shown(change: Change) -> str:
    """Return a line of what would change: what, who, then what differs, with tabs between."""
    after, before = change.after, change.before
    what = "changed" if before else "added"
    cells = [what, str(after.fid)]
    for name in ("nickname", "state", "level"):
        now, then = getattr(after, name), getattr(before, name, None)
        if now != then and now not in (None, ""):
            cells.append(f"{name} {then} -> {now}" if then else f"{name} {now}")
    return "\t".join(cells)


def _report_import(report: ImportReport, guild_id: GuildId, *, dry_run: bool) -> int:
    if not report.enrolled:
        verb = "would be" if dry_run else "was"
        notify(f"autoredeem: nothing {verb} imported: {_why_nothing(report)}")
        return NOT_DONE
    left = f"; {_refused(report)}" if report.refused else ""
    left += f"; problems: {report.problems:,}" if report.problems else ""
    done = "would be imported" if dry_run else "imported"
    typer.echo(
        f"{report.enrolled:,} {done} into guild {guild_id}: {report.added:,} added,"
        f" {report.updated:,} updated, {report.unchanged:,} unchanged{left}"
    )
    return DONE


def _why_nothing(report: ImportReport) -> str:
    if report.refused:
        others = "; the other lines have problems" if report.problems else ""
        return f"{_refused(report)}{others}"
    return "see above" if report.problems else "no line names a player"


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
    notify(f"Paste the players' ids, then press Enter and {SHELL.end_of_input}.")
    return BytesIO(sys.stdin.buffer.read())


def _chunks(stream: BinaryIO, file: str) -> Iterator[bytes]:
    try:
        yield from iter(lambda: stream.read(_CHUNK), b"")
    except OSError as error:
        raise _trouble(file, "read", error) from None


def _trouble(file: str, verb: str, error: OSError) -> FileTrouble:
    return FileTrouble(f"{shorten(file, _LONGEST_PATH)} can't be {verb}: {error.strerror}")
