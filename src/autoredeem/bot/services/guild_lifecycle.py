"""What happens when the bot is removed from a guild, and when it is added again.

Removed, its runs there stop at once; after thirty days all data of the guild is deleted. Added
again, they go on where they were, and nobody gets another go.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from functools import partial

import structlog

from autoredeem.bot.gateway.client import ReadyGuilds
from autoredeem.bot.kit.handlers import BY
from autoredeem.bot.kit.services import BotServices, TitleServices
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.guilds import GuildChanges, GuildSettings
from autoredeem.domain.ids import GuildId
from autoredeem.observe.tasks import task_group
from autoredeem.store.records import RunStatus

log = structlog.get_logger(__name__)

RETENTION = timedelta(days=30)
"""How long the data of a guild is kept after the bot was removed from it."""

PURGE_INTERVAL = 3_600.0
"""Seconds between two checks for guilds whose data is to be deleted."""

FEW = 5
"""So many guilds at once may be taken for left without asking. If there are more, and more than
half of all, it may well be a mistake of Discord's, or a token of another bot: each is asked about.
"""


Work = Callable[[], Awaitable[None]]


class GuildLifecycle:
    """Keeps the stores' guilds in step with Discord's.

    What comes first is done first: who leaves and comes back has come back.
    """

    def __init__(self, services: BotServices) -> None:
        self._services = services
        self._titles = services.titles
        self._clock = services.clock
        self._to_do = asyncio.Queue[Work]()

    async def joined(self, guild_id: GuildId) -> None:
        """Resume the guild's runs, if the bot was there in the last thirty days."""
        if not self._services.allows(guild_id):
            log.info(f"Added to guild {guild_id}, which is not among those that are allowed")
            return
        self._to_do.put_nowait(partial(self._mark_joined, [guild_id]))

    async def removed(self, guild_id: GuildId) -> None:
        """Stop the guild's runs, and start its thirty days."""
        log.info(f"Removed from guild {guild_id}: its runs stop, its data goes in 30 days")
        self._to_do.put_nowait(partial(self._mark_left, [guild_id]))

    async def reconcile(self, ready: ReadyGuilds) -> None:
        """Catch up on where the bot was removed or added again while it was not connected.

        A guild that is not allowed counts as one that the bot was removed from.
        """
        self._to_do.put_nowait(partial(self._reconcile, ready))

    async def serve(self) -> None:
        """Do what there is to do until cancelled; every hour, delete what is over.

        That is the data of guilds that were left, and pseudonyms in trails.
        """
        async with task_group() as tasks:
            tasks.create_task(self._purge_regularly())
            while True:
                await self._attempt(await self._to_do.get())
                self._to_do.task_done()

    async def _purge_regularly(self) -> None:
        while True:
            self._to_do.put_nowait(self._purge_left_guilds)
            self._to_do.put_nowait(self._forget_pseudonyms)
            await asyncio.sleep(PURGE_INTERVAL)

    async def _reconcile(self, ready: ReadyGuilds) -> None:
        known, staying = set[GuildId](), set[GuildId]()
        for services in self._titles.values():
            found = [one for one in await services.store.guilds() if ready.covers(one.guild_id)]
            known.update(one.guild_id for one in found)
            staying.update(one.guild_id for one in found if one.left_at is None)
        here = known & ready.guilds
        allowed = set(filter(self._services.allows, here))
        await self._mark_joined(allowed)
        await self._mark_left((here - allowed) | await self._confirmed_left(staying, ready))

    async def _confirmed_left(
        self, staying: Collection[GuildId], ready: ReadyGuilds
    ) -> AbstractSet[GuildId]:
        """Return which guilds the bot has left of those in which it was."""
        gone = {guild_id for guild_id in staying if guild_id not in ready.guilds}
        if len(gone) <= FEW or 2 * len(gone) <= len(staying):
            return gone
        log.warning(f"{len(gone)} of {len(staying)} guilds seem gone: Discord is asked for each")
        # One after the other: a hurry would spend what others may ask of Discord.
        confirmed = {guild_id for guild_id in gone if await ready.confirm_left(guild_id)}
        log.warning(f"{len(confirmed)} of these {len(gone)} guilds are gone indeed")
        return confirmed

    async def _mark_left(self, guilds: Collection[GuildId]) -> None:
        """Stop first, then mark: whoever is killed in between does it again."""
        now = self._clock.now()
        for services in self._titles.values():
            here = [one for one in await services.store.guilds(guilds) if one.left_at is None]
            runs = await services.store.runs_in([one.guild_id for one in here], RunStatus.OPEN)
            await services.engine.stop([run.key for run in runs if not run.stop])
            await self._mark(services, here, left_at=now)

    async def _mark_joined(self, guilds: Collection[GuildId]) -> None:
        for services in self._titles.values():
            left = [one for one in await services.store.guilds(guilds) if one.left_at]
            await self._resume(services, left)
            await self._mark(services, left, left_at=None)
            await services.rollout.open_in_all([one.guild_id for one in left])

    async def _resume(self, services: TitleServices, left: Collection[GuildSettings]) -> None:
        """Let the runs go on that stopped when the bot left; what was at rest before stays so."""
        since = {one.guild_id: one.left_at for one in left if one.left_at}
        runs = await services.store.runs_in(since.keys(), RunStatus.OPEN)
        await services.engine.resume(
            [run.key for run in runs if run.stop and run.updated_at >= since[run.guild_id]]
        )

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

    async def _forget_pseudonyms(self) -> None:
        for services in self._titles.values():
            await services.store.forget_pseudonyms(at=self._clock.now())

    async def _mark(
        self, services: TitleServices, guilds: Collection[GuildSettings], left_at: datetime | None
    ) -> None:
        changes = {one.guild_id: GuildChanges(left_at=left_at) for one in guilds}
        await services.store.change_guilds(changes, by=BY, at=self._clock.now())

    async def _attempt(self, work: Work) -> None:
        """Do work on the stores; one that fails is logged: the next start catches up."""
        try:
            await work()
        except OutsideError as error:
            log.warning(f"The guilds could not be brought up to date: {error}")
