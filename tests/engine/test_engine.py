"""The engine from the opening of runs to their summaries, in virtual time."""

import asyncio
from collections import Counter

import pytest

from autoredeem.domain.codes import Life
from autoredeem.domain.errors import EmptyRoster
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import RunEnd
from autoredeem.engine.events import (
    Event,
    Recorded,
    RunFinished,
    TitleHalted,
)
from autoredeem.engine.run_reports import AT_ONCE
from autoredeem.store.records import RunStatus
from support.engine_play import (
    ALLIANCE,
    CODE,
    PER_MINUTE,
    ShakyStore,
    ToldGame,
    enrol,
    everyone,
    playing,
    redeem,
)
from support.store_model import MemoryStore

pytestmark = pytest.mark.virtual_time


async def test_everyone_is_settled_within_the_budget() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 89))
    [finished] = await redeem(store, game)
    assert finished.end is RunEnd.COMPLETE
    summary = finished.summary
    assert (summary.members, summary.redeemed, summary.requests) == (88, 88, 88)
    assert summary.check_queries == 1
    times = [at for at, _, _ in game.asked]
    for i, at in enumerate(times):
        assert sum(1 for other in times[i:] if other < at + 60) <= PER_MINUTE
    assert 88 * 2.0 < summary.seconds < 88 * 2.1


async def test_what_is_recorded_is_told_by_outcome() -> None:
    def tell(_code: str, fid: Fid, _state: State) -> Outcome:
        return Outcome.LEVEL_TOO_LOW if fid == 2 else Outcome.REDEEMED

    store, game, events = MemoryStore(), ToldGame(tell), list[Event]()
    await enrol(store, [1, 2, 3])
    await redeem(store, game, events=events)
    recorded = Counter[Outcome]()
    for event in events:
        if isinstance(event, Recorded):
            recorded.update(event.outcomes)
    assert recorded == {Outcome.REDEEMED: 2, Outcome.LEVEL_TOO_LOW: 1}


async def test_the_same_code_again_costs_no_request() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 6))
    await redeem(store, game)
    [again] = await redeem(store, game)
    assert (again.summary.settled_before, again.summary.requests) == (5, 0)
    assert again.end is RunEnd.COMPLETE
    assert len(game.asked) == 5


async def test_a_member_of_two_guilds_costs_one_request_and_gets_two_settlements() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, [1, 2], guild=1)
    await enrol(store, [2, 3], guild=2)
    one, two = await redeem(store, game, 1, 2)
    assert sorted(fid for _, _, fid in game.asked) == [1, 2, 3]
    assert (one.summary.redeemed, two.summary.redeemed) == (2, 2)
    assert one.summary.requests + two.summary.requests == 3
    assert {(g, f) for g, _, f in store.settled} == {(1, 1), (1, 2), (2, 2), (2, 3)}


async def test_a_run_whose_last_member_is_decided_in_another_guild_ends() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.LEVEL_TOO_LOW))
    await enrol(store, [1, 2], guild=1)
    await enrol(store, [2, 1], guild=2)
    ends = await redeem(store, game, 1, 2)
    assert [end.summary.failed for end in ends] == [{Outcome.LEVEL_TOO_LOW: 2}] * 2
    assert len(game.asked) == 2


async def test_a_settlement_reaches_a_guild_that_has_no_run() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.ALREADY_REDEEMED))
    await enrol(store, [1], guild=1)
    await enrol(store, [1], guild=2)
    await redeem(store, game, 1)
    [later] = await redeem(store, game, 2)
    assert (later.summary.settled_before, later.summary.requests) == (1, 0)


async def test_a_code_that_one_guild_redeems_is_made_known_but_not_shared() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, [1])
    await enrol(store, [2], guild=2)
    async with playing(store, game) as engine:
        await (await engine.open(ALLIANCE, CODE)).end
    assert [(code.code, code.shared) for code in await store.codes()] == [(CODE, False)]
    assert await store.awaiting_rollout() == []
    assert await store.runs(among=[(GuildId(2), CODE)]) == []


