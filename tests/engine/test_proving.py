"""A request that proves a player keeps the engine's rules, and says nothing it doesn't know."""

import asyncio
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import ProofQuestion, RunEnd
from autoredeem.engine.runs import Typed
from autoredeem.game.protocol import Answer
from support.engine_play import ALLIANCE, CODE, ToldGame, enrol, everyone, playing
from support.store_model import MemoryStore
from support.virtual_time import EPOCH, run_virtual

pytestmark = pytest.mark.virtual_time

OTHER = GuildId(2)
ANN, BOB = Fid(1), Fid(2)
HOME = State(7)
ALIVE = Standing(Life.ALIVE)
PLAYERS = [Fid(number) for number in range(1, 6)]


def of_code(standing: Standing | None = ALIVE, *, fid: Fid = ANN) -> ProofQuestion:
    return ProofQuestion(fid, Typed(HOME), CODE, standing)


async def known_alive() -> MemoryStore:
    """Give a store in which the code is alive and both players are enrolled elsewhere, too."""
    store = MemoryStore()
    await enrol(store, [ANN, BOB])
    await enrol(store, [ANN, BOB], OTHER)
    await store.add_codes([CODE], at=EPOCH)
    await store.judge({CODE: ALIVE}, at=EPOCH)
    return store


async def test_the_answer_settles_the_player_in_every_guild() -> None:
    store, game = await known_alive(), ToldGame(everyone(Outcome.REDEEMED))
    async with playing(store, game) as engine:
        assert await engine.prove(ALLIANCE, of_code()) is Outcome.REDEEMED

    assert store.settled.keys() == {(ALLIANCE, CODE, ANN), (OTHER, CODE, ANN)}


async def test_a_player_whom_a_run_asks_is_not_asked_beside_it() -> None:
    store, game = await known_alive(), ToldGame(everyone(Outcome.REDEEMED), latency=20.0)
    async with playing(store, game) as engine:
        run = await engine.open(OTHER, CODE)
        await asyncio.sleep(3)
        assert await engine.prove(ALLIANCE, of_code(fid=game.asked[0][2])) is None
        assert engine.known(game.asked[0][2]).proven == HOME
        await run.end

    assert game.times_asked(ANN) == game.times_asked(BOB) == 1


async def test_a_code_that_is_found_dead_by_it_stops_for_all() -> None:
    store, game = await known_alive(), ToldGame(everyone(Outcome.EXPIRED), latency=2.0)
    async with playing(store, game) as engine:
        assert await engine.prove(ALLIANCE, of_code()) is Outcome.EXPIRED
        run = await engine.open(OTHER, CODE)
        assert (await run.end).end is RunEnd.DEAD_CODE

    assert len(game.asked) == 1


async def test_what_a_dead_code_answers_says_nothing_of_it() -> None:
    store, game = await known_alive(), ToldGame(everyone(Outcome.EXPIRED), latency=0.5)
    before = await store.codes()
    async with playing(store, game) as engine:
        assert await engine.prove(ALLIANCE, of_code(None)) is Outcome.EXPIRED

    assert await store.codes() == before
    assert not store.noted
    assert store.said[ANN].proven == HOME


@pytest.mark.parametrize(
    "outcome", [Outcome.TRY_AGAIN, Outcome.PLAYER_THROTTLED, Outcome.USED_UP, Outcome.UNKNOWN]
)
async def test_an_answer_that_decides_nothing_is_no_try_of_the_members(outcome: Outcome) -> None:
    answers: list[Outcome] = [outcome]
    game = ToldGame(lambda *_: answers.pop() if answers else Outcome.REDEEMED)
    store = await known_alive()
    async with playing(store, game) as engine:
        assert await engine.prove(ALLIANCE, of_code()) is outcome
        assert not store.noted
        run = await engine.open(OTHER, CODE)
        summary = (await run.end).summary

    assert summary.redeemed == 2
    assert not summary.failed


