"""The refresh of rosters: who has come or gone since runs were opened, and who was not checked."""

from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from itertools import islice

import structlog

from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.engine.batch_check import (
    NOBODY,
    FailedChecks,
    Membership,
    Memberships,
    check_memberships,
    unsettled,
)
from autoredeem.engine.continuation import adds_up, name_hidden, since
from autoredeem.engine.player_book import look_up
from autoredeem.engine.run_loader import (
    Members,
    RunFacts,
    earlier_answers,
    read_rosters,
    subject_of,
)
from autoredeem.engine.runs import Run, Typed
from autoredeem.engine.scheduler import Scheduler
from autoredeem.observe.clock import Clock
from autoredeem.observe.cooperative import Slices, in_parts
from autoredeem.store.records import Again

log = structlog.get_logger(__name__)

AT_ONCE = 250
"""Runs that are refreshed by the same questions."""

MOST_MEMBERS = 25_000
"""Members of the guilds of such runs: the rosters of all are held."""

Own = Callable[[Coroutine[object, object, None]], None]


class RosterRefresh:
    """Asks the store again about runs that are worked on, beside that work.

    `own` does such work until the engine ends; `changed` is called when runs have changed by it.
    All that is asked for meanwhile is done together next.
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
        self._at_work = False
        self._failed_checks = FailedChecks(store, scheduler.has, self._found)

    def refresh(self, run: Run, again: Again) -> None:
        """Make whoever is eligible by now take part in a run, and whoever has left no more.

        `again` says who else gets another go. The run does not end meanwhile.
        """
        self._asked[run] = max(again, self._asked.get(run, Again.FOR_NEW))
        run.refreshing = True
        if not self._at_work:
            self._at_work = True
            self._own(self._refresh_all())

    def check_again(self, run: Run) -> None:
        """Ask again who is settled, as the store could not say, until it does."""
        if self._failed_checks.add(run):
            self._own(self._failed_checks.serve())

    async def _refresh_all(self) -> None:
        """Refresh once more whatever is asked for while rosters are being read."""
        batch: dict[Run, Again] = {}
        try:
            while batch := self._next_batch():
                await self._try_to_refresh(batch)
                self._end(run for run in batch if run not in self._asked)
        finally:
            self._at_work = False
            self._end([*batch, *self._asked])
            self._asked.clear()

    def _next_batch(self) -> dict[Run, Again]:
        batch: dict[Run, Again] = {}
        guilds: dict[GuildId, int] = {}
        for run in islice(self._asked, AT_ONCE):
            guilds.setdefault(run.guild_id, run.members)
            if batch and sum(guilds.values()) > MOST_MEMBERS:
                break
            batch[run] = self._asked[run]
        for run in batch:
            del self._asked[run]
        return batch

    def _end(self, runs: Iterable[Run]) -> None:
        for run in runs:
            self._scheduler.refreshed(run)
        self._changed()

    async def _try_to_refresh(self, batch: Mapping[Run, Again]) -> None:
        open_here = {run: again for run, again in batch.items() if self._scheduler.has(run)}
        try:
            await self._read_anew(open_here)
        except OutsideError as error:
            first, *others = open_here
            where = f"Code {first.code} in guild {first.guild_id} goes on with the members it knows"
            many = f"{len(open_here)} runs go on with the members they know"
            log.warning(f"{many if others else where}: {error}")

    async def _read_anew(self, batch: Mapping[Run, Again]) -> None:
        few = [run for run, again in batch.items() if run.hidden and again is Again.FOR_NEW]
        taken_in = await self._take_in_changes(few) if few else ()
        if whole := {run: again for run, again in batch.items() if run not in taken_in}:
            await self._read_rosters(whole)

    async def _take_in_changes(self, runs: Sequence[Run]) -> Collection[Run]:
        """Admit whoever's entry changed; return the runs for which that is known to be all."""
        read_at = self._clock.now()
        times = since((run.guild_id, run.roster_at) for run in runs)
        changed = await read_rosters(self._store, times, times)
        counts = await self._store.member_counts(times)
        slices = Slices()
        joining: dict[Run, Members] = {}
        for run in runs:
            roster = changed.get(run.guild_id, {})
            joining[run] = await self._joining(run, roster, slices)
        memberships = await self._check(
            {run: members for run, members in joining.items() if members}
        )
        taken_in: list[Run] = []
        for run, members in joining.items():
            membership = memberships.get(subject_of(run), NOBODY)
            new = {fid: one for fid, one in members.items() if fid not in membership.settled}
            if not membership.failed and adds_up(run, new, counts[run.guild_id]):
                run.check_queries += membership.queries
                self._scheduler.join(run, self._who_may_join(run, new.items()), set(), {})
                run.roster_at = read_at
                taken_in.append(run)
            await slices.pause()
        return taken_in

    async def _read_rosters(self, batch: Mapping[Run, Again]) -> None:
        read_at = self._clock.now()
        rosters = await read_rosters(self._store, {run.guild_id for run in batch})
        slices = Slices()
        joining: dict[Run, Members] = {}
        for run, again in batch.items():
            roster = rosters.get(run.guild_id, {})
            async for gone in in_parts(run.missing_in(roster), slices):
                self._scheduler.leave(run, gone)
            run.want_again(again, self._clock.now())
            if members := await self._joining(run, roster, slices):
                joining[run] = members
        if joining:
            await self._admit(joining)
        for run in batch:
            run.roster_at = read_at

    async def _joining(self, run: Run, roster: Members, slices: Slices) -> Members:
        """Mend what entries say of those who are to be asked; return who else may join."""
        joining: Members = {}
        async for part in in_parts(roster.items(), slices):
            run.mend(part)
            joining.update(self._who_may_join(run, part))
        return joining

    async def _check(self, joining: Mapping[Run, Members]) -> Memberships:
        asked = {subject_of(run): members for run, members in joining.items()}
        memberships = await check_memberships(self._store, asked)
        await look_up(self._scheduler.players, self._store, await unsettled(asked, memberships))
        return memberships

    async def _admit(self, joining: Mapping[Run, Members]) -> None:
        memberships = await self._check(joining)
        attempts = await earlier_answers(self._store, list(map(subject_of, joining)))
        slices = Slices()
        for run, members in joining.items():
            membership = memberships[subject_of(run)]
            run.check_queries += membership.queries
            if run.hidden:
                name_hidden(run, membership)
            async for part in in_parts(members.items(), slices):
                who, answers = self._who_may_join(run, part), attempts.get(subject_of(run), {})
                self._scheduler.join(run, who, membership.settled, answers)
            if membership.failed:
                run.check_failed = True
                self.check_again(run)

    def _found(self, run: Run, membership: Membership) -> None:
        run.check_queries += membership.queries
        self._scheduler.settled_all_along(run, membership.settled)
        self._changed()

    def _who_may_join(
        self, run: Run, entries: Iterable[tuple[Fid, Typed]]
    ) -> list[tuple[Fid, Typed]]:
        known = self._scheduler.players.get
        return [(fid, typed) for fid, typed in entries if run.may_join(fid, typed, known(fid))]
