"""A run that was done goes on for whoever comes, and its roster is not read again for that."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Figures, Outcome, Settlement
from autoredeem.engine import Engine
from autoredeem.engine.runs import MOST_NAMED
from autoredeem.store.records import Entry, RunRecord, RunStatus
from support.engine_play import (
    ALLIANCE,
    CODE,
    REDEEMED,
    RUN,
    SENDS,
    Line,
    ShakyStore,
    ToldGame,
    enrol,
    everyone,
    playing,
)
from support.store_model import MemoryStore
from support.virtual_time import VirtualClock, run_virtual

LONG_AFTER = 1_200.0
"""Seconds after which what was enrolled before is none of the news."""


OTHER = "OTHER"


class Counting(ShakyStore):
    """A store that counts how many entries it gave, and can forget when rosters were read."""

    def __init__(self, *, forgets: bool = False) -> None:
        super().__init__()
        self.forgets = forgets
        self.read = 0

    async def entries(
        self, guilds: Collection[GuildId], since: Mapping[GuildId, datetime] | None = None
    ) -> AsyncIterator[Sequence[Entry]]:
        async for batch in super().entries(guilds, since):
            self.read += len(batch)
            yield batch

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        saved = [replace(run, roster_at=None) for run in runs] if self.forgets else runs
        await super().save_runs(saved)


def _wrong_unless_eight(_code: str, fid: Fid, state: State) -> Outcome:
    return Outcome.WRONG_STATE if fid == 3 and state != 8 else Outcome.REDEEMED


async def _enrol_long_before(store: MemoryStore, fids: Iterable[int]) -> None:
    await enrol(store, fids)
    await asyncio.sleep(LONG_AFTER)


async def _enrol_stateless(store: MemoryStore, fids: Iterable[int]) -> None:
    members = [Member(Fid(fid)) for fid in fids]
    await store.enrol(ALLIANCE, members, by="test", at=VirtualClock().now())


async def _done(store: Counting, engine: Engine, *, anew: bool = False) -> Figures:
    """Want the run, and return what it comes to, with the entries read for that alone."""
    store.read = 0
    await engine.want([RUN], anew=anew)
    await asyncio.sleep(LONG_AFTER)
    assert store.saved[RUN].status is RunStatus.DONE
    return store.saved[RUN].figures


@pytest.mark.virtual_time
async def test_a_newcomer_is_asked_and_nobody_else_is_read() -> None:
    store, game = Counting(), ToldGame(REDEEMED)
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        await _done(store, engine)
        await enrol(store, [50])
        figures = await _done(store, engine)
    assert store.read == 1
    assert (figures.members, figures.redeemed, figures.requests) == (31, 31, 31)


@pytest.mark.virtual_time
async def test_whoever_comes_while_it_goes_on_is_asked_in_it_and_nobody_else_is_read() -> None:
    store, game = Counting(), ToldGame(REDEEMED)
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        await _done(store, engine)
        await enrol(store, range(50, 60))
        await engine.want([RUN], anew=False)
        await asyncio.sleep(5)
        await enrol(store, [60])
        figures = await _done(store, engine)
    assert store.read == 11
    assert (figures.members, figures.redeemed, figures.unsettled) == (41, 41, 0)


@pytest.mark.virtual_time
async def test_a_member_whose_refused_state_was_mended_is_asked_again() -> None:
    store, game = Counting(), ToldGame(_wrong_unless_eight)
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        assert (await _done(store, engine)).failed == {Outcome.WRONG_STATE: 1}
        await store.set_states(ALLIANCE, {Fid(3): State(8)}, at=VirtualClock().now())
        figures = await _done(store, engine)
    assert store.read == 1
    assert (figures.members, figures.redeemed, figures.failed) == (30, 30, {})


@pytest.mark.virtual_time
async def test_the_roster_is_read_when_somebody_has_left() -> None:
    store, game = Counting(), ToldGame(REDEEMED)
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        await _done(store, engine)
        await store.remove(ALLIANCE, [Fid(1)])
        await enrol(store, [50, 51])
        figures = await _done(store, engine)
    assert store.read == 2 + 31
    assert (figures.members, figures.redeemed) == (31, 31)


@pytest.mark.virtual_time
async def test_whoever_has_no_state_or_a_refused_one_is_not_looked_for_in_the_roster() -> None:
    store, game = Counting(), ToldGame(_wrong_unless_eight)
    await _enrol_stateless(store, [40, 41])
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        await engine.want([(ALLIANCE, OTHER)])
        await asyncio.sleep(LONG_AFTER)
        await _done(store, engine)
        await enrol(store, [50])
        figures = await _done(store, engine)
        await enrol(store, [51])
        again = await _done(store, engine)
    assert store.read == 2, "the entries of the newcomer, and of the one shortly before"
    assert (figures.members, figures.redeemed, figures.no_state) == (33, 30, 2)
    assert (again.members, again.redeemed, again.no_state) == (34, 31, 2)
    assert figures.failed == again.failed == {Outcome.WRONG_STATE: 1}
    assert game.times_asked(3) == 1


@pytest.mark.virtual_time
@pytest.mark.parametrize("asked_before", [False, True])
async def test_whoever_was_in_need_is_asked_when_the_entry_was_mended(
    *, asked_before: bool
) -> None:
    store, game = Counting(), ToldGame(_wrong_unless_eight)
    await _enrol_stateless(store, [40, 41])
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        if asked_before:
            await engine.want([(ALLIANCE, OTHER)])
            await asyncio.sleep(LONG_AFTER)
        assert (await _done(store, engine)).no_state == 2
        mended = {Fid(3): State(8), Fid(40): State(8)}
        await store.set_states(ALLIANCE, mended, at=VirtualClock().now())
        figures = await _done(store, engine)
    assert store.read == 2
    assert (figures.members, figures.redeemed, figures.no_state) == (32, 31, 1)
    assert figures.failed == {}


@pytest.mark.virtual_time
async def test_the_roster_is_read_when_the_game_has_found_somebody_who_was_in_need() -> None:
    store, game = Counting(), ToldGame(_wrong_unless_eight)
    await _enrol_stateless(store, [40])
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        await engine.want([(ALLIANCE, OTHER)])
        await asyncio.sleep(LONG_AFTER)
        await _done(store, engine)
        there = [Member(Fid(fid), State(8)) for fid in (3, 40)]
        await store.enrol(GuildId(2), there, by="test", at=VirtualClock().now())
        await engine.want([(GuildId(2), OTHER)])
        await asyncio.sleep(LONG_AFTER)
        figures = await _done(store, engine)
    assert (figures.redeemed, figures.no_state, figures.failed) == (31, 0, {})


@pytest.mark.virtual_time
async def test_the_roster_is_read_when_somebody_in_need_left_as_one_came_who_is_settled() -> None:
    store, game = Counting(), ToldGame(REDEEMED)
    await _enrol_stateless(store, [40])
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        await _done(store, engine)
        await store.remove(ALLIANCE, [Fid(40)])
        now = VirtualClock().now()
        await store.settle([Settlement(GuildId(2), CODE, Fid(70), Outcome.REDEEMED, now)])
        await enrol(store, [70], guild=2)
        await enrol(store, [70])
        figures = await _done(store, engine)
    assert (figures.members, figures.redeemed, figures.no_state) == (31, 31, 0)


@pytest.mark.virtual_time
async def test_whoever_failed_and_came_back_without_a_state_is_counted_as_that() -> None:
    store, game = Counting(), ToldGame(everyone(Outcome.NO_SUCH_PLAYER))
    await _enrol_long_before(store, [5])
    async with playing(store, game, process=SENDS) as engine:
        await _done(store, engine)
        await store.remove(ALLIANCE, [Fid(5)])
        await _enrol_stateless(store, [5])
        figures = await _done(store, engine)
    assert (figures.members, figures.no_state, figures.failed) == (1, 1, {})


@pytest.mark.virtual_time
@pytest.mark.parametrize(("count", "read"), [(MOST_NAMED, 1), (MOST_NAMED + 1, MOST_NAMED + 32)])
async def test_the_roster_is_read_where_many_are_in_need(count: int, read: int) -> None:
    store, game = Counting(), ToldGame(REDEEMED)
    await _enrol_stateless(store, range(100, 100 + count))
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        await _done(store, engine)
        await enrol(store, [50])
        figures = await _done(store, engine)
    assert store.read == read
    assert (figures.members, figures.redeemed, figures.no_state) == (31 + count, 31, count)


@pytest.mark.virtual_time
async def test_whoever_failed_gets_another_go_where_that_is_wanted_of_a_run_that_goes_on() -> None:
    store, game = Counting(), ToldGame(everyone(Outcome.LEVEL_TOO_LOW))
    await _enrol_long_before(store, range(1, 11))
    async with playing(store, game, process=SENDS) as engine:
        await _done(store, engine)
        game.tell = REDEEMED
        await enrol(store, range(50, 60))
        await engine.want([RUN], anew=False)
        await asyncio.sleep(5)
        await engine.open(*RUN, afresh=True)
        await asyncio.sleep(LONG_AFTER)
    figures = store.saved[RUN].figures
    assert (figures.members, figures.redeemed, figures.failed) == (20, 20, {})


@pytest.mark.virtual_time
async def test_whose_state_another_guild_has_proved_since_is_asked_again() -> None:
    store, game = Counting(), ToldGame(_wrong_unless_eight)
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        assert (await _done(store, engine)).failed == {Outcome.WRONG_STATE: 1}
        there = Member(Fid(3), State(8))
        await store.enrol(GuildId(2), [there], by="test", at=VirtualClock().now())
        await engine.want([(GuildId(2), OTHER)])
        await asyncio.sleep(LONG_AFTER)
        figures = await _done(store, engine)
    assert (figures.redeemed, figures.failed) == (30, {})


@pytest.mark.virtual_time
async def test_who_failed_without_an_answer_is_counted_once() -> None:
    store, game = Counting(), ToldGame(_wrong_unless_eight)
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        await engine.want([(ALLIANCE, OTHER)])
        await asyncio.sleep(LONG_AFTER)
        assert (await _done(store, engine)).failed == {Outcome.WRONG_STATE: 1}
        await enrol(store, range(50, 60))
        await engine.want([RUN], anew=False)
        await asyncio.sleep(5)
        await engine.want([RUN])
        await asyncio.sleep(LONG_AFTER)
    figures = store.saved[RUN].figures
    assert (figures.members, figures.redeemed) == (40, 39)
    assert figures.failed == {Outcome.WRONG_STATE: 1}
    assert game.times_asked(3) == 1


@pytest.mark.virtual_time
async def test_a_check_that_fails_while_it_goes_on_processes_everyone_and_adds_up() -> None:
    store, game = Counting(), ToldGame(REDEEMED)
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        await _done(store, engine)
        await enrol(store, range(50, 60))
        await engine.want([RUN], anew=False)
        await asyncio.sleep(5)
        store.checkable = False
        await enrol(store, [60])
        await engine.want([RUN], anew=False)
        await asyncio.sleep(10)
        store.checkable = True
        await asyncio.sleep(LONG_AFTER)
    figures = store.saved[RUN].figures
    assert figures.check_failed
    assert (figures.members, figures.unsettled) == (41, 0)
    assert all((ALLIANCE, CODE, Fid(fid)) in store.settled for fid in (*range(1, 31), 60))


@pytest.mark.virtual_time
@pytest.mark.parametrize("settled_too", [False, True])
async def test_the_roster_is_read_when_others_come_and_go_while_it_goes_on(
    *, settled_too: bool
) -> None:
    store, game = Counting(), ToldGame(REDEEMED)
    await _enrol_long_before(store, range(1, 31))
    async with playing(store, game, process=SENDS) as engine:
        await _done(store, engine)
        await enrol(store, range(50, 60))
        await engine.want([RUN], anew=False)
        await asyncio.sleep(5)
        if settled_too:
            at = VirtualClock().now()
            others = [
                Settlement(GuildId(2), CODE, Fid(fid), Outcome.REDEEMED, at) for fid in (70, 71)
            ]
            await enrol(store, [70, 71], guild=2)
            await store.settle(others)
            await enrol(store, [70, 71])
        else:
            await store.remove(ALLIANCE, [Fid(1)])
        await enrol(store, [60])
        figures = await _done(store, engine)
    # Whoever left was settled, and stays counted.
    came_settled = 2 if settled_too else 0
    assert store.read > 40
    assert (figures.members, figures.settled_before) == (41 + came_settled, came_settled)
    assert (figures.redeemed, figures.unsettled) == (41, 0)
    assert not {70, 71} & {fid for _, _, fid in game.asked}


Move = tuple[str, int]
players = st.integers(1, 9)
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["join", "join", "stateless", "leave", "mend", "elsewhere", "prove"]),
        players,
    )
    | st.tuples(
        st.sampled_from(["want", "want", "anew", "other", "wait", "hour", "restart", "moment"]),
        st.just(0),
    ),
    min_size=4,
    max_size=16,
)


def _tell(_code: str, fid: Fid, state: State) -> Outcome:
    """Of nine players one's level is too low, one has typed another state, one is no player."""
    others = {4: Outcome.LEVEL_TOO_LOW, 5: Outcome.NO_SUCH_PLAYER}
    return others.get(fid, _wrong_unless_eight(_code, fid, state))


