"""Processes that share a store and an address, in virtual time: one sends, the others watch."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Coroutine
from typing import TypeVar

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.errors import EmptyRoster
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import Process, RunEnd
from autoredeem.engine.events import Event, RunFinished, RunOpened, RunProgressed
from autoredeem.store.records import RunStatus
from support.engine_play import (
    ALLIANCE,
    CODE,
    PER_MINUTE,
    Line,
    ToldGame,
    enrol,
    everyone,
    playing,
)
from support.store_model import MemoryStore
from support.virtual_time import EPOCH

pytestmark = pytest.mark.virtual_time

LEASE = 30.0
T = TypeVar("T")


async def redeemed(
    store: MemoryStore,
    game: ToldGame,
    name: str,
    code: str = CODE,
    *,
    events: list[Event] | None = None,
    guild: GuildId = ALLIANCE,
) -> RunFinished:
    """Do what `autoredeem redeem` does, in a process of that name."""
    async with playing(store, game, events, Process(name, LEASE)) as engine:
        return await (await engine.open(guild, code)).end


async def killed_after(seconds: float, work: Coroutine[object, object, T], line: Line) -> None:
    """Let a process work for a while, and end it so that nothing more reaches the store."""
    task = asyncio.create_task(work)
    await asyncio.sleep(seconds)
    line.reachable = False
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def within_budget(game: ToldGame) -> bool:
    times = [at for at, _, _ in game.asked]
    return all(sum(at <= t < at + 60 for t in times) <= PER_MINUTE for at in times)


def often_asked(game: ToldGame) -> Counter[tuple[str, Fid]]:
    return Counter((code, fid) for _, code, fid in game.asked)


async def test_two_processes_with_two_codes_keep_one_budget() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 61))
    one, two = await asyncio.gather(
        redeemed(store, game, "one", "FIRST"), redeemed(store, game, "two", "SECOND")
    )
    assert (one.summary.redeemed, two.summary.redeemed) == (60, 60)
    assert set(often_asked(game).values()) == {1}
    assert len(game.asked) == 120
    assert within_budget(game)


async def test_two_processes_with_the_same_code_ask_each_member_once_and_say_the_same() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 61))
    one, two = await asyncio.gather(redeemed(store, game, "one"), redeemed(store, game, "two"))
    assert one == two
    assert one.summary.redeemed == one.summary.requests == len(game.asked) == 60


async def test_whoever_watches_sees_the_run_from_its_opening_to_its_end() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 31))
    events: list[Event] = []
    async with playing(store, game, process=Process("sends")) as engine:
        await engine.open(ALLIANCE, CODE)
        finished = await redeemed(store, game, "watches", events=events)
    assert isinstance(events[0], RunOpened)
    seen = [e.record.figures.redeemed for e in events if isinstance(e, RunProgressed)]
    assert len(seen) > 10
    assert seen == sorted(seen)
    assert events[-1] == finished
    assert finished.summary.redeemed == 30


async def test_whoever_watches_gives_no_estimate_of_its_own() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 31))
    async with (
        playing(store, game, process=Process("sends")) as sends,
        playing(store, game, process=Process("watches")) as watches,
    ):
        run = await sends.open(ALLIANCE, CODE)
        await watches.open(ALLIANCE, CODE)
        assert sends.estimate(ALLIANCE, CODE)
        assert watches.estimate(ALLIANCE, CODE) is None
        await run.end


async def test_when_the_holder_has_done_its_own_work_the_next_goes_on_at_once() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 6), guild=1)
    await enrol(store, range(101, 131), guild=2)
    short, long = await asyncio.gather(
        redeemed(store, game, "one"),
        redeemed(store, game, "two", guild=GuildId(2)),
    )
    assert (short.summary.redeemed, long.summary.redeemed) == (5, 30)
    assert set(often_asked(game).values()) == {1}
    assert within_budget(game)
    times = [at for at, _, _ in game.asked]
    assert max(b - a for a, b in itertools.pairwise(times)) < LEASE / 2


async def test_a_killed_process_is_followed_when_its_lease_has_ended() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 61))
    line = Line(store)
    await killed_after(60.5, redeemed(line, game, "killed"), line)
    asked = len(game.asked)
    finished = await redeemed(store, game, "next")
    assert 20 < asked < 35
    summary = finished.summary
    assert summary.redeemed + summary.already + summary.settled_before == 60
    assert len(game.asked) <= 61, "at most what was in flight is asked again"
    gap = game.asked[asked][0] - game.asked[asked - 1][0]
    assert gap >= LEASE * 0.8
    assert within_budget(game)


async def test_a_process_that_is_known_to_have_ended_is_followed_at_once() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 41))
    line = Line(store)
    await killed_after(30.5, redeemed(line, game, "killed"), line)
    asked = len(game.asked)
    process = Process("next", LEASE, lambda name: name == "killed")
    async with playing(store, game, process=process) as engine:
        finished = await (await engine.open(ALLIANCE, CODE)).end
    assert finished.end is RunEnd.COMPLETE
    assert game.asked[asked][0] - game.asked[asked - 1][0] < 5
    assert within_budget(game)


async def test_what_a_killed_process_left_open_is_finished_by_whoever_sends_next() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 21), guild=1)
    await enrol(store, range(101, 131), guild=2)
    line = Line(store)
    await killed_after(15.5, redeemed(line, game, "killed"), line)
    await redeemed(store, game, "next", guild=GuildId(2))
    assert {fid for guild, _, fid in store.settled if guild == 1} == set(range(1, 21))
    assert [run.status for run in await store.runs()] == [RunStatus.DONE] * 2


async def test_what_was_stopped_waits_until_it_is_opened_again() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 21), guild=1)
    await enrol(store, range(101, 131), guild=2)
    async with playing(store, game, process=Process("stopped")) as engine:
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(15)
        engine.stop_all()
        stopped = await run.end
    await redeemed(store, game, "next", guild=GuildId(2))
    left = 20 - stopped.summary.redeemed
    assert len(game.asked) == 50 - left, "nobody of the stopped run was asked"
    later = await redeemed(store, game, "again")
    assert (later.summary.redeemed, later.summary.requests) == (20, 20)


async def test_a_run_that_is_stopped_where_it_is_worked_on_goes_on_where_it_is_watched() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 31))
    async with playing(store, game, process=Process("stopped")) as engine:
        run = await engine.open(ALLIANCE, CODE)
        watching = asyncio.create_task(redeemed(store, game, "watches"))
        await asyncio.sleep(20)
        engine.stop_all()
        await run.end
    assert (await watching).summary.redeemed == len(game.asked) == 30


async def test_leaving_a_run_that_is_worked_on_elsewhere_does_not_stop_it() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 31))
    async with playing(store, game, process=Process("sends")) as sends:
        run = await sends.open(ALLIANCE, CODE)
        await asyncio.sleep(20)
        async with playing(store, game, process=Process("watches")) as watches:
            watched = await watches.open(ALLIANCE, CODE)
            await asyncio.sleep(5)
            watches.stop_all()
            left = await watched.end
        assert left.end is RunEnd.TAKEN
        assert 0 < left.summary.redeemed < 30
        assert (await run.end).summary.redeemed == 30


async def test_a_holder_that_can_not_renew_stops_before_its_lease_ends() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 101))
    line = Line(store)
    working = asyncio.create_task(redeemed(line, game, "one"))
    await asyncio.sleep(30)
    line.reachable = False
    await asyncio.sleep(120)
    last, process = game.asked[-1][0], Process("one", LEASE)
    sure, slot = LEASE - process.margin, 60 / PER_MINUTE * 1.02
    assert 30 + sure - process.renewal - slot < last < 30 + sure
    line.reachable = True
    assert (await working).summary.redeemed == len(game.asked) == 100


async def test_a_store_that_takes_seven_seconds_for_all_does_not_cost_the_right_to_send() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 61))
    line = Line(store)
    line.seconds = 7.0
    finished = await redeemed(line, game, "one")
    assert finished.summary.redeemed == 60
    times = [at for at, _, _ in game.asked]
    # The first one proves the code, and is recorded before the others follow.
    assert max(b - a for a, b in itertools.pairwise(times)) < 3


async def test_a_holder_that_comes_back_once_replaced_sends_nothing_on_its_old_lease() -> None:
    store = MemoryStore()
    old, new = (ToldGame(everyone(Outcome.REDEEMED)) for _ in range(2))
    await enrol(store, range(1, 61))
    line = Line(store)
    frozen = asyncio.create_task(redeemed(line, old, "frozen"))
    await asyncio.sleep(30)
    line.seconds = 50.0
    following = asyncio.create_task(redeemed(store, new, "next"))
    await asyncio.sleep(50)
    line.seconds = 0.0
    one, two = await asyncio.gather(frozen, following)
    assert old.asked[-1][0] < new.asked[0][0], "they never send at the same time"
    asked = {fid for _, _, fid in old.asked}, {fid for _, _, fid in new.asked}
    assert len(asked[0] & asked[1]) <= 15, "only what could not be recorded is asked again"
    assert asked[0] | asked[1] == set(range(1, 61))
    assert one.summary == two.summary
    assert two.summary.members == 60


async def test_a_request_that_was_held_up_until_the_lease_ended_does_not_leave() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 21))
    line = Line(store)
    working = asyncio.create_task(redeemed(line, game, "one"))
    await asyncio.sleep(10)
    asked = len(game.asked)
    game.connecting, line.reachable = 60.0, False
    await asyncio.sleep(100)
    assert len(game.asked) == asked
    game.connecting, line.reachable = 0.0, True
    assert (await working).summary.requests == len(game.asked) == 20
    assert set(often_asked(game).values()) == {1}


async def test_tries_are_counted_on_by_whoever_goes_on() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.TRY_AGAIN))
    await enrol(store, [1])
    await store.judge({CODE: Standing(Life.ALIVE)}, at=EPOCH)
    for number in range(4):
        line = Line(store)
        await killed_after(45, redeemed(line, game, f"killed {number}"), line)
    await redeemed(store, game, "last")
    assert len(game.asked) <= 10 + 4
    assert store.noted[ALLIANCE, CODE, Fid(1)].tries == 10


async def test_whose_part_has_ended_in_a_run_is_not_asked_again_by_whoever_goes_on() -> None:
    def level(_code: str, fid: Fid, _state: State) -> Outcome:
        return Outcome.REDEEMED if fid % 2 else Outcome.LEVEL_TOO_LOW

    store, game = MemoryStore(), ToldGame(level)
    await enrol(store, range(1, 41))
    line = Line(store)
    await killed_after(40.5, redeemed(line, game, "killed"), line)
    finished = await redeemed(store, game, "next")
    assert finished.summary.failed == {Outcome.LEVEL_TOO_LOW: 20}
    assert finished.summary.redeemed + finished.summary.already == 20
    assert len(game.asked) <= 41


async def test_what_a_run_cost_is_summed_over_all_who_worked_on_it() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 41))
    line = Line(store)
    await killed_after(40.5, redeemed(line, game, "killed"), line)
    summary = (await redeemed(store, game, "next")).summary
    assert summary.requests in (len(game.asked), len(game.asked) - 1)
    assert summary.check_queries == 2
    assert summary.redeemed >= 39
    assert 80 < summary.seconds < 90


async def test_an_empty_roster_is_said_to_whoever_watches_too() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, [1])
    async with playing(store, game, process=Process("sends")) as engine:
        run = await engine.open(ALLIANCE, CODE)
        with pytest.raises(EmptyRoster, match="guild 9 has no members"):
            await redeemed(store, game, "watches", guild=GuildId(9))
        await run.end


async def test_nothing_is_sent_before_the_store_has_said_whose_lease_it_is() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 6))
    await store.hold_lease("address", "someone", seconds=500)
    finished = await redeemed(store, game, "patient")
    assert game.asked[0][0] > 500
    assert finished.summary.redeemed == 5