async def test_a_dead_code_costs_one_request_and_is_known_from_then_on() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.EXPIRED))
    await enrol(store, range(1, 89))
    [finished] = await redeem(store, game)
    assert (finished.end, finished.reason) == (RunEnd.DEAD_CODE, Outcome.EXPIRED)
    assert finished.summary.requests == 1
    assert finished.summary.failed == {Outcome.EXPIRED: 1}
    assert finished.summary.unsettled == 87
    assert store.known[CODE].standing.life is Life.DEAD
    [again] = await redeem(store, game)
    assert (again.end, again.summary.requests) == (RunEnd.DEAD_CODE, 0)


async def test_used_up_costs_two_requests_by_two_players() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.USED_UP))
    await enrol(store, range(1, 10))
    [finished] = await redeem(store, game)
    assert (finished.end, finished.reason) == (RunEnd.DEAD_CODE, Outcome.USED_UP)
    assert len({fid for _, _, fid in game.asked}) == finished.summary.requests == 2
    assert finished.summary.failed == {Outcome.USED_UP: 2}


async def test_a_dead_code_found_in_a_run_stops_it_in_every_guild() -> None:
    asked = 0

    def expires(_code: str, _fid: Fid, _state: State) -> Outcome:
        nonlocal asked
        asked += 1
        return Outcome.REDEEMED if asked <= 6 else Outcome.EXPIRED

    store, game = MemoryStore(), ToldGame(expires)
    for guild in (1, 2):
        await enrol(store, range(guild * 100, guild * 100 + 50), guild=guild)
    ends = await redeem(store, game, 1, 2)
    assert [end.end for end in ends] == [RunEnd.DEAD_CODE] * 2
    assert len(game.asked) == 7


class _EndsATurn(list[Event]):
    """Counts the runs that end between two rounds of the loop."""

    def __init__(self) -> None:
        super().__init__()
        self.most = self._now = 0

    def append(self, event: Event) -> None:
        if not isinstance(event, RunFinished):
            return
        if not self._now:
            asyncio.get_running_loop().call_soon(self._turn)
        self._now += 1
        super().append(event)

    def _turn(self) -> None:
        self.most, self._now = max(self.most, self._now), 0


async def test_a_code_that_dies_in_a_thousand_guilds_does_not_hold_the_loop() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.EXPIRED))
    guilds = range(1, 1001)
    for guild in guilds:
        await enrol(store, [guild], guild=guild)
    ends = _EndsATurn()
    await redeem(store, game, *guilds, events=ends)
    assert len(ends) == 1000
    assert 1 < ends.most <= AT_ONCE
    assert {run.status for run in await store.runs()} == {RunStatus.DONE}


async def test_a_wrong_salt_stops_after_one_request_and_keeps_the_run_open() -> None:
    events: list[Event] = []
    store, game = MemoryStore(), ToldGame(everyone(Outcome.WRONG_SALT))
    await enrol(store, range(1, 20))
    [finished] = await redeem(store, game, events=events)
    assert finished.end is RunEnd.HALTED
    assert (finished.summary.requests, finished.summary.unsettled) == (1, 19)
    assert TitleHalted(Outcome.WRONG_SALT) in events
    assert [run.status for run in await store.runs()] == [RunStatus.OPEN]


async def test_a_throttled_member_waits_while_others_proceed() -> None:
    told: set[Fid] = set()

    def once(_code: str, fid: Fid, _state: State) -> Outcome:
        first = fid == 1 and fid not in told
        told.add(fid)
        return Outcome.PLAYER_THROTTLED if first else Outcome.REDEEMED

    store, game = MemoryStore(), ToldGame(once)
    await enrol(store, range(1, 6))
    [finished] = await redeem(store, game)
    assert finished.summary.redeemed == 5
    assert finished.summary.requests == 6
    order = [fid for _, _, fid in game.asked]
    assert order[0] == 1
    assert order[1] != 1


