"""Where codes come from, and what was told of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from pymongo import UpdateMany, UpdateOne

from autoredeem.domain.ids import ChannelId, GuildId, MessageId
from autoredeem.domain.sources import Announcement, FeedState, WatchedChannel
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.mongo.connection import OnConnection, Query
from autoredeem.store.mongo.documents import of_guild
from autoredeem.store.mongo.source_rows import (
    announcement_in,
    announcement_name,
    feed_in,
    of_begun,
    of_feed,
    of_watched,
    watched_in,
    watched_name,
)

GUILDS = 250
"""Guilds to a query: a range of keys for each."""


class MongoSources(OnConnection):
    """The port `Sources`."""

    async def feeds(self) -> Sequence[FeedState]:
        """Read all, sorted by the server."""
        found = self._connection.find(self._connection.feeds, {}, order=[("_id", 1)])
        return [feed_in(row) async for rows in found for row in rows]

    async def save_feeds(self, feeds: Collection[FeedState]) -> None:
        """Write over what is there."""
        latest = {feed.name: feed for feed in feeds}.values()
        updates = (({"_id": feed.name}, {"$set": of_feed(feed)}) for feed in latest)
        await self._connection.write_over(self._connection.feeds, updates)

    async def watched_channels(
        self, guilds: Collection[GuildId] | None = None
    ) -> Sequence[WatchedChannel]:
        """Read all, or ranges of `_id`s."""
        watched: list[WatchedChannel] = []
        theirs = (
            [of_guild(guild_id) for guild_id in some] for some in batched(guilds or (), GUILDS)
        )
        queries: Iterable[Query] = ({"$or": ranges} for ranges in theirs)
        for query in queries if guilds is not None else [{}]:
            found = self._connection.find(self._connection.watched, query)
            watched += [watched_in(row) async for rows in found for row in rows]
        return sorted(watched, key=lambda one: (one.added_at, one.guild_id, one.channel))

    async def watch_channels(self, channels: Collection[WatchedChannel]) -> None:
        """Write over all but what was seen, of which the greater stays."""
        latest = {watched_name(one.guild_id, one.channel): one for one in channels}
        updates = (
            ({"_id": name}, {"$set": of_watched(one), "$max": {"seen": one.seen}})
            for name, one in latest.items()
        )
        await self._connection.write_over(self._connection.watched, updates)

    async def note_seen(self, seen: Mapping[ChannelId, MessageId]) -> None:
        """Update by the index of channels."""
        updates = (
            UpdateMany({"channel_id": channel}, {"$max": {"seen": last}})
            for channel, last in seen.items()
        )
        await self._connection.update(self._connection.watched, updates)

    async def unwatch_channels(self, guild_id: GuildId, channels: Collection[ChannelId]) -> None:
        """Delete by key."""
        for batch in batched(channels, BATCH):
            names = [watched_name(guild_id, channel) for channel in batch]
            await self._connection.delete(self._connection.watched, names)

    async def begin_announcements(
        self, announcements: Collection[Announcement]
    ) -> frozenset[tuple[GuildId, str]]:
        """Insert what is absent."""
        known = await self._connection.insert(
            self._connection.announcements, map(of_begun, announcements)
        )
        return frozenset(
            (one.guild_id, one.issue)
            for position, one in enumerate(announcements)
            if position not in known
        )

    async def finish_announcements(self, announcements: Collection[Announcement]) -> None:
        """Update by key."""
        latest = {announcement_name(one.guild_id, one.issue): one for one in announcements}
        updates = (
            UpdateOne(
                {"_id": name}, {"$set": {"channel_id": one.channel, "message_id": one.message}}
            )
            for name, one in latest.items()
        )
        await self._connection.update(self._connection.announcements, updates)

    async def unfinished_announcements(self) -> Sequence[Announcement]:
        """Read by the index of messages."""
        return await self._announcements({"message_id": None})

    async def announcements_of(self, issues: Collection[str]) -> Sequence[Announcement]:
        """Read by the index of issues."""
        found: list[Announcement] = []
        for batch in batched(issues, BATCH):
            found += await self._announcements({"issue": {"$in": batch}})
        return sorted(found, key=_age)

    async def _announcements(self, query: Query) -> Sequence[Announcement]:
        found = self._connection.find(self._connection.announcements, query)
        return sorted([announcement_in(row) async for rows in found for row in rows], key=_age)


def _age(one: Announcement) -> tuple[object, ...]:
    return one.at, one.guild_id, one.issue
