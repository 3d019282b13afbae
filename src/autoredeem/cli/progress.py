"""A run's progress: a bar on a terminal, plain lines where it is not one; on standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from autoredeem.cli.logs import logged, to_stderr
from autoredeem.cli.outcome_texts import WAITS, duration
from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import GuildId
from autoredeem.engine.events import (
    Event,
    EveryoneWaits,
    GoesOn,
    NotRecorded,
    RunOpened,
    RunProgressed,
    Watch,
)
from autoredeem.settings import Settings
from autoredeem.store.records import RunRecord

Estimate = Callable[[GuildId, str], float | None]
"""Returns the seconds that a run still takes, or None where that is another process's to know."""

STEPS = 20
"""Without a terminal, a line for each such part of a run is enough for anyone who reads later."""


class View(Protocol):
    """Shows the events of a run. `estimate` is set once there is an engine to ask."""

    estimate: Estimate

    def watch(self, event: Event) -> None:
        """Show an event, if there is anything to see of it."""

    def line(self, text: str) -> None:
        """Show a line of its own, from any thread."""


def _no_estimate(_guild_id: GuildId, _code: str) -> None:
    return None


def only(watch: Watch, guild_id: GuildId, code: str) -> Watch:
    """Watch one run, whatever others the engine works on; and what concerns them all."""

    def chosen(event: Event) -> None:
        match event:
            case RunOpened(record) | RunProgressed(record) if record.key != key:
                return
        watch(event)

    key = guild_id, code_key(code)
    return chosen


class Lines:
    """Plain lines, one for every twentieth of the way, and for whatever holds it up."""

    def __init__(self) -> None:
        self.estimate: Estimate = _no_estimate
        self._to_ask = 0
        self._shown = 0

    def line(self, text: str) -> None:
        """Write a line to standard error."""
        to_stderr(text)

    def watch(self, event: Event) -> None:
        """Write a line when there is something new to say."""
        if isinstance(event, RunOpened):
            self._to_ask = event.record.figures.to_ask
        elif isinstance(event, RunProgressed):
            left = event.record.figures.to_ask
            step = (self._to_ask - left) * STEPS // max(1, self._to_ask)
            if step > self._shown and left:
                self._shown = step
                self.line(self._progress(event.record))
        elif text := _trouble(event):
            self.line(text)

    def _progress(self, record: RunRecord) -> str:
        done = self._to_ask - record.figures.to_ask
        return f"{done}/{self._to_ask} {_figures(record)}{_time_left(self.estimate, record)}"


class Bar:
    """A bar that shows how many of those to ask are decided, what came of it, and how long."""

    def __init__(self, console: Console) -> None:
        self.estimate: Estimate = _no_estimate
        self._progress = Progress(
            TextColumn("{task.fields[code]}", markup=False),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TextColumn("{task.fields[figures]}", markup=False),
            console=console,
            transient=False,
        )
        self._task: TaskID | None = None
        self._to_ask = 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def line(self, text: str) -> None:
        """Show a line above the bar."""
        self._progress.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def watch(self, event: Event) -> None:
        """Move the bar, or say above it what holds it up."""
        if isinstance(event, RunOpened):
            self._to_ask = event.record.figures.to_ask
            self._task = self._progress.add_task(
                "", total=self._to_ask or None, code=event.record.code, figures=""
            )
        elif isinstance(event, RunProgressed):
            self._show(event.record)
        elif text := _trouble(event):
            self.line(text)

    def _show(self, record: RunRecord) -> None:
        if self._task is None:
            return
        done = self._to_ask - record.figures.to_ask
        figures = _figures(record) + _time_left(self.estimate, record)
        self._progress.update(self._task, completed=done, figures=figures)


def _figures(record: RunRecord) -> str:
    figures = record.figures
    failed = sum(figures.failed.values())
    return f"redeemed {figures.redeemed}, already {figures.already}, failed {failed}"


def _time_left(estimate: Estimate, record: RunRecord) -> str:
    seconds = estimate(record.guild_id, record.code) if record.figures.to_ask else None
    return "" if seconds is None else f", about {duration(seconds)} left"


def _trouble(event: Event) -> str:
    match event:
        case EveryoneWaits(outcome, seconds):
            return f"{WAITS[outcome]}: everyone waits {duration(seconds)}"
        case GoesOn():
            return "The game answers again: going on"
        case NotRecorded(count, why) if why:
            return f"{count} outcomes not yet recorded, they are kept: {why}"
        case NotRecorded(count) if count:
            return f"The store is back: {count} outcomes are still to be recorded"
        case NotRecorded():
            return "The store is back: everything is recorded"
        case _:
            return ""


@contextmanager
def shown(settings: Settings) -> Iterator[View]:
    """Show progress and the log while the context is open."""
    console = Console(stderr=True)
    if console.is_terminal:
        with Bar(console) as bar, logged(settings, bar.line):
            yield bar
    else:
        lines = Lines()
        with logged(settings, lines.line):
            yield lines
