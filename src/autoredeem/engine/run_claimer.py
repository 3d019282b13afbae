"""Which runs this process works on: it opens them in the store, claims what is due, keeps it."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Coroutine, Iterator, Sequence
from contextlib import suppress
from itertools import chain, repeat
from typing import Protocol

import structlog

from autoredeem.domain.codes import code_key
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import GuildId
from autoredeem.engine.address_lease import AddressLease
from autoredeem.engine.run_waiters import RunWaiters
from autoredeem.observe.clock import Clock
from autoredeem.store.interface import Runs
from autoredeem.store.records import Again, Claim, RunKey, RunRecord
from autoredeem.store.upkeep import Doorbell

log = structlog.get_logger(__name__)

AT_A_TIME = 250
"""Runs to a claim."""

AT_FIRST = (1, 8, 64)
"""Guilds to the first batches that are opened, so that the first request leaves soon."""

MOST_MEMBERS, USUAL_MEMBERS = 25_000, 100
"""Members in the runs of a batch, and of one that was never opened: of a batch all are held."""

RESERVED = 30.0
"""Seconds after which a run is due again whose claim had an answer that was lost."""

IDLE = 20.0
"""Seconds between two polls where nobody else shares the store: what failed is tried again."""

QUIET = 5.0
"""Seconds after which it is asked what is due, though nothing was written."""


class SharedRuns(Runs, Doorbell, Protocol):
    """What is read here of a title's store."""


Begin = Callable[[Sequence[RunRecord]], Coroutine[object, object, None]]
Heed = Callable[[RunRecord], bool]
Here = Callable[[], int | None]


