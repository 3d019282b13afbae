"""What the game said of a player counts for every code and every guild, and is asked once."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import timedelta

import pytest

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome, RunSummary
from autoredeem.engine.events import Event, RunFinished
from support.engine_play import ALLIANCE, CODE, ToldGame, enrol, playing
from support.store_model import MemoryStore
from support.virtual_time import EPOCH

pytestmark = pytest.mark.virtual_time

OTHER = GuildId(2)
CODES = (CODE, "SPRING", "SUMMER")
HOME, AWAY, FAR = State(245), State(246), State(247)
DAY = timedelta(days=1).total_seconds()


class Game(ToldGame):
    """Knows players and where they live; `sent` has every request's code, player and state."""

    def __init__(self, homes: Mapping[int, State] | None = None) -> None:
        super().__init__(self._say)
        self.homes = dict(homes or {})
        self.sent: list[tuple[str, int, State]] = []
        self.given: set[tuple[str, int]] = set()

    def _say(self, code: str, fid: Fid, state: State) -> Outcome:
        self.sent.append((code, fid, state))
        if fid not in self.homes:
            return Outcome.NO_SUCH_PLAYER
        if self.homes[fid] != state:
            return Outcome.WRONG_STATE
        before = (code, fid) in self.given
        self.given.add((code, fid))
        return Outcome.ALREADY_REDEEMED if before else Outcome.REDEEMED

    @property
    def states(self) -> list[State]:
        return [state for _, _, state in self.sent]


async def enter(store: MemoryStore, state: State | None, *fids: int, guild: int = ALLIANCE) -> None:
    """Enrol players with what somebody typed of their state."""
    members = [Member(Fid(fid), state) for fid in fids]
    await store.enrol(GuildId(guild), members, by="test", at=EPOCH)


async def redeemed(
    store: MemoryStore,
    game: ToldGame,
    *codes: str,
    guild: GuildId = ALLIANCE,
    anew: bool = True,
) -> Mapping[str, RunSummary]:
    """See codes' runs to their ends, in a process of its own."""
    events: list[Event] = []
    async with playing(store, game, events) as engine:
        await engine.want([(guild, code) for code in codes or (CODE,)], anew=anew)
        await asyncio.sleep(600)
    return {one.summary.code: one.summary for one in events if isinstance(one, RunFinished)}


async def test_thirty_ids_that_do_not_exist_cost_thirty_requests_whatever_codes_there_are() -> None:
    store, game = MemoryStore(), Game()
    await enrol(store, range(1, 31))
    summaries = await redeemed(store, game, *CODES)
    assert len(game.sent) == 30
    assert {code: one.failed for code, one in summaries.items()} == {
        code: {Outcome.NO_SUCH_PLAYER: 30} for code in CODES
    }


async def test_an_id_that_does_not_exist_is_not_asked_in_another_guild_or_after_a_restart() -> None:
    store, game = MemoryStore(), Game()
    await enrol(store, [1])
    await redeemed(store, game)
    await enrol(store, [1], guild=OTHER)
    summaries = await redeemed(store, game, *CODES, guild=OTHER)
    assert len(game.sent) == 1
    assert summaries[CODE].failed == {Outcome.NO_SUCH_PLAYER: 1}


@pytest.mark.parametrize(("anew", "days"), [(True, 1), (False, 7)])
async def test_an_id_that_does_not_exist_is_asked_again_after_a_week_or_a_day_on_a_managers_word(
    *, anew: bool, days: int
) -> None:
    store, game = MemoryStore(), Game()
    await enrol(store, [1])
    await redeemed(store, game, "FIRST")
    await asyncio.sleep(days * DAY - 1_200)
    await redeemed(store, game, "BEFORE", anew=anew)
    await asyncio.sleep(1_200)
    await redeemed(store, game, "AFTER", anew=anew)
    assert [code for code, _, _ in game.sent] == ["FIRST", "AFTER"]


async def test_a_wrong_state_that_somebody_types_cuts_no_proven_player_off() -> None:
    store, game = MemoryStore(), Game({1: HOME})
    await enter(store, HOME, 1)
    await redeemed(store, game, CODE)
    for wrong in (AWAY, FAR):
        await enter(store, wrong, 1)
        [summary] = (await redeemed(store, game, f"NEXT-{wrong}")).values()
        assert summary.redeemed == 1
    assert game.states == [HOME, HOME, HOME]


async def test_a_state_that_was_proven_in_one_guild_is_asked_in_another_that_knows_none() -> None:
    store, game = MemoryStore(), Game({1: HOME})
    await enter(store, HOME, 1)
    await redeemed(store, game, "FIRST")
    await enter(store, None, 1, guild=OTHER)
    [summary] = (await redeemed(store, game, CODE, guild=OTHER)).values()
    assert (summary.redeemed, summary.no_state) == (1, 0)


