"""Very many runs are opened and refreshed by few questions, which grow with batches alone."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Mapping, Sequence
from inspect import getmembers, iscoroutinefunction

import pytest
from structlog.testing import capture_logs

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.redemptions import Outcome, Settlement
from autoredeem.engine import Engine
from autoredeem.engine.events import Event, RunOpened
from autoredeem.engine.runs import Run
from autoredeem.store.checked import CheckedMany, Subject
from support.engine_play import CODE, REDEEMED, SENDS, ShakyStore, ToldGame, enrol, playing
from support.virtual_time import EPOCH

GUILDS = [GuildId(number) for number in range(1, 151)]
OF_OPENING = {"codes", "batch_check", "players", "attempts_of", "settled_since", "member_counts"}


class Counting(ShakyStore):
    """A store that counts how often each verb of an opening is called, and may know some only."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: Counter[str] = Counter()
        self.unknown: set[GuildId] = set()
        for name, verb in getmembers(self, iscoroutinefunction):
            if name in OF_OPENING:
                setattr(self, name, self._counted(name, verb))

    async def entries(self, *asked: object) -> AsyncIterator[Sequence[object]]:  # type: ignore[override]
        self.calls["entries"] += 1
        async for batch in super().entries(*asked):  # type: ignore[arg-type]
            yield batch

    async def batch_check(self, asked: Mapping[Subject, Collection[Fid]]) -> CheckedMany:
        known = {subject: fids for subject, fids in asked.items() if subject[0] not in self.unknown}
        answer = await super().batch_check(known)
        if known.keys() == asked.keys():
            return answer
        raise StoreUnavailable("a shard is gone", known=answer)

    def _counted(
        self, name: str, verb: Callable[..., Coroutine[object, object, object]]
    ) -> Callable[..., Coroutine[object, object, object]]:
        async def call(*arguments: object, **named: object) -> object:
            self.calls[name] += 1
            return await verb(*arguments, **named)

        return call


async def _enrol_everywhere(store: ShakyStore, each: int = 3) -> None:
    for number, guild_id in enumerate(GUILDS):
        await enrol(store, range(1 + number * each, 1 + (number + 1) * each), guild_id)


@pytest.mark.virtual_time
async def test_a_code_is_opened_in_many_guilds_by_a_few_questions() -> None:
    store, events = Counting(), list[Event]()
    await _enrol_everywhere(store)
    async with playing(store, ToldGame(REDEEMED), events, SENDS) as engine:
        await engine.want([(guild_id, CODE) for guild_id in GUILDS])
        await asyncio.sleep(2)
        assert sum(isinstance(event, RunOpened) for event in events) == len(GUILDS)
    assert {"codes", "entries", "batch_check", "players", "attempts_of"} <= store.calls.keys()
    assert max(store.calls.values()) <= 4, "batches of 1, 8, 64 and the rest"


@pytest.mark.virtual_time
async def test_after_a_restart_runs_go_on_by_a_few_questions() -> None:
    store, game = Counting(), ToldGame(REDEEMED)
    await _enrol_everywhere(store)
    async with playing(store, game, process=SENDS) as engine:
        await engine.want([(guild_id, CODE) for guild_id in GUILDS])
        await asyncio.sleep(20)
    store.calls.clear()
    async with playing(store, game, process=SENDS) as engine:
        await asyncio.sleep(2)
        assert engine.open_runs > 100
    assert store.calls["settled_since"] > 0
    assert max(store.calls.values()) <= 4


@pytest.mark.virtual_time
async def test_a_newcomer_with_many_open_codes_costs_a_few_questions() -> None:
    store, codes = Counting(), [f"GIFT{number}" for number in range(20)]
    await enrol(store, range(1, 200))
    async with playing(store, ToldGame(REDEEMED), process=SENDS) as engine:
        await engine.want([(GUILDS[0], code) for code in codes])
        await asyncio.sleep(60)
        store.calls.clear()
        await enrol(store, [500])
        await engine.want([(GUILDS[0], code) for code in codes])
        await asyncio.sleep(5)
        assert all(run.members == 200 for run in _runs(engine))
    assert max(store.calls.values()) == store.calls["batch_check"] == 1


@pytest.mark.virtual_time
async def test_a_check_that_fails_for_some_guilds_is_a_failed_check_of_theirs_alone() -> None:
    store, game = Counting(), ToldGame(REDEEMED)
    await _enrol_everywhere(store)
    had = [
        Settlement(one, CODE, Fid(1 + 3 * n), Outcome.REDEEMED, EPOCH)
        for n, one in enumerate(GUILDS)
    ]
    await store.settle(had)
    store.unknown = {GUILDS[20], GUILDS[99]}
    async with playing(store, game, process=SENDS) as engine:
        await engine.want([(guild_id, CODE) for guild_id in GUILDS])
        await asyncio.sleep(2)
        failed = {run.guild_id for run in _runs(engine) if run.check_failed}
        assert failed == store.unknown
        assert {run.settled_before for run in _runs(engine) if run.guild_id not in failed} == {1}
        assert {len(run.pending) for run in _runs(engine) if run.guild_id in failed} == {3}
        store.unknown = set()
        await asyncio.sleep(60)
        assert {run.settled_before for run in _runs(engine)} == {1}


@pytest.mark.virtual_time
async def test_checks_of_many_runs_are_told_in_one_line_with_the_sums() -> None:
    store = Counting()
    await _enrol_everywhere(store)
    with capture_logs() as lines:
        async with playing(store, ToldGame(REDEEMED), process=SENDS) as engine:
            await engine.want([(guild_id, CODE) for guild_id in GUILDS])
            await asyncio.sleep(2)
    said = [line["event"] for line in lines if "Batch check" in line["event"]]
    assert said[:2] == [
        "Batch checking 3 members for code GIFT",
        "Batch check complete: 3 to process, 0 already redeemed",
    ]
    assert said[2:4] == [
        "Batch checking 24 members for 8 runs",
        "Batch check complete: 24 to process, 0 already redeemed",
    ]


@pytest.mark.virtual_time
async def test_a_stop_is_heeded_between_two_batches() -> None:
    store, game = Counting(), ToldGame(REDEEMED)
    await _enrol_everywhere(store)
    async with playing(store, game, process=SENDS) as engine:
        store.check_seconds = 10.0
        await engine.want([(guild_id, CODE) for guild_id in GUILDS])
        await asyncio.sleep(11)
        await store.stop_runs([(GUILDS[0], CODE)], at=EPOCH)
        await asyncio.sleep(11)
        assert store.calls["batch_check"] == 3, "the third batch is being opened"
        assert not [run for run in _runs(engine) if run.guild_id == GUILDS[0]]


@pytest.mark.virtual_time
async def test_runs_that_were_claimed_and_not_opened_are_given_back_at_the_end() -> None:
    store, game = Counting(), ToldGame(REDEEMED)
    await _enrol_everywhere(store)
    async with playing(store, game, process=SENDS) as engine:
        store.check_seconds = 3.0
        await engine.want([(guild_id, CODE) for guild_id in GUILDS])
        await asyncio.sleep(4)
        engine.stop_all()
        await asyncio.sleep(10)
    assert store.calls["batch_check"] == 2
    assert not [run for run in store.saved.values() if run.owner]


def _runs(engine: Engine) -> Sequence[Run]:
    return list(engine._scheduler.runs())
