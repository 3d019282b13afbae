"""The watch over channels: messages in, codes taken, reactions shown."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import discord
import structlog

from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.kit.permissions import Person
from autoredeem.bot.kit.services import BotServices, titles_played_by
from autoredeem.bot.services.channel_watch.discord_messages import person_of
from autoredeem.bot.services.channel_watch.finds import FindTaker
from autoredeem.bot.services.channel_watch.history import Backlog, posts_in, unread
from autoredeem.bot.services.channel_watch.id_taker import IdTaker
from autoredeem.bot.services.channel_watch.posts import Post, Tap, find_in
from autoredeem.bot.services.channel_watch.reader import person_in, post_of
from autoredeem.bot.services.channel_watch.registry import WatchRegistry
from autoredeem.bot.services.channel_watch.sign_keeper import SignKeeper
from autoredeem.bot.services.channel_watch.signs import (
    ASKS,
    CHANGES_FOR,
    Signs,
    answered,
    resumed,
)
from autoredeem.bot.services.channel_watch.turns import Turns
from autoredeem.domain.errors import OutsideError
from autoredeem.domain.ids import ChannelId, GuildId, MessageId, UserId, written_at
from autoredeem.domain.sources import WatchPurpose
from autoredeem.observe.tasks import task_group

log = structlog.get_logger(__name__)

Work = Callable[[], Awaitable[None]]


class ChannelWatch:
    """Watches the channels that guilds chose. Without the message content intent, it rests."""

    def __init__(self, services: BotServices) -> None:
        self._services = services
        self._client: discord.Client | None = None
        self._registry = WatchRegistry(services)
        self._backlog = Backlog()
        self._signs = Signs()
        self._keeper = SignKeeper(services, self._registry, self._signs, self._current)
        taker = FindTaker(services, self._registry, self._signs, self._person)
        self._ids = IdTaker(services, self._registry, self._signs, self._current, self._person)
        self._turns = Turns(
            services, self._registry, taker, self._ids, self._current, self._keeper.wake
        )
        self._to_do = asyncio.Queue[Work]()
        self._news = asyncio.Event()

    def connected(self, client: discord.Client) -> None:
        """Read and show through this connection from now on."""
        self._client = client
        self._wake()

    def disconnected(self) -> None:
        """Read and show nothing until there is a connection again."""
        self._client = None

    def session_began(self) -> None:
        """Let all channels catch up: what came since the last session was told to nobody.

        To be called before the first message of the session.
        """
        for guild_id, channel in self._registry.all_read():
            self._backlog.add(guild_id, channel)

    def ready(self) -> None:
        """Load the channels, and let them catch up."""
        if self._services.content.granted:
            self._to_do.put_nowait(self._load)

    def changed(self, title: str, guild_id: GuildId) -> None:
        """Load a guild's channels anew: managers have changed them."""
        if self._services.content.granted:
            self._to_do.put_nowait(partial(self._refresh, title, guild_id))

    async def message(self, message: discord.Message) -> None:
        """Take in a message that was written, edited, or has got its embeds."""
        client, channel = self._client, ChannelId(message.channel.id)
        if client is None or client.user is None or not self._registry.reads(channel):
            return
        post = post_of(message, client.user.id)
        if post and not self._backlog.hold(post):
            self._put(post)

    async def reaction(self, event: discord.RawReactionActionEvent) -> None:
        """Take in a tap of somebody's on the reaction that asks."""
        channel, member = ChannelId(event.channel_id), event.member
        if (
            str(event.emoji) == ASKS
            and member
            and not member.bot
            and self._registry.watches(channel, WatchPurpose.CODES)
        ):
            message = MessageId(event.message_id)
            self._turns.put(Tap(GuildId(member.guild.id), channel, message, person_in(member)))

    async def serve(self) -> None:
        """Work until cancelled."""
        async with task_group() as tasks:
            tasks.create_task(self._turns.serve())
            tasks.create_task(self._keeper.serve_learning())
            tasks.create_task(self._keeper.serve_showing())
            tasks.create_task(self._save_regularly())
            tasks.create_task(self._catch_up())
            while True:
                await self._attempt(await self._to_do.get())

    async def finish(self, seconds: float) -> None:
        """Read nothing any more, and save what was read, in so many seconds at most."""
        self.disconnected()
        try:
            async with asyncio.timeout(seconds):
                await self._registry.save_seen()
        except (OutsideError, TimeoutError) as error:
            log.info("Some messages will be read again", why=str(error) or "no answer in time")

    async def _attempt(self, work: Work) -> None:
        try:
            await work()
        except OutsideError as error:
            log.warning(f"The watched channels can't be read from the store yet: {error}")
            await asyncio.sleep(self._services.pace.again)
            self._to_do.put_nowait(work)

    async def _load(self) -> None:
        await self._registry.load()
        self.session_began()
        self._wake()

    async def _refresh(self, title: str, guild_id: GuildId) -> None:
        """Load a guild's channels anew; each catches up, as it may have been paused until now."""
        await self._registry.refresh(title, guild_id)
        for there, channel in self._registry.all_read():
            if there == guild_id:
                self._backlog.add(guild_id, channel)
        self._wake()

    async def _save_regularly(self) -> None:
        while True:
            await asyncio.sleep(self._services.pace.edits)
            try:
                await self._registry.save_seen()
            except OutsideError as error:
                log.info("What was read of channels is not saved yet", why=str(error))

    async def _catch_up(self) -> None:
        """Read what was written while nobody read: a channel after the other, a page at a time."""
        while True:
            behind, client = list(self._backlog.channels()), self._client
            if not behind or client is None:
                self._news.clear()
                await self._news.wait()
                continue
            for guild_id, channel in behind:
                # What waits to be read is not fetched again.
                if not self._turns.waits(guild_id):
                    await self._catch_up_on(client, guild_id, channel)
                await asyncio.sleep(self._services.pace.tick)

    async def _catch_up_on(
        self, client: discord.Client, guild_id: GuildId, channel: ChannelId
    ) -> None:
        """Read one channel's messages since the last that was read, and then what was held back."""
        all_read = True
        try:
            news = self._has_news(client, guild_id, channel)
            all_read = not news or await self._read_history(client, guild_id, channel)
        except (discord.Forbidden, discord.NotFound) as error:
            log.info("A watched channel's history can't be read", why=str(error))
        except (OutsideError, *DISCORD_ERRORS, RuntimeError) as error:
            log.info("A watched channel catches up later", why=str(error) or "no answer in time")
            self._backlog.put_last(channel)
            await asyncio.sleep(self._services.pace.again)
            return
        if all_read:
            for post in self._backlog.caught_up(channel):
                self._put(post)
        else:
            self._backlog.put_last(channel)

    def _has_news(self, client: discord.Client, guild_id: GuildId, channel: ChannelId) -> bool:
        """Whether there may be something to read, or reactions to be followed further."""
        seen, guild = self._registry.seen(channel), client.get_guild(guild_id)
        if seen is None or guild is None:
            return False
        last = getattr(guild.get_channel(channel), "last_message_id", None)
        recent = written_at(seen) > self._services.clock.now() - CHANGES_FOR
        return recent or last is None or last > seen

    async def _read_history(
        self, client: discord.Client, guild_id: GuildId, channel: ChannelId
    ) -> bool:
        """Have a channel's messages read; False where too much waits already."""
        seen, me = self._registry.seen(channel), client.user
        assert seen, "there is news only since something"  # noqa: S101 - a bug of ours
        assert me, "the client has logged in"  # noqa: S101 - a bug of ours
        new, old = await unread(client, channel, seen, self._services.pace.tick)
        signed = [post for post in posts_in(old, guild_id, me.id) if post.signs]
        await self._follow_again(guild_id, signed)
        return all(self._put(post) for post in posts_in(new, guild_id, me.id))

    async def _follow_again(self, guild_id: GuildId, posts: list[Post]) -> None:
        """Follow messages further whose reactions an earlier process has shown."""
        now = self._services.clock.now()
        recent = [one for one in posts if written_at(one.message) > now - CHANGES_FOR]
        if not recent:
            return
        played = await titles_played_by(self._services.titles, guild_id)
        for post in recent:
            for title in played.titles:
                watched = self._registry.get(title, post.channel)
                if watched and watched.purpose is WatchPurpose.IDS:
                    signed = answered(title, post, now)
                else:
                    signed = resumed(title, post, find_in(post, now.date()))
                if signed and not self._signs.get(signed.place):
                    self._signs.follow(signed)
            await asyncio.sleep(0)

    def _put(self, post: Post) -> bool:
        """Have a message read in its turn; False where its channel is behind now."""
        put = self._turns.put(post)
        if not put:
            self._backlog.add(post.guild_id, post.channel)
        return put

    async def _person(self, guild_id: GuildId, user: UserId) -> Person | None:
        return await person_of(self._client, guild_id, user) if self._client else None

    def _current(self) -> discord.Client | None:
        return self._client

    def _wake(self) -> None:
        self._news.set()
        self._keeper.wake()
