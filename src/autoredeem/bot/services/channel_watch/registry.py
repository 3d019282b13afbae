"""Which channels are watched, as the stores know it, and what is noted of them."""

from collections import OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import replace

from autoredeem.bot.kit.bounded import keep_latest
from autoredeem.bot.kit.services import BotServices
from autoredeem.bot.services.channel_watch.signs import Verdict
from autoredeem.domain.ids import ChannelId, GuildId, MessageId
from autoredeem.domain.sources import WatchedChannel, WatchPurpose

MOST_DEAD = 10
"""So many dead codes in a row, and a channel is not read any more."""

MOST_COUNTED = 10_000
"""Dead codes of channels of which it is remembered that they were counted."""


class WatchRegistry:
    """The watched channels of all guilds, in memory: each message asks whether it is in one."""

    def __init__(self, services: BotServices) -> None:
        self._services = services
        self._channels: dict[ChannelId, dict[str, WatchedChannel]] = {}
        self._of_guilds: dict[tuple[str, GuildId], set[ChannelId]] = {}
        self._seen: dict[ChannelId, MessageId] = {}
        self._unsaved: dict[ChannelId, MessageId] = {}
        self._counted: OrderedDict[tuple[str, ChannelId, str], None] = OrderedDict()

    def get(self, title: str, channel: ChannelId) -> WatchedChannel | None:
        """Return what is known of a channel that is watched for a title."""
        return self._channels.get(channel, {}).get(title)

    def titles_of(self, channel: ChannelId) -> frozenset[str]:
        """Return the titles for which a channel is watched."""
        return frozenset(self._channels.get(channel, ()))

    def reads(self, channel: ChannelId) -> bool:
        """Whether a channel is watched, and not paused."""
        return any(one.paused_at is None for one in self._channels.get(channel, {}).values())

    def watches(self, channel: ChannelId, purpose: WatchPurpose) -> bool:
        """Whether a channel is watched for a purpose, paused or not."""
        by_title = self._channels.get(channel, {})
        return any(one.purpose is purpose for one in by_title.values())

    def seen(self, channel: ChannelId) -> MessageId | None:
        """Return the last message that was read of a channel."""
        return self._seen.get(channel)

    def all_read(self) -> Iterator[tuple[GuildId, ChannelId]]:
        """Yield the channels that are read, with their guilds."""
        for channel, by_title in self._channels.items():
            if self.reads(channel):
                yield next(iter(by_title.values())).guild_id, channel

    async def load(self) -> None:
        """Read all of them. Raises OutsideError where a store fails."""
        titles = self._services.titles
        found = {title: await one.store.watched_channels() for title, one in titles.items()}
        self._channels.clear()
        self._of_guilds.clear()
        for title, watched in found.items():
            self._put(title, watched)

    async def refresh(self, title: str, guild_id: GuildId) -> None:
        """Read those of a guild anew. Raises OutsideError where the store fails."""
        found = await self._services.titles[title].store.watched_channels([guild_id])
        before = self._of_guilds.pop((title, guild_id), set())
        for channel in before:
            self._drop(title, channel)
        self._put(title, found)
        for channel in before - self._channels.keys():
            self._seen.pop(channel, None)

    def note_seen(self, channel: ChannelId, message: MessageId) -> None:
        """Note the last message that was read, to be saved with the next ones."""
        if message > self._seen.get(channel, 0):
            self._seen[channel] = self._unsaved[channel] = message

    async def save_seen(self) -> None:
        """Save what was seen: one question a title. Raises OutsideError where a store fails."""
        unsaved, self._unsaved = self._unsaved, {}
        try:
            for title, services in self._services.titles.items():
                seen = {one: at for one, at in unsaved.items() if self.get(title, one)}
                if seen:
                    await services.store.note_seen(seen)
        except BaseException:
            self._unsaved = {**unsaved, **self._unsaved}
            raise

    async def count(self, verdict: Verdict) -> bool:
        """Count a code of a channel; return whether the channel is paused by it.

        One that is dead counts once. Raises OutsideError where the store fails.
        """
        key = verdict.title, verdict.channel, verdict.code
        if verdict.dead and key in self._counted:
            return False
        guild_id, title = verdict.guild_id, verdict.title
        known = self.get(title, verdict.channel)
        if known is None or not (verdict.dead or known.dead):
            return False
        async with self._services.locks.watching(guild_id):
            await self.refresh(title, guild_id)
            watched = self.get(title, verdict.channel)
            if watched is None or watched.paused_at or not (verdict.dead or watched.dead):
                return False
            now = self._services.clock.now()
            dead = watched.dead + 1 if verdict.dead else 0
            paused_at = now if dead >= MOST_DEAD else None
            changed = replace(watched, dead=dead, paused_at=paused_at)
            await self._services.titles[title].store.watch_channels([changed])
            self._put(title, [changed])
        if verdict.dead:
            keep_latest(self._counted, key, None, MOST_COUNTED)
        return paused_at is not None

    def _put(self, title: str, watched: Collection[WatchedChannel]) -> None:
        for one in watched:
            self._channels.setdefault(one.channel, {})[title] = one
            self._of_guilds.setdefault((title, one.guild_id), set()).add(one.channel)
            if one.seen and one.seen > self._seen.get(one.channel, 0):
                self._seen[one.channel] = one.seen

    def _drop(self, title: str, channel: ChannelId) -> None:
        by_title = self._channels[channel]
        del by_title[title]
        if not by_title:
            del self._channels[channel]
