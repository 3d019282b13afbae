"""Runs that are wanted and stopped, here or by another process, in virtual time."""

import asyncio

import pytest

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import Engine, Process, RunEnd
from autoredeem.engine.events import Event, RunFinished
from autoredeem.store.records import RunRecord, RunStatus
from support.engine_play import (
    CODE,
    REDEEMED,
    RUN,
    SENDS,
    WATCHES,
    Line,
    ShakyStore,
    ToldGame,
    at_work,
    enrol,
    playing,
)
from support.store_model import MemoryStore

pytestmark = pytest.mark.virtual_time


def finished(events: list[Event]) -> list[RunFinished]:
    return [event for event in events if isinstance(event, RunFinished)]


async def the_run(store: MemoryStore) -> RunRecord:
    [run] = await store.runs()
    return run


def rests(run: RunRecord) -> bool:
    return (run.status, run.owner, run.due) == (RunStatus.OPEN, "", None)


async def all_are_asked(store: MemoryStore, game: ToldGame, process: Process) -> None:
    """Let a process work for as long as it takes to ask everyone for whom nobody waits."""
    async with playing(store, game, process=process):
        await asyncio.sleep(600)


@pytest.mark.parametrize("process", [None, SENDS])
async def test_a_run_that_is_wanted_is_worked_on_without_anybody_who_waits(
    process: Process | None,
) -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    guilds = [GuildId(1), GuildId(2)]
    for guild in guilds:
        await enrol(store, [guild * 10, guild * 10 + 1], guild=guild)
    async with playing(store, game, process=process) as engine:
        await engine.want([(guild, CODE) for guild in guilds])
        await asyncio.sleep(60)
    assert sorted(fid for _, _, fid in game.asked) == [10, 11, 20, 21]
    assert [run.status for run in await store.runs()] == [RunStatus.DONE] * 2


async def test_a_run_that_is_wanted_where_nothing_is_sent_is_worked_on_where_it_is() -> None:
    store = MemoryStore()
    game, unused = (ToldGame(REDEEMED) for _ in range(2))
    await enrol(store, range(1, 6))
    async with (
        playing(store, game, process=SENDS),
        playing(store, unused, process=WATCHES) as watches,
    ):
        await watches.want([RUN])
        await asyncio.sleep(60)
    assert (len(game.asked), unused.asked) == (5, [])


async def test_wanting_a_run_that_the_store_is_not_told_of_fails() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    await enrol(store, range(1, 6))
    line = Line(store)
    async with playing(line, game, process=SENDS) as engine:
        await asyncio.sleep(10)
        line.reachable = False
        with pytest.raises(StoreUnavailable, match="the line is cut"):
            await engine.want([RUN])
        line.reachable = True
        await asyncio.sleep(60)
    assert (await store.runs(), game.asked) == ([], [])


@pytest.mark.parametrize("process", [None, SENDS])
async def test_a_stopped_run_asks_nobody_more_finishes_what_is_in_flight_and_rests(
    process: Process | None,
) -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED, latency=1.5)
    async with at_work(store, game, members=40, seconds=30, process=process) as (engine, run):
        await engine.stop([RUN])
        asked = len(game.asked)
        stopped = await run.end
        await asyncio.sleep(600)
        assert len(game.asked) == asked < 40
        assert engine.open_runs == 0
    assert stopped.end is RunEnd.STOPPED
    assert stopped.summary.redeemed == len(store.settled) == asked
    left = await the_run(store)
    assert rests(left)
    assert left.figures.redeemed == asked


async def test_a_stop_leaves_other_runs_alone() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    await enrol(store, range(1, 31), guild=1)
    await enrol(store, range(101, 131), guild=2)
    async with playing(store, game, process=SENDS) as engine:
        one, two = [await engine.open(GuildId(guild), CODE) for guild in (1, 2)]
        await asyncio.sleep(20)
        await engine.stop([RUN])
        assert (await one.end).end is RunEnd.STOPPED
        assert (await two.end).summary.redeemed == 30


@pytest.mark.parametrize("process", [None, SENDS])
async def test_a_stopped_run_that_is_wanted_again_goes_on_where_it_was(
    process: Process | None,
) -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    async with at_work(store, game, members=30, seconds=20, process=process) as (engine, run):
        await engine.stop([RUN])
        await run.end
        await asyncio.sleep(600)
        await engine.want([RUN])
        await asyncio.sleep(100)
    done = await the_run(store)
    assert (done.status, done.stop) == (RunStatus.DONE, False)
    assert done.figures.redeemed == done.figures.requests == len(game.asked) == 30


async def test_a_run_that_is_wanted_again_before_it_has_stopped_just_goes_on() -> None:
    store, events = MemoryStore(), list[Event]()
    game = ToldGame(REDEEMED, latency=5.0)
    await enrol(store, range(1, 31))
    async with playing(store, game, events, SENDS) as engine:
        run = await engine.open(*RUN)
        await asyncio.sleep(20)
        await engine.stop([RUN])
        await asyncio.sleep(1)
        await engine.want([RUN])
        assert (await run.end).end is RunEnd.COMPLETE
    assert len(finished(events)) == 1
    assert len(game.asked) == len(store.settled) == 30


async def test_a_run_that_is_wanted_while_its_end_is_written_down_is_not_forgotten() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    line = Line(store)
    async with at_work(line, game, members=30, seconds=20, process=SENDS) as (engine, run):
        line.seconds = 3.0
        await engine.stop([RUN])
        await run.end
        # Its figures are on their way; another process has it go on meanwhile.
        await store.want_runs([RUN], at=(await the_run(store)).updated_at)
        line.seconds = 0.0
        await asyncio.sleep(100)
    assert (await the_run(store)).status is RunStatus.DONE
    assert len(game.asked) == len(store.settled) == 30


