"""A run's progress: a bar on a terminal, plain lines where it is not one; on standard error."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from autoredeem.cli.wording import duration, words
from autoredeem.domain.players import GuildId
from autoredeem.engine.events import (
    Event,
    EveryoneWaits,
    GoesOn,
    NotRecorded,
    RunOpened,
    RunProgressed,
)
from autoredeem.observe.log import logging_to

Estimate = Callable[[GuildId, str], float]

STEPS = 20
"""Without a terminal, a line for each such part of a run is enough for anyone who reads later."""


class View(Protocol):
    """Shows the events of a run. `estimate` is set once there is an engine to ask."""

    estimate: Estimate

    def watch(self, event: Event) -> None:
        """Take in an event."""

    def line(self, text: str) -> None:
        """Show a line of its own, from any thread."""


def _no_estimate(_guild_id: GuildId, _code: str) -> float:
    return 0.0


class Lines:
    """Plain lines, one for every twentieth of the way, and for whatever holds it up."""

    def __init__(self) -> None:
        self.estimate: Estimate = _no_estimate
        self._to_ask = 0
        self._told = 0

    def line(self, text: str) -> None:
        """Write a line to standard error."""
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    def watch(self, event: Event) -> None:
        """Write a line when there is something new to say."""
        if isinstance(event, RunOpened):
            self._to_ask = event.to_ask
        elif isinstance(event, RunProgressed):
            step = (self._to_ask - event.to_ask) * STEPS // max(1, self._to_ask)
            if step > self._told and event.to_ask:
                self._told = step
                self.line(self._progress(event))
        elif text := _trouble(event):
            self.line(text)

    def _progress(self, event: RunProgressed) -> str:
        done = self._to_ask - event.to_ask
        left = duration(self.estimate(event.record.guild_id, event.record.code))
        return f"{done}/{self._to_ask} {_figures(event)}, about {left} left"


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
            self._to_ask = event.to_ask
            self._task = self._progress.add_task(
                "", total=event.to_ask or None, code=event.record.code, figures=""
            )
        elif isinstance(event, RunProgressed):
            self._show(event)
        elif text := _trouble(event):
            self.line(text)

    def _show(self, event: RunProgressed) -> None:
        if self._task is None:
            return
        left = self.estimate(event.record.guild_id, event.record.code)
        rest = f", about {duration(left)} left" if event.to_ask else ""
        done = self._to_ask - event.to_ask
        self._progress.update(self._task, completed=done, figures=_figures(event) + rest)


def _figures(event: RunProgressed) -> str:
    record = event.record
    failed = sum(record.failed.values())
    return f"redeemed {record.redeemed}, already {record.already}, failed {failed}"


def _trouble(event: Event) -> str:
    match event:
        case EveryoneWaits(outcome, seconds):
            return f"The game is {words(outcome)}: everyone waits {duration(seconds)}"
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
def shown(level: str) -> Iterator[View]:
    """Show progress and the log while the context is open."""
    console = Console(stderr=True)
    if console.is_terminal:
        with Bar(console) as bar, logging_to(bar.line, level):
            yield bar
    else:
        lines = Lines()
        with logging_to(lines.line, level):
            yield lines
