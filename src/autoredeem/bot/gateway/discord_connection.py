"""Connected to Discord while this process holds the lease, and back after any loss."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from math import isfinite
from random import Random

import aiohttp
import discord
import structlog

from autoredeem.bot.gateway.client import BotClient, Listeners
from autoredeem.bot.gateway.discord_lease import DiscordLease
from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.kit.message_content import MessageContent
from autoredeem.bot.kit.pace import Pace
from autoredeem.domain.errors import InvalidSetting
from autoredeem.observe.clock import Clock
from autoredeem.observe.names import SystemResolver
from autoredeem.observe.tasks import task_group
from autoredeem.runtime.discord_diagnostics import ALLOW_CONTENT
from autoredeem.runtime.health import Part

log = structlog.get_logger(__name__)

CLOSE_TIMEOUT = 10.0

REFUSED = (
    "AUTOREDEEM_DISCORD_TOKEN: Discord refuses it; take the token from your application's page Bot"
    " in Discord's developer portal"
)

NO_CONTENT = (
    "AUTOREDEEM_DISCORD__MESSAGE_CONTENT: Discord refuses it, so no channel is watched;"
    f" {ALLOW_CONTENT}, and start again"
)


@dataclass(frozen=True, slots=True)
class Access:
    """What a connection is made with; `content` says whether messages are to be read.

    `connector` makes what leads elsewhere than to Discord, in tests: one for each connection.
    """

    token: str
    pace: Pace
    clock: Clock
    random: Random
    content: MessageContent
    connector: Callable[[], aiohttp.BaseConnector] | None = None


class Connection:
    """The current client. `closed` is called when there is none any more."""

    def __init__(
        self, access: Access, lease: DiscordLease, listeners: Listeners, closed: Callable[[], None]
    ) -> None:
        self._access = access
        self._lease = lease
        self._listeners = listeners
        self._closed = closed
        self._client: BotClient | None = None

    def health(self) -> Part:
        """Return the state of the connection, from any thread and without I/O."""
        if not self._lease.mine.is_set():
            return Part(ok=True, why="another process is connected, or none yet")
        client = self._client
        if client is None or not client.connected:
            return Part(ok=False, why="there is no connection to Discord")
        latency = client.latency
        details = {"latency": round(latency, 4)} if isfinite(latency) else {}
        return Part(
            ok=True, why=NO_CONTENT if self._access.content.refused else "", details=details
        )

    async def serve(self) -> None:
        """Connect whenever this process holds the lease, and again after whatever ends that.

        Where Discord refuses what stands in messages, it connects without. Raises InvalidSetting
        for a token that is refused.
        """
        pace, clock = self._access.pace, self._access.clock
        wait = pace.first
        while True:
            await self._lease.mine.wait()
            began = clock.monotonic()
            try:
                await self._connect()
            except discord.LoginFailure:
                raise InvalidSetting(REFUSED) from None
            except discord.PrivilegedIntentsRequired:
                self._go_without_content()
                wait = pace.first
            except DISCORD_ERRORS as error:
                log.warning(f"No connection to Discord: {error}")
            except Exception:
                log.exception("The connection to Discord failed")
            if clock.monotonic() - began > pace.longest:
                wait = pace.first
            await asyncio.sleep(wait * self._access.random.uniform(0.8, 1.2))
            wait = min(2 * wait, pace.longest)

    def _go_without_content(self) -> None:
        """Ask for no messages any more: all but the watched channels works without."""
        self._access.content.refused = True
        log.error(NO_CONTENT)

    async def close(self) -> None:
        """Close the current client, if there is one."""
        client, self._client = self._client, None
        if client:
            self._closed()
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_TIMEOUT):
                    await client.close()

    async def _connect(self) -> None:
        """Be connected until the lease is lost; raises what ends the connection before."""
        names = SystemResolver()
        connect = self._access.connector or partial(aiohttp.TCPConnector, resolver=names, limit=0)
        content = self._access.content.granted
        self._client = client = BotClient(self._listeners, connect(), content=content)
        async with task_group() as tasks:
            closing = tasks.create_task(self._close_when_lost())
            try:
                await client.start(self._access.token)
            finally:
                closing.cancel()
                await self.close()
                await names.close()

    async def _close_when_lost(self) -> None:
        await self._lease.lost.wait()
        log.info("Another process is connected to Discord now: this one leaves")
        await self.close()
