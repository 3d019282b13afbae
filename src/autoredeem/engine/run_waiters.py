"""Runs whose end somebody here waits for, wherever they are worked on."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

from autoredeem.domain.codes import code_key
from autoredeem.domain.errors import AutoredeemError
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Figures, summary_of
from autoredeem.engine.events import RunFinished, RunOpened, RunProgressed, Watch
from autoredeem.engine.run_loader import no_members
from autoredeem.engine.runs import Run, RunEnd
from autoredeem.store.records import RunKey, RunRecord, RunStatus


def _future() -> "asyncio.Future[RunFinished]":
    return asyncio.get_running_loop().create_future()


@dataclass(slots=True, eq=False)
class OpenRun:
    """A run whose end somebody waits for.

    `run` is set while it is worked on here. `wanted` says that the store knows of it; until then
    `afresh` says for whom it is wanted. `seen` is what was last reported of it. `known` is set when
    it is open or over, or there is an error.
    """

    guild_id: GuildId
    code: str
    run: Run | None = None
    wanted: bool = False
    afresh: bool = False
    seen: RunRecord | None = None
    known: asyncio.Event = field(default_factory=asyncio.Event)
    end: asyncio.Future[RunFinished] = field(default_factory=_future)
    error: AutoredeemError | None = None

    @property
    def key(self) -> RunKey:
        """The run's identity."""
        return self.guild_id, code_key(self.code)

    def begin(self, run: Run, record: RunRecord) -> None:
        """Wake whoever waits for the opening, as the run is worked on here now."""
        self.run, self.seen = run, record
        self.known.set()

    def finish(self, finished: RunFinished) -> None:
        """Set the end for whoever waits."""
        self.known.set()
        # Whoever waited for it may have been cancelled.
        if not self.end.done():
            self.end.set_result(finished)

    def fail(self, error: AutoredeemError) -> None:
        """Raise the error for whoever waits for the opening, or later for the end."""
        self.error = error
        if not self.known.is_set():
            self.known.set()
            self.end.cancel()
        elif not self.end.done():
            self.end.set_exception(error)


class RunWaiters:
    """All who wait for runs of an engine, and what is reported of those worked on elsewhere."""

    def __init__(self, title: str, watch: Watch) -> None:
        self._title = title
        self._watch = watch
        self._all: dict[RunKey, OpenRun] = {}

    def get(self, key: RunKey) -> OpenRun | None:
        """Return who waits for a run, if anybody does."""
        return self._all.get(key)

    def add(self, waiter: OpenRun) -> None:
        """Add a run that is waited for."""
        self._all[waiter.key] = waiter

    def pop(self, key: RunKey) -> OpenRun | None:
        """Forget a run that is waited for no more."""
        return self._all.pop(key, None)

    def unwanted(self) -> list[OpenRun]:
        """Return those of which the store does not know yet that they are wanted."""
        return [waiter for waiter in self._all.values() if not waiter.wanted]

    def elsewhere(self) -> list[RunKey]:
        """Return the runs that are not worked on here."""
        return [key for key, one in self._all.items() if one.wanted and one.run is None]

    def fail(self, key: RunKey, error: AutoredeemError) -> None:
        """Raise an error for whoever waits for a run."""
        if waiter := self.pop(key):
            waiter.fail(error)

    def fail_unknown(self, waiters: Iterable[OpenRun], error: AutoredeemError) -> None:
        """Raise it for those to whom nothing was reported yet; others' runs are polled again."""
        for waiter in waiters:
            if not waiter.known.is_set():
                self.fail(waiter.key, error)

    def update(self, key: RunKey, record: RunRecord | None) -> None:
        """Report what the store says of a run that another process works on."""
        waiter = self._all.get(key)
        if waiter is None or waiter.run:
            return
        if record and record.status is RunStatus.OPEN and record.stop:
            self._report_progress(waiter, record)
            self.end(key, RunEnd.STOPPED)
        elif record is None or record.rests:
            # Whoever worked on it has ended: open it again.
            waiter.wanted = False
        elif record.status is RunStatus.DONE:
            self._finish(key, record)
        else:
            self._report_progress(waiter, record)
            waiter.known.set()

    def taken(self, run: Run) -> None:
        """Watch a run that was worked on here, as another process goes on with it."""
        waiter = self.get(run.run_key)
        if waiter and waiter.run is run:
            waiter.run = None

    def end_all(self, end: RunEnd) -> None:
        """End the watching of what is not worked on here."""
        for key in self.elsewhere():
            self.end(key, end)

    def end(self, key: RunKey, end: RunEnd) -> None:
        """End the watching of one run, if it is not worked on here, with what is known of it."""
        waiter = self._all.get(key)
        if waiter and not waiter.run:
            del self._all[key]
            figures = waiter.seen.figures if waiter.seen else Figures()
            summary = summary_of(figures, self._title, waiter.guild_id, waiter.code)
            self._report_end(waiter, RunFinished(summary, end))

    def _report_progress(self, waiter: OpenRun, record: RunRecord) -> None:
        begun = record.figures.members > 0
        if waiter.seen is None and begun:
            self._watch(RunOpened(record))
        elif waiter.seen and waiter.seen.figures != record.figures:
            self._watch(RunProgressed(record))
        waiter.seen = record if begun else waiter.seen

    def _finish(self, key: RunKey, record: RunRecord) -> None:
        waiter = self._all.pop(key)
        if not record.figures.members:
            waiter.fail(no_members(record.guild_id, self._title))
            return
        end = RunEnd.DEAD_CODE if record.reason else RunEnd.COMPLETE
        summary = summary_of(record.figures, self._title, record.guild_id, record.code)
        self._report_end(waiter, RunFinished(summary, end, record.reason))

    def _report_end(self, waiter: OpenRun, finished: RunFinished) -> None:
        self._watch(finished)
        waiter.finish(finished)
