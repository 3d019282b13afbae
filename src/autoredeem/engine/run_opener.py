"""Claimed runs are opened, many at once, by the same few questions."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

import structlog

from autoredeem.domain.errors import AutoredeemError, OutsideError
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Attempt, Figures, Outcome
from autoredeem.engine.batch_check import NOBODY, Asked, Memberships, check_memberships, unsettled
from autoredeem.engine.continuation import go_on, may_go_on, since
from autoredeem.engine.player_book import look_up
from autoredeem.engine.run_loader import (
    Members,
    RunFacts,
    earlier_answers,
    no_members,
    read_rosters,
    settled_since,
    spellings_to_use,
    subject_of,
)
from autoredeem.engine.runs import Run
from autoredeem.engine.scheduler import Scheduler
from autoredeem.observe.clock import Clock
from autoredeem.observe.cooperative import Slices, in_parts
from autoredeem.store.checked import Subject
from autoredeem.store.interface import Codes
from autoredeem.store.records import CodeRecord, RunRecord

T = TypeVar("T")

log = structlog.get_logger(__name__)

Unopened = Sequence[tuple[RunRecord, AutoredeemError]]
"""Runs that could not be opened, and why: EmptyRoster, or an OutsideError."""


class OpenerStore(RunFacts, Codes, Protocol):
    """What runs are opened with."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the store said of runs that are being opened."""

    rosters: Mapping[GuildId, Members]
    memberships: Memberships
    attempts: Mapping[Subject, Mapping[Fid, Attempt]]


