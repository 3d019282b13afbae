"""What nobody needs any longer is removed once a day, for as long as the program runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog

from autoredeem.domain.errors import OutsideError
from autoredeem.observe.clock import Clock
from autoredeem.observe.tasks import serving
from autoredeem.store.interface import Store

log = structlog.get_logger(__name__)

DAY = 86_400.0
"""Seconds between two times at which what is old is removed."""

AGAIN = 3_600.0
"""Seconds until it is tried again, where that failed."""


PROOFS_KEPT = timedelta(days=3)
"""For whom was asked is counted over a day; a search that is over is shown for a while."""


@dataclass(frozen=True, slots=True)
class RetentionPeriods:
    """How long is kept what nobody needs: guilds' own dead codes, what was done, what was sent.

    What was told of codes is kept as long as those codes; what was told people, and what lists of
    players changed, as long as what was done.
    """

    codes: timedelta = timedelta(days=90)
    trails: timedelta = timedelta(days=365)
    requests: timedelta = timedelta(days=90)


@asynccontextmanager
async def pruned(
    opening: AbstractAsyncContextManager[Store], periods: RetentionPeriods, clock: Clock
) -> AsyncIterator[Store]:
    """Open a store, and prune it while it is open."""
    async with opening as store, serving(prune_daily(store, periods, clock)):
        yield store


async def prune_daily(store: Store, periods: RetentionPeriods, clock: Clock) -> None:
    """Remove what is old, now and once a day, until cancelled."""
    while True:
        try:
            now = clock.now()
            codes = await store.prune_codes(now - periods.codes)
            await store.prune_announcements(now - periods.codes)
            await store.prune_trails(now - periods.trails)
            await store.prune_notifications(now - periods.trails)
            await store.prune_changes(now - periods.trails)
            await store.prune_requests((now - periods.requests).date())
            await store.prune_proofs(now - PROOFS_KEPT)
            pause = DAY
            if codes:
                log.info(f"Pruned {codes} dead codes that nobody shared", title=store.title)
        except OutsideError as error:
            pause = AGAIN
            log.warning(f"What is old can't be removed, it is tried again: {error}")
        await asyncio.sleep(pause)
