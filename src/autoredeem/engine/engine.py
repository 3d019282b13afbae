"""The engine of one title: runs are opened, worked on in turn, and reported when recorded."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from weakref import WeakValueDictionary

from autoredeem.domain.codes import code_key
from autoredeem.domain.players import GuildId
from autoredeem.engine.dispatcher import Dispatcher, Outside
from autoredeem.engine.events import RunFinished, RunOpened, RunProgressed, Watch
from autoredeem.engine.membership import Membership, check_again
from autoredeem.engine.opening import load_members, spelling_to_use
from autoredeem.engine.recording import Entry, Guilds, Recorder
from autoredeem.engine.runs import Run, RunEnd
from autoredeem.engine.turns import Turns
from autoredeem.observe.tasks import task_group
from autoredeem.store.interface import RunStatus, Store

PATIENCE_AFTER_STOP = 25.0
"""Seconds until a stopped run ends without what the store won't take: longer than a request."""

PATIENCE_AT_THE_END = 5.0
"""Seconds for which a store that fails may hold up the end of the program."""

STATUS = {
    RunEnd.COMPLETE: RunStatus.DONE,
    RunEnd.DEAD_CODE: RunStatus.DONE,
    RunEnd.STOPPED: RunStatus.OPEN,
    RunEnd.HALTED: RunStatus.OPEN,
}
"""What a run's end means for the store: whoever was not asked is kept for a later start."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenRun:
    """A run that is worked on: since when (monotonic seconds), and the promise of its end."""

    run: Run
    started: float
    end: asyncio.Future[RunFinished]


class Engine:
    """Opens runs and sees them to their end. Works inside `working()`."""

    def __init__(self, store: Store, outside: Outside, watch: Watch) -> None:
        self._store = store
        self._clock = outside.clock
        self._pacer = outside.pacer
        self._watch = watch
        self._turns = Turns(outside.player_gap)
        self._recorder = Recorder(store, outside.clock, self._report, watch)
        self._dispatcher = Dispatcher(outside, self._turns, self._recorder, self._changed, watch)
        self._open: dict[Run, OpenRun] = {}
        # A lock is gone with the last who opens that run, however the opening went.
        self._opening = WeakValueDictionary[tuple[GuildId, str], asyncio.Lock]()
        self._tasks: asyncio.TaskGroup | None = None
        self._cancelled_at_the_end: set[asyncio.Task[None]] = set()

    async def open(self, guild_id: GuildId, code: str) -> "OpenRun":
        """Open the run of a code in a guild, or give the one that is open already.

        Raises EmptyRoster when nobody is enrolled, StoreUnavailable when the roster can't be read.
        """
        async with self._opening.setdefault((guild_id, code_key(code)), asyncio.Lock()):
            if existing := self._turns.run_of(guild_id, code):
                return self._open[existing]
            opened = await self._load(guild_id, code)
        self._begin(opened)
        return opened

    async def _load(self, guild_id: GuildId, code: str) -> "OpenRun":
        started = self._clock.monotonic()
        code, standing = await spelling_to_use(self._store, code, self._clock)
        run = Run(guild_id, code, self._clock.now())
        self._turns.begin(run, standing)
        try:
            await load_members(run, self._store)
        except BaseException:
            self._turns.drop(run)
            raise
        end: asyncio.Future[RunFinished] = asyncio.get_running_loop().create_future()
        opened = self._open[run] = OpenRun(run, started, end)
        return opened

    def _begin(self, opened: "OpenRun") -> None:
        run = opened.run
        record = run.record(RunStatus.OPEN, run.opened_at)
        self._watch(RunOpened(record, len(run.pending), run.no_state))
        self._turns.admit(run)
        if run.check_failed:
            self._own(self._check_again(run))
        self._changed()

    def estimate(self, guild_id: GuildId, code: str) -> float:
        """Say how many seconds a run still takes, by the budget and everyone else's turns."""
        run = self._turns.run_of(guild_id, code)
        requests = self._turns.requests_until_end(run) if run else 0
        return self._pacer.time_for(requests, self._clock.monotonic())

    def stop_all(self) -> None:
        """Ask nobody more; what is in flight finishes, the rest is kept for later."""
        for run in self._turns.runs():
            self._turns.stop(run)
        self._own(self._end_without_the_store())
        self._changed()

    async def _end_without_the_store(self) -> None:
        """End what still waits for the store to take an outcome; it goes on trying till the end."""
        await asyncio.sleep(PATIENCE_AFTER_STOP)
        for run in list(self._open):
            self._tell_end(run, RunEnd.STOPPED)

    async def _check_again(self, run: Run) -> None:
        def found(membership: Membership) -> None:
            run.check_queries += membership.queries
            if run in self._open:
                self._turns.settled_all_along(run, membership.settled)
                self._changed()

        await check_again(self._store, run, found)

    def _report(self, group: Sequence[Entry], guilds: Guilds) -> None:
        """Apply what has just been recorded."""
        for entry in group:
            if entry.final:
                where = guilds.get(entry.ticket.claim, frozenset())
                self._turns.recorded(entry.ticket, entry.outcome, where)
        self._changed()

    def _changed(self) -> None:
        """Tell of every run whose figures changed, and end those that are over."""
        while self._turns.changed:
            run = self._turns.changed.pop()
            if run.opening or run not in self._open:
                continue
            end = self._turns.end_of(run)
            record = run.record(STATUS[end] if end else RunStatus.OPEN, self._clock.now())
            self._recorder.save(record)
            self._watch(RunProgressed(record, len(run.pending)))
            if end:
                self._tell_end(run, end)
                self._turns.drop(run)
        self._dispatcher.wake()

    def _tell_end(self, run: Run, end: RunEnd) -> None:
        standing = self._turns.standing_of(run.code)
        opened = self._open.pop(run)
        summary = run.summary(
            self._store.title,
            seconds=self._clock.monotonic() - opened.started,
            not_recorded=self._recorder.kept_of(run),
        )
        finished = RunFinished(summary, end, standing.reason if standing else None)
        self._watch(finished)
        # Whoever waited for it may have been cancelled.
        if not opened.end.done():
            opened.end.set_result(finished)

    def _own(self, work: Coroutine[object, object, None]) -> None:
        """Do something beside the main work, until it ends or the engine does."""
        assert self._tasks, "the engine is not working"  # noqa: S101 - a bug of ours
        task = self._tasks.create_task(work)
        self._cancelled_at_the_end.add(task)
        task.add_done_callback(self._cancelled_at_the_end.discard)

    @asynccontextmanager
    async def working(self) -> AsyncIterator["Engine"]:
        """Work while the context is open; leaving it lets what is in flight finish."""
        async with task_group() as self._tasks:
            tasks = self._tasks
            dispatcher = tasks.create_task(self._dispatcher.serve())
            recorder = tasks.create_task(self._recorder.serve())
            try:
                yield self
            finally:
                for task in list(self._cancelled_at_the_end):
                    task.cancel()
                self._dispatcher.stop()
                await asyncio.wait({dispatcher})
                self._recorder.close(PATIENCE_AT_THE_END)
                await asyncio.wait({recorder})
