"""Guilds in turns: what waits of each is read, some at a time, and taken: codes, and ids."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog

from autoredeem.bot.kit.permissions import is_manager
from autoredeem.bot.kit.services import BotServices, titles_played_by
from autoredeem.bot.services.channel_watch.discord_messages import Current, message_of
from autoredeem.bot.services.channel_watch.fair_queue import FairQueue
from autoredeem.bot.services.channel_watch.finds import FindTaker
from autoredeem.bot.services.channel_watch.id_taker import IdTaker
from autoredeem.bot.services.channel_watch.posts import Find, Post, Tap, find_in
from autoredeem.bot.services.channel_watch.reader import post_in
from autoredeem.bot.services.channel_watch.registry import WatchRegistry
from autoredeem.bot.services.channel_watch.signs import ASKS
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import GuildId
from autoredeem.domain.sources import WatchPurpose
from autoredeem.observe.tasks import task_group

log = structlog.get_logger(__name__)

MOST_WAITING = 500
"""Messages and taps of a guild that wait; of more, its channels catch up later."""

MOST_AT_ONCE = 5
"""Those that are read in one turn of a guild. There are so many turns a second, and no more."""

MOST_CONCURRENT = 5
"""Guilds whose turn it is at the same time."""


class Turns:
    """Reads what waits, a part of each guild's after the other. `news` is called after a find."""

    def __init__(
        self,
        services: BotServices,
        registry: WatchRegistry,
        taker: FindTaker,
        ids: IdTaker,
        client: Current,
        news: Callable[[], None],
    ) -> None:
        self._services = services
        self._registry = registry
        self._taker = taker
        self._ids = ids
        self._client = client
        self._news = news
        self._waiting: FairQueue[GuildId, Post | Tap] = FairQueue(MOST_WAITING)
        self._wake = asyncio.Event()
        self._room = asyncio.Semaphore(MOST_CONCURRENT)

    def put(self, item: Post | Tap) -> bool:
        """Let something wait for its guild's turn; False where too much of it waits already."""
        self._wake.set()
        return self._waiting.put(item.guild_id, item)

    def waits(self, guild_id: GuildId) -> bool:
        """Whether something of a guild waits, or is being read."""
        return self._waiting.waits(guild_id)

    async def serve(self) -> None:
        """Read what waits, until cancelled."""
        async with task_group() as tasks:
            while True:
                await self._room.acquire()
                tasks.create_task(self._serve_turn(*await self._next()))
                await asyncio.sleep(self._services.pace.tick)

    async def _next(self) -> tuple[GuildId, Sequence[Post | Tap]]:
        while (turn := self._waiting.take(MOST_AT_ONCE)) is None:
            self._wake.clear()
            await self._wake.wait()
        return turn

    async def _serve_turn(self, guild_id: GuildId, items: Sequence[Post | Tap]) -> None:
        """Read and take; while the store fails, again and again. What fails else is passed over."""
        try:
            done = await self._attempt(guild_id, items)
            while not done:
                await asyncio.sleep(self._services.pace.again)
                done = await self._attempt(guild_id, items)
        except Exception:
            log.exception("Messages could not be read")
        finally:
            self._waiting.done(guild_id)
            self._wake.set()
            self._room.release()

    async def _attempt(self, guild_id: GuildId, items: Sequence[Post | Tap]) -> bool:
        try:
            finds = await self._finds(self._among(items, WatchPurpose.CODES))
            if finds:
                await self._taker.take(guild_id, finds)
            typed = self._among(items, WatchPurpose.IDS)
            if typed:
                await self._ids.take(guild_id, [one for one in typed if isinstance(one, Post)])
            if finds or typed:
                self._news()
        except OutsideError as error:
            log.info("What stands in a channel can't be taken yet", why=str(error))
            return False
        for item in items:
            if isinstance(item, Post):
                self._registry.note_seen(item.channel, item.message)
        return True

    def _among(self, items: Sequence[Post | Tap], purpose: WatchPurpose) -> Sequence[Post | Tap]:
        return [one for one in items if self._registry.watches(one.channel, purpose)]

    async def _finds(self, items: Sequence[Post | Tap]) -> Sequence[Find]:
        today, found = self._services.clock.now().date(), []
        for item in items:
            post = item if isinstance(item, Post) else await self._tapped(item)
            if post and (find := find_in(post, today)):
                found.append(find)
            # Reading one takes a few milliseconds.
            await asyncio.sleep(0)
        return found

    async def _tapped(self, tap: Tap) -> Post | None:
        """Return the message that a manager took; None where the tap is worth nothing."""
        played = await titles_played_by(self._services.titles, tap.guild_id)
        manages = any(is_manager(tap.person, settings) for settings in played.titles.values())
        client = self._client()
        if client is None or client.user is None or not manages:
            return None
        data = await message_of(client, tap.channel, tap.message)
        post = post_in(data, tap.guild_id, client.user.id) if data else None
        if post is None or ASKS not in post.signs:
            return None
        return replace(post, taken_by=tap.person)
