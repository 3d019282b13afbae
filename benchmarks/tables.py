"""Benchmarks' figures as people read them."""

import json
from collections.abc import Sequence

from benchmarks.choices import Choice
from benchmarks.importing import ImportFigures
from benchmarks.incident import Incident
from benchmarks.lists import ListFigures
from benchmarks.matrix import MatrixFigures
from benchmarks.membership import Comparison
from benchmarks.months.verdict import Figures
from benchmarks.opening import Opened
from benchmarks.poll import PollFigures
from benchmarks.run import RunFigures
from benchmarks.scale import ScaleFigures
from benchmarks.sync import SyncFigures
from benchmarks.watch import WatchFigures


def membership_lines(figures: Comparison) -> Sequence[str]:
    """Return the ways of checking, a line each."""
    what = f"{figures.store}, {figures.members:,} members of whom 85% are settled"
    return [
        f"{what}, {figures.rows:,} other rows, medians of {figures.rounds} rounds",
        f"{'':24}{'members':>9}{'seconds':>11}{'of CPU':>9}{'commands':>10}{'longest pause':>15}",
        *(
            f"{way.name:24}{way.members:>9,}{way.seconds:>11.4f}{way.cpu_seconds:>9.4f}"
            f"{way.commands:>10,}"
            f"{_ms(way.longest_pause):>15}"
            for way in figures.ways
        ),
        f"{'(idle loop)':24}{'':>30}{_ms(figures.idle_pause):>15}",
        f"How our check is answered: {json.dumps(figures.explain)}",
    ]


def run_lines(figures: RunFigures) -> Sequence[str]:
    """Return what one run came to."""
    return [
        f"{figures.store}, {figures.members:,} members, all redeemed; the game counted the same",
        _line("seconds", f"{figures.seconds:.2f}"),
        _line("redemptions a second", f"{figures.redemptions_a_second:,.0f}"),
        _line("requests", f"{figures.requests:,}"),
        _line("queries for the check", f"{figures.check_queries:,}"),
        _line("longest pause", _ms(figures.longest_pause)),
        _line("peak memory", _mb(figures.peak_memory)),
    ]


def month_lines(figures: Figures) -> Sequence[str]:
    """Return what a month came to, and what was not as it has to be."""
    return [
        f"{figures.issues:,} issues of codes could be redeemed for all",
        _line("players paid", f"{figures.settled:,}"),
        _line("requests", f"{figures.requests:,}"),
        _line("for wrong states, and failing", f"{figures.asides:,}"),
        _line("the others a player paid", f"{figures.ratio:.3f}"),
        _line("verdicts of death", f"{figures.verdicts:,}"),
        _line("answers that said so", f"{figures.dead_answers:,}"),
        _line("times killed", f"{figures.stops:,}"),
        *(f"Not as it has to be: {one}" for one in figures.broken),
    ]


def scale_lines(figures: ScaleFigures) -> Sequence[str]:
    """Return what it took, and how a slot's choice grows."""
    return [
        f"{figures.store}, {figures.members:,} members in {figures.guilds:,} guilds",
        _line("members enrolled a second", f"{figures.enrolled_a_second:,.0f}"),
        _line("seconds to the first slot", f"{figures.first_slot:.3f}"),
        _line("seconds until all are open", f"{figures.opened:.1f}"),
        _line("seconds until all are ended", f"{figures.ended:.1f}"),
        _line("longest pause", _ms(figures.longest_pause)),
        _line("peak memory", _mb(figures.peak_memory)),
        "A slot's choice: median, and 99 of 100 take less than",
        *map(_choice_line, figures.choices),
    ]


def opened_lines(figures: Opened) -> Sequence[str]:
    """Return what it took until all runs were open."""
    what = f"{figures.members:,} members, {figures.guilds:,} guilds, {figures.codes:,} codes"
    return [
        f"{figures.store}, {what}",
        _line("seconds until all are open", f"{figures.seconds:.2f}"),
        _line("of them CPU of the client", f"{figures.cpu:.2f}"),
        _line("seconds to the first slot", f"{figures.first_slot:.3f}"),
        _line("commands", f"{figures.commands:,}"),
        _line("rows in the answers", f"{figures.rows:,}"),
        _line("longest pause", _ms(figures.longest_pause)),
    ]