class RunOpener:
    """Opens runs. Each is registered before any question, else settlements would pass it by."""

    def __init__(self, store: OpenerStore, scheduler: Scheduler, clock: Clock) -> None:
        self._store = store
        self._scheduler = scheduler
        self._clock = clock

    async def open(self, records: Sequence[RunRecord], begin: Callable[[Run], None]) -> Unopened:
        """Open claimed runs, each for one claim; `begin` is called for each that has its members.

        Returns those of which it was not called. A check that fails for some of them is no failure:
        everyone of those is processed then.
        """
        opening: dict[Run, RunRecord] = {}
        try:
            opening = await self._registered(records)
            return await self._fill(opening, begin)
        except OutsideError as error:
            left = opening.values() if opening else records
            begun = [record for run, record in opening.items() if not run.opening]
            return [(record, error) for record in left if record not in begun]
        finally:
            for run in opening:
                if run.opening:
                    self._scheduler.drop(run)

    async def _registered(self, records: Sequence[RunRecord]) -> dict[Run, RunRecord]:
        started, now = self._clock.monotonic(), self._clock.now()
        codes = await spellings_to_use(self._store, (one.code for one in records), self._clock)
        opening: dict[Run, RunRecord] = {}
        for record in records:
            known = codes[record.code]
            run = _run_of(record, known, started)
            rests = known.standing.rests(now)
            self._scheduler.begin(run, known.standing, known.listing, rests=rests)
            # What it came to as another edition is not this one's.
            of_this = record.edition >= known.standing.edition
            opening[run] = record if of_this else replace(record, figures=Figures())
        _log_going_on(opening)
        return opening

    async def _fill(
        self, opening: Mapping[Run, RunRecord], begin: Callable[[Run], None]
    ) -> Unopened:
        """Let runs go on by their figures where that says all; read the rosters of the others."""
        going_on = {run: one for run, one in opening.items() if may_go_on(one)}
        if going_on:
            await self._go_on(going_on, begin)
        return await self._load({run: one for run, one in opening.items() if run.opening}, begin)

    async def _go_on(self, going_on: Mapping[Run, RunRecord], begin: Callable[[Run], None]) -> None:
        """Begin those of the runs of which their figures and whoever's entry changed say all."""
        read_at, players = self._clock.now(), self._scheduler.players
        times = since((run.guild_id, one.roster_at) for run, one in going_on.items())
        changed = await read_rosters(self._store, times, times)
        counts = await self._store.member_counts(times)
        attempts = await earlier_answers(self._store, [subject_of(run) for run in going_on])
        named = {
            subject_of(run): {*attempts.get(subject_of(run), ()), *record.in_need}
            for run, record in going_on.items()
        }
        asked = {one: fids.union(changed.get(one[0], ())) for one, fids in named.items()}
        memberships = await self._check({subject: fids for subject, fids in asked.items() if fids})
        still = await self._still_here(named, changed, memberships)
        slices = Slices()
        for run, record in going_on.items():
            await slices.pause()
            membership = memberships.get(subject_of(run), NOBODY)
            roster = changed.get(run.guild_id, {}).items()
            new = {fid: typed for fid, typed in roster if fid not in membership.settled}
            here = still[subject_of(run)]
            answers = _of(here, attempts.get(subject_of(run), {}))
            known = replace(record, in_need=_of(here, record.in_need))
            count = counts[run.guild_id]
            if membership.failed or not go_on(run, known, new, answers, count, players):
                continue
            run.roster_at = read_at
            run.check_queries += membership.queries
            who = [one for one in new.items() if run.may_join(*one, players.get(one[0]))]
            run.join(who, set(), {}, players)
            begin(run)

    async def _still_here(
        self,
        named: Mapping[Subject, set[Fid]],
        changed: Mapping[GuildId, Members],
        memberships: Memberships,
    ) -> Mapping[Subject, set[Fid]]:
        """Return whom of those who are named a guild still has, and who are not settled.

        The count of members tells that somebody left, unless another came who is settled.
        """
        settled = {one: memberships.get(one, NOBODY).settled for one in named}
        hides = {one for one in named if not settled[one].isdisjoint(changed.get(one[0], ()))}
        guilds = await self._store.guilds_of({fid for one in hides for fid in named[one]})
        return {
            one: {
                fid
                for fid in fids - settled[one]
                if one not in hides or one[0] in guilds.get(fid, ())
            }
            for one, fids in named.items()
        }

    async def _load(
        self, opening: Mapping[Run, RunRecord], begin: Callable[[Run], None]
    ) -> Unopened:
        if not opening:
            return []
        read_at = self._clock.now()
        facts = await self._ask(opening)
        slices = Slices()
        filled = [run for run in opening if run.guild_id in facts.rosters]
        for run in filled:
            membership = facts.memberships[subject_of(run)]
            run.check_queries, run.check_failed = membership.queries, membership.failed
            async for part in in_parts(facts.rosters[run.guild_id].items(), slices):
                run.load(part, membership.settled, self._scheduler.players)
        settled = await settled_since(
            self._store, {run: opening[run] for run in filled if opening[run].fence > 1}
        )
        for run in filled:
            await self._remember(run, facts, opening[run], settled.get(run), slices)
            run.roster_at = read_at
            begin(run)
        empty = [(run, one) for run, one in opening.items() if run.guild_id not in facts.rosters]
        return [(one, no_members(run.guild_id, self._store.title)) for run, one in empty]

    async def _ask(self, opening: Collection[Run]) -> Facts:
        rosters = await read_rosters(self._store, {run.guild_id for run in opening})
        asked = {
            subject_of(run): rosters[run.guild_id] for run in opening if run.guild_id in rosters
        }
        memberships = await self._check(asked)
        return Facts(rosters, memberships, await earlier_answers(self._store, asked))

    async def _check(self, asked: Asked) -> Memberships:
        """Ask who is settled, and what the game said of the others."""
        memberships = await check_memberships(self._store, asked)
        await look_up(self._scheduler.players, self._store, await unsettled(asked, memberships))
        return memberships

    async def _remember(
        self,
        run: Run,
        facts: Facts,
        record: RunRecord,
        settled: Mapping[Outcome, int] | None,
        slices: Slices,
    ) -> None:
        """Take over what a run came to before, and what its members were answered."""
        if settled is not None:
            run.go_on_from(record.figures, settled)
        answers = facts.attempts.get(subject_of(run), {})
        async for part in in_parts(answers.values(), slices):
            run.recall(part, self._scheduler.players)


def _of(fids: Collection[Fid], named: Mapping[Fid, T]) -> Mapping[Fid, T]:
    return {fid: one for fid, one in named.items() if fid in fids}


def _run_of(record: RunRecord, known: CodeRecord, started: float) -> Run:
    return Run(
        record.guild_id,
        known.code,
        record.opened_at,
        started,
        record.owner,
        record.fence,
        record.begun,
        known.standing.edition,
        known.listing.expires,
    )


def _log_going_on(opening: Mapping[Run, RunRecord]) -> None:
    going_on = [run for run, record in opening.items() if record.figures.members]
    if len(going_on) == 1:
        log.info(f"Going on with code {going_on[0].code} in guild {going_on[0].guild_id}")
    elif going_on:
        log.info(f"Going on with {len(going_on)} runs")