@dataclass(frozen=True, slots=True)
class Came:
    """What a play came to: for which code who was asked in what order, and the run's figures."""

    asked: Mapping[str, Sequence[Fid]]
    members: int
    settled: int
    failed: Mapping[Outcome, int]
    no_state: int
    unsettled: int


class Play:
    """Moves of guilds, and of a process that works on the run, or is killed."""

    def __init__(self, store: Counting, moves: Sequence[Move]) -> None:
        self.store = store
        self.game = ToldGame(_tell)
        self._moves = iter([*moves, ("want", 0), ("hour", 0), ("want", 0), ("hour", 0)])

    async def all(self, *, killed: bool = False) -> Came:
        """Play all moves; a process that is `killed` writes nothing more from then on."""
        more = True
        while more:
            line = Line(self.store)
            with suppress(asyncio.CancelledError):
                async with playing(line if killed else self.store, self.game) as one:
                    more = await self._until_restart(one)
                    line.reachable = not more
        run = self.store.saved.get(RUN)
        figures = run.figures if run else Figures()
        settled = figures.settled_before + figures.redeemed + figures.already
        asked = {
            code: [fid for _, other, fid in self.game.asked if other == code]
            for code in (CODE, OTHER)
        }
        failed = dict(figures.failed)
        return Came(asked, figures.members, settled, failed, figures.no_state, figures.unsettled)

    async def _until_restart(self, engine: Engine) -> bool:
        for move, fid in self._moves:
            if move == "restart":
                return True
            await self._move(engine, move, Fid(fid))
        return False

    async def _move(self, engine: Engine, move: str, fid: Fid) -> None:
        store, now = self.store, VirtualClock().now()
        match move:
            case "join":
                await enrol(store, [fid])
            case "stateless":
                await store.enrol(ALLIANCE, [Member(fid)], by="test", at=now)
            case "leave":
                await store.remove(ALLIANCE, [fid])
            case "mend":
                await store.set_states(ALLIANCE, {fid: State(8)}, at=now)
            case "elsewhere":
                paid = Settlement(GuildId(2), CODE, fid, Outcome.REDEEMED, now)
                await store.settle([paid])
            case "prove":
                there = GuildId(2)
                await store.enrol(there, [Member(fid, State(8))], by="test", at=now)
                await engine.want([(there, OTHER)])
                await asyncio.sleep(LONG_AFTER)
            case "other":
                await engine.want([(ALLIANCE, OTHER)])
                await asyncio.sleep(LONG_AFTER)
            case "want" | "anew":
                await engine.want([RUN], anew=move == "anew")
            case _:
                await asyncio.sleep({"hour": LONG_AFTER, "wait": 4.0}.get(move, 0.1))


@given(MOVES)
@given_settings(max_examples=60, deadline=None)
def test_it_comes_to_the_same_as_when_the_roster_is_always_read(moves: Sequence[Move]) -> None:
    by_changes = run_virtual(Play(Counting(), moves).all())
    by_rosters = run_virtual(Play(Counting(forgets=True), moves).all())

    assert by_changes == by_rosters
    assert by_changes.unsettled == by_changes.no_state


@given(MOVES)
@given_settings(max_examples=60, deadline=None)
def test_after_kills_figures_add_up_and_everyone_was_asked(moves: Sequence[Move]) -> None:
    store = Counting()
    play = Play(store, moves)

    came = run_virtual(play.all(killed=True))

    assert came.unsettled == came.no_state
    assert came.members == came.settled + sum(came.failed.values()) + came.no_state
    for fid, member in store.enrolled[ALLIANCE].items():
        has_it = (ALLIANCE, CODE, fid) in store.settled
        assert has_it or fid in (3, 4, 5) or member.state is None, f"{fid} was forgotten"
    if not {move for move, _ in moves} & {"leave", "restart"}:
        assert came.members == len(store.enrolled[ALLIANCE])