async def test_a_refused_state_is_not_asked_again_until_it_is_mended() -> None:
    def wants_eight(_code: str, _fid: Fid, state: State) -> Outcome:
        return Outcome.REDEEMED if state == 8 else Outcome.WRONG_STATE

    store, game = MemoryStore(), ToldGame(wants_eight)
    await enrol(store, [1])
    await redeem(store, game)
    [again] = await redeem(store, game)
    assert (again.summary.requests, again.summary.failed) == (0, {Outcome.WRONG_STATE: 1})
    assert Fid(1) in store.enrolled[ALLIANCE], "never removed for this alone"
    await store.set_states(ALLIANCE, {Fid(1): State(8)}, at=store.noted.popitem()[1].at)
    [mended] = await redeem(store, game)
    assert mended.summary.redeemed == 1


async def test_stopping_lets_what_is_in_flight_finish_and_keeps_the_rest_for_later() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED), latency=1.0)
    await enrol(store, range(1, 41))
    async with playing(store, game) as engine:
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(30.5)
        engine.stop_all()
        stopped = await run.end
    assert stopped.end is RunEnd.STOPPED
    assert stopped.summary.redeemed == len(game.asked) == len(store.settled)
    assert [record.status for record in await store.runs()] == [RunStatus.OPEN]
    [later] = await redeem(store, game)
    assert later.summary.redeemed == 40, "the same run goes on"
    assert len(game.asked) == 40


async def test_cancelling_in_the_middle_leaves_the_ledger_right() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED), latency=5.0)
    await enrol(store, range(1, 41))
    working = asyncio.create_task(redeem(store, game))
    await asyncio.sleep(31)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert len(store.settled) == len(game.asked) < 40


async def test_an_empty_roster_is_said_and_costs_nothing() -> None:
    game = ToldGame(everyone(Outcome.REDEEMED))
    with pytest.raises(EmptyRoster, match="guild 9 has no members"):
        await redeem(MemoryStore(), game, 9)
    assert game.asked == []
    async with playing(MemoryStore(), game) as engine:
        for guild in range(1, 10):
            with pytest.raises(EmptyRoster):
                await engine.open(GuildId(guild), CODE)
        kept = list(engine._scheduler.runs()), engine._waiters.elsewhere(), engine.open_runs
        assert not any(kept), "nothing is kept of runs that could not be opened"


async def test_opening_an_open_run_again_gives_the_same_run() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, [1, 2])
    async with playing(store, game) as engine:
        first = await engine.open(ALLIANCE, CODE)
        assert await engine.open(ALLIANCE, CODE.lower()) is first
        await first.end


async def test_two_openings_at_once_give_the_same_run() -> None:
    store, game = ShakyStore(), ToldGame(everyone(Outcome.REDEEMED))
    store.check_seconds = 5.0
    await enrol(store, [1, 2])
    async with playing(store, game) as engine:
        one, two = await asyncio.gather(engine.open(ALLIANCE, CODE), engine.open(ALLIANCE, CODE))
        assert one is two
        assert (await one.end).summary.redeemed == 2
    assert len(game.asked) == 2


async def test_a_run_that_nobody_waits_for_any_more_still_ends_well() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 6))
    async with playing(store, game) as engine:
        run = await engine.open(ALLIANCE, CODE)
        run.end.cancel()
        await asyncio.sleep(60)
    assert len(store.settled) == 5


async def test_a_run_with_nobody_to_ask_is_over_at_once() -> None:
    events: list[Event] = []
    store = MemoryStore()
    await enrol(store, [1])
    await redeem(store, ToldGame(everyone(Outcome.REDEEMED)))
    [finished] = await redeem(store, ToldGame(everyone(Outcome.REDEEMED)), events=events)
    assert [e for e in events if isinstance(e, RunFinished)] == [finished]
    record = (await store.runs())[0]
    assert (record.status, record.figures.settled_before) == (RunStatus.DONE, 1)


async def test_the_estimate_is_what_the_budget_allows() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 101), guild=1)
    await enrol(store, range(201, 211), guild=2)
    async with playing(store, game) as engine:
        large = await engine.open(GuildId(1), CODE)
        small = await engine.open(GuildId(2), CODE)
        assert engine.estimate(GuildId(2), CODE) == pytest.approx(20 * 2.04, rel=0.15)
        assert engine.estimate(GuildId(1), CODE) == pytest.approx(110 * 2.04, rel=0.05)
        took = (await small.end).summary.seconds
        assert took == pytest.approx(20 * 2.04, rel=0.15)
        await large.end
