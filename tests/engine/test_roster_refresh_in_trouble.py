"""RosterRefresh again at a run with a store that is slow, fails, or is written to meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime

import pytest
from structlog.testing import capture_logs

from autoredeem.domain.errors import StoreRefused, StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Settlement
from autoredeem.engine import RunEnd
from autoredeem.store.checked import CheckedMany, Subject
from autoredeem.store.records import Entry, RunRecord
from support.engine_play import (
    ALLIANCE,
    CODE,
    REDEEMED,
    RUN,
    SENDS,
    ShakyStore,
    ToldGame,
    at_work,
    enrol,
    playing,
    redeem,
)
from support.virtual_time import EPOCH

pytestmark = pytest.mark.virtual_time


class SlowRoster(ShakyStore):
    """A store for which most can take long, and whose rosters may not be read."""

    def __init__(self) -> None:
        super().__init__()
        self.roster_seconds = 0.0
        self.roster_fails: Exception | None = None
        self.answer_seconds = 0.0
        self.save_seconds = 0.0

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        await asyncio.sleep(self.save_seconds)
        await super().save_runs(runs)

    async def batch_check(self, asked: Mapping[Subject, Collection[Fid]]) -> CheckedMany:
        answer = await super().batch_check(asked)
        await asyncio.sleep(self.answer_seconds)
        return answer

    async def entries(
        self, guilds: Collection[GuildId], since: Mapping[GuildId, datetime] | None = None
    ) -> AsyncIterator[Sequence[Entry]]:
        await asyncio.sleep(self.roster_seconds)
        if self.roster_fails:
            raise self.roster_fails
        async for batch in super().entries(guilds, since):
            yield batch


class WantedWithTheLastAnswer(ShakyStore):
    """A store into which another process writes while the first outcome is written."""

    async def settle(
        self,
        settlements: Sequence[Settlement],  # type: ignore[override]
    ) -> dict[tuple[str, Fid], frozenset[GuildId]]:
        if not self.settled:
            await enrol(self, [50])
            await self.want_runs([RUN], at=EPOCH)
        return await super().settle(settlements)


async def test_whoever_is_settled_elsewhere_while_the_check_is_answered_is_not_asked() -> None:
    store, game = SlowRoster(), ToldGame(REDEEMED)
    await enrol(store, range(1, 31))
    await enrol(store, [*range(101, 106), 50], guild=2)
    async with playing(store, game) as engine:
        run, other = [await engine.open(GuildId(guild), CODE) for guild in (1, 2)]
        await asyncio.sleep(5)
        await enrol(store, [50])
        store.answer_seconds = 30.0
        await engine.want([RUN])
        assert (await other.end).summary.redeemed == 6
        assert run.run
        assert run.run.refreshing
        summary = (await run.end).summary
    assert (summary.members, summary.settled_before) == (31, 1)
    assert game.times_asked(50) == 1


async def test_a_run_does_not_end_while_its_roster_is_read_again() -> None:
    store, game = SlowRoster(), ToldGame(REDEEMED)
    async with at_work(store, game, members=10, seconds=10, process=SENDS) as (engine, run):
        await enrol(store, [50])
        store.roster_seconds = 60.0
        await engine.want([RUN])
        finished = await run.end
    assert (finished.end, finished.summary.redeemed) == (RunEnd.COMPLETE, 11)


async def test_a_run_can_be_stopped_while_its_roster_is_read_again() -> None:
    store, game = SlowRoster(), ToldGame(REDEEMED)
    async with at_work(store, game, members=30, seconds=10, process=SENDS) as (engine, run):
        await enrol(store, [50])
        store.roster_seconds = 60.0
        await engine.want([RUN])
        await asyncio.sleep(5)
        await engine.stop([RUN])
        asked = len(game.asked)
        assert (await run.end).end is RunEnd.STOPPED
        await asyncio.sleep(600)
    assert len(game.asked) == asked


async def test_whoever_comes_while_the_roster_is_read_is_found_by_reading_it_once_more() -> None:
    store, game = SlowRoster(), ToldGame(REDEEMED)
    async with at_work(store, game, members=30, seconds=5, process=SENDS) as (engine, run):
        store.check_seconds = 10.0
        await enrol(store, [50])
        await engine.want([RUN])
        await asyncio.sleep(5)
        await enrol(store, [51])
        await engine.want([RUN])
        assert (await run.end).summary.redeemed == 32


async def test_a_refresh_that_is_asked_for_with_the_last_answer_is_not_lost() -> None:
    store, game = WantedWithTheLastAnswer(), ToldGame(REDEEMED)
    await enrol(store, [1])
    async with playing(store, game, process=SENDS) as engine:
        await engine.want([RUN])
        await asyncio.sleep(60)
    assert {fid for _, _, fid in store.settled} == {1, 50}


async def test_a_refresh_that_is_asked_for_while_the_end_of_a_run_is_written_is_not_lost() -> None:
    store, game = SlowRoster(), ToldGame(REDEEMED)
    await enrol(store, [1])
    await enrol(store, range(101, 131), guild=2)
    async with playing(store, game, process=SENDS) as engine:
        run, other = [await engine.open(GuildId(guild), CODE) for guild in (1, 2)]
        store.save_seconds = 10.0
        await run.end
        await enrol(store, [50])
        await engine.want([RUN])
        await asyncio.sleep(5)
        store.save_seconds = 0.0
        await other.end
    assert (ALLIANCE, CODE, Fid(50)) in store.settled


@pytest.mark.parametrize("failure", [StoreUnavailable("no answer"), StoreRefused("no right")])
async def test_a_roster_that_can_not_be_read_again_is_said_and_the_run_goes_on(
    failure: Exception,
) -> None:
    store, game = SlowRoster(), ToldGame(REDEEMED)
    with capture_logs() as lines:
        async with at_work(store, game, members=20, seconds=10) as (engine, run):
            store.roster_fails = failure
            await engine.want([RUN])
            summary = (await run.end).summary
    assert (summary.members, summary.redeemed) == (20, 20)
    [warning] = [line for line in lines if line["log_level"] == "warning"]
    assert warning["event"] == (
        f"Code GIFT in guild 1 goes on with the members it knows: {failure}"
    )


async def test_newcomers_who_can_not_be_checked_are_asked_and_checked_later() -> None:
    store, game = ShakyStore(), ToldGame(REDEEMED)
    await enrol(store, range(51, 91), guild=2)
    await redeem(store, ToldGame(REDEEMED), 2)
    async with at_work(store, game, members=20, seconds=10) as (engine, run):
        store.checkable = False
        await enrol(store, range(51, 91))
        await engine.want([RUN])
        await asyncio.sleep(50)
        store.checkable = True
        summary = (await run.end).summary
    assert summary.check_failed
    assert summary.settled_before + summary.redeemed == summary.members == 60
    assert summary.settled_before > 20
