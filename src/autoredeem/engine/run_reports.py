"""What is reported of the runs that are worked on here: the opening, how far they are, the end.

Nothing but the opening is reported before it is saved.
"""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from autoredeem.domain.redemptions import summary_of
from autoredeem.engine.events import RunFinished, RunOpened, RunProgressed, Watch
from autoredeem.engine.run_waiters import OpenRun, RunWaiters
from autoredeem.engine.runs import Run, RunEnd
from autoredeem.engine.scheduler import Scheduler
from autoredeem.observe.clock import Clock
from autoredeem.store.records import RunKey, RunRecord, RunStatus

GOES_ON = frozenset({RunEnd.TAKEN, RunEnd.REISSUED})
"""Ends of which nobody is told: another process goes on, or this one does, with a new edition."""

AT_ONCE = 250
"""Runs that are reported before the loop goes round: a code may die in thousands of guilds."""


@dataclass(frozen=True, slots=True)
class Report:
    """How far a run is. With an `end` it is over here, and `waiter` is who waits for that."""

    record: RunRecord
    end: RunEnd | None = None
    waiter: OpenRun | None = None


class RunReports:
    """Takes runs that changed from the scheduler, and reports them when they are saved.

    A run that is over leaves the scheduler as its end is noted, so that nobody joins it any more.
    `left` holds those that ended here and are open in the store, each with the seconds after which
    it is due again (None: when it is opened again).
    """

    def __init__(
        self, scheduler: Scheduler, waiters: RunWaiters, clock: Clock, title: str, watch: Watch
    ) -> None:
        self.left: dict[RunKey, float | None] = {}
        self._scheduler = scheduler
        self._waiters = waiters
        self._clock = clock
        self._title = title
        self._watch = watch
        self._reported: dict[Run, RunRecord] = {}
        self._unsaved: dict[Run, Report] = {}

    @property
    def open_runs(self) -> int:
        """How many runs were reported as open, and not as over yet."""
        return len(self._reported)

    @property
    def pending(self) -> bool:
        """Whether there is anything to save."""
        return bool(self._scheduler.changed or self._unsaved)

    @property
    def resting(self) -> Collection[RunRecord]:
        """Runs to be saved that are over until they are opened again."""
        return [one.record for run, one in self._unsaved.items() if one.end and run.rests]

    @property
    def reopening(self) -> Collection[RunRecord]:
        """Runs to be saved that are to be opened again at once, for a new edition."""
        return [one.record for one in self._unsaved.values() if one.end is RunEnd.REISSUED]

    def is_open(self, run: Run) -> bool:
        """Whether a run was reported as open, and is not over."""
        report = self._unsaved.get(run)
        return run in self._reported and not (report and report.end)

    def begin(self, run: Run) -> None:
        """Report that a run is open; whoever waits for it may go on."""
        self._reported[run] = record = run.record(self._clock.monotonic(), self._clock.now())
        waiter = self._waiters.get(run.run_key)
        if waiter is None or waiter.seen is None:
            self._watch(RunOpened(record))
        if waiter:
            waiter.begin(run, record)

    async def to_save(self) -> Collection[RunRecord]:
        """Return the runs that changed since they were saved, as they are now."""
        changed = self._scheduler.changed
        while changed:
            for run in [changed.pop() for _ in range(min(len(changed), AT_ONCE))]:
                if self.is_open(run):
                    self._unsaved[run] = self._report(run)
            await asyncio.sleep(0)
        return [report.record for report in self._unsaved.values()]

    async def saved(self) -> None:
        """Report the runs that `to_save` returned last."""
        while self._unsaved:
            for run in list(self._unsaved)[:AT_ONCE]:
                report = self._unsaved.pop(run)
                self._reported[run] = report.record
                self._watch(RunProgressed(report.record))
                if report.end:
                    self._finish(run, report)
            await asyncio.sleep(0)

    def end_unsaved(self, not_recorded: Callable[[Run], int]) -> None:
        """Report that all runs are over, with what was last saved of them.

        `not_recorded` returns how many of a run's outcomes the store has not taken.
        """
        for run, saved in list(self._reported.items()):
            report = self._unsaved.pop(run, None)
            if report is None or report.end is None:
                report = self._ended(run, saved, RunEnd.STOPPED)
            figures = replace(saved.figures, requests=run.requests)
            last = replace(report, record=replace(saved, figures=figures))
            self._finish(run, last, not_recorded(run))

    def _report(self, run: Run) -> Report:
        end, standing = self._scheduler.end_of(run), self._scheduler.standing_of(run.code)
        reason = standing.reason if standing else None
        record = run.record(self._clock.monotonic(), self._clock.now(), end, reason)
        if end is None:
            return Report(record)
        run.rests = run.rests or end is RunEnd.WAITING
        self._scheduler.drop(run)
        return self._ended(run, record, end)

    def _ended(self, run: Run, record: RunRecord, end: RunEnd) -> Report:
        """Note a run's end; one that goes on elsewhere, or anew, is watched."""
        if end in GOES_ON:
            return Report(record, end)
        waiter = self._waiters.pop(run.run_key)
        if record.status is RunStatus.OPEN and not run.rests:
            self.left[run.run_key] = None if waiter else 0.0
        return Report(record, end, waiter)

    def _finish(self, run: Run, report: Report, not_recorded: int = 0) -> None:
        del self._reported[run]
        if report.end in GOES_ON:
            self._waiters.taken(run)
            return
        assert report.end  # noqa: S101 - whoever calls this has seen one
        record = report.record
        summary = summary_of(
            record.figures, self._title, run.guild_id, run.code, not_recorded=not_recorded
        )
        finished = RunFinished(summary, report.end, record.reason)
        self._watch(finished)
        if report.waiter:
            report.waiter.finish(finished)
