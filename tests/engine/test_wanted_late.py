"""A run that is wanted when its last refresh is over: whoever came is asked after all."""

import asyncio
from collections.abc import Collection

import pytest

from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import Process, RunEnd
from autoredeem.engine.events import Event, RunFinished
from autoredeem.store.records import RunRecord, RunStatus
from support.engine_play import ALLIANCE, CODE, ToldGame, enrol, everyone, playing
from support.store_model import MemoryStore
from support.virtual_time import EPOCH

pytestmark = pytest.mark.virtual_time

RUN = ALLIANCE, CODE
SENDS = Process("sends")


class WantedAtTheEnd(MemoryStore):
    """A store in which another process enrols a player just before the run is saved as done.

    Saving takes `seconds` from then on: the owner is asked to refresh it meanwhile.
    """

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__()
        self.seconds = seconds
        self.wanted = False

    async def save_runs(self, runs: Collection[RunRecord]) -> None:
        done = any(run.status is RunStatus.DONE for run in runs)
        if done and not self.wanted:
            self.wanted = True
            await enrol(self, [50])
            await self.want_runs([RUN], at=EPOCH)
            await asyncio.sleep(self.seconds)
        await super().save_runs(runs)


async def watched(store: WantedAtTheEnd, game: ToldGame) -> list[RunFinished]:
    """Work on the run for a minute, and give all ends that were told."""
    events: list[Event] = []
    async with playing(store, game, events, SENDS) as engine:
        await engine.want([RUN])
        await asyncio.sleep(60)
    assert store.wanted
    assert [run.status for run in store.saved.values()] == [RunStatus.DONE]
    return [event for event in events if isinstance(event, RunFinished)]


@pytest.mark.parametrize("seconds", [0.0, 10.0])
async def test_whoever_enrols_between_the_last_refresh_and_the_end_is_asked_after_all(
    seconds: float,
) -> None:
    store, game = WantedAtTheEnd(seconds), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, [1, 2])
    first, last = await watched(store, game)
    assert [fid for _, _, fid in game.asked] == [1, 2, 50]
    assert (first.summary.members, first.summary.redeemed) == (2, 2)
    assert (last.summary.members, last.summary.redeemed, last.summary.requests) == (3, 3, 3)


async def test_whoever_waits_for_the_run_is_told_when_those_it_began_with_are_done() -> None:
    store, game = WantedAtTheEnd(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, [1, 2])
    async with playing(store, game, process=SENDS) as engine:
        summary = (await (await engine.open(*RUN)).end).summary
        assert summary.redeemed == 2
        again = (await (await engine.open(*RUN)).end).summary
    assert (again.members, again.redeemed) == (3, 3)
    assert len(game.asked) == 3


async def test_the_first_to_enrol_in_a_guild_without_members_is_asked_though_it_is_late() -> None:
    store, game = WantedAtTheEnd(), ToldGame(everyone(Outcome.REDEEMED))
    [finished] = await watched(store, game)
    assert (finished.summary.members, finished.summary.redeemed) == (1, 1)


@pytest.mark.parametrize("outcome", [Outcome.EXPIRED, Outcome.NO_SUCH_CODE])
async def test_a_dead_code_that_is_wanted_at_its_end_costs_no_more_requests(
    outcome: Outcome,
) -> None:
    store, game = WantedAtTheEnd(), ToldGame(everyone(outcome))
    await enrol(store, [1, 2])
    ends = await watched(store, game)
    assert [one.end for one in ends] == [RunEnd.DEAD_CODE] * 2
    assert [run.reason for run in store.saved.values()] == [outcome]
    assert len(game.asked) == 1
