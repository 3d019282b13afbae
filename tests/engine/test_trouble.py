"""The engine when the game or the store is in trouble, in virtual time."""

import asyncio

import pytest

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import RunEnd
from autoredeem.engine.events import (
    Event,
    EveryoneWaits,
    GoesOn,
    NotRecorded,
    RunProgressed,
)
from autoredeem.game.protocol import Answer
from support.engine_play import (
    ALLIANCE,
    CODE,
    ShakyStore,
    ToldGame,
    answer,
    enrol,
    everyone,
    playing,
    redeem,
)
from support.store_model import MemoryStore

pytestmark = pytest.mark.virtual_time


async def test_a_429_makes_everyone_wait_as_long_as_it_says() -> None:
    events: list[Event] = []
    sent = 0

    def third(_code: str, _fid: Fid, _state: State) -> Outcome | Answer:
        nonlocal sent
        sent += 1
        return answer(Outcome.THROTTLED, retry_after=120) if sent == 3 else Outcome.REDEEMED

    store, game = MemoryStore(), ToldGame(third)
    await enrol(store, range(1, 6))
    [finished] = await redeem(store, game, events=events)
    assert finished.summary.redeemed == 5
    assert game.asked[3][0] - game.asked[2][0] >= 120
    assert any(isinstance(e, EveryoneWaits) and e.seconds > 119 for e in events)


async def test_an_hour_of_a_game_that_is_down_fails_nobody_and_costs_few_requests() -> None:
    events: list[Event] = []
    loop = asyncio.get_running_loop()

    def down(_code: str, _fid: Fid, _state: State) -> Outcome:
        return Outcome.UNREACHABLE if 5_000 < loop.time() < 8_600 else Outcome.REDEEMED

    store, game = MemoryStore(), ToldGame(down)
    await enrol(store, range(1, 5_001))
    [finished] = await redeem(store, game, events=events)
    assert finished.summary.redeemed == 5_000
    assert finished.summary.requests - 5_000 < 20
    assert GoesOn() in events


@pytest.mark.parametrize("members", [1, 100])
async def test_while_it_is_refused_at_the_door_everyone_waits_and_nobody_fails(
    members: int,
) -> None:
    events: list[Event] = []
    loop = asyncio.get_running_loop()

    def closed(_code: str, _fid: Fid, _state: State) -> Outcome:
        return Outcome.REFUSED_AT_THE_DOOR if loop.time() < 4_000 else Outcome.REDEEMED

    store, game = MemoryStore(), ToldGame(closed)
    await enrol(store, range(1, members + 1))
    [finished] = await redeem(store, game, events=events)
    summary = finished.summary
    assert (summary.redeemed, summary.failed) == (members, {})
    assert summary.requests - members < 20
    waits = [event for event in events if isinstance(event, EveryoneWaits)]
    assert {wait.outcome for wait in waits} == {Outcome.REFUSED_AT_THE_DOOR}
    assert GoesOn() in events


async def test_a_game_that_answers_what_nobody_knows_fails_nobody_while_it_does() -> None:
    loop = asyncio.get_running_loop()

    def maintenance(_code: str, _fid: Fid, _state: State) -> Outcome:
        return Outcome.UNKNOWN if 50 < loop.time() < 4000 else Outcome.REDEEMED

    store, game = MemoryStore(), ToldGame(maintenance)
    await enrol(store, range(1, 101))
    [finished] = await redeem(store, game)
    assert finished.summary.redeemed == 100


async def test_a_failed_check_processes_everyone_it_could_not_ask_about_and_says_so() -> None:
    store, game = ShakyStore(), ToldGame(everyone(Outcome.ALREADY_REDEEMED))
    await enrol(store, range(1, 6))
    await redeem(store, ToldGame(everyone(Outcome.REDEEMED)))
    store.checkable, store.known_in_trouble = False, {Fid(1), Fid(2)}
    [finished] = await redeem(store, game)
    assert finished.summary.check_failed
    assert finished.summary.check_queries == 3
    assert finished.summary.settled_before == 2
    assert sorted(fid for _, _, fid in game.asked) == [3, 4, 5]


async def test_a_failed_check_is_asked_again_and_whoever_proves_settled_leaves_the_queue() -> None:
    store, game = ShakyStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 101))
    await redeem(store, ToldGame(everyone(Outcome.REDEEMED)))
    await enrol(store, range(101, 121))
    store.checkable = False
    async with playing(store, game) as engine:
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(45)
        store.checkable = True
        finished = await run.end
    summary = finished.summary
    assert summary.check_failed
    assert summary.settled_before + summary.redeemed + summary.already == 120
    assert summary.settled_before >= 65
    assert summary.requests == len(game.asked) <= 55


