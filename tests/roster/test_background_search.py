"""States are searched for in the background: bounded, behind every run, over restarts."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.codes import Rollout
from autoredeem.domain.alliances import Alliance, AllianceId
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import GuildChanges
from autoredeem.domain.ids import LARGEST_STATE, Fid, GuildId, State, UserId
from autoredeem.domain.known_players import KnownPlayer
from autoredeem.domain.players import Member
from autoredeem.domain.proofs import SearchedPlayer
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import Engine
from autoredeem.roster.background_search import SHARE, BackgroundSearch
from autoredeem.roster.hints import PlayerHint, PlayerHints
from autoredeem.roster.search_places import MOST_REQUESTS, Places, most_for
from autoredeem.roster.state_search import SearchCost
from support.engine_play import ALLIANCE, CODE, PER_MINUTE, ToldGame, enrol, playing
from support.store_model import MemoryStore
from support.virtual_time import EPOCH, VirtualClock

pytestmark = pytest.mark.virtual_time

USER = UserId(800_001)
OTHER = GuildId(2)
USUAL, SECOND, THIRD, FAR = State(245), State(300), State(301), State(999)
LOST = [Fid(20_000_000 + number) for number in range(6)]
SETTLED = [Fid(30_000_000 + number) for number in range(6)]
HOUR = 3_600.0


class Game(ToldGame):
    """Knows where players live. `sent` has every request, with when."""

    def __init__(self, homes: Mapping[Fid, State]) -> None:
        super().__init__(self._say)
        self.homes = dict(homes)
        self.shut = False
        self.sent: list[tuple[float, str, Fid, State]] = []

    def _say(self, code: str, fid: Fid, state: State) -> Outcome:
        self.sent.append((asyncio.get_running_loop().time(), code, fid, state))
        if self.shut:
            return Outcome.REFUSED_AT_THE_DOOR
        if self.homes.get(fid) != state:
            return Outcome.WRONG_STATE
        return Outcome.REDEEMED if code == CODE else Outcome.NO_SUCH_CODE

    def tried(self, fid: Fid) -> list[State]:
        return [state for _, _, asked, state in self.sent if asked == fid]


class List:
    """A list of players that has the state of one."""

    def __init__(self, fid: Fid, state: State) -> None:
        self.said = {fid: PlayerHint("", state, None)}

    async def hints(self, fids: Collection[Fid]) -> Mapping[Fid, PlayerHint]:
        return {fid: hint for fid, hint in self.said.items() if fid in fids}


async def ready() -> MemoryStore:
    """Give a guild whose usual state is USUAL, most of whose members live in SECOND and THIRD."""
    store = MemoryStore()
    wants = GuildChanges(enabled=True, state=USUAL)
    await store.change_guilds({ALLIANCE: wants}, by="test", at=EPOCH)
    homes = [SECOND] * 3 + [THIRD] * 2 + [USUAL]
    members = [Member(fid, state) for fid, state in zip(SETTLED, homes, strict=True)]
    await store.enrol(
        ALLIANCE, [*members, *(Member(fid, FAR) for fid in LOST)], by="test", at=EPOCH
    )
    refused = [KnownPlayer(fid, refused=((FAR, EPOCH),)) for fid in LOST]
    await store.note_players(refused)
    return store


@asynccontextmanager
async def searching(
    store: MemoryStore, game: Game, hints: PlayerHints | None = None
) -> AsyncIterator[tuple[BackgroundSearch, Engine]]:
    clock = VirtualClock()
    async with (
        playing(store, game) as engine,
        BackgroundSearch(
            store, engine, Rollout(store, engine, clock), clock, hints
        ).working() as it,
    ):
        yield it, engine


async def over(search: BackgroundSearch, guild_id: GuildId = ALLIANCE) -> None:
    """Wait until a search is over."""
    running = True
    while running:
        await asyncio.sleep(10)
        progress = await search.progress(guild_id)
        running = bool(progress and not progress.over)


async def test_the_usual_state_is_tried_first_then_those_of_most_members() -> None:
    store, game = await ready(), Game({LOST[0]: THIRD})
    async with searching(store, game) as (search, _):
        await search.start(ALLIANCE, LOST[:1], by=USER)
        await over(search)
        progress = await search.progress(ALLIANCE)

    assert game.tried(LOST[0]) == [USUAL, SECOND, THIRD]
    assert (await store.members_among(ALLIANCE, LOST))[LOST[0]].state == THIRD
    assert progress
    assert (progress.players, progress.done, progress.found, progress.asked) == (1, 1, 1, 3)


async def test_of_a_member_of_an_alliance_that_one_s_states_are_tried() -> None:
    store, game = await ready(), Game({})
    alliance = AllianceId(1)
    await store.add_alliances([Alliance(ALLIANCE, alliance, "North", State(9))])
    for fid, state in ((SETTLED[0], State(11)), (LOST[0], FAR)):
        one = Member(fid, state, alliance=alliance)
        await store.enrol(ALLIANCE, [one], by="test", at=EPOCH)
        await store.move_members(ALLIANCE, {fid: alliance}, at=EPOCH)
    async with searching(store, game) as (search, _):
        await search.start(ALLIANCE, LOST[:1], by=USER)
        await over(search)

    assert game.tried(LOST[0]) == [State(9), State(11)]


async def test_what_a_list_says_is_tried_before_all() -> None:
    store, game = await ready(), Game({LOST[0]: State(7)})
    async with searching(store, game, List(LOST[0], State(7))) as (search, _):
        await search.start(ALLIANCE, LOST[:1], by=USER)
        await over(search)

    assert game.tried(LOST[0]) == [State(7)]


async def test_what_the_game_refused_is_not_tried_and_nobody_it_knows_is_asked_for() -> None:
    store, game = await ready(), Game({})
    await store.note_players([KnownPlayer(LOST[0], refused=((SECOND, EPOCH),))])
    await store.note_players([KnownPlayer(LOST[1], State(7), EPOCH)])
    async with searching(store, game) as (search, _):
        await search.start(ALLIANCE, LOST[:2], by=USER)
        await over(search)

    assert game.tried(LOST[0])[:2] == [USUAL, THIRD]
    assert not {SECOND, FAR} & {*game.tried(LOST[0])}
    assert game.tried(LOST[1]) == []
    assert (await store.members_among(ALLIANCE, LOST))[LOST[1]].state == State(7)


async def test_a_right_guess_redeems_and_the_other_codes_follow() -> None:
    store, game = await ready(), Game({LOST[0]: SECOND})
    for code in (CODE, "SECOND"):
        await store.add_codes([code], at=EPOCH)
        await store.judge({code: Standing(Life.ALIVE)}, at=EPOCH)
    async with searching(store, game) as (search, _):
        await search.start(ALLIANCE, LOST[:1], by=USER)
        await over(search)

    assert (await store.batch_check_members(ALLIANCE, CODE, LOST[:1]))[LOST[0]]
    assert {key for key, run in store.saved.items()} == {(ALLIANCE, CODE), (ALLIANCE, "SECOND")}


async def test_a_search_has_a_twentieth_of_the_budget() -> None:
    store, game = await ready(), Game({})
    async with searching(store, game) as (search, _):
        await search.start(ALLIANCE, LOST, by=USER)
        await asyncio.sleep(HOUR / 6)

    assert len(game.sent) == pytest.approx(PER_MINUTE * SHARE * 10, abs=1)
    times = [at for at, *_ in game.sent]
    gaps = [later - earlier for earlier, later in pairwise(times[1:])]
    assert min(gaps) >= 60 / (PER_MINUTE * SHARE)


async def test_a_run_is_not_slowed_by_a_search_beside_it() -> None:
    seconds: list[float] = []
    for with_search in (False, True):
        store, game = await ready(), Game({})
        crowd = [Fid(40_000_000 + number) for number in range(300)]
        game.homes.update(dict.fromkeys(crowd, State(7)))
        await enrol(store, crowd, OTHER)
        async with searching(store, game) as (search, engine):
            if with_search:
                await search.start(ALLIANCE, LOST, by=USER)
                await asyncio.sleep(100)
            began = VirtualClock().monotonic()
            before = len(game.sent)
            run = await engine.open(OTHER, CODE)
            await run.end
            seconds.append(VirtualClock().monotonic() - began)
            beside = [one for one in game.sent[before:] if one[2] in LOST]
            assert len(beside) <= 1
    alone, both = seconds
    assert both <= alone * 1.05


async def test_a_search_goes_on_after_a_run_and_says_that_it_pauses() -> None:
    store, game = await ready(), Game({LOST[0]: THIRD})
    crowd = [Fid(40_000_000 + number) for number in range(100)]
    game.homes.update(dict.fromkeys(crowd, State(7)))
    await enrol(store, crowd, OTHER)
    async with searching(store, game) as (search, engine):
        run = await engine.open(OTHER, CODE)
        await search.start(ALLIANCE, LOST[:1], by=USER)
        await asyncio.sleep(60)
        progress = await search.progress(ALLIANCE)
        assert progress
        assert (progress.over, progress.paused, progress.asked) == (False, True, 0)
        await run.end
        await over(search)

    assert game.tried(LOST[0]) == [USUAL, SECOND, THIRD]


async def test_a_restart_in_the_middle_asks_for_no_state_twice() -> None:
    store, game = await ready(), Game({LOST[0]: THIRD, LOST[1]: THIRD})
    async with searching(store, game) as (search, _):
        await search.start(ALLIANCE, LOST[:3], by=USER)
        await asyncio.sleep(100)
    asked = len(game.sent)
    assert 0 < asked < 9
    async with searching(store, game) as (search, _):
        await over(search)

    assert max(Counter((fid, state) for _, _, fid, state in game.sent).values()) == 1
    assert [game.tried(fid) for fid in LOST[:3]] == [[USUAL, SECOND, THIRD]] * 3


async def test_a_search_that_is_stopped_asks_no_more() -> None:
    store, game = await ready(), Game({})
    async with searching(store, game) as (search, _):
        await search.start(ALLIANCE, LOST, by=USER)
        await asyncio.sleep(60)
        await search.stop(ALLIANCE)
        asked = len(game.sent)
        await asyncio.sleep(HOUR)
        assert await search.progress(ALLIANCE) is None

    assert len(game.sent) == asked


async def test_after_two_refusals_at_the_door_it_rests_for_a_day() -> None:
    store, game = await ready(), Game({LOST[0]: SECOND})
    game.shut = True
    async with searching(store, game) as (search, _):
        await search.start(ALLIANCE, LOST[:1], by=USER)
        await asyncio.sleep(20 * HOUR)
        asked = len(game.sent)
        assert asked == 2
        game.shut = False
        await over(search)

    assert game.sent[2][0] - game.sent[1][0] >= 24 * HOUR
    assert game.tried(LOST[0])[2:] == [USUAL, SECOND]


async def test_who_has_left_is_not_searched_for() -> None:
    store, game = await ready(), Game({})
    async with searching(store, game) as (search, _):
        await store.remove(ALLIANCE, LOST[:1])
        await search.start(ALLIANCE, LOST[:1], by=USER)
        await over(search)

    assert not game.sent


async def test_a_check_asks_only_for_the_state_that_the_entry_says() -> None:
    store, game = await ready(), Game(dict.fromkeys(SETTLED, SECOND))
    async with searching(store, game) as (search, _):
        assert (await search.cost(ALLIANCE, SETTLED, check=True)).requests == len(SETTLED)
        await search.start(ALLIANCE, SETTLED, by=USER, check=True)
        await over(search)
        progress = await search.progress(ALLIANCE)

    assert len(game.sent) == len(SETTLED)
    assert progress
    assert progress.found == 3


async def test_what_a_search_costs_is_said_before() -> None:
    store, game = await ready(), Game({})
    async with searching(store, game) as (search, _):
        usual = await search.cost(ALLIANCE, LOST)
        wide = await search.cost(ALLIANCE, LOST, span=3)
        assert not game.sent

    # The usual state, and two others of members; three at each side of it, besides.
    assert usual == SearchCost(6, 6 * 3, minutes=13, share=SHARE)
    assert wide == SearchCost(6, 6 * 9, minutes=37, share=SHARE)


async def test_guilds_take_turns() -> None:
    store, game = await ready(), Game({})
    wants = GuildChanges(enabled=True, state=State(9))
    await store.change_guilds({OTHER: wants}, by="test", at=EPOCH)
    late = Fid(50_000_000)
    await store.enrol(OTHER, [Member(late)], by="test", at=EPOCH)
    async with searching(store, game) as (search, _):
        await search.start(ALLIANCE, LOST, by=USER)
        await search.start(OTHER, [late], by=USER)
        await over(search, OTHER)

    assert late in [fid for _, _, fid, _ in game.sent[:6]]


numbers = st.sampled_from([State(number) for number in (1, 2, 9, 245, 300, LARGEST_STATE)])


@given(
    usual=st.none() | numbers,
    lived=st.lists(numbers, max_size=6),
    own=st.none() | numbers,
    hint=st.none() | numbers,
    refused=st.lists(numbers, max_size=3),
    span=st.integers(0, 60),
)
def test_no_state_is_tried_twice_nor_more_than_may_be(
    usual: State | None,
    lived: list[State],
    own: State | None,
    hint: State | None,
    refused: list[State],
    span: int,
) -> None:
    fid = LOST[0]
    known = KnownPlayer(fid, refused=tuple((state, EPOCH) for state in refused))
    places = Places(
        {None: usual} if usual else {},
        {None: lived},
        {fid: Member(fid, own)},
        {fid: known},
        {fid: hint},
    )
    one, tried = SearchedPlayer(ALLIANCE, fid, EPOCH, span, most_for(span, check=False)), []
    while state := places.next_for(one, EPOCH):
        tried.append(state)
        one = replace(one, tried=(*one.tried, state))
    assert len(tried) == len(set(tried)) <= one.most
    assert not set(tried) & set(refused)
    assert all(0 < state <= LARGEST_STATE for state in tried)
    assert most_for(0, check=False) == MOST_REQUESTS
