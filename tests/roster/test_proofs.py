"""A player is proven by one request, in its turn, within bounds that outlast a restart."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import GuildChanges
from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.players import Member
from autoredeem.domain.proofs import ProofRecord
from autoredeem.domain.redemptions import Outcome, Settlement
from autoredeem.engine import Engine
from autoredeem.roster.proof_codes import NO_CODE
from autoredeem.roster.proofs import (
    A_DAY,
    A_MINUTE,
    MOST_A_MINUTE,
    MOST_IN_GUILD,
    MOST_OF_USER,
    GameProver,
    Proof,
    may_ask,
)
from support.engine_play import ALLIANCE, CODE, WATCHES, ToldGame, playing
from support.store_model import MemoryStore
from support.virtual_time import EPOCH, VirtualClock

pytestmark = pytest.mark.virtual_time

ANN, BOB, CAT = Fid(20_000_001), Fid(20_000_002), Fid(20_000_003)
HOME, AWAY = State(245), State(999)
USER = UserId(800_001)
OTHER = GuildId(2)
OVER, OLDER = "OVER", "OLDER"


class Game(ToldGame):
    """Knows where players live, and which codes are alive. `sent` has every request."""

    def __init__(self, homes: dict[Fid, State] | None = None) -> None:
        super().__init__(self._say)
        self.homes = {ANN: HOME, BOB: HOME, **(homes or {})}
        self.alive = {CODE}
        self.shut = False
        self.sent: list[tuple[str, Fid, State]] = []

    def _say(self, code: str, fid: Fid, state: State) -> Outcome:
        self.sent.append((code, fid, state))
        if self.shut:
            return Outcome.REFUSED_AT_THE_DOOR
        if self.homes.get(fid) != state:
            return Outcome.WRONG_STATE
        if code in self.alive:
            return Outcome.REDEEMED
        return Outcome.EXPIRED if code in (OVER, OLDER) else Outcome.NO_SUCH_CODE


async def add(store: MemoryStore, code: str, life: Life, days: int = 0) -> None:
    """Make a code known as alive, or as expired so many days after the beginning."""
    at = EPOCH - timedelta(days=9 - days)
    reason = Outcome.EXPIRED if life is Life.DEAD else None
    await store.add_codes([code], at=at)
    await store.judge({code: Standing(life, reason, turn=1 if reason else 0)}, at=at)


async def ready(store: MemoryStore | None = None) -> MemoryStore:
    """Give a store of a guild that wants codes, with ANN and BOB in it."""
    store = store or MemoryStore()
    members = [Member(fid, HOME) for fid in (ANN, BOB)]
    await store.enrol(ALLIANCE, members, by="test", at=EPOCH)
    wants = GuildChanges(enabled=True)
    await store.change_guilds({ALLIANCE: wants, OTHER: wants}, by="test", at=EPOCH)
    return store


@asynccontextmanager
async def proving(store: MemoryStore, game: Game) -> AsyncIterator[tuple[GameProver, Engine]]:
    async with (
        playing(store, game) as engine,
        GameProver(store, engine, VirtualClock()).working() as prover,
    ):
        yield prover, engine


async def test_the_game_knows_a_player_or_it_does_not() -> None:
    store, game = await ready(), Game()
    async with proving(store, game) as (prover, _):
        assert await prover.prove(ALLIANCE, USER, ANN, HOME) is Proof.KNOWN
        assert await prover.prove(ALLIANCE, USER, BOB, AWAY) is Proof.REFUSED

    assert store.said[ANN].proven == HOME
    assert store.said[BOB].refused_at(AWAY)


async def test_a_living_code_that_the_player_lacks_is_redeemed_by_it() -> None:
    store, game = await ready(), Game()
    await add(store, CODE, Life.ALIVE)
    async with proving(store, game) as (prover, _):
        await prover.prove(ALLIANCE, USER, ANN, HOME)

        checked = await store.batch_check_members(ALLIANCE, CODE, [ANN, BOB])

    assert game.sent == [(CODE, ANN, HOME)]
    assert dict(checked) == {ANN: True, BOB: False}


@pytest.mark.parametrize("why", ["the player has it", "switched off", "stopped"])
async def test_else_the_code_that_expired_last_is_asked_for(why: str) -> None:
    store, game = await ready(), Game()
    await add(store, CODE, Life.ALIVE)
    await add(store, OLDER, Life.DEAD, 1)
    await add(store, OVER, Life.DEAD, 2)
    if why == "the player has it":
        await store.settle([Settlement(ALLIANCE, CODE, ANN, Outcome.REDEEMED, EPOCH)])
    elif why == "switched off":
        await store.change_guilds({ALLIANCE: GuildChanges(enabled=False)}, by="test", at=EPOCH)
    else:
        await store.want_runs([(ALLIANCE, CODE)], at=EPOCH)
        await store.stop_runs([(ALLIANCE, CODE)], at=EPOCH)
    before = await store.codes()
    async with proving(store, game) as (prover, _):
        assert await prover.prove(ALLIANCE, USER, ANN, HOME) is Proof.KNOWN

    assert game.sent == [(OVER, ANN, HOME)]
    assert await store.codes() == before
    assert not store.noted


async def test_else_one_that_cant_exist_and_nothing_is_kept_of_it() -> None:
    store, game = await ready(), Game()
    async with proving(store, game) as (prover, _):
        assert await prover.prove(ALLIANCE, USER, ANN, HOME) is Proof.KNOWN

    assert game.sent == [(NO_CODE, ANN, HOME)]
    assert not await store.codes()
    assert not store.noted
    assert not store.saved


async def test_an_expired_code_that_pays_is_tried_again_everywhere() -> None:
    store, game = await ready(), Game()
    await add(store, OVER, Life.DEAD)
    game.alive.add(OVER)
    async with proving(store, game) as (prover, _):
        assert await prover.prove(ALLIANCE, USER, ANN, HOME) is Proof.KNOWN

    [record] = await store.codes()
    assert record.standing.life is Life.UNTRIED


async def test_a_proof_goes_before_a_run_and_asks_nobody_twice() -> None:
    store, game = await ready(), Game()
    crowd = [Fid(30_000_000 + number) for number in range(200)]
    game.homes.update(dict.fromkeys(crowd, HOME))
    members = [Member(fid, HOME) for fid in crowd]
    await store.enrol(ALLIANCE, members, by="test", at=EPOCH)
    await add(store, CODE, Life.ALIVE)
    async with proving(store, game) as (prover, engine):
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(60)
        before = len(game.sent)
        await store.enrol(ALLIANCE, [Member(CAT, HOME)], by="test", at=VirtualClock().now())
        game.homes[CAT] = HOME
        assert await prover.prove(ALLIANCE, USER, CAT, HOME) is Proof.KNOWN
        assert (CODE, CAT, HOME) in game.sent[before : before + 3]
        await engine.want([(ALLIANCE, CODE)], anew=False)
        await run.end

    assert len(game.sent) == len({fid for _, fid, _ in game.sent}) == 203


async def test_what_the_game_has_said_is_not_asked_again() -> None:
    store, game = await ready(), Game()
    async with proving(store, game) as (prover, _):
        for _ in range(3):
            assert await prover.prove(ALLIANCE, USER, ANN, AWAY) is Proof.REFUSED
        assert await prover.prove(ALLIANCE, USER, ANN, HOME) is Proof.KNOWN
        assert await prover.prove(ALLIANCE, USER, ANN, HOME) is Proof.KNOWN

    assert [state for _, _, state in game.sent] == [AWAY, HOME]


async def test_two_who_ask_the_same_at_a_time_wait_for_one_answer() -> None:
    store, game = await ready(), Game()
    async with proving(store, game) as (prover, _):
        asked = (prover.prove(guild, USER, ANN, HOME) for guild in (ALLIANCE, OTHER))
        assert await asyncio.gather(*asked) == [Proof.KNOWN, Proof.KNOWN]

    assert len(game.sent) == 1


async def test_who_waits_in_vain_is_told_later_and_the_answer_counts_all_the_same() -> None:
    store, game = await ready(), Game()
    game.latency = 20.0
    async with proving(store, game) as (prover, _):
        assert await prover.prove(ALLIANCE, USER, ANN, HOME, wait=5.0) is Proof.LATER
        await asyncio.sleep(20)
        assert await prover.prove(ALLIANCE, USER, ANN, HOME) is Proof.KNOWN

    assert len(game.sent) == 1


async def flood(prover: GameProver, users: Sequence[int], ids: int, seconds: float) -> int:
    """Have users ask for made-up ids in turn; return how many answers the game gave."""
    answers = 0
    for number in range(ids):
        user, fid = UserId(users[number % len(users)]), Fid(40_000_000 + number)
        proof = await prover.prove(ALLIANCE, user, fid, AWAY)
        answers += proof is not Proof.LATER
        await asyncio.sleep(seconds)
    return answers


async def test_one_user_who_makes_up_a_thousand_ids_has_ten_answers_a_day() -> None:
    store, game = await ready(), Game()
    async with proving(store, game) as (prover, _):
        assert await flood(prover, [1], 1_000, 60) == MOST_OF_USER

    assert len(game.sent) == MOST_OF_USER


async def test_sixty_users_of_a_guild_have_sixty_answers_a_day_together() -> None:
    store, game = await ready(), Game()
    async with proving(store, game) as (prover, _):
        assert await flood(prover, range(1, 61), 600, 60) == MOST_IN_GUILD


async def test_in_all_there_are_two_requests_a_minute() -> None:
    store, game = await ready(), Game()
    async with proving(store, game) as (prover, _):
        answers = await flood(prover, range(1, 41), 300, 1)

    assert answers == len(game.sent)
    assert most_in_a_minute(store.proofs.values()) == MOST_A_MINUTE


async def test_a_restart_forgets_no_bound() -> None:
    store, game = await ready(), Game()
    for _ in range(4):
        async with proving(store, game) as (prover, _):
            await flood(prover, [1], 10, 0)
    assert len(game.sent) == MOST_A_MINUTE
    for _ in range(4):
        async with proving(store, game) as (prover, _):
            await flood(prover, [1], 10, 60)
    assert len(game.sent) == MOST_OF_USER


async def test_after_two_refusals_at_the_door_nothing_is_asked_for_a_day() -> None:
    store, game = await ready(), Game()
    game.shut = True
    async with proving(store, game) as (prover, _):
        assert await flood(prover, range(1, 9), 30, 60) == 0
    game.shut = False
    async with proving(store, game) as (prover, _):
        assert await flood(prover, range(1, 9), 30, 60) == 0
        await asyncio.sleep(A_DAY.total_seconds())
        assert await prover.prove(ALLIANCE, USER, ANN, HOME) is Proof.KNOWN

    assert len(game.sent) == 3


async def test_only_the_process_that_sends_asks() -> None:
    store, game = await ready(), Game()
    await store.hold_lease("address", "another", seconds=600)
    async with (
        playing(store, game, process=WATCHES) as engine,
        GameProver(store, engine, VirtualClock()).working() as prover,
    ):
        assert await prover.prove(ALLIANCE, USER, ANN, HOME) is Proof.LATER

    assert not game.sent
    assert not store.proofs


async def test_a_request_shows_in_the_trail_and_is_counted_for_its_guild() -> None:
    store, game = await ready(), Game()
    async with proving(store, game) as (prover, _):
        await prover.prove(ALLIANCE, USER, ANN, HOME)

    [line] = await store.actions(ALLIANCE, limit=9)
    assert (line.user, line.what) == (USER, "player-asked")
    assert line.details == {"id": str(ANN), "state": str(HOME)}


async def test_a_guild_that_is_blocked_has_nobody_asked() -> None:
    store, game = await ready(), Game()
    await store.change_guilds({ALLIANCE: GuildChanges(blocked_at=EPOCH)}, by="test", at=EPOCH)
    async with proving(store, game) as (prover, _):
        assert await prover.prove(ALLIANCE, USER, ANN, HOME) is Proof.LATER

    assert not game.sent


records = st.builds(
    ProofRecord,
    st.sampled_from([ANN, BOB, CAT]),
    st.sampled_from([HOME, AWAY]),
    st.integers(0, 1_440).map(lambda minutes: EPOCH + timedelta(minutes=minutes)),
    st.none() | st.sampled_from([Outcome.WRONG_STATE, Outcome.REFUSED_AT_THE_DOOR]),
)


@given(st.lists(records, max_size=9), st.integers(0, 1_440))
def test_whatever_was_asked_there_are_never_more_than_two_in_a_minute_and_no_pair_twice(
    before: list[ProofRecord], minutes: int
) -> None:
    now = EPOCH + timedelta(days=1)
    day = sorted(before, key=lambda one: one.at)
    if may_ask(day, ANN, HOME, now):
        assert (ANN, HOME) not in {(one.fid, one.state) for one in day}
        lately = [one for one in day if one.at > now - A_MINUTE]
        assert len(lately) < MOST_A_MINUTE
        last = [one.outcome for one in day if one.outcome][-2:]
        assert last != [Outcome.REFUSED_AT_THE_DOOR] * 2


def most_in_a_minute(asked: Collection[ProofRecord]) -> int:
    """Return the most requests within any minute."""
    times = sorted(one.at for one in asked)
    return max(sum(at <= other < at + A_MINUTE for other in times) for at in times)
