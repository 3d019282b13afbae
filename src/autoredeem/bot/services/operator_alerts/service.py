"""Sends operator alerts: each once, and kept while there is no connection."""

import asyncio
from collections import deque
from contextlib import suppress

import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS, may_pass
from autoredeem.bot.gateway.messages import send_direct_message
from autoredeem.bot.kit.services import BotServices
from autoredeem.bot.services.operator_alerts.render import alert_card
from autoredeem.bot.services.operator_alerts.state import Alert, AlertKind, TroubleTracker
from autoredeem.bot.words import choose
from autoredeem.domain.ids import UserId
from autoredeem.engine.events import Event, EveryoneWaits, NotRecorded, TitleHalted

log = structlog.get_logger(__name__)

MOST_QUEUED = 200
"""Queued messages; of more, the oldest are dropped."""


class OperatorAlerts:
    """The alerts of all titles. Events come at any time; sending needs a connection."""

    def __init__(self, services: BotServices) -> None:
        self._services = services
        self._troubles = TroubleTracker(services.pace.lasts)
        self._client: discord.Client | None = None
        self._wake = asyncio.Event()
        self._queue: deque[tuple[UserId, Alert]] = deque(maxlen=MOST_QUEUED)
        self._not_before = float("-inf")
        self._refused: set[tuple[UserId, str, AlertKind, str]] = set()

    def on_event(self, title: str, event: Event) -> None:
        """Track an event of a title's engine."""
        before = self._troubles.next_due()
        self._troubles.on_event(title, event, self._services.clock.monotonic())
        if self._troubles.next_due() != before:
            self._wake.set()

    def connected(self, client: discord.Client) -> None:
        """Send through this connection from now on."""
        self._client = client
        self._not_before = float("-inf")
        self._wake.set()

    def disconnected(self) -> None:
        """Send nothing until there is a connection again."""
        self._client = None

    async def serve(self) -> None:
        """Send alerts until cancelled; return at once where there are no operators."""
        if not self._services.operators:
            return
        self._track_earlier_troubles()
        while True:
            await self._wait()
            now, client = self._services.clock.monotonic(), self._client
            if client and now >= self._not_before:
                for alert in self._troubles.due(now):
                    self._queue += [(user, alert) for user in sorted(self._services.operators)]
                await self._send(client)

    def _track_earlier_troubles(self) -> None:
        """Track what went wrong before events were listened to."""
        for title, services in self._services.titles.items():
            trouble = services.engine.trouble
            if isinstance(trouble, TitleHalted | EveryoneWaits | NotRecorded):
                self.on_event(title, trouble)

    async def _wait(self) -> None:
        """Wait for an event, or until an alert is due."""
        self._wake.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pause()):
                await self._wake.wait()

    def _pause(self) -> float | None:
        due = self._not_before if self._queue else self._troubles.next_due()
        if self._client is None or due is None:
            return None
        return max(0.0, max(due, self._not_before) - self._services.clock.monotonic())

    async def _send(self, client: discord.Client) -> None:
        """Send what is queued, to each operator in order; what fails is tried again later."""
        stuck: set[UserId] = set()
        for _ in range(len(self._queue)):
            user, alert = self._queue.popleft()
            if user in stuck or not await self._deliver(client, user, alert):
                stuck.add(user)
                self._queue.append((user, alert))
        if stuck:
            self._not_before = self._services.clock.monotonic() + self._services.pace.again

    async def _deliver(self, client: discord.Client, user: UserId, alert: Alert) -> bool:
        """Send one; False where it is to be tried again. Not to who refused one of its kind."""
        key = user, alert.title, alert.kind, alert.feed
        if key in self._refused:
            if alert.over:
                self._refused.discard(key)
            return True
        try:
            accepted = await self._send_one(client, user, alert)
        except DISCORD_ERRORS as error:
            log.info("An operator could not be told", why=str(error) or "no answer in time")
            return False
        except Exception:
            if self._client is not client:
                # The connection was closed in the middle of it.
                return False
            log.exception("An operator can't be told")
            accepted = False
        if not (accepted or alert.over):
            self._refused.add(key)
        return True

    async def _send_one(self, client: discord.Client, user: UserId, alert: Alert) -> bool:
        """Send one; False where Discord or the operator refuses it."""
        say = self._services.words.say(choose("", None), alert.title)
        try:
            card = alert_card(say, alert, self._services.clock.now())
            accepted = await send_direct_message(client, user, card)
        except discord.HTTPException as error:
            if may_pass(error):
                raise
            accepted = False
        if not accepted:
            log.warning("An operator takes no direct message of the bot", operator=user)
        return accepted