async def test_a_stop_that_the_store_is_not_told_of_fails_and_stops_nothing() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    line = Line(store)
    async with at_work(line, game, members=30, seconds=10, process=SENDS) as (engine, run):
        line.reachable = False
        with pytest.raises(StoreUnavailable, match="the line is cut"):
            await engine.stop([RUN])
        line.reachable = True
        assert (await run.end).end is RunEnd.COMPLETE


async def test_a_run_that_is_stopped_while_outcomes_are_kept_rests_when_they_are_written() -> None:
    store, game = ShakyStore(), ToldGame(REDEEMED)
    async with at_work(store, game, members=40, seconds=20, process=SENDS) as (engine, run):
        store.writable = False
        await asyncio.sleep(20)
        await engine.stop([RUN])
        asked = len(game.asked)
        await asyncio.sleep(120)
        assert not run.end.done()
        store.writable = True
        assert (await run.end).summary.redeemed == len(game.asked) == asked
    assert rests(await the_run(store))


async def _stop_elsewhere(store: MemoryStore, game: ToldGame, watches: Engine) -> int:
    """Stop the run from the process that watches; gives how many were asked until it rested."""
    await watches.stop([RUN])
    await asyncio.sleep(3)
    assert rests(await the_run(store))
    return len(game.asked)


async def test_a_stop_by_a_process_that_does_not_send_takes_effect_in_the_one_that_does() -> None:
    store, game, events = MemoryStore(), ToldGame(REDEEMED), list[Event]()
    await enrol(store, range(1, 41))
    async with (
        playing(store, game, events, process=SENDS) as sends,
        playing(store, game, process=WATCHES) as watches,
    ):
        await sends.want([RUN])
        await asyncio.sleep(20)
        asked = await _stop_elsewhere(store, game, watches)
        await asyncio.sleep(600)
        assert len(game.asked) == asked < 20
        [stopped] = finished(events)
        assert (stopped.end, stopped.summary.redeemed) == (RunEnd.STOPPED, asked)
        await watches.want([RUN])
        await asyncio.sleep(100)
    assert len(game.asked) == len(store.settled) == 40


async def test_whoever_watches_a_run_that_is_stopped_is_told_and_does_not_open_it_again() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    await enrol(store, range(1, 41))
    async with (
        playing(store, game, process=SENDS),
        playing(store, game, process=WATCHES) as watches,
        playing(store, game, process=Process("looks on")) as looks_on,
    ):
        watched = [await engine.open(*RUN) for engine in (watches, looks_on)]
        await asyncio.sleep(20)
        asked = await _stop_elsewhere(store, game, watches)
        ends = [await run.end for run in watched]
        assert [end.end for end in ends] == [RunEnd.STOPPED] * 2
        assert 0 < ends[0].summary.redeemed <= asked
        await asyncio.sleep(600)
        assert len(game.asked) == asked


async def test_a_stop_outlives_a_killed_owner() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    await enrol(store, range(1, 41))
    line = Line(store)
    killed = asyncio.create_task(all_are_asked(line, game, Process("killed")))
    async with playing(store, game, process=WATCHES) as watches:
        await watches.want([RUN])
        await asyncio.sleep(20)
        line.reachable = False
        killed.cancel()
        await asyncio.wait({killed})
        asked = len(game.asked)
        await watches.stop([RUN])
        await asyncio.sleep(600)
        assert watches.sends
        assert len(game.asked) == asked < 20
        await watches.want([RUN])
        await asyncio.sleep(100)
    assert {fid for _, _, fid in store.settled} == set(range(1, 41))


async def test_a_stop_outlives_the_process_in_which_it_was_asked_for() -> None:
    store = MemoryStore()
    game = ToldGame(REDEEMED, latency=3.0)
    await enrol(store, range(1, 41))
    async with playing(store, game, process=SENDS) as engine:
        await engine.want([RUN])
        await asyncio.sleep(20)
        await engine.stop([RUN])
        engine.stop_all()
    asked = len(game.asked)
    await all_are_asked(store, game, Process("next"))
    assert len(game.asked) == asked < 40
    assert rests(await the_run(store))


async def test_a_run_that_is_stopped_while_it_is_opened_asks_nobody() -> None:
    store, game = ShakyStore(), ToldGame(REDEEMED)
    await enrol(store, range(1, 11))
    store.check_seconds = 20.0
    async with playing(store, game, process=SENDS) as engine:
        await engine.want([RUN])
        await asyncio.sleep(10)
        await engine.stop([RUN])
        await asyncio.sleep(100)
    assert game.asked == []
    assert rests(await the_run(store))


async def test_a_member_who_is_refused_for_a_state_is_part_of_the_rest() -> None:
    """What a stopped run came to is kept: whoever goes on asks nobody for the same state again."""

    def tell(_code: str, fid: Fid, _state: State) -> Outcome:
        return Outcome.WRONG_STATE if fid <= 3 else Outcome.REDEEMED

    store, game = MemoryStore(), ToldGame(tell)
    await enrol(store, range(1, 21))
    async with playing(store, game, process=SENDS) as engine:
        await engine.want([RUN])
        await asyncio.sleep(20)
        await engine.stop([RUN])
        await asyncio.sleep(20)
        await engine.want([RUN])
        await asyncio.sleep(100)
    assert (await the_run(store)).figures.failed == {Outcome.WRONG_STATE: 3}
    assert len(game.asked) == 20
