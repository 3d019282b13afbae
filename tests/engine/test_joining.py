"""Who enrols, is mended or leaves late: each is asked or left alone, and nobody else is."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import ENTAILS, Outcome, RunSummary
from autoredeem.engine import Engine, Process
from autoredeem.engine.events import Event, RunFinished
from autoredeem.store.records import RunStatus
from support.engine_play import ALLIANCE, CODE, Tell, ToldGame, enrol, everyone, playing, redeem
from support.store_model import MemoryStore
from support.virtual_time import EPOCH

pytestmark = pytest.mark.virtual_time

RUN = ALLIANCE, CODE
OTHER = GuildId(2)
SENDS, WATCHES = Process("sends"), Process("watches")
REDEEMED = everyone(Outcome.REDEEMED)
AT_ONCE = [
    Outcome.LEVEL_TOO_LOW,
    Outcome.SPENDING_TOO_LOW,
    Outcome.WRONG_STATE,
    Outcome.NO_SUCH_PLAYER,
]
AFTER_TRIES = [Outcome.UNKNOWN, Outcome.TRY_AGAIN]


def told(outcome: Outcome, *fids: int, state: int = 7) -> Tell:
    """Tell these players so as long as they have this state, and others that all is well."""
    return lambda _code, fid, sent: outcome if fid in fids and sent == state else Outcome.REDEEMED


def asked(game: ToldGame) -> list[int]:
    return [fid for _, _, fid in game.asked]


async def done(store: MemoryStore, game: ToldGame) -> RunSummary:
    """See the run to its end, a minute ago, in a process that ended; gives what it came to."""
    [finished] = await redeem(store, game)
    await asyncio.sleep(60)
    game.asked.clear()
    return finished.summary


async def wanted(store: MemoryStore, game: ToldGame, *, anew: bool = False) -> RunSummary:
    """Want the run in a new process, and see it to its end."""
    events: list[Event] = []
    async with playing(store, game, events) as engine:
        await engine.want([RUN], anew=anew)
        await asyncio.sleep(3600)
    [summary] = [event.summary for event in events if isinstance(event, RunFinished)]
    assert [run.status for run in store.saved.values()] == [RunStatus.DONE]
    return summary


def adds_up(summary: RunSummary) -> bool:
    decided = summary.settled_before + summary.redeemed + summary.already
    return summary.members == decided + sum(summary.failed.values()) + summary.unsettled


@pytest.mark.parametrize("outcome", [*AT_ONCE, *AFTER_TRIES])
async def test_of_a_run_that_is_done_only_whoever_enrols_late_is_asked(outcome: Outcome) -> None:
    store, game = MemoryStore(), ToldGame(told(outcome, 1, 2))
    await enrol(store, range(1, 6))
    before = await done(store, game)
    await enrol(store, [50])
    summary = await wanted(store, game)
    assert asked(game) == [50]
    assert (summary.redeemed, summary.failed) == (4, {outcome: 2})
    assert summary.requests == before.requests + 1
    assert adds_up(summary)


@pytest.mark.parametrize("outcome", [*AT_ONCE, *AFTER_TRIES])
async def test_who_failed_in_a_run_that_is_done_is_asked_when_it_is_wanted_anew(
    outcome: Outcome,
) -> None:
    store, game = MemoryStore(), ToldGame(told(outcome, 1, 2))
    await enrol(store, range(1, 6))
    await done(store, game)
    if outcome is Outcome.WRONG_STATE:
        await store.set_states(ALLIANCE, {Fid(1): State(8), Fid(2): State(8)}, at=EPOCH)
    else:
        await asyncio.sleep(ENTAILS[outcome].rests.total_seconds())
    await wanted(store, game, anew=True)
    assert set(asked(game)) == {1, 2}


async def test_of_a_run_that_is_done_a_refused_state_that_was_mended_is_asked() -> None:
    store, game = MemoryStore(), ToldGame(told(Outcome.WRONG_STATE, 1, 2))
    await enrol(store, range(1, 6))
    await done(store, game)
    await store.set_states(ALLIANCE, {Fid(1): State(8)}, at=EPOCH)
    summary = await wanted(store, game)
    assert asked(game) == [1]
    assert (summary.redeemed, summary.failed) == (4, {Outcome.WRONG_STATE: 1})


async def test_a_run_that_is_done_and_finds_nobody_new_costs_no_request() -> None:
    store, game = MemoryStore(), ToldGame(told(Outcome.LEVEL_TOO_LOW, 1, 2))
    await enrol(store, range(1, 6))
    before = await done(store, game)
    summary = await wanted(store, game)
    assert asked(game) == []
    assert (summary.redeemed, summary.failed) == (before.redeemed, before.failed)


async def test_another_spelling_of_a_code_that_is_dead_is_tried_for_everyone() -> None:
    def spelled(code: str) -> Outcome:
        return Outcome.NO_SUCH_CODE if code == CODE else Outcome.REDEEMED

    game = ToldGame(lambda code, _fid, _state: spelled(code))
    store = MemoryStore()
    await enrol(store, range(1, 4))
    await done(store, game)
    async with playing(store, game) as engine:
        await engine.want([(ALLIANCE, CODE.lower())], anew=False)
        await asyncio.sleep(600)
    assert sorted(asked(game)) == [1, 2, 3]


Meanwhile = Callable[[MemoryStore, Engine], Awaitable[None]]


async def going(tell: Tell, meanwhile: Meanwhile) -> tuple[RunSummary, list[int]]:
    """Begin a run of 20, do something when a few were asked; gives its summary and who was."""
    store, game = MemoryStore(), ToldGame(tell)
    await enrol(store, range(1, 21))
    async with playing(store, game) as engine:
        run = await engine.open(*RUN)
        await asyncio.sleep(15)
        assert 2 < len(game.asked) < 10
        await meanwhile(store, engine)
        summary = (await run.end).summary
    assert adds_up(summary)
    return summary, asked(game)


@pytest.mark.parametrize("outcome", AT_ONCE)
async def test_who_failed_in_a_run_that_goes_on_is_not_asked_for_whoever_enrols(
    outcome: Outcome,
) -> None:
    async def enrols(store: MemoryStore, engine: Engine) -> None:
        await enrol(store, [50])
        await engine.want([RUN], anew=False)

    summary, fids = await going(told(outcome, 1, 2), enrols)
    assert sorted(fids) == [*range(1, 21), 50]
    assert (summary.redeemed, summary.failed) == (19, {outcome: 2})


async def test_of_a_run_that_goes_on_a_refused_state_that_was_mended_is_asked() -> None:
    async def mends(store: MemoryStore, engine: Engine) -> None:
        await store.set_states(ALLIANCE, {Fid(1): State(8)}, at=EPOCH)
        await engine.want([RUN], anew=False)

    summary, fids = await going(told(Outcome.WRONG_STATE, 1, 2), mends)
    assert (fids.count(1), fids.count(2)) == (2, 1)
    assert (summary.redeemed, summary.failed) == (19, {Outcome.WRONG_STATE: 1})


@pytest.mark.parametrize("first", [False, True])
async def test_a_call_for_another_go_is_kept_beside_one_for_whoever_is_new(*, first: bool) -> None:
    async def wants_both(_store: MemoryStore, engine: Engine) -> None:
        for afresh in (first, not first):
            if afresh:
                await engine.open(*RUN, afresh=True)
            else:
                await engine.want([RUN], anew=False)

    _, fids = await going(told(Outcome.LEVEL_TOO_LOW, 1, 2), wants_both)
    assert (fids.count(1), fids.count(2), len(fids)) == (2, 2, 22)


async def test_whoever_is_unenrolled_before_being_asked_is_not_asked_and_not_counted() -> None:
    async def leaves(store: MemoryStore, engine: Engine) -> None:
        await store.remove(ALLIANCE, [Fid(1), Fid(19), Fid(20)])
        await engine.want([RUN], anew=False)

    summary, fids = await going(REDEEMED, leaves)
    assert fids == [*range(1, 19)], "1 was asked before"
    assert (summary.members, summary.redeemed, summary.unsettled) == (18, 18, 0)


async def test_when_everyone_who_was_to_be_asked_leaves_the_run_ends() -> None:
    async def leave(store: MemoryStore, engine: Engine) -> None:
        await store.remove(ALLIANCE, [Fid(fid) for fid in range(1, 21)])
        await engine.want([RUN], anew=False)

    summary, fids = await going(REDEEMED, leave)
    assert len(fids) < 10
    assert summary.members == summary.redeemed
    assert len(fids) - summary.redeemed <= 1, "one may have been in flight"


async def test_whoever_leaves_without_a_state_is_counted_no_more() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    await enrol(store, range(1, 11))
    await store.enrol(ALLIANCE, [Member(Fid(50)), Member(Fid(51))], by="test", at=EPOCH)
    async with playing(store, game) as engine:
        run = await engine.open(*RUN)
        await asyncio.sleep(10)
        await store.remove(ALLIANCE, [Fid(50)])
        await engine.want([RUN], anew=False)
        summary = (await run.end).summary
    assert (summary.members, summary.redeemed, summary.no_state) == (11, 10, 1)


async def test_whoever_leaves_and_comes_back_is_asked_once() -> None:
    async def comes_back(store: MemoryStore, engine: Engine) -> None:
        await store.remove(ALLIANCE, [Fid(1), Fid(20)])
        await engine.want([RUN], anew=False)
        await asyncio.sleep(1)
        await enrol(store, [1, 20])
        await engine.want([RUN], anew=False)

    summary, fids = await going(told(Outcome.LEVEL_TOO_LOW, 1), comes_back)
    assert sorted(fids) == [*range(1, 21)]
    assert (summary.members, summary.redeemed) == (20, 19)


async def test_whoever_leaves_in_flight_is_recorded_though_not_counted() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED, latency=5)
    await enrol(store, range(1, 6))
    async with playing(store, game) as engine:
        run = await engine.open(*RUN)
        await asyncio.sleep(4)
        assert asked(game) == [1]
        await store.remove(ALLIANCE, [Fid(1)])
        await engine.want([RUN], anew=False)
        summary = (await run.end).summary
    assert (summary.members, summary.redeemed, summary.requests) == (4, 4, 5)
    assert await store.batch_check_members(ALLIANCE, CODE, [Fid(1)]) == {Fid(1): True}


async def test_whoever_leaves_one_guild_is_asked_in_another() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    await enrol(store, range(1, 21))
    await enrol(store, [20, *range(101, 121)], guild=OTHER)
    async with playing(store, game) as engine:
        run, other = await engine.open(*RUN), await engine.open(OTHER, CODE)
        await store.remove(ALLIANCE, [Fid(20)])
        await engine.want([RUN], anew=False)
        here, there = (await run.end).summary, (await other.end).summary
    assert (here.members, here.redeemed, there.redeemed) == (19, 19, 21)
    assert asked(game).count(20) == 1


async def test_what_is_wanted_where_nothing_is_sent_is_heeded_by_the_process_that_sends() -> None:
    store, game = MemoryStore(), ToldGame(told(Outcome.LEVEL_TOO_LOW, 1, 2))
    await enrol(store, range(1, 21))
    async with (
        playing(store, game, process=SENDS) as sends,
        playing(store, game, process=WATCHES) as watches,
    ):
        run = await sends.open(*RUN)
        await asyncio.sleep(20)
        await enrol(store, [50])
        await store.remove(ALLIANCE, [Fid(20)])
        await watches.want([RUN], anew=False)
        summary = (await run.end).summary
    assert sorted(asked(game)) == [*range(1, 20), 50]
    assert (summary.members, summary.redeemed) == (20, 18)
