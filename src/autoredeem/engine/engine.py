"""The engine of one title: runs are opened, worked on round-robin, and reported when recorded."""

import asyncio
from collections.abc import AsyncIterator, Collection, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from typing import Protocol

import structlog

from autoredeem.domain.codes import Standing, code_key
from autoredeem.domain.errors import EmptyRoster, OutsideError
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.redemptions import Figures, Outcome
from autoredeem.engine.accounting import Accounting
from autoredeem.engine.address_lease import (
    AddressLease,
    SharedAddressLease,
    UnsharedAddress,
)
from autoredeem.engine.dispatcher import Dispatcher, Outside
from autoredeem.engine.events import (
    AnotherSends,
    StoreSilent,
    Trouble,
    Watch,
)
from autoredeem.engine.leader_lease import Process
from autoredeem.engine.recorder import Recorder
from autoredeem.engine.roster_refresh import RosterRefresh
from autoredeem.engine.run_claimer import RunClaimer
from autoredeem.engine.run_opener import OpenerStore, RunOpener, Unopened
from autoredeem.engine.run_reports import RunReports
from autoredeem.engine.run_waiters import OpenRun, RunWaiters
from autoredeem.engine.runs import Run, RunEnd, Typed
from autoredeem.engine.scheduler import Scheduler
from autoredeem.observe.tasks import cancel_all, task_group
from autoredeem.store.interface import Recording, Runs
from autoredeem.store.records import CodeRecord, RunKey, RunRecord, RunStatus
from autoredeem.store.upkeep import Doorbell, Leases, Spending

log = structlog.get_logger(__name__)

PATIENCE_AFTER_STOP = 25.0
"""Seconds until a stopped run ends without what the store won't take: longer than a request."""

PATIENCE_AT_THE_END = 5.0
"""Seconds for which a store that fails may hold up the end of the program."""

REST = 30.0
"""Seconds until a run that could not be opened is claimed again."""


@dataclass(frozen=True, slots=True)
class ProofQuestion:
    """Whether the game knows a player in the state that is typed, asked for a code.

    `standing` is the code's; None: it is dead or none, and the answer says nothing of it. `edition`
    is the one that is given away, or was. It goes before all others, where it is to be `first`.
    """

    fid: Fid
    typed: Typed
    code: str
    standing: Standing | None = None
    edition: int = 1
    first: bool = True


class EngineStore(OpenerStore, Runs, Recording, Spending, Leases, Doorbell, Protocol):
    """What an engine uses of a title's store."""


