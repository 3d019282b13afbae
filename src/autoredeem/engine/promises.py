"""Runs whose end somebody here waits for, wherever they are worked on."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

from autoredeem.domain.codes import code_key
from autoredeem.domain.errors import AutoredeemError
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Figures, summary_of
from autoredeem.engine.events import RunFinished, RunOpened, RunProgressed, Watch
from autoredeem.engine.opening import no_members
from autoredeem.engine.runs import Run, RunEnd
from autoredeem.store.records import RunKey, RunRecord, RunStatus


def _future() -> "asyncio.Future[RunFinished]":
    return asyncio.get_running_loop().create_future()


@dataclass(slots=True, eq=False)
class OpenRun:
    """A run and the promise of its end.

    `run` is set while it is worked on here. `wanted` says that the store knows of it, `seen` is
    what was last told of it. `known` is set when there is something to tell, or an error.
    """

    guild_id: GuildId
    code: str
    run: Run | None = None
    wanted: bool = False
    seen: RunRecord | None = None
    known: asyncio.Event = field(default_factory=asyncio.Event)
    end: asyncio.Future[RunFinished] = field(default_factory=_future)
    error: AutoredeemError | None = None

    @property
    def key(self) -> RunKey:
        """The run's identity."""
        return self.guild_id, code_key(self.code)

    def finish(self, finished: RunFinished) -> None:
        """Keep the promise."""
        self.known.set()
        # Whoever waited for it may have been cancelled.
        if not self.end.done():
            self.end.set_result(finished)

    def fail(self, error: AutoredeemError) -> None:
        """Tell whoever waits for the opening, or later for the end."""
        self.error = error
        if not self.known.is_set():
            self.known.set()
            self.end.cancel()
        elif not self.end.done():
            self.end.set_exception(error)


class Promises:
    """All promises of an engine, and what is told of runs that another process works on."""

    def __init__(self, title: str, watch: Watch) -> None:
        self._title = title
        self._watch = watch
        self._all: dict[RunKey, OpenRun] = {}

    def get(self, key: RunKey) -> OpenRun | None:
        """Give the promise of a run, if anybody waits for it."""
        return self._all.get(key)

    def add(self, promise: OpenRun) -> None:
        """Make a promise."""
        self._all[promise.key] = promise

    def pop(self, key: RunKey) -> OpenRun | None:
        """Forget a promise, which is kept or broken."""
        return self._all.pop(key, None)

    def unwanted(self) -> list[OpenRun]:
        """Give those of which the store does not know yet that they are wanted."""
        return [promise for promise in self._all.values() if not promise.wanted]

    def elsewhere(self) -> list[RunKey]:
        """Give the runs that are not worked on here."""
        return [key for key, one in self._all.items() if one.wanted and one.run is None]

    def fail(self, key: RunKey, error: AutoredeemError) -> None:
        """Break a promise, if there is one."""
        if promise := self.pop(key):
            promise.fail(error)

    def fail_unknown(self, promises: Iterable[OpenRun], error: AutoredeemError) -> None:
        """Break those of which nothing was told yet; of others the store is asked again."""
        for promise in promises:
            if not promise.known.is_set():
                self.fail(promise.key, error)

    def look(self, key: RunKey, record: RunRecord | None) -> None:
        """Tell what the store says of a run that another process works on."""
        promise = self._all.get(key)
        if promise is None or promise.run:
            return
        if record and record.status is RunStatus.OPEN and record.stop:
            self._tell_progress(promise, record)
            self.end(key, RunEnd.STOPPED)
        elif record is None or (record.status is RunStatus.OPEN and record.due is None):
            # Whoever worked on it has ended: open it again.
            promise.wanted = False
        elif record.status is RunStatus.DONE:
            self._finish(key, record)
        else:
            self._tell_progress(promise, record)
            promise.known.set()

    def leave(self, end: RunEnd) -> None:
        """End the watching of what is not worked on here."""
        for key in self.elsewhere():
            self.end(key, end)

    def end(self, key: RunKey, end: RunEnd) -> None:
        """End the watching of one run, if it is not worked on here, with what is known of it."""
        promise = self._all.get(key)
        if promise and not promise.run:
            del self._all[key]
            figures = promise.seen.figures if promise.seen else Figures()
            summary = summary_of(figures, self._title, promise.guild_id, promise.code)
            self._tell_end(promise, RunFinished(summary, end))

    def _tell_progress(self, promise: OpenRun, record: RunRecord) -> None:
        begun = record.figures.members > 0
        if promise.seen is None and begun:
            self._watch(RunOpened(record))
        elif promise.seen and promise.seen.figures != record.figures:
            self._watch(RunProgressed(record))
        promise.seen = record if begun else promise.seen

    def _finish(self, key: RunKey, record: RunRecord) -> None:
        promise = self._all.pop(key)
        if not record.figures.members:
            promise.fail(no_members(record.guild_id, self._title))
            return
        end = RunEnd.DEAD_CODE if record.reason else RunEnd.COMPLETE
        summary = summary_of(record.figures, self._title, record.guild_id, record.code)
        self._tell_end(promise, RunFinished(summary, end, record.reason))

    def _tell_end(self, promise: OpenRun, finished: RunFinished) -> None:
        self._watch(finished)
        promise.finish(finished)
