"""A process that has nothing to do asks little, and soon hears what others want."""

import asyncio
from collections.abc import Sequence

import pytest

from autoredeem.domain.redemptions import Outcome
from autoredeem.engine import Process
from autoredeem.store.records import Claim, RunRecord
from support.engine_play import ALLIANCE, CODE, ToldGame, enrol, everyone, playing
from support.store_model import MemoryStore
from support.virtual_time import EPOCH

pytestmark = pytest.mark.virtual_time


class File(MemoryStore):
    """A store that says when it was written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = 0
        self.looks = 0

    async def last_change(self) -> int | None:
        return self.written

    async def claim_runs(self, claim: Claim) -> Sequence[RunRecord]:
        self.looks += 1
        return await super().claim_runs(claim)


async def test_where_nothing_is_written_runs_are_looked_for_now_and_then() -> None:
    store, process = File(), Process("sends")
    async with playing(store, ToldGame(everyone(Outcome.REDEEMED)), process=process):
        await asyncio.sleep(10)
        before = store.looks
        await asyncio.sleep(120)

        assert 120 / 5 <= store.looks - before <= 120 / 5 + 120 / process.renewal


async def test_what_another_process_writes_is_heard_within_a_second() -> None:
    store, game = File(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, [1])
    async with playing(store, game, process=Process("sends")):
        await asyncio.sleep(100.5)
        for _ in range(3):
            before = store.looks
            store.written += 1
            await asyncio.sleep(1.1)
            assert store.looks > before

        await store.want_runs([(ALLIANCE, CODE)], at=EPOCH)
        store.written += 1
        await asyncio.sleep(1.1)
        assert [run.fence for run in await store.runs()] == [1]
