"""In which guilds the bot is a guest: what happens when it is removed, and when it comes back.

Removed, its runs there stop at once; after thirty days everything of the guild is forgotten.
"""

import asyncio
from collections.abc import Collection, Coroutine, Mapping
from dataclasses import replace
from datetime import timedelta

import structlog

from autoredeem.bot.kit.handlers import BY
from autoredeem.bot.kit.services import TitleServices
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import GuildId
from autoredeem.observe.clock import Clock
from autoredeem.store.records import RunStatus

log = structlog.get_logger(__name__)

KEPT = timedelta(days=30)
"""For how long the data of a guild is kept that the bot was removed from."""

A_WHILE = 3_600.0
"""Seconds between two looks for what is to be forgotten."""


class GuildLifecycle:
    """Keeps the stores' guilds as Discord says they are."""

    def __init__(self, titles: Mapping[str, TitleServices], clock: Clock) -> None:
        self._titles = titles
        self._clock = clock

    async def joined(self, guild_id: GuildId) -> None:
        """Go on where the bot was before, if it was there in the last thirty days."""
        await self._told(self._come_back([guild_id]))

    async def removed(self, guild_id: GuildId) -> None:
        """Stop everything there."""
        log.info(f"Removed from guild {guild_id}: its runs stop, its data goes in 30 days")
        await self._told(self._leave([guild_id]))

    async def reconcile(self, present: Collection[GuildId]) -> None:
        """Note where the bot was removed, or added again, while it was not connected."""
        await self._told(self._reconcile(frozenset(present)))

    async def forget_the_gone(self) -> None:
        """Look once in a while, until cancelled, for guilds whose thirty days are over."""
        while True:
            await self._told(self._forget_the_gone())
            await asyncio.sleep(A_WHILE)

    async def _reconcile(self, present: Collection[GuildId]) -> None:
        for services in self._titles.values():
            known = await services.store.guilds()
            await self._leave([g.guild_id for g in known if g.guild_id not in present])
            await self._come_back([g.guild_id for g in known if g.guild_id in present])

    async def _leave(self, guilds: Collection[GuildId]) -> None:
        now = self._clock.now()
        for services in self._titles.values():
            here = [one for one in await services.store.guilds(guilds) if one.left_at is None]
            await self._save(services, [replace(one, left_at=now) for one in here])
            runs = await services.store.runs_in([one.guild_id for one in here], RunStatus.OPEN)
            await services.engine.stop([run.key for run in runs])

    async def _come_back(self, guilds: Collection[GuildId]) -> None:
        for services in self._titles.values():
            gone = [one for one in await services.store.guilds(guilds) if one.left_at]
            await self._save(services, [replace(one, left_at=None) for one in gone])
            rest = await services.store.runs_in([one.guild_id for one in gone], RunStatus.OPEN)
            await services.engine.want([(run.guild_id, run.code) for run in rest])
            for one in gone:
                await services.spreader.spread_to(one.guild_id)

    async def _forget_the_gone(self) -> None:
        long_ago = self._clock.now() - KEPT
        for services in self._titles.values():
            known = await services.store.guilds()
            over = [one.guild_id for one in known if one.left_at and one.left_at < long_ago]
            if over:
                log.info(f"Forgetting {len(over)} guilds that the bot left 30 days ago")
                await services.store.forget_guilds(over)

    async def _save(self, services: TitleServices, guilds: Collection[GuildSettings]) -> None:
        if guilds:
            await services.store.save_guilds(guilds, by=BY, at=self._clock.now())

    @staticmethod
    async def _told(work: Coroutine[object, object, None]) -> None:
        """Do some of it; a store that fails is no end: the next start finds what is missing."""
        try:
            await work
        except OutsideError as error:
            log.warning(f"The guilds could not be brought up to date: {error}")
