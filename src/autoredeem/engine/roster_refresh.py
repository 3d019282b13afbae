"""The refresh of a roster: who has come or gone since a run was opened, and who was not checked."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable

import structlog

from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import Fid
from autoredeem.engine.batch_check import Membership, check_again, check_membership
from autoredeem.engine.player_book import look_up
from autoredeem.engine.run_loader import RunFacts, earlier_answers, read_roster
from autoredeem.engine.runs import Run, Typed
from autoredeem.engine.scheduler import Scheduler
from autoredeem.observe.clock import Clock
from autoredeem.observe.cooperative import in_parts
from autoredeem.store.records import Again

log = structlog.get_logger(__name__)

AT_ONCE = 8
"""Runs that are refreshed at the same time: each asks the store a few questions."""

Own = Callable[[Coroutine[object, object, None]], None]


class RosterRefresh:
    """Asks the store again about runs that are worked on, beside that work.

    `own` does such work until the engine ends; `changed` is called when a run has changed by it.
    """

    def __init__(
        self,
        store: RunFacts,
        scheduler: Scheduler,
        clock: Clock,
        own: Own,
        changed: Callable[[], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._scheduler = scheduler
        self._own = own
        self._changed = changed
        self._asked: dict[Run, Again] = {}
        self._room = asyncio.Semaphore(AT_ONCE)

    def refresh(self, run: Run, again: Again) -> None:
        """Make whoever is eligible by now take part in a run, and whoever has left no more.

        `again` says who else gets another go. The run does not end meanwhile.
        """
        self._asked[run] = max(again, self._asked.get(run, Again.FOR_NEW))
        if not run.refreshing:
            run.refreshing = True
            self._own(self._refresh_until_done(run))

    def check_again(self, run: Run) -> None:
        """Ask again who is settled, as the store could not say, until it does."""
        self._own(self._check_again(run))

    async def _refresh_until_done(self, run: Run) -> None:
        """Refresh once more for each call that came while the roster was being read."""
        try:
            while run in self._asked and self._scheduler.has(run):
                async with self._room:
                    await self._try_to_refresh(run, self._asked.pop(run))
        finally:
            self._asked.pop(run, None)
            self._scheduler.refreshed(run)
            self._changed()

    async def _try_to_refresh(self, run: Run, again: Again) -> None:
        try:
            await self._read_anew(run, again)
        except OutsideError as error:
            where = f"Code {run.code} in guild {run.guild_id}"
            log.warning(f"{where} goes on with the members it knows: {error}")

    async def _read_anew(self, run: Run, again: Again) -> None:
        roster = await read_roster(run, self._store)
        async for gone in in_parts(run.missing_in(roster)):
            self._scheduler.leave(run, gone)
        run.want_again(again, self._clock.now())
        joining: dict[Fid, Typed] = {}
        async for part in in_parts(roster.items()):
            run.mend(part)
            joining.update(self._who_may_join(run, part))
        if joining:
            await self._admit(run, joining)

    async def _admit(self, run: Run, joining: dict[Fid, Typed]) -> None:
        store, fids = self._store, joining.keys()
        membership = await check_membership(store, run.guild_id, run.issue, fids)
        await look_up(self._scheduler.players, store, fids - membership.settled)
        attempts = await earlier_answers(run, store)
        run.check_queries += membership.queries
        async for part in in_parts(joining.items()):
            who = self._who_may_join(run, part)
            self._scheduler.join(run, who, membership.settled, attempts)
        if membership.failed:
            run.check_failed = True
            self.check_again(run)

    async def _check_again(self, run: Run) -> None:
        def found(membership: Membership) -> None:
            run.check_queries += membership.queries
            if self._scheduler.has(run):
                self._scheduler.settled_all_along(run, membership.settled)
                self._changed()

        await check_again(self._store, run, found)

    def _who_may_join(
        self, run: Run, entries: Iterable[tuple[Fid, Typed]]
    ) -> list[tuple[Fid, Typed]]:
        known = self._scheduler.players.get
        return [(fid, typed) for fid, typed in entries if run.may_join(fid, typed, known(fid))]
