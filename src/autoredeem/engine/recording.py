"""Outcomes to the store, in group commits: what arrives during one write forms the next."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

import structlog

from autoredeem.domain.codes import Standing
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.players import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Outcome, Settlement
from autoredeem.engine.events import NotRecorded, Watch
from autoredeem.engine.probe_gate import Ticket
from autoredeem.engine.runs import Run
from autoredeem.observe.clock import Clock
from autoredeem.store.interface import RunKey, RunRecord, Store

log = structlog.get_logger(__name__)

MOST_KEPT = 1_000
"""So many outcomes are kept while the store can't be written; then sending pauses."""

LONGEST_WAIT = 30.0

Guilds = Mapping[tuple[str, Fid], frozenset[GuildId]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer's facts. `final` says that it decides the member."""

    ticket: Ticket
    outcome: Outcome
    final: bool
    settlement: Settlement | None = None
    attempt: Attempt | None = None
    standing: Standing | None = None


class Recorder:
    """Writes entries and runs, again and again until the store takes them, then reports entries."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        report: Callable[[Sequence[Entry], Guilds], Awaitable[None]],
        watch: Watch,
    ) -> None:
        self._store = store
        self._clock = clock
        self._report = report
        self._watch = watch
        self._entries: list[Entry] = []
        self._runs: dict[RunKey, RunRecord] = {}
        self._resting: set[RunKey] = set()
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
        self._work.set()

    def save(self, record: RunRecord, *, rest: bool = False) -> None:
        """Take a run's figures; only the latest of each run is written.

        One that is to `rest` is then given back until it is wanted again.
        """
        self._runs[record.key] = record
        if rest:
            self._resting.add(record.key)
        else:
            self._resting.discard(record.key)
        self._work.set()

    def close(self, patience: float) -> None:
        """Let `serve` end when all is written, or after `patience` seconds of a failing store."""
        self._patience_ends = self._clock.monotonic() + patience
        self._closing.set()
        self._work.set()

    async def serve(self) -> None:
        """Write until closed."""
        while not self._closing.is_set() or self._entries or self._runs:
            await self._work.wait()
            self._work.clear()
            while self._entries or self._runs:
                if not await self._write_group():
                    return

    async def _write_group(self) -> bool:
        """Write what is there now; return False when closing and the store won't take it."""
        group, runs = self._entries[:MOST_KEPT], dict(self._runs)
        guilds = await self._write_at_last(group, runs.values())
        if guilds is None:
            return False
        del self._entries[: len(group)]
        for key in [key for key, record in runs.items() if self._runs.get(key) is record]:
            del self._runs[key]
            self._resting.discard(key)
        self._tell_written()
        await self._report(group, guilds)
        return True

    async def _write_at_last(
        self, group: Sequence[Entry], runs: Collection[RunRecord]
    ) -> Guilds | None:
        for failures in count():
            try:
                return await self._write(group, runs)
            except OutsideError as error:
                self._tell_failing(error)
                if self._patience_left() <= 0:
                    break
                await self._pause(min(0.5 * 2.0**failures, LONGEST_WAIT))
        return None

    async def _write(self, group: Sequence[Entry], runs: Collection[RunRecord]) -> Guilds:
        settlements = [e.settlement for e in group if e.settlement]
        attempts = {
            (*e.ticket.subject, e.ticket.run.guild_id): e.attempt for e in group if e.attempt
        }
        standings = {e.ticket.run.code: e.standing for e in group if e.standing}
        guilds = await self._store.settle(settlements) if settlements else {}
        if attempts:
            await self._store.note_attempts(attempts.values())
        if standings:
            await self._store.judge(standings, at=self._clock.now())
        if runs:
            await self._store.save_runs(runs)
            await self._let_rest([run for run in runs if run.key in self._resting])
        return guilds

    async def _let_rest(self, runs: Collection[RunRecord]) -> None:
        for owner in {run.owner for run in runs}:
            keys = [run.key for run in runs if run.owner == owner]
            await self._store.release_runs(owner, keys, due_in=None)

    async def _pause(self, seconds: float) -> None:
        """Wait before writing again; closing cuts a wait that would outlast its patience."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()
                await asyncio.sleep(self._patience_left())

    def _patience_left(self) -> float:
        return max(0.0, self._patience_ends - self._clock.monotonic())

    def _tell_failing(self, error: OutsideError) -> None:
        if not self._why_failing:
            log.warning(f"Outcomes can't be recorded, they are kept: {error}", kept=self.kept)
        self._why_failing = str(error)
        self._watch(NotRecorded(self.kept, str(error)))

    def _tell_written(self) -> None:
        if self._why_failing:
            self._why_failing = ""
            log.info("Outcomes are being recorded again", kept=self.kept)
            self._watch(NotRecorded(self.kept))