class Engine:
    """Opens runs and sees them to their end. Works inside `working()`.

    `process` says which one of those that share the store this is: it sends while no other does,
    then on all open runs, and else it watches. Without it, nobody else sends for this address.
    """

    def __init__(
        self, store: EngineStore, outside: Outside, watch: Watch, process: Process | None = None
    ) -> None:
        self._store = store
        self._clock = outside.clock
        self._pacer = outside.pacer
        self._shared: SharedAddressLease | None = None
        if process:
            self._shared = SharedAddressLease(store, process, outside.clock, outside.pacer)
        self._address: AddressLease = self._shared or UnsharedAddress()
        self._scheduler = Scheduler(outside.player_gap)
        self._accounting: Accounting | None = None
        if process:
            self._accounting = Accounting(store, self._scheduler, outside.clock, process.name)
        self._waiters = RunWaiters(store.title, watch)
        self._reports = RunReports(
            self._scheduler, self._waiters, outside.clock, store.title, watch
        )
        self._recorder = Recorder(
            store, outside.clock, self._scheduler, self._reports, self._applied, watch
        )
        self._dispatcher = Dispatcher(
            outside, self._address, self._scheduler, self._recorder, watch
        )
        pause = process.patience if process else None
        self._claimer = RunClaimer(store, self._address, self._waiters, outside.clock, pause)
        self._opener = RunOpener(store, self._scheduler, outside.clock)
        self._refresh = RosterRefresh(
            store, self._scheduler, outside.clock, self._own, self._changed
        )
        self._stopping = False
        self._tasks: asyncio.TaskGroup | None = None
        self._cancelled_at_the_end: set[asyncio.Task[None]] = set()

    async def open(self, guild_id: GuildId, code: str, *, afresh: bool = False) -> OpenRun:
        """Open the run of a code in a guild, or return the one that is open already.

        Whoever is eligible by now takes part in that one too; `afresh` makes that everyone without
        the code, however lately they were asked. Returns when it is worked on, here or by the
        process that sends. Raises EmptyRoster when nobody is enrolled, StoreUnavailable when
        the roster can't be read.
        """
        waiter = self._waiters.get((guild_id, code_key(code)))
        if waiter is None:
            waiter = OpenRun(guild_id, code)
            self._waiters.add(waiter)
            run = self._scheduler.run_of(guild_id, code)
            if run and self._reports.is_open(run):
                waiter.run = run
                waiter.known.set()
        waiter.wanted, waiter.afresh = False, waiter.afresh or afresh
        self._claimer.poll()
        await waiter.known.wait()
        if waiter.error:
            raise waiter.error
        return waiter

    async def want(self, wanted: Collection[tuple[GuildId, str]], *, anew: bool = True) -> None:
        """Ask for runs to be opened, or refreshed, without waiting for them.

        Whose part ended gets another go where runs are wanted `anew`, once the answer has rested
        (`ENTAILS`); else only those are asked who have come since, or whose refused state or low
        level was mended. Raises OutsideError when the write fails.
        """
        await self._claimer.want(wanted, anew=anew)

    async def stop(self, runs: Collection[RunKey]) -> None:
        """Stop runs until they are wanted again, wherever they are worked on.

        Those that are worked on here ask nobody more at once; what is in flight finishes. Raises
        OutsideError when the write fails; nothing is stopped then.
        """
        await self._store.stop_runs(runs, at=self._clock.now())
        for key in runs:
            run = self._scheduler.run_of(*key)
            if run and not run.taken:
                self._scheduler.rest(run)
            else:
                self._waiters.end(key, RunEnd.STOPPED)
        self._changed()

    async def resume(self, runs: Collection[RunKey]) -> None:
        """Let those of the runs go on that were stopped; whose part ended gets no other go.

        Raises OutsideError when the write fails.
        """
        await self._claimer.resume(runs)

    def look(self, known: CodeRecord, guild_id: GuildId, players: Mapping[Fid, Typed]) -> None:
        """Ask one of these players about a code, whether it is settled or not; a look at a time.

        It goes before other requests, in the guild's name. The answer is recorded like any other;
        while `works_on` says so, it is still to come. Without one, nothing is recorded.
        """
        if self.works_on(known.code) or self._idle:
            return
        now, edition = self._clock.now(), known.standing.edition
        run = Run(guild_id, known.code, now, self._clock.monotonic(), edition=edition)
        run.load(players.items(), set(), self._scheduler.players)
        self._scheduler.look(run, known.standing, known.listing)
        self._changed()

    async def prove(self, guild_id: GuildId, question: ProofQuestion) -> Outcome | None:
        """Ask the game once whether it knows a player in a state; return what it answered.

        It goes before other requests, if it is to, in the guild's name. What the answer says of the
        player is recorded like any other, and so is what it says of a code that is not dead. None
        where nothing came of it: whoever asks bounds the wait, and may cancel it.
        """
        if self._idle:
            return None
        over: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()

        def end(outcome: Outcome | None) -> None:
            if not over.done():
                over.set_result(outcome)

        run = Run(guild_id, question.code, self._clock.now(), self._clock.monotonic())
        standing = question.standing
        run.apart, run.edition, run.when_over = standing is None, question.edition, end
        self._scheduler.prove(
            run, question.fid, question.typed, standing or Standing(), first=question.first
        )
        self._changed()
        try:
            return await over
        finally:
            self._scheduler.withdraw(run)

    def known(self, fid: Fid) -> KnownPlayer:
        """Return what the game said of a player, as far as is known here without the store."""
        return self._scheduler.players.get(fid)

    def works_on(self, code: str) -> bool:
        """Whether a spelling is asked about, or will be, as runs or a look of it are open."""
        return self._scheduler.standing_of(code) is not None

    @property
    def busy(self) -> bool:
        """Whether any run has somebody to ask, or nobody can be asked at all."""
        return self._idle or self.trouble is not None or self._scheduler.busy

    @property
    def open_runs(self) -> int:
        """How many runs are worked on here."""
        return self._reports.open_runs

    @property
    def not_recorded(self) -> int:
        """How many outcomes the store has not taken yet."""
        return self._recorder.kept

    @property
    def sends(self) -> bool:
        """Whether this process is the one that sends for its address."""
        return self._address.mine

    @property
    def per_minute(self) -> float:
        """How many requests a minute may leave at the most, as things are."""
        return 60.0 / self._pacer.gap

    @property
    def trouble(self) -> Trouble | None:
        """Return why nobody is asked as things are; None while somebody may be."""
        address = self._address
        if address.another:
            return AnotherSends(address.another.partition(" ")[0])
        if address.trouble and address.until <= self._clock.monotonic():
            return StoreSilent(address.trouble)
        if trouble := self._dispatcher.trouble or self._recorder.trouble:
            return trouble
        silent = self._claimer.trouble and not self.open_runs
        return StoreSilent(self._claimer.trouble) if silent else None

    def estimate(self, guild_id: GuildId, code: str) -> float | None:
        """Return how many seconds a run still takes, by the budget and everyone else's requests.

        None while nobody can: another process works on it, or the game answers to none.
        """
        run = self._scheduler.run_of(guild_id, code)
        if run is None or not self._address.mine or self._dispatcher.in_the_dark:
            return None
        return self._pacer.time_for(
            self._scheduler.requests_until_end(run), self._clock.monotonic()
        )

    def stop_all(self) -> None:
        """Ask nobody more; what is in flight finishes, the rest is kept for later."""
        self._stopping = True
        self._scheduler.end_errands()
        for run in self._scheduler.runs():
            self._scheduler.stop(run)
        self._waiters.end_all(RunEnd.TAKEN if self._address.another else RunEnd.STOPPED)
        self._own(self._end_without_the_store())
        self._changed()

    @asynccontextmanager
    async def working(self) -> AsyncIterator["Engine"]:
        """Work while the context is open; leaving it lets what is in flight finish."""
        async with task_group() as self._tasks:
            tasks = self._tasks
            dispatcher = tasks.create_task(self._dispatcher.serve())
            recorder = tasks.create_task(self._recorder.serve())
            self._own(self._claimer.serve(self._work_on, self._heed, self._here))
            if self._shared:
                self._own(self._shared.hold(self._moved, self._scheduler.take_all))
            if self._accounting:
                self._own(self._accounting.serve())
            try:
                yield self
            finally:
                self._dispatcher.stop()
                await cancel_all(self._cancelled_at_the_end)
                await asyncio.wait({dispatcher})
                self._recorder.close(PATIENCE_AT_THE_END)
                await asyncio.wait({recorder})
                await self._give_back()

    async def _work_on(self, records: Sequence[RunRecord]) -> None:
        """Open runs that were claimed; a failure is raised for whoever waits for one."""
        new: list[RunRecord] = []
        for record in records:
            if here := self._scheduler.run_of(record.guild_id, record.code):
                # The answer to an earlier claim was lost, or came too late.
                here.fence = record.fence
            else:
                new.append(record)
        unopened = await self._opener.open(new, self._begin)
        await self._end_empty([one for one in unopened if isinstance(one[1], EmptyRoster)])
        await self._could_not_open([one for one in unopened if isinstance(one[1], OutsideError)])

    async def _end_empty(self, empty: Unopened) -> None:
        now = self._clock.now()
        done = [
            replace(record, status=RunStatus.DONE, updated_at=now, figures=Figures())
            for record, _ in empty
        ]
        # Where that fails, it is claimed again, and found to be as empty.
        with suppress(OutsideError):
            await self._store.save_runs(done)
        for record, error in empty:
            self._waiters.fail(record.key, error)

    async def _could_not_open(self, failed: Unopened) -> None:
        """Leave them for a while, or where somebody was told, until they are opened again."""
        if not failed:
            return
        (record, error), *others = failed
        one = f"Code {record.code} in guild {record.guild_id}"
        log.warning(f"{f'{len(failed)} runs' if others else one} can't be opened: {error}")
        waited_for = [record.key for record, _ in failed if self._waiters.get(record.key)]
        left = [record.key for record, _ in failed if not self._waiters.get(record.key)]
        for record, why in failed:
            self._waiters.fail(record.key, why)
        # Where that fails too, the claim's lease ends by itself.
        with suppress(OutsideError):
            await self._release(waited_for, None)
            await self._release(left, REST)

    def _begin(self, run: Run) -> None:
        self._reports.begin(run)
        self._scheduler.admit(run)
        if self._stopping:
            self._scheduler.stop(run)
        if run.check_failed:
            self._refresh.check_again(run)
        self._changed()

    def _heed(self, asked: RunRecord) -> bool:
        """Heed what the run's owner is asked to do; return False where the run is over here."""
        run = self._scheduler.run_of(asked.guild_id, asked.code)
        if run is None:
            return False
        if asked.stop:
            self._scheduler.rest(run)
        else:
            self._scheduler.go_on(run)
            self._refresh.refresh(run, asked.again)
        self._changed()
        return True

    @property
    def _idle(self) -> bool:
        """Whether nothing is asked by this process."""
        return self._stopping or not self._address.mine

    def _moved(self) -> None:
        """Go on with what this process may do now."""
        self._claimer.poll()
        self._changed()

    def _applied(self) -> None:
        self._dispatcher.wake()

    def _changed(self) -> None:
        """Wake what saves and reports changes, and what chooses whom to ask."""
        self._recorder.wake()
        self._dispatcher.wake()

    async def _end_without_the_store(self) -> None:
        """End what still waits for the store to take an outcome; it goes on trying till the end."""
        await asyncio.sleep(PATIENCE_AFTER_STOP)
        self._reports.end_unsaved(self._recorder.kept_of)

    def _here(self) -> int | None:
        """Return how many runs are open here; None while no other may be."""
        runs = self._scheduler.runs()
        if self._stopping or self._scheduler.halted or any(run.taken for run in runs):
            return None
        return len(runs)

    async def _give_back(self) -> None:
        """Hand runs over at once; what was waited for here rests until it is opened again."""
        for run in self._scheduler.runs():
            rests = run.rests or self._waiters.get(run.run_key) is not None
            self._reports.left.setdefault(run.run_key, None if rests else 0.0)
        try:
            async with asyncio.timeout(PATIENCE_AT_THE_END):
                for due_in in set(self._reports.left.values()):
                    keys = [key for key, due in self._reports.left.items() if due == due_in]
                    await self._release(keys, due_in)
                if self._shared:
                    await self._shared.give_back()
                if self._accounting:
                    await self._accounting.save()
        except (TimeoutError, OutsideError) as error:
            why = str(error) or "it does not answer"
            log.warning(f"The store can't be told that this process ends: {why}")

    async def _release(self, runs: Collection[RunKey], due_in: float | None) -> None:
        await self._store.release_runs(self._address.name, runs, due_in=due_in)

    def _own(self, work: Coroutine[object, object, None]) -> None:
        """Run something beside the main work, until it ends or the engine does."""
        assert self._tasks, "the engine is not working"  # noqa: S101 - a bug of ours
        task = self._tasks.create_task(work)
        self._cancelled_at_the_end.add(task)
        task.add_done_callback(self._cancelled_at_the_end.discard)
