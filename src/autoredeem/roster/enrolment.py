"""Enrolling a whole file: parsed in a thread of its own, written to the store in batches."""

import asyncio
from collections.abc import (
    AsyncGenerator,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member, merged
from autoredeem.observe.clock import Clock
from autoredeem.roster.problems import Problem
from autoredeem.store.interface import Roster
from autoredeem.store.records import Enrolled

BATCH = 1000
"""Rows that are parsed and written at a time."""

Row = Member | Problem


class Batch(NamedTuple):
    """Rows that were read together: players, and problems, each in order."""

    members: Sequence[Member]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class Change:
    """What would become of a player's entry; `before` is None where there is none."""

    before: Member | None
    after: Member


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import came to: players by what became of them, and how many problems there were.

    `refused` are those who asked never to be enrolled in the guild.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: int = 0
    refused: int = 0

    @property
    def enrolled(self) -> int:
        """How many players of the file are enrolled now, whether or not they were before."""
        return self.added + self.updated + self.unchanged

    def plus(self, enrolled: Enrolled, problems: int) -> "ImportReport":
        """Return the report with one more batch in it."""
        return ImportReport(
            self.added + enrolled.added,
            self.updated + enrolled.updated,
            self.unchanged + enrolled.unchanged,
            self.problems + problems,
            self.refused + enrolled.refused,
        )


def with_usual_state(
    one: Member,
    before: Member | None,
    usual: Mapping[AllianceId, State | None],
    otherwise: State | None = None,
) -> Member:
    """Return a member with a state: what is given or known, else the alliance's, else the other.

    `before` is the entry that is there, `usual` the states of the guild's alliances.
    """
    if one.state:
        return one
    known = before.state if before else None
    alliance = one.alliance or (before.alliance if before else None)
    of_alliance = usual.get(alliance) if alliance else None
    return replace(one, state=known or of_alliance or otherwise)


async def import_members(  # noqa: PLR0913 - the last two are hooks, for whoever watches
    store: Roster,
    guild_id: GuildId,
    rows: Iterable[Row],
    *,
    by: str,
    clock: Clock,
    usual: Mapping[AllianceId, State | None] | None = None,
    on_problem: Callable[[Problem], object] = lambda _: None,
    on_progress: Callable[[ImportReport], object] = lambda _: None,
) -> ImportReport:
    """Enrol the members in `rows`, which may read a file and take its time.

    `rows` is advanced in one thread that belongs to this call; when it is cancelled, that thread
    ends by itself after the batch at hand. `on_problem` is called for each problem in order,
    `on_progress` after each batch. `usual` are the states of the guild's alliances: who has none
    gets theirs.

    Raises what the store or `rows` raised, with how far it had come: what was enrolled stays,
    and the same import can be repeated.
    """
    report = ImportReport()
    try:
        async with aclosing(in_batches(rows)) as batches:
            async for batch in batches:
                for problem in batch.problems:
                    on_problem(problem)
                members = await _with_states(store, guild_id, batch.members, usual or {})
                enrolled = await store.enrol(guild_id, members, by=by, at=clock.now())
                report = report.plus(enrolled, len(batch.problems))
                on_progress(report)
    except OutsideError as error:
        raise type(error)(
            f"{error}; the import stopped after {report.enrolled:,} players and"
            f" {report.problems:,} problems: what was enrolled stays, and the same import can be"
            " repeated"
        ) from error
    return report


async def preview_import(  # noqa: PLR0913 - as above
    store: Roster,
    guild_id: GuildId,
    rows: Iterable[Row],
    *,
    clock: Clock,
    usual: Mapping[AllianceId, State | None] | None = None,
    on_problem: Callable[[Problem], object] = lambda _: None,
    on_change: Callable[[Change], object] = lambda _: None,
) -> ImportReport:
    """Return what `import_members` would come to, and write nothing.

    `on_change` is called for each player who would be added or changed, in the file's order.
    """
    report = ImportReport()
    async with aclosing(in_batches(rows)) as batches:
        async for batch in batches:
            for problem in batch.problems:
                on_problem(problem)
            fids = [one.fid for one in batch.members]
            never = {one.fid for one in await store.opted_out(guild_id, among=fids)}
            welcome = [one for one in batch.members if one.fid not in never]
            before = await store.members_among(guild_id, [one.fid for one in welcome])
            filled = [with_usual_state(one, before.get(one.fid), usual or {}) for one in welcome]
            changes = differences(filled, before, clock.now())
            for change in changes:
                on_change(change)
            added = sum(change.before is None for change in changes)
            counted = Enrolled(
                added,
                len(changes) - added,
                len(welcome) - len(changes),
                len(batch.members) - len(welcome),
            )
            report = report.plus(counted, len(batch.problems))
    return report


async def _with_states(
    store: Roster,
    guild_id: GuildId,
    members: Sequence[Member],
    usual: Mapping[AllianceId, State | None],
) -> Sequence[Member]:
    """Return members with the states of their alliances, where these have any: one question."""
    lacking = [one.fid for one in members if not one.state] if any(usual.values()) else []
    if not lacking:
        return members
    before = await store.members_among(guild_id, lacking)
    return [with_usual_state(one, before.get(one.fid), usual) for one in members]


def differences(
    given: Collection[Member], before: Mapping[Fid, Member], at: datetime
) -> list[Change]:
    """Return what enrolling would change at a time: what is not given stays."""
    pairs = [(before.get(one.fid), one) for one in given]
    changes = [Change(known, merged(known, one, at)) for known, one in pairs]
    return [change for change in changes if change.after != change.before]


async def in_batches(rows: Iterable[Row]) -> AsyncGenerator[Batch, None]:
    """Yield rows as they are read, in a thread of this call's own, so many at a time.

    Use it in `aclosing`: when it is left, that thread ends by itself after the batch at hand.
    """
    loop, left = asyncio.get_running_loop(), iter(rows)
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="import")
    try:
        while some := await loop.run_in_executor(thread, _take, left):
            yield Batch(
                [row for row in some if isinstance(row, Member)],
                [row for row in some if isinstance(row, Problem)],
            )
    finally:
        # Not waited for: that would block the loop on a file that is slow to read.
        thread.shutdown(wait=False, cancel_futures=True)


def _take(rows: Iterator[Row]) -> list[Row]:
    return list(islice(rows, BATCH))
