"""The operators' direct messages: sent once each, kept while there is no connection."""

import asyncio
from collections import deque
from contextlib import suppress

import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.gateway.messages import write_to
from autoredeem.bot.kit.services import BotServices
from autoredeem.bot.services.operator_alerts.render import alert_card
from autoredeem.bot.services.operator_alerts.state import Kind, Notice, TroubleTracker
from autoredeem.bot.words import choose
from autoredeem.domain.ids import UserId
from autoredeem.engine.events import Event, EveryoneWaits, NotRecorded, TitleHalted

log = structlog.get_logger(__name__)

MOST_WAITING = 200
"""Messages that wait to be sent; of more, the oldest are dropped."""

TOO_MANY, SERVERS_FAULT = 429, 500
"""Statuses of answers that say nothing against the message itself."""


class OperatorAlerts:
    """All troubles of all titles. What happens is taken in at any time."""

    def __init__(self, services: BotServices) -> None:
        self._services = services
        self._troubles = TroubleTracker(services.pace.lasts)
        self._client: discord.Client | None = None
        self._news = asyncio.Event()
        self._waiting: deque[tuple[UserId, Notice]] = deque(maxlen=MOST_WAITING)
        self._not_before = float("-inf")
        self._refused: set[tuple[UserId, str, Kind]] = set()

    def take_in(self, title: str, event: Event) -> None:
        """Take in what a title's engine tells."""
        before = self._troubles.next_due()
        self._troubles.take_in(title, event, self._services.clock.monotonic())
        if self._troubles.next_due() != before:
            self._news.set()

    def connected(self, client: discord.Client) -> None:
        """Tell operators through this connection."""
        self._client = client
        self._not_before = float("-inf")
        self._news.set()

    def disconnected(self) -> None:
        """Tell nobody for now."""
        self._client = None

    async def serve(self) -> None:
        """Tell the operators of what needs them until cancelled; nothing where there are none."""
        if not self._services.operators:
            return
        self._look()
        while True:
            await self._wait()
            now, client = self._services.clock.monotonic(), self._client
            if client and now >= self._not_before:
                for notice in self._troubles.due(now):
                    self._waiting += [(user, notice) for user in sorted(self._services.operators)]
                await self._send(client)

    def _look(self) -> None:
        """Take in what went wrong before anybody listened."""
        for title, services in self._services.titles.items():
            trouble = services.engine.trouble
            if isinstance(trouble, TitleHalted | EveryoneWaits | NotRecorded):
                self.take_in(title, trouble)

    async def _wait(self) -> None:
        """Wait for news, or until something is to be sent."""
        self._news.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pause()):
                await self._news.wait()

    def _pause(self) -> float | None:
        due = self._not_before if self._waiting else self._troubles.next_due()
        if self._client is None or due is None:
            return None
        return max(0.0, max(due, self._not_before) - self._services.clock.monotonic())

    async def _send(self, client: discord.Client) -> None:
        """Send what waits, to each operator in its order; what fails is tried again later."""
        stuck: set[UserId] = set()
        for _ in range(len(self._waiting)):
            user, notice = self._waiting.popleft()
            if user in stuck or not await self._tell(client, user, notice):
                stuck.add(user)
                self._waiting.append((user, notice))
        if stuck:
            self._not_before = self._services.clock.monotonic() + self._services.pace.again

    async def _tell(self, client: discord.Client, user: UserId, notice: Notice) -> bool:
        """Send one; False where it is to be tried again. Nobody is bothered who takes none."""
        key = user, notice.title, notice.kind
        if key in self._refused:
            if notice.over:
                self._refused.discard(key)
            return True
        try:
            taken = await self._write(client, user, notice)
        except DISCORD_ERRORS as error:
            log.info("An operator could not be told", why=str(error) or "no answer in time")
            return False
        except Exception:
            if self._client is not client:
                # The connection was closed in the middle of it.
                return False
            log.exception("An operator can't be told")
            taken = False
        if not (taken or notice.over):
            self._refused.add(key)
        return True

    async def _write(self, client: discord.Client, user: UserId, notice: Notice) -> bool:
        """Send one; False where Discord or the operator won't have it."""
        say = self._services.words.say(choose("", None), notice.title)
        try:
            taken = await write_to(client, user, alert_card(say, notice))
        except discord.HTTPException as error:
            if error.status == TOO_MANY or error.status >= SERVERS_FAULT:
                raise
            taken = False
        if not taken:
            log.warning("An operator takes no direct message of the bot", operator=user)
        return taken
