"""Why nobody is asked, as it is now: a board can say it at any time. In virtual time."""

import asyncio

import pytest

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import Engine, Process
from autoredeem.engine.events import (
    AnotherSends,
    EveryoneWaits,
    NotRecorded,
    StoreSilent,
    TitleHalted,
)
from autoredeem.game.protocol import Answer
from support.engine_play import (
    ALLIANCE,
    CODE,
    Line,
    ShakyStore,
    ToldGame,
    answer,
    enrol,
    everyone,
    playing,
)
from support.store_model import MemoryStore

pytestmark = pytest.mark.virtual_time

SENDS, WATCHES = Process("sends 1"), Process("watches 2")


def waits(engine: Engine) -> EveryoneWaits:
    trouble = engine.trouble
    assert isinstance(trouble, EveryoneWaits)
    return trouble


async def test_nothing_keeps_members_from_being_asked_while_all_is_well() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 21))
    async with playing(store, game, process=SENDS) as engine:
        await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(20)
        assert engine.trouble is None


async def test_a_throttled_address_says_how_long_everyone_still_waits() -> None:
    told = iter([answer(Outcome.THROTTLED, retry_after=120)])

    def first(_code: str, _fid: Fid, _state: State) -> Outcome | Answer:
        return next(told, Outcome.REDEEMED)

    store, game = MemoryStore(), ToldGame(first)
    await enrol(store, range(1, 21))
    async with playing(store, game, process=SENDS) as engine:
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(10)
        early = waits(engine)
        await asyncio.sleep(60)
        assert early.outcome is Outcome.THROTTLED
        assert early.seconds - waits(engine).seconds == 60
        await asyncio.sleep(60)
        assert engine.trouble is None
        await run.end


async def test_a_game_that_is_down_is_said_until_it_answers_and_nothing_is_estimated() -> None:
    loop = asyncio.get_running_loop()

    def down(_code: str, _fid: Fid, _state: State) -> Outcome:
        return Outcome.UNREACHABLE if loop.time() < 3600 else Outcome.REDEEMED

    store, game = MemoryStore(), ToldGame(down)
    await enrol(store, range(1, 21))
    async with playing(store, game, process=SENDS) as engine:
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(1800)
        assert waits(engine).outcome is Outcome.UNREACHABLE
        assert waits(engine).seconds >= 0
        assert engine.estimate(ALLIANCE, CODE) is None
        await run.end
        assert engine.trouble is None


async def test_a_title_that_is_halted_says_why() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.WRONG_SALT))
    await enrol(store, range(1, 21))
    async with playing(store, game, process=SENDS) as engine:
        await (await engine.open(ALLIANCE, CODE)).end
        assert engine.trouble == TitleHalted(Outcome.WRONG_SALT)


async def test_whoever_watches_says_that_another_process_sends() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    async with (
        playing(store, game, process=SENDS) as sends,
        playing(store, game, process=WATCHES) as watches,
    ):
        await asyncio.sleep(5)
        assert (sends.trouble, watches.trouble) == (None, AnotherSends("sends"))


async def test_a_store_that_does_not_answer_is_said_from_when_sending_pauses() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 101))
    line = Line(store)
    async with playing(line, game, process=SENDS) as engine:
        await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(20)
        line.reachable = False
        await asyncio.sleep(10)
        assert engine.trouble is None, "who is in the queue is still asked"
        await asyncio.sleep(60)
        silent = engine.trouble
        line.reachable = True
        await asyncio.sleep(60)
        assert engine.trouble is None, "it answers again"
        assert silent == StoreSilent("the line is cut")


async def test_a_store_that_does_not_say_what_is_to_be_done_is_said() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    line = Line(store)
    async with playing(line, game) as engine:
        line.reachable = False
        with pytest.raises(StoreUnavailable):
            await engine.open(ALLIANCE, CODE)
        assert engine.trouble == StoreSilent("the line is cut")


async def test_outcomes_that_nobody_takes_are_said_when_they_are_too_many() -> None:
    store, game = ShakyStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(1, 1101))
    async with playing(store, game, process=SENDS) as engine:
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(20)
        store.writable = False
        await asyncio.sleep(3600)
        assert engine.trouble == NotRecorded(engine.not_recorded, "the server is gone")
        store.writable = True
        await run.end
