"""Members of an alliance with a higher priority are asked before others of their guild."""

import pytest

from autoredeem.domain.alliances import Alliance, AllianceId
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.player_book import PlayerBook
from autoredeem.engine.ready_queue import ReadyQueue
from autoredeem.engine.runs import Run, Typed
from support.engine_play import ALLIANCE, CODE, ToldGame, everyone, redeem
from support.store_model import MemoryStore
from support.virtual_time import EPOCH

pytestmark = pytest.mark.virtual_time

MAIN, FARM = AllianceId(1), AllianceId(2)


def test_whoever_has_the_higher_priority_comes_first_others_as_they_came() -> None:
    queue = ReadyQueue()
    for fid, priority in ((1, 0), (2, 5), (3, 0), (4, 9), (5, 5)):
        queue.append(Fid(fid), priority)
    queue.put_back(Fid(6), 5)
    queue.move_first(Fid(3))

    taken = []
    while queue:
        taken.append(queue.take())
    assert taken == [3, 4, 6, 2, 5, 1]


def test_who_is_put_back_or_comes_again_keeps_the_priority() -> None:
    run = Run(ALLIANCE, CODE, EPOCH)
    typed = {Fid(1): Typed(State(7)), Fid(2): Typed(State(7), priority=3)}
    run.load(typed.items(), set(), PlayerBook())
    assert [run.ready.take(), run.ready.take()] == [2, 1]

    run.put_back(Fid(1))
    run.queue(Fid(2))
    run.queue(Fid(99))

    assert list(run.ready) == [2, 1]


def test_an_entry_that_was_mended_comes_again_by_its_new_priority() -> None:
    run = Run(ALLIANCE, CODE, EPOCH)
    run.load([(Fid(1), Typed(State(7))), (Fid(2), Typed(State(7)))], set(), PlayerBook())
    run.mend([(Fid(2), Typed(State(7), priority=1))])

    taken = [run.ready.take(), run.ready.take()]
    for fid in taken:
        run.queue(fid)

    assert (taken, list(run.ready)) == ([1, 2], [2, 1])


async def _allied_store() -> MemoryStore:
    """Return a store in which 1 to 3 are in no alliance, 4 and 5 farm, and 6 and 7 are main."""
    store = MemoryStore()
    await store.add_alliances(
        [
            Alliance(ALLIANCE, MAIN, "Main", priority=5),
            Alliance(ALLIANCE, FARM, "Farm", priority=1),
        ]
    )
    groups = {4: FARM, 5: FARM, 6: MAIN, 7: MAIN}
    members = [Member(Fid(fid), State(7), alliance=groups.get(fid)) for fid in range(1, 8)]
    await store.enrol(ALLIANCE, members, by="test", at=EPOCH)
    return store


async def test_a_run_asks_by_the_priorities_of_alliances() -> None:
    store, game = await _allied_store(), ToldGame(everyone(Outcome.REDEEMED))

    await redeem(store, game)

    assert [fid for _, _, fid in game.asked] == [6, 7, 4, 5, 1, 2, 3]


async def test_without_alliances_members_are_asked_as_they_came() -> None:
    store, game = await _allied_store(), ToldGame(everyone(Outcome.REDEEMED))
    await store.remove_alliances([(ALLIANCE, MAIN), (ALLIANCE, FARM)], at=EPOCH)

    await redeem(store, game)

    assert [fid for _, _, fid in game.asked] == list(range(1, 8))
