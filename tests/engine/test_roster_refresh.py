"""A run that is wanted again while it is worked on: whoever is eligible by now takes part in it."""

import asyncio

import pytest

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Attempt, Outcome
from support.engine_play import (
    ALLIANCE,
    CODE,
    REDEEMED,
    RUN,
    SENDS,
    WATCHES,
    Tell,
    ToldGame,
    at_work,
    enrol,
    playing,
    redeem,
)
from support.store_model import MemoryStore
from support.virtual_time import EPOCH

pytestmark = pytest.mark.virtual_time


def ending(*fids: int, outcome: Outcome) -> Tell:
    """Tell these players so the first time, and that all is well after that."""
    told: set[Fid] = set()

    def tell(_code: str, fid: Fid, _state: State) -> Outcome:
        first = fid in fids and fid not in told
        told.add(fid)
        return outcome if first else Outcome.REDEEMED

    return tell


async def test_a_member_who_enrols_during_a_run_is_asked_in_it() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    async with at_work(store, game, members=20, seconds=20) as (engine, run):
        await enrol(store, [50])
        assert await engine.open(*RUN) is run
        summary = (await run.end).summary
    assert (summary.members, summary.redeemed, summary.requests) == (21, 21, 21)
    assert summary.check_queries == 2, "one for all at first, one for whoever came"


async def test_a_member_who_enrols_in_a_process_that_does_not_send_is_asked_in_the_run() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    await enrol(store, range(1, 21))
    async with (
        playing(store, game, process=SENDS) as sends,
        playing(store, game, process=WATCHES) as watches,
    ):
        run = await sends.open(ALLIANCE, CODE)
        await asyncio.sleep(20)
        await enrol(store, [50])
        await watches.want([RUN])
        assert (await run.end).summary.redeemed == 21


async def test_nobody_is_checked_when_nobody_has_come() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    async with at_work(store, game, members=20, seconds=20) as (engine, run):
        await engine.want([RUN])
        assert (await run.end).summary.check_queries == 1
    assert len(game.asked) == 20


async def test_whoever_comes_settled_is_not_asked() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    await enrol(store, [50, 51], guild=2)
    await redeem(store, game, 2)
    async with at_work(store, game, members=20, seconds=20) as (engine, run):
        await enrol(store, [50, 51, 52])
        await engine.want([RUN])
        summary = (await run.end).summary
    assert (summary.settled_before, summary.redeemed) == (2, 21)
    assert game.times_asked(50) == 1


async def test_whoever_gets_a_state_during_a_run_is_asked_in_it() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    await store.enrol(ALLIANCE, [Member(Fid(50)), Member(Fid(51))], by="test", at=EPOCH)
    async with at_work(store, game, members=10, seconds=10) as (engine, run):
        await store.set_states(ALLIANCE, {Fid(50): State(7)}, at=EPOCH)
        await engine.want([RUN])
        summary = (await run.end).summary
    assert (summary.members, summary.redeemed, summary.no_state) == (12, 11, 1)


async def test_a_refused_state_that_is_mended_during_the_run_is_asked_with_the_new_one() -> None:
    def wants_eight(_code: str, fid: Fid, state: State) -> Outcome:
        return Outcome.WRONG_STATE if fid <= 2 and state != 8 else Outcome.REDEEMED

    store, game = MemoryStore(), ToldGame(wants_eight)
    async with at_work(store, game, members=20, seconds=15) as (engine, run):
        await store.set_states(ALLIANCE, {Fid(1): State(8)}, at=EPOCH)
        await engine.want([RUN])
        summary = (await run.end).summary
    assert summary.failed == {Outcome.WRONG_STATE: 1}
    assert (summary.members, summary.redeemed) == (20, 19)
    assert (game.times_asked(1), game.times_asked(2)) == (2, 1)


async def test_a_state_that_is_mended_before_the_member_is_asked_is_the_one_that_is_sent() -> None:
    sent: dict[Fid, State] = {}

    def note(_code: str, fid: Fid, state: State) -> Outcome:
        sent[fid] = state
        return Outcome.REDEEMED

    store, game = MemoryStore(), ToldGame(note)
    async with at_work(store, game, members=20, seconds=10) as (engine, run):
        await store.set_states(ALLIANCE, {Fid(20): State(8)}, at=EPOCH)
        await engine.want([RUN])
        await run.end
    assert (sent[Fid(19)], sent[Fid(20)]) == (7, 8)


@pytest.mark.parametrize("outcome", [Outcome.LEVEL_TOO_LOW, Outcome.SPENDING_TOO_LOW])
async def test_whoever_may_fare_better_now_gets_another_go_on_an_operators_word(
    outcome: Outcome,
) -> None:
    store, game = MemoryStore(), ToldGame(ending(1, 2, outcome=outcome))
    async with at_work(store, game, members=20, seconds=15) as (engine, run):
        await engine.open(*RUN, afresh=True)
        summary = (await run.end).summary
    assert (summary.members, summary.redeemed, summary.failed) == (20, 20, {})
    assert summary.requests == len(game.asked) == 22


async def test_tries_that_were_used_up_are_counted_anew() -> None:
    loop = asyncio.get_running_loop()

    def busy(_code: str, fid: Fid, _state: State) -> Outcome:
        if loop.time() > 3600 or fid > 2:
            return Outcome.REDEEMED
        return Outcome.TRY_AGAIN if fid == 1 else Outcome.UNREACHABLE

    store, game = MemoryStore(), ToldGame(busy)
    async with at_work(store, game, members=20, seconds=3600) as (engine, run):
        assert run.run
        assert run.run.failed == {Outcome.TRY_AGAIN: 1}
        await engine.want([RUN])
        assert (await run.end).summary.redeemed == 20


async def test_a_player_who_does_not_exist_is_not_asked_again() -> None:
    store, game = MemoryStore(), ToldGame(ending(1, outcome=Outcome.NO_SUCH_PLAYER))
    async with at_work(store, game, members=20, seconds=15) as (engine, run):
        await engine.want([RUN])
        assert (await run.end).summary.failed == {Outcome.NO_SUCH_PLAYER: 1}
    assert game.times_asked(1) == 1


async def test_whoever_comes_with_a_state_that_was_refused_before_is_not_asked() -> None:
    store, game = MemoryStore(), ToldGame(REDEEMED)
    async with at_work(store, game, members=20, seconds=10) as (engine, run):
        await enrol(store, [50])
        refused = Outcome.WRONG_STATE
        one = Attempt(ALLIANCE, CODE, Fid(50), refused, "", State(7), tries=0, at=EPOCH)
        await store.note_attempts([one])
        await engine.want([RUN])
        assert (await run.end).summary.failed == {refused: 1}
    assert game.times_asked(50) == 0


async def test_what_the_game_proved_of_a_player_elsewhere_costs_a_newcomer_no_request() -> None:
    store, game = MemoryStore(), ToldGame(ending(50, outcome=Outcome.LEVEL_TOO_LOW))
    await enrol(store, range(1, 31), guild=1)
    await enrol(store, [50, *range(101, 130)], guild=2)
    async with playing(store, game) as engine:
        run, other = [await engine.open(GuildId(guild), CODE) for guild in (1, 2)]
        await asyncio.sleep(20)
        await enrol(store, [50])
        await engine.want([RUN])
        assert (await run.end).summary.failed == {Outcome.LEVEL_TOO_LOW: 1}
        await other.end
    assert game.times_asked(50) == 1
