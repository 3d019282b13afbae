"""Which runs this process works on: it opens them in the store, claims what is due, keeps it."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Sequence
from contextlib import suppress

import structlog

from autoredeem.domain.errors import OutsideError
from autoredeem.engine.address import Address
from autoredeem.engine.promises import Promises
from autoredeem.observe.clock import Clock
from autoredeem.observe.slices import in_slices
from autoredeem.observe.tasks import task_group
from autoredeem.store.interface import Claim, RunKey, RunRecord, Runs

log = structlog.get_logger(__name__)

AT_A_TIME = 250
"""Runs to a claim."""

OPENING = 8
"""Runs that are opened at the same time: each asks the store a few questions."""

LEASE = 60.0
"""Seconds for which a run is claimed. Only the holder of the address claims, so this is just for
how long others let a run rest whose owner went away and was not seen to."""

RENEWAL = 20.0

Begin = Callable[[RunRecord], Coroutine[object, object, None]]


class Claims:
    """The standing work, as far as it is this process's.

    Where others share the store it takes whatever is due, else only what somebody here waits for.
    """

    def __init__(
        self, store: Runs, address: Address, promises: Promises, clock: Clock, pause: float | None
    ) -> None:
        """Look every `pause` seconds for what others want done; None: nobody else does."""
        self._store = store
        self._address = address
        self._promises = promises
        self._clock = clock
        self._pause = pause
        self._news = asyncio.Event()
        self._renewed = clock.monotonic()
        self._failing = False

    def look(self) -> None:
        """Look now: a run is wanted, or this process has just become the one that sends."""
        self._news.set()

    async def serve(self, begin: Begin, here: Callable[[], Collection[RunKey] | None]) -> None:
        """Do so until cancelled.

        `begin` opens a claimed run, and owns its failures. `here` gives the runs that are open
        here, or None while some that were are still to be handed over.
        """
        while True:
            self._news.clear()
            try:
                await self._want()
                if self._address.mine and here() is not None:
                    await self._claim(begin)
                if self._address.mine or self._address.another:
                    await self._look_elsewhere()
                await self._renew(here() or ())
                self._failing = False
            except OutsideError as error:
                self._tell_failing(error)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pause or RENEWAL):
                    await self._news.wait()

    async def _want(self) -> None:
        new = self._promises.unwanted()
        if not new:
            return
        try:
            wanted = [(promise.guild_id, promise.code) for promise in new]
            await self._store.want_runs(wanted, at=self._clock.now())
        except OutsideError as error:
            self._promises.fail_unknown(new, error)
            raise
        for promise in new:
            promise.wanted = True

    async def _claim(self, begin: Begin) -> None:
        """Take what is due, until there is no more of it."""
        shared = self._pause is not None
        while shared or self._promises.elsewhere():
            among = None if shared else self._promises.elsewhere()
            name, before = self._address.name, self._address.taken_from
            records = await self._store.claim_runs(Claim(name, AT_A_TIME, LEASE, before, among))
            async for part in in_slices(records, OPENING):
                await self._begin_all(begin, part)
            if len(records) < AT_A_TIME:
                return

    @staticmethod
    async def _begin_all(begin: Begin, records: Sequence[RunRecord]) -> None:
        async with task_group() as tasks:
            for record in records:
                tasks.create_task(begin(record))

    async def _look_elsewhere(self) -> None:
        keys = self._promises.elsewhere()
        if not keys:
            return
        found = {record.key: record for record in await self._store.runs(among=keys)}
        for key in keys:
            self._promises.look(key, found.get(key))

    async def _renew(self, here: Collection[RunKey]) -> None:
        now = self._clock.monotonic()
        if self._address.mine and now - self._renewed >= RENEWAL:
            self._renewed = now
            await self._store.renew_runs(self._address.name, here, seconds=LEASE)

    def _tell_failing(self, error: OutsideError) -> None:
        if not self._failing:
            self._failing = True
            log.warning(f"Runs can't be looked for, it is tried again: {error}")
