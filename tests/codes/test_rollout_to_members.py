"""Members come and go while codes are out: nobody costs a needless request. In virtual time."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from autoredeem.codes import Rollout
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import Engine, Process
from autoredeem.store.records import Claim, RunKey, RunRecord, RunStatus
from support.engine_play import ToldGame, enrol, everyone, playing
from support.facts import changes_to
from support.store_model import MemoryStore
from support.virtual_time import EPOCH, VirtualClock

pytestmark = pytest.mark.virtual_time

ONE, TWO, THREE = map(GuildId, (1, 2, 3))
CODES = [f"CODE{number}" for number in range(10)]
MEMBERS = range(1, 89)
FAILED = {
    1: Outcome.LEVEL_TOO_LOW,
    2: Outcome.SPENDING_TOO_LOW,
    3: Outcome.NO_SUCH_PLAYER,
    4: Outcome.UNKNOWN,
    5: Outcome.WRONG_STATE,
    6: Outcome.WRONG_STATE,
    7: Outcome.TRY_AGAIN,
}


def some_fail(_code: str, fid: Fid, state: State) -> Outcome:
    mended = state == 8 and FAILED.get(fid) is Outcome.WRONG_STATE
    return Outcome.REDEEMED if mended else FAILED.get(fid, Outcome.REDEEMED)


@asynccontextmanager
async def serving(store: MemoryStore, game: ToldGame) -> AsyncIterator[tuple[Rollout, Engine]]:
    """Let a guild want codes, and serve it."""
    await store.change_guilds(changes_to(GuildSettings(ONE, enabled=True)), by="test", at=EPOCH)
    async with (
        playing(store, game, process=Process("serves")) as engine,
        Rollout(store, engine, VirtualClock()).working() as rollout,
    ):
        yield rollout, engine


class Counting(MemoryStore):
    """A store that counts questions for runs, and can be gone for them; it keeps what is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.questions = 0
        self.gone = False
        self.asked_for: list[tuple[set[tuple[GuildId, str]], bool]] = []

    async def runs(
        self, status: RunStatus | None = None, among: Collection[RunKey] | None = None
    ) -> Sequence[RunRecord]:
        self.questions += 1
        if self.gone:
            raise StoreUnavailable("the server is gone")
        return await super().runs(status, among)

    async def want(self, wanted: Collection[tuple[GuildId, str]], *, anew: bool = True) -> None:
        self.asked_for.append((set(wanted), anew))


async def test_whoever_enrols_costs_a_request_a_code_and_no_other_member_any() -> None:
    store, game = MemoryStore(), ToldGame(some_fail)
    await enrol(store, MEMBERS, guild=ONE)
    await store.add_codes(CODES, at=EPOCH)
    async with serving(store, game) as (rollout, engine):
        await asyncio.sleep(86_400)
        assert engine.open_runs == 0
        game.asked.clear()
        await enrol(store, [100], guild=ONE)
        assert set(await rollout.open_in(ONE)) == set(CODES)
        await asyncio.sleep(3600)
        assert sorted((code, fid) for _, code, fid in game.asked) == [(code, 100) for code in CODES]

        game.asked.clear()
        later = EPOCH + timedelta(seconds=86_400 + 3600)
        await store.set_states(ONE, {Fid(5): State(8)}, at=later)
        await rollout.open_in(ONE)
        await asyncio.sleep(3600)
        assert [fid for _, _, fid in game.asked] == [5] * len(CODES)


async def test_whoever_is_unenrolled_is_not_asked_any_more_and_a_stopped_run_stays_so() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, MEMBERS, guild=ONE)
    await store.add_codes(["GIFT", "STOPPED"], at=EPOCH)
    async with serving(store, game) as (rollout, engine):
        await asyncio.sleep(20)
        await engine.stop([(ONE, "STOPPED")])
        await asyncio.sleep(20)
        await store.remove(ONE, [Fid(87), Fid(88)])
        await rollout.left([ONE])
        await asyncio.sleep(3600)
    runs = {run.code: run for run in await store.runs()}
    assert runs["GIFT"].status is RunStatus.DONE
    assert runs["GIFT"].figures.members == runs["GIFT"].figures.redeemed == 86
    assert (runs["STOPPED"].stop, runs["STOPPED"].due) == (True, None)
    assert {87, 88}.isdisjoint(fid for _, _, fid in game.asked)


async def _runs_of_many(store: Counting) -> None:
    """Have runs: worked on in guilds 1, 2 and 3; in 1 also one stopped, one waiting, one done."""
    worked_on = [(ONE, "GIFT"), (ONE, "OTHER"), (TWO, "GIFT"), (THREE, "GIFT")]
    await store.want_runs([*worked_on, (ONE, "STOPPED"), (ONE, "DONE")], at=EPOCH)
    runs = await store.claim_runs(Claim("me", 9, 3600))
    await store.stop_runs([(ONE, "STOPPED")], at=EPOCH)
    over = [replace(run, status=RunStatus.DONE) for run in runs if run.code == "DONE"]
    await store.save_runs(over)
    await store.want_runs([(ONE, "WAITING")], at=EPOCH)


async def test_only_runs_in_work_where_somebody_left_are_looked_at_by_one_question() -> None:
    store = Counting()
    await _runs_of_many(store)
    store.questions = 0
    rollout = Rollout(store, store, VirtualClock())
    await rollout.left([])
    assert store.questions == 0
    await rollout.left({ONE, TWO})
    wanted = {(ONE, "GIFT"), (ONE, "OTHER"), (TWO, "GIFT")}
    assert (store.questions, store.asked_for) == (1, [(wanted, False)])


async def test_that_somebody_left_stays_done_though_the_runs_can_not_be_told() -> None:
    store = Counting()
    store.gone = True
    with capture_logs() as lines:
        await Rollout(store, store, VirtualClock()).left([ONE])
    assert [line["event"] for line in lines if line["log_level"] == "warning"] == [
        "Runs go on with members who may have left: the server is gone"
    ]
