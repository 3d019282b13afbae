"""Nobody is asked anew too soon, however often a run is wanted."""

import asyncio
from datetime import timedelta

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import ENTAILS, Fate, Outcome
from autoredeem.engine import Process
from support.engine_play import ALLIANCE, CODE, RUN, ToldGame, enrol, everyone, playing
from support.store_model import MemoryStore
from support.virtual_time import EPOCH

pytestmark = pytest.mark.virtual_time

OTHER = GuildId(2)
MINUTE, HOUR = 60.0, 3_600.0
GATES = [Outcome.LEVEL_TOO_LOW, Outcome.SPENDING_TOO_LOW]
BRIEF = [Outcome.UNKNOWN, Outcome.TRY_AGAIN]


async def wanted(
    store: MemoryStore, game: ToldGame, *, guild: GuildId = ALLIANCE, afresh: bool = False
) -> int:
    """Want the run anew and see it to its end, in a process of its own; gives the requests."""
    before = len(game.asked)
    await asyncio.sleep(1)
    async with playing(store, game) as engine:
        await (await engine.open(guild, CODE, afresh=afresh)).end
    return len(game.asked) - before


async def levels(store: MemoryStore, level: int, *fids: int) -> None:
    members = [Member(Fid(fid), State(7), level=level) for fid in fids]
    await store.enrol(ALLIANCE, members, by="test", at=EPOCH)


async def alive(store: MemoryStore) -> None:
    """Know that the code is alive: answers that say nothing make others rest."""
    await store.judge({CODE: Standing(Life.ALIVE)}, at=EPOCH)


@pytest.mark.parametrize("outcome", BRIEF)
async def test_whoever_failed_is_asked_anew_every_ten_minutes_at_most(outcome: Outcome) -> None:
    store, game = MemoryStore(), ToldGame(everyone(outcome))
    await enrol(store, [1])
    await alive(store)
    most = ENTAILS[outcome].tries
    assert await wanted(store, game) == most
    for _ in range(9):
        await asyncio.sleep(MINUTE)
        assert await wanted(store, game) == 0
    await asyncio.sleep(MINUTE + 1)
    assert await wanted(store, game) == most


@pytest.mark.parametrize("outcome", GATES)
async def test_a_gate_is_not_tried_anew_for_a_day(outcome: Outcome) -> None:
    store, game = MemoryStore(), ToldGame(everyone(outcome))
    await enrol(store, range(1, 11))
    assert await wanted(store, game) == 10
    for _ in range(23):
        await asyncio.sleep(HOUR)
        assert await wanted(store, game) == 0
    await asyncio.sleep(HOUR)
    assert await wanted(store, game) == 10


async def test_pressing_all_the_time_while_a_run_goes_on_asks_nobody_anew() -> None:
    def gated(_code: str, fid: Fid, _state: State) -> Outcome:
        return Outcome.LEVEL_TOO_LOW if fid < 11 else Outcome.REDEEMED

    store, game = MemoryStore(), ToldGame(gated)
    await enrol(store, range(1, 41))
    async with playing(store, game) as engine:
        run = await engine.open(*RUN)
        for _ in range(30):
            await asyncio.sleep(2)
            await engine.want([RUN])
        summary = (await run.end).summary
    assert len(game.asked) == 40
    assert (summary.redeemed, summary.failed) == (30, {Outcome.LEVEL_TOO_LOW: 10})


async def test_while_a_run_goes_on_whoever_has_rested_gets_another_go() -> None:
    loop = asyncio.get_running_loop()

    def busy(_code: str, fid: Fid, _state: State) -> Outcome:
        if fid == 2:
            return Outcome.UNREACHABLE if loop.time() < 26 * HOUR else Outcome.REDEEMED
        return Outcome.LEVEL_TOO_LOW if loop.time() < 20 * HOUR else Outcome.REDEEMED

    store, game = MemoryStore(), ToldGame(busy)
    await enrol(store, [1, 2])
    async with playing(store, game) as engine:
        run = await engine.open(*RUN)
        await asyncio.sleep(23 * HOUR)
        await engine.want([RUN])
        await asyncio.sleep(2 * HOUR)
        assert game.times_asked(1) == 1
        await engine.want([RUN])
        assert (await run.end).summary.redeemed == 2
    assert game.times_asked(1) == 2