def poll_lines(figures: PollFigures) -> Sequence[str]:
    """Return the polls, a line each, and what idling writes."""
    return [
        f"{figures.store}, {figures.runs:,} open runs, medians of {figures.rounds} rounds",
        *(_line(name, f"{seconds * 1000:.3f} ms") for name, seconds in figures.polls.items()),
        *(
            [_line("written in an idle day", _mb(round(figures.bytes_a_day)))]
            if figures.bytes_a_day is not None
            else []
        ),
    ]


def matrix_lines(figures: MatrixFigures) -> Sequence[str]:
    """Return both ways to read who got what."""
    what = f"{figures.members:,} members, {figures.codes:,} codes"
    return [
        f"{figures.store}, {what}, medians of {figures.rounds} rounds",
        f"{'':24}{'seconds':>11}{'CPU':>11}{'longest pause':>15}",
        *(
            f"{way.name:24}{way.seconds:>11.4f}{way.cpu:>11.4f}{_ms(way.longest_pause):>15}"
            for way in figures.ways
        ),
        f"{'(idle loop)':24}{'':22}{_ms(figures.idle_pause):>15}",
    ]


def list_lines(figures: ListFigures) -> Sequence[str]:
    """Return what each operation on a list took."""
    return [
        f"{figures.store}, {figures.members:,} members, medians of {figures.rounds} rounds",
        f"{'':28}{'seconds':>11}{'longest pause':>15}",
        *(
            f"{one.name:28}{one.seconds:>11.4f}{_ms(one.longest_pause):>15}"
            for one in figures.operations
        ),
    ]


def import_lines(figures: ImportFigures) -> Sequence[str]:
    """Return what an import took."""
    return [
        f"{figures.store}, {figures.members:,} lines, all enrolled",
        _line("seconds", f"{figures.seconds:.2f}"),
        _line("of them CPU of the client", f"{figures.cpu:.2f}"),
        _line("lines a second", f"{figures.members / figures.seconds:,.0f}"),
        _line("longest pause", _ms(figures.longest_pause)),
        _line("peak memory", _mb(figures.peak_memory)),
    ]


def sync_lines(figures: SyncFigures) -> Sequence[str]:
    """Return what being in step with a list took, beside one question a player."""
    return [
        f"{figures.store}, a list of {figures.members:,} players whom a guild has enrolled",
        f"{'':36}{'players':>9}{'seconds':>9}{'commands':>10}{'longest pause':>15}",
        *(
            f"{one.name:36}{one.players:>9,}{one.seconds:>9.2f}{one.commands:>10,}"
            f"{_ms(one.longest_pause):>15}"
            for one in figures.steps
        ),
        _line("peak memory", _mb(figures.peak_memory)),
        _line("of it grown in the readings", _mb(figures.grown)),
    ]


def incident_lines(figures: Incident) -> Sequence[str]:
    """Return the ways of checking, and what became of the heartbeat."""
    due = f"a heartbeat due every {figures.interval:.2f} s"
    return [
        f"{figures.members} members, {figures.latency:g} s an answer, {due}",
        f"{'':28}{'seconds':>9}{'commands':>10}{'longest gap':>13}{'beats missed':>14}",
        *(
            f"{way.name:28}{way.seconds:>9.2f}{way.commands:>10}{way.longest_gap:>11.2f} s"
            f"{way.missed:>14}"
            for way in figures.ways
        ),
    ]


def watch_lines(figures: WatchFigures) -> Sequence[str]:
    """Return what watching costs."""
    return [
        f"A loop with nothing to do, {figures.rounds} rounds of {figures.seconds:g} s, medians",
        _line("of a core, watched", f"{figures.watched:.2%}"),
        _line("of a core, not watched", f"{figures.unwatched:.2%}"),
        _line("the watchdog", f"{figures.cost:.2%}"),
    ]


def _choice_line(choice: Choice) -> str:
    what = f"{choice.guilds:,} guilds, {choice.members:,} members"
    return f"  {what:38}{choice.usual * 1e6:>8.1f} µs{choice.slow * 1e6:>8.1f} µs"


def _line(what: str, figure: str) -> str:
    return f"  {what:28}{figure:>14}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _mb(count: int) -> str:
    return f"{count / 1e6:,.0f} MB"
