"""The bot at work: connected to Discord while this process holds the lease, back after any loss."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from math import isfinite
from random import Random

import aiohttp
import discord
import structlog

from autoredeem.bot.alarms import Alarms
from autoredeem.bot.boards import Boards
from autoredeem.bot.client import TROUBLES, BotClient, Listeners
from autoredeem.bot.commands import payload
from autoredeem.bot.desks import Office
from autoredeem.bot.discord_lease import DiscordLease
from autoredeem.bot.features import ACTS
from autoredeem.bot.guests import Guests
from autoredeem.bot.hearing import Interaction
from autoredeem.bot.performing import Performer
from autoredeem.bot.suggesting import Suggester
from autoredeem.bot.syncing import sync
from autoredeem.domain.errors import InvalidSetting, OutsideError
from autoredeem.domain.players import GuildId
from autoredeem.engine import Process
from autoredeem.engine.events import Event
from autoredeem.observe.tasks import cancel_all, task_group
from autoredeem.runtime.health import Part

log = structlog.get_logger(__name__)

TO_FINISH = 10.0
"""Seconds that acts under way have at the end."""

TO_CLOSE = 10.0

REFUSED = (
    "AUTOREDEEM_DISCORD_TOKEN: Discord refuses it; take the token from your application's page Bot"
    " in Discord's developer portal"
)


class Bot:
    """Everything that Discord's users meet. Works inside `working()`.

    `connector` makes what leads elsewhere than to Discord, in tests: one for each connection.
    """

    def __init__(
        self,
        token: str,
        office: Office,
        process: Process,
        random: Random,
        connector: Callable[[], aiohttp.BaseConnector] | None = None,
    ) -> None:
        self._token = token
        self._office = office
        self._random = random
        self._connector = connector
        first = next(iter(office.desks.values()))
        self._lease = DiscordLease(first.store, process, office.clock)
        self._performer = Performer(ACTS, office)
        self._guests = Guests(office.desks, office.clock)
        self.boards = Boards(office)
        self._alarms = Alarms(office)
        self._client: BotClient | None = None
        self._synced = False
        self._suggester: Suggester | None = None

    def take_in(self, title: str, event: Event) -> None:
        """Take in what a title's engine tells."""
        self.boards.take_in(title, event)
        self._alarms.take_in(title, event)

    def look(self) -> Part:
        """Say how the connection is, from any thread, without asking anybody."""
        if not self._lease.mine.is_set():
            return Part(ok=True, why="another process is connected, or none yet")
        client = self._client
        if client is None or not client.connected:
            return Part(ok=False, why="there is no connection to Discord")
        latency = client.latency
        return Part(ok=True, details={"latency": round(latency, 4)} if isfinite(latency) else {})

    @asynccontextmanager
    async def working(self) -> AsyncIterator["Bot"]:
        """Work while the context is open. Raises InvalidSetting for a token that is refused."""
        async with task_group() as tasks:
            self._suggester = Suggester(self._office.desks, self._office.memory, tasks)
            owned = [
                tasks.create_task(self._lease.serve()),
                tasks.create_task(self._serve()),
                tasks.create_task(self.boards.serve()),
                tasks.create_task(self._alarms.serve()),
                tasks.create_task(self._guests.forget_the_gone()),
            ]
            try:
                yield self
            finally:
                await self.boards.finish(TO_FINISH)
                await self._performer.finish(TO_FINISH)
                await self._close()
                await cancel_all([*owned, *self._suggester.reading])
                await self._give_back()

    async def _serve(self) -> None:
        """Connect whenever this process holds the lease, and again after whatever ends that."""
        pace = self._office.pace
        wait = pace.first
        while True:
            await self._lease.mine.wait()
            began = self._office.clock.monotonic()
            try:
                await self._connect()
            except discord.LoginFailure:
                raise InvalidSetting(REFUSED) from None
            except TROUBLES as error:
                log.warning(f"No connection to Discord: {error}")
            except Exception:
                log.exception("The connection to Discord failed")
            if self._office.clock.monotonic() - began > pace.longest:
                wait = pace.first
            await asyncio.sleep(wait * self._random.uniform(0.8, 1.2))
            wait = min(2 * wait, pace.longest)

    async def _connect(self) -> None:
        """Be connected until the lease is lost; raises what ends the connection before."""
        listeners = Listeners(
            self._heard, self._connected, self._ready, self._guests.joined, self._guests.removed
        )
        connector = self._connector() if self._connector else None
        self._client = client = BotClient(listeners, connector)
        async with task_group() as tasks:
            losing = tasks.create_task(self._close_when_lost())
            try:
                await client.start(self._token)
            finally:
                losing.cancel()
                await self._close()

    async def _close_when_lost(self) -> None:
        await self._lease.lost.wait()
        log.info("Another process is connected to Discord now: this one leaves")
        await self._close()

    async def _heard(self, interaction: Interaction) -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            # Whoever types on asks again: an answer that is not taken is missed by nobody.
            with suppress(*TROUBLES):
                if self._suggester:
                    await self._suggester.suggest(interaction)
        else:
            await self._performer.hear(interaction)

    async def _connected(self, client: BotClient) -> None:
        """Tell Discord of the commands once; a failure is tried again with the next connection."""
        self.boards.connected(client)
        self._alarms.connected(client)
        if self._synced:
            return
        try:
            await sync(client, payload(self._office.words))
            self._synced = True
        except TROUBLES as error:
            log.warning(f"Discord does not take the commands: {error}")

    async def _ready(self, guilds: Sequence[GuildId]) -> None:
        log.info("Connected to Discord", guilds=len(guilds))
        await self._guests.reconcile(guilds)

    async def _close(self) -> None:
        client, self._client = self._client, None
        if client:
            self.boards.disconnected()
            self._alarms.disconnected()
            with suppress(TimeoutError):
                async with asyncio.timeout(TO_CLOSE):
                    await client.close()

    async def _give_back(self) -> None:
        try:
            async with asyncio.timeout(TO_CLOSE):
                await self._lease.give_back()
        except (OutsideError, TimeoutError) as error:
            log.warning(f"The store can't be told that this process leaves Discord: {error}")