async def test_turning_a_members_state_over_and_over_asks_once_for_each_new_one() -> None:
    store, game = MemoryStore(), Game({1: HOME})
    await enter(store, AWAY, 1)
    await redeemed(store, game, *CODES)
    async with playing(store, game) as engine:
        for state in (FAR, AWAY, FAR, AWAY, FAR):
            await store.set_states(ALLIANCE, {Fid(1): state}, at=EPOCH)
            await engine.want([(ALLIANCE, code) for code in CODES], anew=False)
            await asyncio.sleep(60)
    assert game.states == [AWAY, FAR]


async def test_a_mended_state_catches_up_on_all_codes() -> None:
    store, game = MemoryStore(), Game({1: HOME})
    await enter(store, AWAY, 1)
    await redeemed(store, game, *CODES)
    await enter(store, HOME, 1)
    summaries = await redeemed(store, game, *CODES, anew=False)
    assert [one.redeemed for one in summaries.values()] == [1, 1, 1]
    assert game.states == [AWAY, HOME, HOME, HOME]


async def test_of_a_player_who_has_moved_what_the_guild_typed_is_asked_in_the_same_run() -> None:
    store, game = MemoryStore(), Game({1: HOME})
    await enter(store, HOME, 1)
    await redeemed(store, game, "FIRST")
    game.homes[1] = AWAY
    await enter(store, AWAY, 1)
    [summary] = (await redeemed(store, game, CODE)).values()
    assert (summary.redeemed, summary.failed, summary.requests) == (1, {}, 2)
    await redeemed(store, game, "LAST")
    assert game.states == [HOME, HOME, AWAY, AWAY]


async def test_of_a_player_who_has_moved_nobody_knows_where_nothing_is_asked_in_vain() -> None:
    store, game = MemoryStore(), Game({1: HOME})
    await enter(store, HOME, 1)
    await redeemed(store, game, "FIRST")
    game.homes[1] = FAR
    await redeemed(store, game, *CODES)
    assert game.states == [HOME, HOME]
    await asyncio.sleep(31 * DAY)
    await redeemed(store, game, "LAST")
    assert game.states == [HOME, HOME, HOME], "it is forgotten after thirty days"


async def test_a_state_that_is_mended_while_the_old_one_is_asked_is_asked_next() -> None:
    store, game = MemoryStore(), Game({1: HOME})
    game.latency = 30
    await enter(store, AWAY, 1)
    async with playing(store, game) as engine:
        run = await engine.open(ALLIANCE, CODE)
        await asyncio.sleep(10)
        await store.set_states(ALLIANCE, {Fid(1): HOME}, at=EPOCH)
        await engine.want([(ALLIANCE, CODE)], anew=False)
        summary = (await run.end).summary
    assert (summary.redeemed, game.states) == (1, [AWAY, HOME])


async def test_what_is_known_is_written_once_not_with_every_answer() -> None:
    store, game = MemoryStore(), Game({1: HOME})
    await enter(store, HOME, 1)
    await redeemed(store, game, *CODES)
    first = store.said[Fid(1)]
    await redeemed(store, game, "LAST")
    assert store.said == {Fid(1): first}


class Forgetful(MemoryStore):
    """A store that can't say what is known of players."""

    async def players(self, fids: Collection[Fid]) -> Mapping[Fid, KnownPlayer]:
        raise StoreUnavailable(f"no answer about {len(fids)}")


async def test_where_it_cannot_be_looked_up_all_are_asked_and_nothing_known_is_lost() -> None:
    store, game = Forgetful(), Game({1: HOME})
    store.said[Fid(1)] = KnownPlayer(Fid(1), HOME, EPOCH - timedelta(days=1))
    await enter(store, AWAY, 1)
    [summary] = (await redeemed(store, game)).values()
    assert summary.failed == {Outcome.WRONG_STATE: 1}
    assert store.said[Fid(1)].proven == HOME


async def test_an_attempt_keeps_the_state_that_was_asked_and_what_was_typed() -> None:
    store, game = MemoryStore(), Game({1: HOME})
    await enter(store, HOME, 1)
    await redeemed(store, game, "FIRST")
    game.homes[1] = FAR
    await store.enrol(ALLIANCE, [Member(Fid(1), AWAY, level=9)], by="test", at=EPOCH)
    await redeemed(store, game)
    [attempt] = (await store.attempts(ALLIANCE, CODE)).values()
    assert (attempt.state, attempt.typed, attempt.level) == (AWAY, AWAY, 9)
