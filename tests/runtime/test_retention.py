"""What is old goes once a day, whatever the store answers meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from autoredeem.domain.errors import StoreUnavailable
from autoredeem.runtime.retention import PROOFS_KEPT, RetentionPeriods, pruned
from autoredeem.store.interface import Store
from support.store_model import MemoryStore
from support.virtual_time import EPOCH, VirtualClock

pytestmark = pytest.mark.virtual_time

PERIODS = RetentionPeriods(codes=timedelta(days=90), trails=timedelta(days=365))
DAY = timedelta(days=1)


class Noting(MemoryStore):
    """A store that notes until when it is pruned, and fails at first if it is told to."""

    def __init__(self, failures: int = 0) -> None:
        super().__init__()
        self.codes_before: list[datetime] = []
        self.trails_before: list[datetime] = []
        self.told_before: list[datetime] = []
        self.notified_before: list[datetime] = []
        self.changes_before: list[datetime] = []
        self.requests_before: list[date] = []
        self.proofs_before: list[datetime] = []
        self._failures = failures

    async def prune_codes(self, before: datetime) -> int:
        """Note the time."""
        self._failures -= 1
        if self._failures >= 0:
            raise StoreUnavailable("the server is gone")
        self.codes_before.append(before)
        return await super().prune_codes(before)

    async def prune_announcements(self, before: datetime) -> None:
        """Note the time."""
        self.told_before.append(before)

    async def prune_proofs(self, before: datetime) -> None:
        """Note the time."""
        self.proofs_before.append(before)

    async def prune_notifications(self, before: datetime) -> None:
        """Note the time."""
        self.notified_before.append(before)

    async def prune_changes(self, before: datetime) -> None:
        """Note the time."""
        self.changes_before.append(before)

    async def prune_requests(self, before: date) -> None:
        """Note the day."""
        self.requests_before.append(before)

    async def prune_trails(self, before: datetime) -> None:
        """Note the time."""
        self.trails_before.append(before)


@asynccontextmanager
async def opened(store: Store) -> AsyncIterator[Store]:
    yield store


async def test_a_store_is_pruned_at_the_start_and_every_day() -> None:
    store = Noting()
    async with pruned(opened(store), PERIODS, VirtualClock()) as same:
        assert same is store
        await asyncio.sleep(timedelta(days=2, hours=1).total_seconds())
    assert store.codes_before == [EPOCH + day * DAY - PERIODS.codes for day in range(3)]
    assert store.told_before == store.codes_before
    assert store.trails_before == [EPOCH + day * DAY - PERIODS.trails for day in range(3)]
    assert store.notified_before == store.trails_before
    assert store.changes_before == store.trails_before
    kept = [(EPOCH + day * DAY - PERIODS.requests).date() for day in range(3)]
    assert store.requests_before == kept
    assert store.proofs_before == [EPOCH + day * DAY - PROOFS_KEPT for day in range(3)]


async def test_a_store_that_is_gone_is_pruned_an_hour_later() -> None:
    store = Noting(failures=2)
    with capture_logs() as lines:
        async with pruned(opened(store), PERIODS, VirtualClock()):
            await asyncio.sleep(timedelta(hours=3).total_seconds())
    assert store.codes_before == [EPOCH + timedelta(hours=2) - PERIODS.codes]
    assert [line["log_level"] for line in lines] == ["warning"] * 2


async def test_nothing_is_pruned_when_the_store_is_closed() -> None:
    store = Noting()
    async with pruned(opened(store), PERIODS, VirtualClock()):
        await asyncio.sleep(1)
    await asyncio.sleep(timedelta(days=3).total_seconds())
    assert len(store.codes_before) == 1
