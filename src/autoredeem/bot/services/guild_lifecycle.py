"""What happens when the bot is removed from a guild, and when it is added again.

Removed, its runs there stop at once; after thirty days all data of the guild is deleted.
"""

import asyncio
from collections.abc import Collection, Coroutine
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

import structlog

from autoredeem.bot.kit.handlers import BY
from autoredeem.bot.kit.services import BotServices, TitleServices
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.guilds import GuildChanges, GuildSettings
from autoredeem.domain.ids import GuildId
from autoredeem.store.records import RunStatus

log = structlog.get_logger(__name__)

RETENTION = timedelta(days=30)
"""How long the data of a guild is kept after the bot was removed from it."""

PURGE_INTERVAL = 3_600.0
"""Seconds between two checks for guilds whose data is to be deleted."""


class GuildLifecycle:
    """Keeps the stores' guilds in step with Discord's."""

    def __init__(self, services: BotServices) -> None:
        self._services = services
        self._titles = services.titles
        self._clock = services.clock

    async def joined(self, guild_id: GuildId) -> None:
        """Resume the guild's runs, if the bot was there in the last thirty days."""
        if not self._services.allows(guild_id):
            log.info(f"Added to guild {guild_id}, which is not among those that are allowed")
            return
        await self._attempt(self._mark_joined([guild_id]))

    async def removed(self, guild_id: GuildId) -> None:
        """Stop the guild's runs, and start its thirty days."""
        log.info(f"Removed from guild {guild_id}: its runs stop, its data goes in 30 days")
        await self._attempt(self._mark_left([guild_id]))

    async def reconcile(self, present: Collection[GuildId]) -> None:
        """Catch up on where the bot was removed or added again while it was not connected.

        A guild that is not allowed counts as one that the bot was removed from.
        """
        await self._attempt(self._reconcile(frozenset(present)))

    async def purge_left_guilds(self) -> None:
        """Delete the data of guilds whose thirty days are over, every hour until cancelled."""
        while True:
            await self._attempt(self._purge_left_guilds())
            await asyncio.sleep(PURGE_INTERVAL)

    async def _reconcile(self, present: AbstractSet[GuildId]) -> None:
        for services in self._titles.values():
            known = {one.guild_id for one in await services.store.guilds()}
            allowed = set(filter(self._services.allows, known & present))
            await self._mark_left(known - present)
            await self._mark_left((known & present) - allowed)
            await self._mark_joined(allowed)

    async def _mark_left(self, guilds: Collection[GuildId]) -> None:
        now = self._clock.now()
        for services in self._titles.values():
            here = [one for one in await services.store.guilds(guilds) if one.left_at is None]
            await self._mark(services, here, left_at=now)
            runs = await services.store.runs_in([one.guild_id for one in here], RunStatus.OPEN)
            await services.engine.stop([run.key for run in runs])

    async def _mark_joined(self, guilds: Collection[GuildId]) -> None:
        for services in self._titles.values():
            left = [one for one in await services.store.guilds(guilds) if one.left_at]
            await self._mark(services, left, left_at=None)
            served = [one.guild_id for one in left if one.blocked_at is None]
            rest = await services.store.runs_in(served, RunStatus.OPEN)
            await services.engine.want([(run.guild_id, run.code) for run in rest])
            for one in left:
                await services.rollout.open_in(one.guild_id)

    async def _purge_left_guilds(self) -> None:
        cutoff = self._clock.now() - RETENTION
        for services in self._titles.values():
            known = await services.store.guilds()
            over = [one.guild_id for one in known if one.left_at and one.left_at < cutoff]
            if over:
                log.info(f"Forgetting {len(over)} guilds that the bot left 30 days ago")
                await services.store.forget_guilds(over)
                # Whoever was blocked stays so, whenever they come back.
                blocked = {
                    one.guild_id: GuildChanges(blocked_at=one.blocked_at)
                    for one in known
                    if one.blocked_at and one.guild_id in over
                }
                await services.store.change_guilds(blocked, by=BY, at=self._clock.now())

    async def _mark(
        self, services: TitleServices, guilds: Collection[GuildSettings], left_at: datetime | None
    ) -> None:
        changes = {one.guild_id: GuildChanges(left_at=left_at) for one in guilds}
        await services.store.change_guilds(changes, by=BY, at=self._clock.now())

    @staticmethod
    async def _attempt(work: Coroutine[object, object, None]) -> None:
        """Await work on the stores; one that fails is logged: the next start catches up."""
        try:
            await work
        except OutsideError as error:
            log.warning(f"The guilds could not be brought up to date: {error}")