async def test_a_level_that_has_risen_is_asked_at_once_and_one_that_has_fallen_is_not() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.LEVEL_TOO_LOW))
    await levels(store, 10, 1, 2, 3)
    await wanted(store, game)
    game.asked.clear()
    await levels(store, 11, 1)
    await levels(store, 9, 2)
    await wanted(store, game)
    assert [fid for _, _, fid in game.asked] == [1]


async def test_a_level_that_becomes_known_is_none_that_is_known_to_have_changed() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.LEVEL_TOO_LOW))
    await enrol(store, [1])
    await wanted(store, game)
    await levels(store, 11, 1)
    assert await wanted(store, game) == 0


async def test_a_level_says_nothing_of_spending() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.SPENDING_TOO_LOW))
    await levels(store, 10, 1)
    await wanted(store, game)
    await levels(store, 11, 1)
    assert await wanted(store, game) == 0


async def test_a_risen_level_catches_up_without_anybodys_word() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.LEVEL_TOO_LOW))
    await levels(store, 10, 1)
    await wanted(store, game)
    await levels(store, 11, 1)
    async with playing(store, game) as engine:
        await engine.want([RUN], anew=False)
        await asyncio.sleep(MINUTE)
    assert game.times_asked(1) == 2


async def test_leaving_and_coming_back_is_no_way_to_be_asked_anew() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.LEVEL_TOO_LOW))
    await enrol(store, [1, 2])
    await wanted(store, game)
    await store.remove(ALLIANCE, [Fid(1)])
    await enrol(store, [1])
    assert await wanted(store, game) == 0


ENDS = [
    outcome
    for outcome, entails in ENTAILS.items()
    if entails.rests and (entails.fate is Fate.ENDS or entails.tries)
]


@pytest.mark.parametrize("outcome", ENDS)
async def test_an_operators_word_asks_everyone_anew_at_once(outcome: Outcome) -> None:
    store, game = MemoryStore(), ToldGame(everyone(outcome))
    await enrol(store, [1])
    await alive(store)
    first = await wanted(store, game)
    assert await wanted(store, game) == 0
    assert await wanted(store, game, afresh=True) == first
    assert await wanted(store, game) == 0


async def test_an_operators_word_reaches_a_run_that_another_process_works_on() -> None:
    loop = asyncio.get_running_loop()

    def gated(_code: str, fid: Fid, _state: State) -> Outcome:
        if fid == 2:
            return Outcome.UNREACHABLE if loop.time() < HOUR else Outcome.REDEEMED
        return Outcome.LEVEL_TOO_LOW

    store, game = MemoryStore(), ToldGame(gated)
    await enrol(store, [1, 2])
    async with (
        playing(store, game, process=Process("sends")) as sends,
        playing(store, game, process=Process("watches")) as watches,
    ):
        run = await sends.open(*RUN)
        await asyncio.sleep(10 * MINUTE)
        await watches.open(*RUN, afresh=True)
        await run.end
    assert game.times_asked(1) == 2


async def test_a_gate_that_another_guild_met_just_now_is_heeded_and_rests_from_then() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.LEVEL_TOO_LOW))
    await enrol(store, [1, *range(11, 31)])
    await enrol(store, [1], guild=OTHER)
    async with playing(store, game) as engine:
        await engine.open(*RUN)
        await asyncio.sleep(20)
        other = await engine.open(OTHER, CODE)
        assert (await other.end).summary.failed == {Outcome.LEVEL_TOO_LOW: 1}
    assert game.times_asked(1) == 1


def test_gates_rest_for_a_day_and_what_may_pass_by_itself_for_ten_minutes() -> None:
    rests = {outcome: ENTAILS[outcome].rests for outcome in (*GATES, *BRIEF)}
    assert set(rests.values()) == {timedelta(days=1), timedelta(minutes=10)}
    assert all(rests[outcome] == timedelta(days=1) for outcome in GATES)