async def test_a_level_that_is_too_low_is_kept_as_after_a_run() -> None:
    store, game = await known_alive(), ToldGame(everyone(Outcome.LEVEL_TOO_LOW))
    async with playing(store, game) as engine:
        await engine.prove(ALLIANCE, of_code())

    assert [one.outcome for one in store.noted.values()] == [Outcome.LEVEL_TOO_LOW]


async def test_a_stop_ends_a_request_that_waits_for_its_turn() -> None:
    store, game = await known_alive(), ToldGame(everyone(Outcome.THROTTLED))
    async with playing(store, game) as engine:
        assert await engine.prove(ALLIANCE, of_code()) is Outcome.THROTTLED
        waiting = asyncio.create_task(engine.prove(ALLIANCE, of_code(fid=BOB)))
        await asyncio.sleep(0)
        engine.stop_all()
        assert await waiting is None

    assert len(game.asked) == 1


async def test_who_gives_up_asks_no_more() -> None:
    store, game = await known_alive(), ToldGame(everyone(Outcome.THROTTLED))
    async with playing(store, game) as engine:
        await engine.prove(ALLIANCE, of_code())
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await engine.prove(ALLIANCE, of_code(fid=BOB))
        await asyncio.sleep(3_600)

    assert len(game.asked) == 1


async def test_requests_for_one_player_keep_the_gap() -> None:
    store, game = await known_alive(), ToldGame(everyone(Outcome.WRONG_STATE))
    async with playing(store, game) as engine:
        for _ in range(3):
            await engine.prove(ALLIANCE, of_code(None))

    times = [at for at, _, _ in game.asked]
    assert min(later - earlier for earlier, later in pairwise(times)) == pytest.approx(3.0)


@given(
    proofs=st.lists(
        st.tuples(st.sampled_from([ALLIANCE, OTHER]), st.sampled_from(PLAYERS), st.integers(0, 40)),
        max_size=8,
    ),
    opened=st.lists(st.tuples(st.sampled_from([ALLIANCE, OTHER]), st.integers(0, 40)), max_size=3),
)
def test_whatever_runs_beside_them_no_player_is_in_flight_twice_for_a_code(
    proofs: list[tuple[GuildId, Fid, int]], opened: list[tuple[GuildId, int]]
) -> None:
    game = Watched()

    async def play() -> None:
        store = await known_alive()
        for guild in (ALLIANCE, OTHER):
            await enrol(store, PLAYERS, guild)
        async with playing(store, game) as engine:

            async def prove(guild: GuildId, fid: Fid, after: int) -> None:
                await asyncio.sleep(after)
                await engine.prove(guild, of_code(fid=fid))

            async def open_(guild: GuildId, after: int) -> None:
                await asyncio.sleep(after)
                run = await engine.open(guild, CODE)
                await run.end

            await asyncio.gather(*(prove(*one) for one in proofs), *(open_(*one) for one in opened))

    run_virtual(play())
    assert game.most == (1 if proofs or opened else 0)
    if opened:
        assert game.paid == set(PLAYERS)
    assert len(game.asked) - len(game.paid) <= len(proofs), "only who is proven anew is asked twice"


class Watched(ToldGame):
    """Pays each player once; `most` is how often one was in flight at a time."""

    def __init__(self) -> None:
        super().__init__(lambda _code, fid, _state: self._pay(fid), latency=5.0)
        self.flying: Counter[Fid] = Counter()
        self.paid: set[Fid] = set()
        self.most = 0

    async def redeem(
        self, code: str, fid: Fid, state: State, *, sent: Callable[[], None]
    ) -> Answer:
        """Count who is in flight."""
        self.flying[fid] += 1
        self.most = max(self.most, self.flying[fid])
        answer = await super().redeem(code, fid, state, sent=sent)
        self.flying[fid] -= 1
        return answer

    def _pay(self, fid: Fid) -> Outcome:
        before = fid in self.paid
        self.paid.add(fid)
        return Outcome.ALREADY_REDEEMED if before else Outcome.REDEEMED
