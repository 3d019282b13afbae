"""What each guild spends of the budget, counted and saved day by day."""

import asyncio
from collections import Counter
from datetime import date

import structlog

from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import GuildId
from autoredeem.engine.scheduler import Scheduler
from autoredeem.observe.clock import Clock
from autoredeem.store.upkeep import Spending

log = structlog.get_logger(__name__)

PAUSE = 60.0
"""Seconds between two times of saving: a process that is killed loses no more of its counts."""


class Accounting:
    """The requests that this process sends for guilds.

    They are counted to the day on which they are saved. What is saved is what the process has sent
    in all of that day, so that it can be saved again.
    """

    def __init__(self, store: Spending, scheduler: Scheduler, clock: Clock, sender: str) -> None:
        self._store = store
        self._scheduler = scheduler
        self._clock = clock
        self._sender = sender
        self._sent: Counter[tuple[GuildId, date]] = Counter()
        self._unsaved: set[tuple[GuildId, date]] = set()

    async def serve(self) -> None:
        """Save what was sent, every minute until cancelled."""
        while True:
            await asyncio.sleep(PAUSE)
            try:
                await self.save()
            except OutsideError as error:
                log.info("What guilds spend is not saved yet", why=str(error))

    async def save(self) -> None:
        """Save what was sent since the last time. Raises OutsideError; nothing is lost then."""
        today = self._clock.now().date()
        for guild_id, count in self._scheduler.take_sent().items():
            self._sent[guild_id, today] += count
            self._unsaved.add((guild_id, today))
        saving = {key: self._sent[key] for key in self._unsaved}
        await self._store.note_requests(self._sender, saving)
        self._unsaved.clear()
        for key in [key for key in self._sent if key[1] < today]:
            del self._sent[key]
