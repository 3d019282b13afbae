"""Where codes come from, in memory, in plain words: a part of the store's model."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from autoredeem.domain.ids import NOBODY, ChannelId, GuildId, MessageId, UserId
from autoredeem.domain.sources import Announcement, FeedState, WatchedChannel
from support.audit_model import drop


class MemorySources:
    """The port `Sources`."""

    def __init__(self) -> None:
        self.polled: dict[str, FeedState] = {}
        self.watched: dict[tuple[GuildId, ChannelId], WatchedChannel] = {}
        self.told: dict[tuple[GuildId, str], Announcement] = {}

    async def feeds(self) -> Sequence[FeedState]:
        """Sort what is remembered."""
        return [self.polled[name] for name in sorted(self.polled)]

    async def save_feeds(self, feeds: Collection[FeedState]) -> None:
        """Write over."""
        self.polled |= {feed.name: feed for feed in feeds}

    async def watched_channels(
        self, guilds: Collection[GuildId] | None = None
    ) -> Sequence[WatchedChannel]:
        """Filter and sort what is watched."""
        there = (one for one in self.watched.values() if guilds is None or one.guild_id in guilds)
        return sorted(there, key=lambda one: (one.added_at, one.guild_id, one.channel))

    async def watch_channels(self, channels: Collection[WatchedChannel]) -> None:
        """Write over, but for what was seen."""
        for one in channels:
            key = one.guild_id, one.channel
            seen = [it.seen for it in (one, self.watched.get(key)) if it and it.seen is not None]
            self.watched[key] = replace(one, seen=max(seen, default=None))

    async def note_seen(self, seen: Mapping[ChannelId, MessageId]) -> None:
        """Keep the greater."""
        for key, one in self.watched.items():
            if one.channel in seen:
                last = max(seen[one.channel], one.seen or MessageId(0))
                self.watched[key] = replace(one, seen=last)

    async def unwatch_channels(self, guild_id: GuildId, channels: Collection[ChannelId]) -> None:
        """Forget them."""
        drop(self.watched, self.watched.keys() & {(guild_id, one) for one in channels})

    async def begin_announcements(
        self, announcements: Collection[Announcement]
    ) -> frozenset[tuple[GuildId, str]]:
        """Add what is not there."""
        new = {(one.guild_id, one.issue) for one in announcements} - self.told.keys()
        for one in announcements:
            self.told.setdefault((one.guild_id, one.issue), replace(one, message=None))
        return frozenset(new)

    async def finish_announcements(self, announcements: Collection[Announcement]) -> None:
        """Note where it was told, and in which message."""
        for one in announcements:
            key = one.guild_id, one.issue
            if key in self.told:
                self.told[key] = replace(self.told[key], channel=one.channel, message=one.message)

    async def unfinished_announcements(self) -> Sequence[Announcement]:
        """Filter and sort what was begun."""
        begun = (one for one in self.told.values() if one.message is None)
        return sorted(begun, key=lambda one: (one.at, one.guild_id, one.issue))

    async def announcements_of(self, issues: Collection[str]) -> Sequence[Announcement]:
        """Filter what was told."""
        found = (one for one in self.told.values() if one.issue in issues)
        return sorted(found, key=lambda one: (one.at, one.guild_id, one.issue))

    async def prune_announcements(self, before: datetime) -> None:
        """Drop what is old."""
        drop(self.told, [key for key, one in self.told.items() if one.at < before])

    def forget_watcher(self, user: UserId) -> None:
        """Put nobody in the place of who added channels."""
        for key, one in self.watched.items():
            self.watched[key] = replace(one, added_by=NOBODY) if one.added_by == user else one