class RunClaimer:
    """The standing work, as far as it is this process's.

    Where others share the store it takes whatever is due, else only what somebody here waits for.
    """

    def __init__(
        self,
        store: SharedRuns,
        address: AddressLease,
        waiters: RunWaiters,
        clock: Clock,
        pause: float | None,
    ) -> None:
        """Poll every `pause` seconds for what others want done; None: nobody else does."""
        self._store = store
        self._address = address
        self._waiters = waiters
        self._clock = clock
        self._pause = pause
        self._news = asyncio.Event()
        self._polled = clock.monotonic()
        self._last_change: int | None = None
        self._asked_here = False
        self._wanted: set[RunKey] = set()
        self._why_failing = ""

    @property
    def trouble(self) -> str:
        """What the store last said instead of an answer; empty while it answers."""
        return self._why_failing

    async def want(self, wanted: Collection[tuple[GuildId, str]], *, anew: bool) -> None:
        """Want runs without waiting for them. Raises OutsideError where the write fails."""
        await self._open(wanted, Again.ANEW if anew else Again.FOR_NEW)
        if self._pause is None:
            self._wanted.update((guild_id, code_key(code)) for guild_id, code in wanted)
        self.poll()

    async def resume(self, runs: Collection[RunKey]) -> None:
        """Let stopped runs go on, without waiting for them. Raises OutsideError as above."""
        await self._store.resume_runs(runs, at=self._clock.now())
        self._asked_here = True
        if self._pause is None:
            self._wanted.update(runs)
        self.poll()

    def poll(self) -> None:
        """Poll now: a run is wanted, or this process has just become the one that sends."""
        self._news.set()

    async def serve(self, begin: Begin, heed: Heed, here: Here) -> None:
        """Serve until cancelled.

        `begin` opens claimed runs, and owns their failures. `heed` does what a run's owner is asked
        to, and returns False where the run is over. `here` returns how many runs are open here,
        or None while some that were are still to be handed over.
        """
        while True:
            try:
                if await self._rings():
                    await self._poll(begin, heed, here)
                self._why_failing = ""
            except OutsideError as error:
                self._last_change = None
                self._log_failing(error)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pause or IDLE):
                    await self._news.wait()

    async def _rings(self) -> bool:
        """Whether there may be anything to do: something is wanted, was written, or may be due."""
        now = self._clock.monotonic()
        rings = self._news.is_set() or bool(self._waiters.unwanted())
        self._news.clear()
        if not rings:
            before, self._last_change = self._last_change, await self._store.last_change()
            rings = before is None or before != self._last_change or now - self._polled >= QUIET
        if rings:
            self._polled = now
        return rings

    async def _poll(self, begin: Begin, heed: Heed, here: Here) -> None:
        await self._want()
        if self._may_work(here):
            await self._claim(begin, heed, here)
            await self._ask(heed, here)
        if self._address.mine or self._address.another:
            await self._poll_elsewhere()

    async def _want(self) -> None:
        new = self._waiters.unwanted()
        if not new:
            return
        for waiter in new:
            waiter.wanted = True
        try:
            for again in (Again.ANEW, Again.AFRESH):
                afresh = again is Again.AFRESH
                wanted = [(one.guild_id, one.code) for one in new if one.afresh is afresh]
                await self._open(wanted, again)
            for waiter in new:
                waiter.afresh = False
        except OutsideError as error:
            for waiter in new:
                waiter.wanted = False
            self._waiters.fail_unknown(new, error)
            raise

    async def _open(self, wanted: Collection[tuple[GuildId, str]], again: Again) -> None:
        """Open them in the store; those that are open here have to be refreshed."""
        await self._store.want_runs(wanted, at=self._clock.now(), again=again)
        self._asked_here = True

    async def _claim(self, begin: Begin, heed: Heed, here: Here) -> None:
        """Take what is due, until there is no more of it, or no more may be taken."""
        shared, wanted = self._pause is not None, set(self._wanted)
        sizes = chain(AT_FIRST, repeat(AT_A_TIME))
        while self._may_work(here) and (shared or wanted or self._waiters.elsewhere()):
            among = None if shared else {*wanted, *self._waiters.elsewhere()}
            claim = Claim(self._address.name, AT_A_TIME, RESERVED, among)
            records = await self._store.claim_runs(claim)
            await self._store.keep_runs(claim.owner, [record.key for record in records])
            for part in _in_batches(records, sizes):
                await self._begin(begin, part, here)
                await self._ask(heed, here)
            if len(records) < AT_A_TIME:
                self._wanted -= wanted
                return

    async def _begin(self, begin: Begin, batch: Sequence[RunRecord], here: Here) -> None:
        """Open claimed runs; give them back where this process has begun to end, or to watch."""
        if self._may_work(here):
            await begin(batch)
        else:
            keys = [record.key for record in batch]
            await self._store.release_runs(self._address.name, keys, due_in=0.0)

    def _may_work(self, here: Here) -> bool:
        return self._address.mine and here() is not None

    async def _ask(self, heed: Heed, here: Here) -> None:
        """Heed what is asked of the runs that are open here; what is over by now is wanted anew."""
        if not (self._pause or self._asked_here) or not here():
            return
        self._asked_here = False
        try:
            asked = await self._store.asked_of(self._address.name)
        except OutsideError:
            self._asked_here = True
            raise
        over = [run for run in asked if not heed(run) and not run.stop]
        for again in (Again.FOR_NEW, Again.ANEW, Again.AFRESH):
            missed = [(run.guild_id, run.code) for run in over if run.again is again]
            await self._store.want_runs(missed, at=self._clock.now(), again=again)

    async def _poll_elsewhere(self) -> None:
        keys = self._waiters.elsewhere()
        if not keys:
            return
        found = {record.key: record for record in await self._store.runs(among=keys)}
        for key in keys:
            self._waiters.update(key, found.get(key))

    def _log_failing(self, error: OutsideError) -> None:
        if not self._why_failing:
            log.warning(f"Runs can't be looked for, it is tried again: {error}")
        self._why_failing = str(error)


def _in_batches(
    records: Sequence[RunRecord], sizes: Iterator[int]
) -> Iterator[Sequence[RunRecord]]:
    """Yield the records of so many guilds at a time, of less where their runs have many members.

    Those of a guild stay together, as its roster is read once for all of them.
    """
    guilds: defaultdict[GuildId, list[RunRecord]] = defaultdict(list)
    for record in records:
        guilds[record.guild_id].append(record)
    batch: list[RunRecord] = []
    inside: set[GuildId] = set()
    size, members = next(sizes), 0
    for record in chain.from_iterable(guilds.values()):
        more = record.figures.members or USUAL_MEMBERS
        full = len(inside) == size and record.guild_id not in inside
        if batch and (full or members + more > MOST_MEMBERS):
            yield batch
            batch, inside, size, members = [], set(), next(sizes), 0
        batch.append(record)
        inside.add(record.guild_id)
        members += more
    if batch:
        yield batch
