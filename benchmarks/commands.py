"""`python -m benchmarks …`: figures, with what they were measured on."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from autoredeem.cli.common import DONE, NOT_DONE, JsonOption, run, run_command
from autoredeem.domain.errors import FileTrouble, InvalidInput
from autoredeem.observe.clock import SystemClock
from autoredeem.observe.log import logging_to
from benchmarks.curves import curves_in, draw_curves
from benchmarks.importing import measure_import
from benchmarks.incident import IncidentPlan, measure_incident
from benchmarks.lists import measure_lists
from benchmarks.machine import machine
from benchmarks.matrix import measure_matrix
from benchmarks.membership import ComparisonPlan, compare
from benchmarks.months.made_up import make_plan
from benchmarks.months.month import pass_month
from benchmarks.months.plan import Size
from benchmarks.months.verdict import judge
from benchmarks.opening import measure_newcomer, measure_open
from benchmarks.picture import picture
from benchmarks.poll import measure_poll
from benchmarks.run import measure_run
from benchmarks.scale import Scale, measure_scale
from benchmarks.slow_server import own_server, proxied_server
from benchmarks.sync import measure_sync
from benchmarks.tables import (
    import_lines,
    incident_lines,
    list_lines,
    matrix_lines,
    membership_lines,
    month_lines,
    opened_lines,
    poll_lines,
    run_lines,
    scale_lines,
    sync_lines,
    watch_lines,
)
from benchmarks.watch import measure_watch

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

app = typer.Typer(
    help="Measure, with the machine and the versions beside the figures.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

StoreOption = Annotated[
    str, typer.Option("--store", metavar="URL", help="A store to fill; none: a SQLite file.")
]
MOST_MEMBERS = 1_000_000


@app.command()
def membership(
    *,
    store: StoreOption = "",
    members: Annotated[int, typer.Option(min=1, max=MOST_MEMBERS, help="How many to check.")] = 88,
    rows: Annotated[int, typer.Option(min=0, help="Rows of others in the ledger.")] = 350_000,
    rounds: Annotated[int, typer.Option(min=1, help="Measurements of each way.")] = 7,
    as_json: JsonOption = False,
) -> int:
    """Compare the batch check with one query a member, and with one batch in a thread.

    The store is filled under the title 'bench', which meets no other title's data.
    """
    with _store(store) as url:
        plan = ComparisonPlan(url, members, rows, rounds)
        figures = run(compare(plan, SystemClock().now(), _report))
    return _show(figures, membership_lines(figures), as_json=as_json)


@app.command()
def curves(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Figures to draw.")],
    *,
    svg: Annotated[Path, typer.Option("--svg", metavar="FILE", help="Where the picture goes.")],
) -> int:
    """Draw seconds over members, of what `membership --json` wrote for several numbers of them."""
    _write(svg, "w", draw_curves(curves_in(files)))
    return DONE


@app.command("run")
def run_(
    *,
    store: StoreOption = "",
    members: Annotated[
        int, typer.Option(min=1, max=MOST_MEMBERS, help="How many to redeem for.")
    ] = 10_000,
    as_json: JsonOption = False,
) -> int:
    """Redeem a code for many members as fast as it goes, from the opening to the last record.

    The game is simulated, in a process of its own, and lets everything through. The store is filled
    under the title 'bench', which meets no other title's data.
    """
    with _store(store) as url:
        figures = run(measure_run(url, members, _report))
    return _show(figures, run_lines(figures), as_json=as_json)


@app.command()
def scale(
    *,
    store: StoreOption = "",
    members: Annotated[
        int, typer.Option(min=1, max=10 * MOST_MEMBERS, help="Members of all guilds together.")
    ] = 1_000_000,
    guilds: Annotated[int, typer.Option(min=1, max=100_000, help="How many guilds.")] = 10_000,
    as_json: JsonOption = False,
) -> int:
    """Enrol very many guilds, open one code for all of them, and choose who is asked next.

    It takes minutes, and a GB of disk. The store is filled under the title 'bench', which meets no
    other title's data, and emptied again.
    """
    _check_even(members, guilds)
    with _store(store) as url:
        figures = run(measure_scale(url, Scale(guilds, members), _report))
    return _show(figures, scale_lines(figures), as_json=as_json)


@app.command("open")
def open_(
    *,
    store: StoreOption = "",
    members: Annotated[
        int, typer.Option(min=1, max=10 * MOST_MEMBERS, help="Members of all guilds together.")
    ] = 100_000,
    guilds: Annotated[int, typer.Option(min=1, max=100_000, help="How many guilds.")] = 1_000,
    as_json: JsonOption = False,
) -> int:
    """Open one new code in very many guilds, from the wish to the last run that is open.

    The store is filled under the title 'bench', which meets no other title's data, and emptied
    again.
    """
    _check_even(members, guilds)
    with _store(store) as url:
        figures = run(measure_open(url, guilds, members, _report))
    return _show(figures, opened_lines(figures), as_json=as_json)


@app.command()
def newcomer(
    *,
    store: StoreOption = "",
    members: Annotated[
        int, typer.Option(min=1, max=MOST_MEMBERS, help="Members who have the codes.")
    ] = 1_000,
    codes: Annotated[int, typer.Option(min=1, max=1_000, help="Living codes.")] = 20,
    in_need: Annotated[
        int,
        typer.Option(min=0, max=50, help="More without a state, and as many with a refused one."),
    ] = 0,
    as_json: JsonOption = False,
) -> int:
    """Open many codes for one who comes to a guild whose other members have them all.

    The store is filled as for `open`.
    """
    with _store(store) as url:
        figures = run(measure_newcomer(url, members, codes, in_need, _report))
    return _show(figures, opened_lines(figures), as_json=as_json)


@app.command()
def poll(
    *,
    store: StoreOption = "",
    runs: Annotated[int, typer.Option(min=1, max=100_000, help="How many are open.")] = 10_000,
    rounds: Annotated[int, typer.Option(min=1, help="Measurements of each poll.")] = 200,
    idle: Annotated[
        float, typer.Option(min=0, max=3_600, help="Seconds of idling, to see what is written.")
    ] = 0,
    as_json: JsonOption = False,
) -> int:
    """Measure what it costs to look for something to do where there is nothing.

    The store is filled under the title 'bench', which meets no other title's data, and emptied
    again.
    """
    with _store(store) as url:
        figures = run(measure_poll(url, runs, rounds, idle, _report))
    return _show(figures, poll_lines(figures), as_json=as_json)


@app.command()
def lists(
    *,
    store: StoreOption = "",
    members: Annotated[
        int, typer.Option(min=1, max=MOST_MEMBERS, help="Members of the guild.")
    ] = 1_000,
    rounds: Annotated[int, typer.Option(min=1, help="Measurements of each.")] = 5,
    as_json: JsonOption = False,
) -> int:
    """Do all that is done with a list of members: pages in each order, filters, suggestions.

    The store is filled as for `open`.
    """
    with _store(store) as url:
        figures = run(measure_lists(url, members, rounds, SystemClock().now(), _report))
    return _show(figures, list_lines(figures), as_json=as_json)


@app.command()
def matrix(
    *,
    store: StoreOption = "",
    members: Annotated[
        int, typer.Option(min=1, max=MOST_MEMBERS, help="Members of the guild.")
    ] = 1_000,
    codes: Annotated[int, typer.Option(min=1, max=1_000, help="How many codes.")] = 50,
    rounds: Annotated[int, typer.Option(min=1, help="Measurements of each way.")] = 7,
    as_json: JsonOption = False,
) -> int:
    """Ask who of a guild got which code and who failed why: all at once, and code by code.

    The store is filled as for `open`.
    """
    with _store(store) as url:
        at = SystemClock().now()
        figures = run(measure_matrix(url, members, codes, rounds, at, _report))
    return _show(figures, matrix_lines(figures), as_json=as_json)


@app.command("import")
def import_(
    *,
    store: StoreOption = "",
    members: Annotated[
        int, typer.Option(min=1, max=10 * MOST_MEMBERS, help="Lines of the file.")
    ] = 200_000,
    as_json: JsonOption = False,
) -> int:
    """Import a table of members, each with a name, a state and a level, into an empty guild.

    The store is filled as for `open`.
    """
    with _store(store) as url, _place() as folder:
        figures = run(measure_import(url, members, folder, _report))
    return _show(figures, import_lines(figures), as_json=as_json)


@app.command()
def sync(
    *,
    store: StoreOption = "",
    members: Annotated[
        int, typer.Option(min=100, max=200_000, help="Players of the list, all of them enrolled.")
    ] = 100_000,
    as_json: JsonOption = False,
) -> int:
    """Keep a guild in step with a list of players, beside one question for each of 1,000.

    The store is filled as for `open`.
    """
    with _store(store) as url, _place() as folder:
        figures = run(measure_sync(url, members, folder, _report))
    return _show(figures, sync_lines(figures), as_json=as_json)


@app.command()
def incident(
    *,
    store: Annotated[
        str,
        typer.Option(
            "--store", metavar="URL", help="A MongoDB server to stand before; none: one of its own."
        ),
    ] = "",
    members: Annotated[int, typer.Option(min=1, max=10_000, help="How many to check.")] = 88,
    latency: Annotated[
        float, typer.Option(min=0.001, max=60, help="Seconds the store takes for an answer.")
    ] = 0.05,
    as_json: JsonOption = False,
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="Draw the heartbeat over time.")
    ] = None,
) -> int:
    """Show what a slow store does to a bot's heartbeat, with three ways to check.

    With --latency 7 it is the incident for which this program exists, in full.
    """
    plan = IncidentPlan(members, latency)
    if svg:
        # Now, not when all is measured.
        _write(svg, "a", "")
    with _place() as folder, proxied_server(store) if store else own_server(folder) as server:
        _report(plan.announcement)
        figures = run(measure_incident(server, plan, SystemClock().now(), _report))
    if svg:
        _write(svg, "w", picture(figures))
    return _show(figures, incident_lines(figures), as_json=as_json)


@app.command()
def month(
    *,
    store: Annotated[
        str, typer.Option("--store", metavar="URL", help="A new store; none: a SQLite file.")
    ] = "",
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it is.")] = 30,
    guilds: Annotated[int, typer.Option(min=2, max=1_000, help="How many guilds.")] = 20,
    players: Annotated[
        int, typer.Option(min=20, max=10_000, help="Of all guilds; one in eight is in two.")
    ] = 400,
    codes: Annotated[int, typer.Option(min=1, max=1_000, help="How many codes come.")] = 40,
    stops: Annotated[int, typer.Option(min=0, max=1_000, help="How often it is killed.")] = 50,
    seed: Annotated[int, typer.Option(help="Another one makes another month.")] = 1,
    as_json: JsonOption = False,
) -> int:
    """Let a month of the whole program pass in minutes, and say what was not as it has to be.

    Feeds and the game are real servers on loopback; time passes only when nothing is in flight.
    Codes are announced early, expire, are issued again and wrongly called dead; feeds fail and lie.
    """
    with _store(store) as url:
        plan = make_plan(Size(days, guilds, players, codes, stops), seed)
        figures = judge(pass_month(plan, url))
    _show(figures, month_lines(figures), as_json=as_json)
    return NOT_DONE if figures.broken else DONE


@app.command()
def watchdog(
    *,
    seconds: Annotated[
        float, typer.Option(min=0.1, max=600, help="How long to do nothing in a round.")
    ] = 5,
    rounds: Annotated[int, typer.Option(min=1, help="Watched and not, alternating.")] = 7,
    as_json: JsonOption = False,
) -> int:
    """Measure what watching the loop costs: the CPU time of doing nothing, watched and not."""
    figures = run(measure_watch(seconds, rounds, _report))
    return _show(figures, watch_lines(figures), as_json=as_json)


def main() -> None:
    """Run one benchmark and leave with its status, as `autoredeem` does."""
    sys.exit(status_of(sys.argv[1:]))


def status_of(arguments: Sequence[str]) -> int:
    """Run one benchmark; return its exit status."""
    return run_command(app, "python -m benchmarks", arguments)


def _write(file: Path, mode: str, text: str) -> None:
    """Write to a file. Raises FileTrouble where that can't be done."""
    try:
        with file.open(mode, encoding="utf-8") as stream:
            stream.write(text)
    except OSError as error:
        raise FileTrouble(f"--svg {file}: can't be written: {error.strerror}") from None


def _check_even(members: int, guilds: int) -> None:
    """Raise InvalidInput where members don't part evenly into guilds."""
    if members % guilds:
        raise InvalidInput(
            f"--members {members} don't part evenly into --guilds {guilds}: take a multiple of it"
        )


@contextmanager
def _store(named: str) -> Iterator[str]:
    """Yield the URL of the store that was named, or of a file that goes when it is over."""
    with _place() as folder:
        yield named or f"sqlite:///{folder / 'bench.db'}"


@contextmanager
def _place() -> Iterator[Path]:
    """Yield a folder for the time of a benchmark. Only what goes wrong is logged meanwhile."""
    with (
        TemporaryDirectory(prefix="autoredeem-bench-") as folder,
        logging_to(_report, "warning"),
    ):
        yield Path(folder)


def _report(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _show(figures: "DataclassInstance", lines: Sequence[str], *, as_json: bool) -> int:
    """Write figures to standard output, as a table or as one JSON object, with the machine."""
    on = machine()
    if as_json:
        text = json.dumps({**asdict(figures), "on": on})
    else:
        names = ", ".join(f"{name} {value}" for name, value in on.items())
        text = "\n".join([*lines, f"On {names}"])
    sys.stdout.write(f"{text}\n")
    return DONE
