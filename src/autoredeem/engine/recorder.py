"""Outcomes to the store, in group commits: what arrives during one write forms the next.

A group is applied to the runs within its write, so that its outcomes and the figures that count
them are written together, and reported only then.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Protocol

import structlog

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import Fid
from autoredeem.domain.known_players import KnownPlayer, joined
from autoredeem.domain.redemptions import Attempt, Outcome, Settlement
from autoredeem.engine.events import NotRecorded, Recorded, Watch
from autoredeem.engine.probe_gate import Ticket
from autoredeem.engine.run_reports import RunReports
from autoredeem.engine.runs import Run
from autoredeem.engine.scheduler import Scheduler
from autoredeem.observe.clock import Clock
from autoredeem.store.interface import Recording, Runs
from autoredeem.store.records import Answers, RunRecord, Settled

log = structlog.get_logger(__name__)

MOST_KEPT = 1_000
"""So many outcomes are kept while the store can't be written; then sending pauses."""

LONGEST_WAIT = 30.0


class RecorderStore(Recording, Runs, Protocol):
    """Where answers and runs are written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer's facts, of a time. `final` says that it decides the member."""

    ticket: Ticket
    outcome: Outcome
    at: datetime
    final: bool
    settlement: Settlement | None = None
    attempt: Attempt | None = None
    standing: Standing | None = None
    said: KnownPlayer | None = None


class Recorder:
    """Writes entries and runs, again and again until the store takes them, then reports them.

    `applied` is called when entries were applied to runs: somebody else may be asked by now.
    """

    def __init__(
        self,
        store: RecorderStore,
        clock: Clock,
        scheduler: Scheduler,
        reports: RunReports,
        applied: Callable[[], None],
        watch: Watch,
    ) -> None:
        self._store = store
        self._clock = clock
        self._scheduler = scheduler
        self._reports = reports
        self._applied = applied
        self._watch = watch
        self._entries: list[Entry] = []
        self._work = asyncio.Event()
        self._closing = asyncio.Event()
        self._patience_ends = float("inf")
        self._why_failing = ""

    @property
    def kept(self) -> int:
        """How many outcomes that decide a member are not written yet."""
        return sum(entry.final for entry in self._entries)

    @property
    def full(self) -> bool:
        """Whether sending has to pause until the store takes what is kept."""
        return len(self._entries) >= MOST_KEPT

    @property
    def trouble(self) -> NotRecorded | None:
        """What keeps the store from taking so many outcomes that sending has to pause."""
        return NotRecorded(self.kept, self._why_failing) if self.full else None

    def kept_of(self, run: Run) -> int:
        """How many outcomes of one run are not written yet."""
        return sum(entry.final and entry.ticket.run is run for entry in self._entries)

    def add(self, entry: Entry) -> None:
        """Take an answer's facts; they are written at once, or with the next group."""
        self._entries.append(entry)
        self.wake()

    def wake(self) -> None:
        """Save the runs that changed, at once or with the next group."""
        self._work.set()

    def close(self, patience: float) -> None:
        """Make `serve` end when all is written, or after `patience` seconds of a failing store."""
        self._patience_ends = self._clock.monotonic() + patience
        self._closing.set()
        self.wake()

    async def serve(self) -> None:
        """Write until closed."""
        while not self._closing.is_set() or self._pending():
            await self._work.wait()
            self._work.clear()
            while self._pending():
                if not await self._write_group():
                    return

    def _pending(self) -> bool:
        return bool(self._entries) or self._reports.pending

    async def _write_group(self) -> bool:
        """Write what is there now; return False when closing and the store won't take it."""
        group = self._entries[:MOST_KEPT]
        if not await self._write_at_last(group):
            return False
        del self._entries[: len(group)]
        self._report_written()
        if final := Counter(entry.outcome for entry in group if entry.final):
            self._watch(Recorded(final))
        await self._reports.saved()
        return True

    async def _write_at_last(self, group: Sequence[Entry]) -> bool:
        for failures in count():
            try:
                await self._write(group)
            except OutsideError as error:
                self._report_failing(error)
                if self._patience_left() <= 0:
                    return False
                await self._pause(min(0.5 * 2.0**failures, LONGEST_WAIT))
            else:
                break
        return True

    async def _write(self, group: Sequence[Entry]) -> None:
        """Write a group and what it changes. All of it may be done again."""

        async def changed_by(settled: Settled) -> Collection[RunRecord]:
            self._scheduler.players.learn(entry.said for entry in group if entry.said)
            for entry in group:
                if entry.standing:
                    self._scheduler.standing_recorded(entry.ticket.run.code, entry.standing)
                if entry.final:
                    where = settled.get(entry.ticket.subject, frozenset())
                    self._scheduler.recorded(entry.ticket, entry.outcome, entry.at, where)
            records = await self._reports.to_save()
            self._applied()
            return records

        await self._store.record(_answers(group, self._clock.now()), changed_by)
        await self._close(group)
        await self._release(self._reports.resting, due_in=None)
        await self._release(self._reports.reopening, due_in=0.0)

    async def _close(self, group: Sequence[Entry]) -> None:
        """End the runs that wait for codes that are dead by now."""
        standings = ((one.ticket.run.code, one.standing) for one in group if one.standing)
        dead = {code: one.reason for code, one in standings if one.life is Life.DEAD and one.reason}
        if dead:
            await self._store.close_runs(dead, at=self._clock.now())

    async def _release(self, runs: Collection[RunRecord], due_in: float | None) -> None:
        for owner in {run.owner for run in runs}:
            keys = [run.key for run in runs if run.owner == owner]
            await self._store.release_runs(owner, keys, due_in=due_in)

    async def _pause(self, seconds: float) -> None:
        """Wait before writing again; closing cuts a wait that would outlast its patience."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()
                await asyncio.sleep(self._patience_left())

    def _patience_left(self) -> float:
        return max(0.0, self._patience_ends - self._clock.monotonic())

    def _report_failing(self, error: OutsideError) -> None:
        if not self._why_failing:
            log.warning(f"Outcomes can't be recorded, they are kept: {error}", kept=self.kept)
        self._why_failing = str(error)
        self._watch(NotRecorded(self.kept, str(error)))

    def _report_written(self) -> None:
        if self._why_failing:
            self._why_failing = ""
            log.info("Outcomes are being recorded again", kept=self.kept)
            self._watch(NotRecorded(self.kept))


def _answers(group: Sequence[Entry], at: datetime) -> Answers:
    """Return what a group says; of each member's answers, and of a code's standings, the last."""
    attempts = {(*e.ticket.subject, e.ticket.run.guild_id): e.attempt for e in group if e.attempt}
    players: dict[Fid, KnownPlayer] = {}
    for said in (entry.said for entry in group if entry.said):
        players[said.fid] = joined(players.get(said.fid, said), said)
    return Answers(
        at,
        settlements=[e.settlement for e in group if e.settlement],
        attempts=list(attempts.values()),
        players=list(players.values()),
        standings={e.ticket.run.code: e.standing for e in group if e.standing},
    )
