"""What each guild spends of the budget is counted, and saved so that it can be saved again."""

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.errors import StoreUnavailable
from autoredeem.domain.ids import GuildId
from autoredeem.engine.accounting import PAUSE, Accounting
from autoredeem.engine.scheduler import Scheduler
from support.scheduler_play import GAP, new_run
from support.store_model import MemoryStore
from support.virtual_time import EPOCH, VirtualClock

pytestmark = pytest.mark.virtual_time

ONE, TWO = GuildId(1), GuildId(2)
TODAY = EPOCH.date()
TOMORROW = TODAY + timedelta(days=1)


class Failing(MemoryStore):
    """A store that takes no counts while it is told so."""

    failing = False

    async def note_requests(self, sender: str, counts: Mapping[tuple[GuildId, date], int]) -> None:
        """Fail, or note."""
        if self.failing:
            raise StoreUnavailable("the server is gone")
        await super().note_requests(sender, counts)


def send(scheduler: Scheduler, count: int) -> None:
    for _ in range(count):
        ticket = scheduler.choose(0.0)
        assert ticket
        scheduler.sent(ticket, 0.0)


@pytest.fixture
def scheduler() -> Scheduler:
    """Return the queue of two guilds with many players."""
    made = Scheduler(GAP)
    for guild in (1, 2):
        run = new_run(guild, list(range(guild * 1_000, guild * 1_000 + 500)))
        made.begin(run, Standing(Life.ALIVE))
        made.admit(run)
    return made


async def test_what_was_sent_is_saved_every_minute_for_each_guild(scheduler: Scheduler) -> None:
    store = MemoryStore()
    task = asyncio.create_task(Accounting(store, scheduler, VirtualClock(), "me").serve())
    send(scheduler, 7)
    await asyncio.sleep(PAUSE + 1)
    assert await store.requests_of([ONE, TWO], TODAY) == {(ONE, TODAY): 4, (TWO, TODAY): 3}
    send(scheduler, 2)
    await asyncio.sleep(PAUSE)
    assert await store.requests_of([ONE, TWO], TODAY) == {(ONE, TODAY): 5, (TWO, TODAY): 4}
    task.cancel()


async def test_each_day_is_counted_by_itself(scheduler: Scheduler) -> None:
    store = MemoryStore()
    accounting = Accounting(store, scheduler, VirtualClock(), "me")
    send(scheduler, 2)
    await accounting.save()
    await asyncio.sleep(timedelta(days=1).total_seconds())
    send(scheduler, 4)
    await accounting.save()
    found = await store.requests_of([ONE], TODAY)
    assert found == {(ONE, TODAY): 1, (ONE, TOMORROW): 2}


async def test_what_a_store_did_not_take_is_saved_when_it_is_back(scheduler: Scheduler) -> None:
    store = Failing()
    task = asyncio.create_task(Accounting(store, scheduler, VirtualClock(), "me").serve())
    store.failing = True
    send(scheduler, 2)
    await asyncio.sleep(2 * PAUSE + 1)
    assert not store.sent
    store.failing = False
    send(scheduler, 2)
    await asyncio.sleep(PAUSE)
    assert await store.spenders(TODAY, most=9) == [(ONE, 2), (TWO, 2)]
    task.cancel()
