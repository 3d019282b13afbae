"""The bot: client, dispatcher and services, started and ended as one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random

import aiohttp
import structlog

from autoredeem.bot.features.registry import HANDLERS
from autoredeem.bot.gateway.autocompletion import Autocompleter
from autoredeem.bot.gateway.client import BotClient, Listeners, ReadyGuilds
from autoredeem.bot.gateway.command_sync import CommandSync
from autoredeem.bot.gateway.discord_connection import CLOSE_TIMEOUT, Access, Connection
from autoredeem.bot.gateway.discord_lease import DiscordLease
from autoredeem.bot.gateway.dispatcher import InteractionDispatcher
from autoredeem.bot.gateway.interactions import Interaction, is_autocompletion
from autoredeem.bot.kit.services import BotServices
from autoredeem.bot.services.announcer import Announcer
from autoredeem.bot.services.channel_watch import ChannelWatch
from autoredeem.bot.services.guild_lifecycle import GuildLifecycle
from autoredeem.bot.services.notifier import Notifier
from autoredeem.bot.services.operator_alerts import OperatorAlerts
from autoredeem.bot.services.progress_board import ProgressBoards
from autoredeem.bot.services.roster_news import RosterNews
from autoredeem.domain.errors import OutsideError
from autoredeem.engine import Process
from autoredeem.engine.events import Event
from autoredeem.observe.tasks import cancel_all, task_group
from autoredeem.runtime.health import Part

log = structlog.get_logger(__name__)

FINISH_TIMEOUT = 10.0
"""Seconds that handlers and boards in progress have at the end."""


class Bot:
    """Everything that Discord's users see. Works inside `working()`.

    `connector` makes what leads elsewhere than to Discord, in tests: one for each connection.
    """

    def __init__(
        self,
        token: str,
        services: BotServices,
        process: Process,
        random: Random,
        connector: Callable[[], aiohttp.BaseConnector] | None = None,
    ) -> None:
        self._services = services
        first = next(iter(services.titles.values()))
        self._lease = DiscordLease(first.store, process, services.clock)
        self._dispatcher = InteractionDispatcher(HANDLERS, services)
        self._autocompleter = Autocompleter(
            services.titles, services.cache, services.pace.suggestion
        )
        self._lifecycle = GuildLifecycle(services)
        self._commands = CommandSync(services.words, services.titles)
        self.boards = ProgressBoards(services)
        services.channel_listeners.append(self.boards.channel_chosen)
        self._alerts = OperatorAlerts(services)
        self._watch = ChannelWatch(services)
        services.watch_listeners.append(self._watch.changed)
        self.announcer = Announcer(services)
        self.notifier = Notifier(services)
        self._news = RosterNews(services)
        listeners = Listeners(
            self._on_interaction,
            self._on_connected,
            self._on_ready,
            self._lifecycle.joined,
            self._lifecycle.removed,
            self._watch.session_began,
            self._watch.message,
            self._watch.reaction,
        )
        access = Access(token, services.pace, services.clock, random, services.content, connector)
        self._connection = Connection(access, self._lease, listeners, self._on_disconnected)

    def on_event(self, title: str, event: Event) -> None:
        """Pass on an event of a title's engine."""
        self.boards.on_event(title, event)
        self._alerts.on_event(title, event)
        self.announcer.on_event(title, event)
        self.notifier.on_event(event)

    def health(self) -> Part:
        """Return the state of the connection, from any thread and without I/O."""
        return self._connection.health()

    @asynccontextmanager
    async def working(self) -> AsyncIterator["Bot"]:
        """Work while the context is open. Raises InvalidSetting for a token that is refused."""
        async with task_group() as tasks:
            owned = [
                tasks.create_task(self._lease.serve()),
                tasks.create_task(self._connection.serve()),
                tasks.create_task(self._autocompleter.serve()),
                tasks.create_task(self.boards.serve()),
                tasks.create_task(self._alerts.serve()),
                tasks.create_task(self.announcer.serve()),
                tasks.create_task(self.notifier.serve()),
                tasks.create_task(self._news.serve()),
                tasks.create_task(self._lifecycle.serve()),
                tasks.create_task(self._watch.serve()),
            ]
            try:
                yield self
            finally:
                await self.boards.finish(FINISH_TIMEOUT)
                await self._watch.finish(FINISH_TIMEOUT)
                await self.announcer.finish(FINISH_TIMEOUT)
                await self.notifier.finish(FINISH_TIMEOUT)
                await self._dispatcher.finish(FINISH_TIMEOUT)
                await self._connection.close()
                await cancel_all(owned)
                await self._release_lease()

    async def _on_interaction(self, interaction: Interaction) -> None:
        if is_autocompletion(interaction):
            await self._autocompleter.complete(interaction)
        else:
            await self._dispatcher.dispatch(interaction)

    async def _on_connected(self, client: BotClient) -> None:
        self.boards.connected(client)
        self._alerts.connected(client)
        self._watch.connected(client)
        self.announcer.connected(client)
        self.notifier.connected(client)
        self._news.connected(client)
        await self._commands.connected(client)

    async def _on_ready(self, ready: ReadyGuilds) -> None:
        log.info("Connected to Discord", guilds=len(ready.guilds))
        self._watch.ready()
        await self._lifecycle.reconcile(ready)

    def _on_disconnected(self) -> None:
        self.boards.disconnected()
        self._alerts.disconnected()
        self._watch.disconnected()
        self.announcer.disconnected()
        self.notifier.disconnected()
        self._news.disconnected()

    async def _release_lease(self) -> None:
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT):
                await self._lease.give_back()
        except (OutsideError, TimeoutError) as error:
            log.warning(f"The store can't be told that this process leaves Discord: {error}")
