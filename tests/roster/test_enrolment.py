"""A whole file is enrolled in batches, whatever becomes of the file, the store or the caller."""

import asyncio
import threading
from collections.abc import AsyncIterator, Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest

from autoredeem.domain.errors import FileTrouble, OutsideError, StoreRefused, StoreUnavailable
from autoredeem.domain.guilds import OptOut
from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.players import Member
from autoredeem.observe.clock import SystemClock
from autoredeem.roster.enrolment import (
    BATCH,
    Change,
    ImportReport,
    import_members,
    preview_import,
)
from autoredeem.roster.importing import read_members
from autoredeem.roster.problems import Kind, Problem
from autoredeem.store import open_store
from autoredeem.store.interface import Roster, Store
from autoredeem.store.records import Enrolled

GUILD = GuildId(7)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(f"sqlite:///{tmp_path / 'roster.db'}") as opened:
        yield opened


class FailsAfter:
    """A roster that enrols some batches and then fails."""

    def __init__(self, roster: Roster, batches: int, error: OutsideError) -> None:
        self._roster = roster
        self._left = batches
        self._error = error

    async def enrol(
        self, guild_id: GuildId, members: Collection[Member], *, by: str, at: datetime
    ) -> Enrolled:
        """Enrol, or raise the error that was given."""
        if not self._left:
            raise self._error
        self._left -= 1
        return await self._roster.enrol(guild_id, members, by=by, at=at)


def numbered(count: int) -> Iterator[Member]:
    """Give members with the ids from 1."""
    return (Member(Fid(fid)) for fid in range(1, count + 1))


async def enrolled_in(store: Roster) -> set[Fid]:
    """Give the ids of all members of the guild."""
    return {member.fid async for batch in store.members(GUILD) for member in batch}


async def test_every_member_of_a_file_is_enrolled_and_every_problem_told(store: Store) -> None:
    lines = b"310000011\nBob\n45720093\n0\n310000011"
    told: list[Problem] = []

    report = await import_members(
        store,
        GUILD,
        read_members([lines]),
        by="tests",
        clock=SystemClock(),
        on_problem=told.append,
    )

    assert report == ImportReport(added=2, problems=3)
    assert [problem.line for problem in told] == [2, 4, 5]
    assert await enrolled_in(store) == {310_000_011, 45_720_093}


async def test_the_same_import_can_be_repeated(store: Store) -> None:
    for expected in (ImportReport(added=3), ImportReport(unchanged=3)):
        report = await import_members(store, GUILD, numbered(3), by="tests", clock=SystemClock())

        assert report == expected


async def test_who_asked_never_to_be_enrolled_is_counted_apart(store: Store) -> None:
    clock = SystemClock()
    refused = [Fid(1), Fid(BATCH + 1)]
    await store.opt_out([OptOut(GUILD, fid, UserId(5), clock.now()) for fid in refused])

    report = await import_members(store, GUILD, numbered(BATCH + 2), by="tests", clock=clock)

    assert report == ImportReport(added=BATCH, refused=2)
    assert report.enrolled == len(await enrolled_in(store)) == BATCH


async def test_a_large_file_is_enrolled_in_batches_with_progress_after_each(store: Store) -> None:
    progress: list[ImportReport] = []

    await import_members(
        store,
        GUILD,
        numbered(2 * BATCH + 1),
        by="tests",
        clock=SystemClock(),
        on_progress=progress.append,
    )

    assert [report.enrolled for report in progress] == [BATCH, 2 * BATCH, 2 * BATCH + 1]


@pytest.mark.parametrize("error", [StoreUnavailable("no answer"), StoreRefused("the disk is full")])
async def test_a_store_that_fails_half_way_keeps_what_was_enrolled(
    store: Store, error: OutsideError
) -> None:
    failing = cast("Roster", FailsAfter(store, 2, error))

    with pytest.raises(type(error)) as raised:
        await import_members(failing, GUILD, numbered(3 * BATCH), by="tests", clock=SystemClock())

    assert str(raised.value).startswith(f"{error}; the import stopped after 2,000 players")
    assert "can be repeated" in str(raised.value)
    assert len(await enrolled_in(store)) == 2 * BATCH


async def test_a_file_that_can_not_be_read_to_its_end_says_how_far_it_came(store: Store) -> None:
    def rows() -> Iterator[Member]:
        yield from numbered(BATCH)
        raise FileTrouble("the disk is gone")

    with pytest.raises(FileTrouble, match=r"the disk is gone; .* after 1,000 players"):
        await import_members(store, GUILD, rows(), by="tests", clock=SystemClock())

    assert len(await enrolled_in(store)) == BATCH


async def test_a_preview_says_what_an_import_comes_to_and_writes_nothing(store: Store) -> None:
    clock = SystemClock()
    known = Member(Fid(1), State(245), "Vela", 30)
    same = Member(Fid(2), State(245), "Orin")
    await store.enrol(GUILD, [known, same], by="tests", at=clock.now())
    await store.opt_out([OptOut(GUILD, Fid(3), UserId(5), clock.now())])
    problem = Problem(9, "wrong", Kind.NO_ID)
    rows: list[Member | Problem] = [
        Member(Fid(1), State(246)),
        Member(Fid(2), nickname="Orin"),
        Member(Fid(3)),
        Member(Fid(4)),
        problem,
    ]
    changes: list[Change] = []
    told: list[Problem] = []

    report = await preview_import(
        store, GUILD, rows, clock=SystemClock(), on_problem=told.append, on_change=changes.append
    )

    assert changes == [
        Change(known, Member(Fid(1), State(246), "Vela", 30)),
        Change(None, Member(Fid(4))),
    ]
    assert told == [problem]
    assert await enrolled_in(store) == {1, 2}
    assert report == ImportReport(added=1, updated=1, unchanged=1, problems=1, refused=1)
    assert report == await import_members(store, GUILD, rows, by="tests", clock=clock)


async def test_a_file_that_is_slow_to_read_holds_up_neither_the_loop_nor_a_cancel(
    store: Store,
) -> None:
    loop = asyncio.get_running_loop()
    asked, ended, gate = asyncio.Event(), asyncio.Event(), threading.Event()

    def rows() -> Iterator[Member]:
        loop.call_soon_threadsafe(asked.set)
        gate.wait()
        loop.call_soon_threadsafe(ended.set)
        yield from numbered(1)

    task = asyncio.create_task(
        import_members(store, GUILD, rows(), by="tests", clock=SystemClock())
    )
    await asked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not ended.is_set()

    gate.set()
    await ended.wait()
    assert await enrolled_in(store) == set()