async def test_what_is_reported_is_recorded() -> None:
    store, game = ShakyStore(), ToldGame(everyone(Outcome.REDEEMED))
    store.write_seconds = 30.0
    await enrol(store, range(1, 60))
    seen: list[tuple[int, int]] = []

    class Watching(list[Event]):
        def append(self, event: Event) -> None:
            if isinstance(event, RunProgressed):
                seen.append((event.record.figures.redeemed, len(store.settled)))

    await redeem(store, game, events=Watching())
    assert seen
    assert all(reported <= recorded for reported, recorded in seen)


async def test_outcomes_that_arrive_during_a_write_form_the_next_group() -> None:
    store, game = ShakyStore(), ToldGame(everyone(Outcome.REDEEMED))
    store.write_seconds = 30.0
    await enrol(store, range(1, 60))
    await redeem(store, game)
    groups = [size for size in store.groups if size]
    assert sum(groups) == 59
    assert groups[0] == 1
    assert max(groups) > 10


async def test_outcomes_are_kept_while_the_store_is_gone_and_written_when_it_is_back() -> None:
    events: list[Event] = []
    store, game = ShakyStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 41))
    async with playing(store, game, events) as engine:
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(20)
        store.writable = False
        await asyncio.sleep(45)
        kept = [event.count for event in events if isinstance(event, NotRecorded)]
        assert kept[-1] > 10
        assert run.run
        assert run.run.redeemed == len(store.settled) < len(game.asked)
        store.writable = True
        finished = await run.end
    assert finished.summary.redeemed == len(store.settled) == len(game.asked) == 40
    assert [e for e in events if isinstance(e, NotRecorded)][-1].why == ""


async def test_sending_pauses_when_a_thousand_outcomes_wait_for_the_store() -> None:
    store, game = ShakyStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 1101))
    async with playing(store, game) as engine:
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(20)
        store.writable = False
        await asyncio.sleep(3600)
        asked = len(game.asked)
        await asyncio.sleep(600)
        assert len(game.asked) == asked
        assert 1000 <= asked - len(store.settled) <= 1001
        store.writable = True
        assert (await run.end).summary.redeemed == 1100


async def test_stopping_while_the_store_is_gone_ends_and_says_what_is_not_recorded() -> None:
    store, game = ShakyStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 41))
    async with playing(store, game) as engine:
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(20)
        store.writable = False
        await asyncio.sleep(20)
        engine.stop_all()
        stopped = await run.end
    assert stopped.end is RunEnd.STOPPED
    assert stopped.summary.not_recorded == len(game.asked) - len(store.settled) > 5
    assert stopped.summary.unsettled == 40 - len(store.settled)


async def test_figures_that_can_not_be_saved_are_told_when_they_are_and_count_nobody_twice() -> (
    None
):
    events: list[Event] = []
    store, game = ShakyStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 41))
    async with playing(store, game, events) as engine:
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(20)
        [before] = await store.runs()
        store.savable = False
        await asyncio.sleep(45)
        assert told(events)[-1] == before.figures.redeemed < len(store.settled)
        store.savable = True
        finished = await run.end
    assert told(events) == sorted(told(events))
    assert finished.summary.redeemed == len(store.settled) == len(game.asked) == 40


async def test_who_enrols_elsewhere_while_figures_can_not_be_saved_is_not_asked_there() -> None:
    store, game = ShakyStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, [1, 2], guild=1)
    await enrol(store, [100, *range(101, 131)], guild=2)
    async with playing(store, game) as engine:
        runs = [await engine.open(GuildId(guild), CODE) for guild in (1, 2)]
        await asyncio.sleep(3)
        store.savable = False
        await asyncio.sleep(10)
        await enrol(store, [1, 2], guild=2)
        await engine.want([(GuildId(2), CODE)])
        await asyncio.sleep(30)
        store.savable = True
        one, two = [(await run.end).summary for run in runs]
    assert (one.redeemed, two.redeemed + two.settled_before) == (2, 33)
    assert len(game.asked) == 33


async def test_stopping_while_figures_can_not_be_saved_ends_with_what_was_told() -> None:
    events: list[Event] = []
    store, game = ShakyStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 41))
    async with playing(store, game, events) as engine:
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(20)
        store.savable = False
        await asyncio.sleep(20)
        engine.stop_all()
        summary = (await run.end).summary
    assert summary.redeemed == told(events)[-1]
    assert summary.members == summary.redeemed + summary.unsettled == 40
    assert summary.requests == len(game.asked) == summary.redeemed + summary.not_recorded


def told(events: list[Event]) -> list[int]:
    """Give how many were told to be redeemed, from one time to the next."""
    return [e.record.figures.redeemed for e in events if isinstance(e, RunProgressed)]
