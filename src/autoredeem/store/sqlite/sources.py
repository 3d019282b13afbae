"""Where codes come from, and what was told of them."""

from collections.abc import Collection, Mapping, Sequence

from autoredeem.domain.ids import ChannelId, GuildId, MessageId
from autoredeem.domain.sources import Announcement, FeedState, WatchedChannel
from autoredeem.observe.cooperative import list_of
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.sqlite.connection import OnDatabase
from autoredeem.store.sqlite.rows import as_list
from autoredeem.store.sqlite.source_rows import (
    announcement_in,
    feed_in,
    of_begun,
    of_feed,
    of_watched,
    watched_in,
)

FEEDS = """
SELECT name, first_at, good_at, news_at, taken_from, polls, taken, codes
FROM feeds WHERE title = ? ORDER BY name
"""

SAVE_FEED = "REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"

WATCHED = """
SELECT guild_id, channel, added_by, added_at, webhooks, seen, dead, paused_at, purpose,
  card
FROM watched_channels WHERE title = ?
"""
IN_GUILDS = f"{WATCHED} AND guild_id IN (SELECT value FROM json_each(?))"  # noqa: S608 - no value is put into it

WATCH = """
INSERT INTO watched_channels VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET added_by = excluded.added_by, added_at = excluded.added_at,
  webhooks = excluded.webhooks, dead = excluded.dead, paused_at = excluded.paused_at,
  purpose = excluded.purpose, card = excluded.card,
  seen = coalesce(max(seen, excluded.seen), seen, excluded.seen)
"""

SEEN = """
UPDATE watched_channels INDEXED BY watched_by_channel SET seen = max(coalesce(seen, 0), ?)
WHERE title = ? AND channel = ?
"""

UNWATCH = """
DELETE FROM watched_channels
WHERE title = ? AND guild_id = ? AND channel IN (SELECT value FROM json_each(?))
"""

ANNOUNCEMENTS = "SELECT guild_id, issue, channel, at, message FROM announcements"

BEGUN = """
SELECT guild_id, issue FROM json_each(?2) AS given CROSS JOIN announcements ON title = ?1
  AND guild_id = json_extract(given.value, '$[0]') AND issue = json_extract(given.value, '$[1]')
"""
"""Each by its key: of pairs that are looked for in a list, SQLite would read whole guilds."""

BEGIN = "INSERT OR IGNORE INTO announcements VALUES (?, ?, ?, ?, ?, ?)"

FINISH = """
UPDATE announcements SET channel = ?, message = ? WHERE title = ? AND guild_id = ? AND issue = ?
"""

UNFINISHED = f"""
{ANNOUNCEMENTS} INDEXED BY announcements_unfinished
WHERE title = ? AND message IS NULL ORDER BY at, guild_id, issue
"""

OF_ISSUES = f"""
{ANNOUNCEMENTS} INDEXED BY announcements_by_issue
WHERE title = ? AND issue IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - as above


class SqliteSources(OnDatabase):
    """The port `Sources`."""

    async def feeds(self) -> Sequence[FeedState]:
        """Read all."""
        rows = await self._database.read(FEEDS, self.title)
        return await list_of(map(feed_in, rows))

    async def save_feeds(self, feeds: Collection[FeedState]) -> None:
        """Replace rows."""
        await self._write(SAVE_FEED, (of_feed(feed, self.title) for feed in feeds))

    async def watched_channels(
        self, guilds: Collection[GuildId] | None = None
    ) -> Sequence[WatchedChannel]:
        """Read all, or ranges of the key."""
        watched: list[WatchedChannel] = []
        if guilds is None:
            rows = await self._database.read(WATCHED, self.title)
            watched += await list_of(map(watched_in, rows))
        for batch in batched(guilds or (), BATCH):
            rows = await self._database.read(IN_GUILDS, self.title, as_list(batch))
            watched += await list_of(map(watched_in, rows))
        return sorted(watched, key=lambda one: (one.added_at, one.guild_id, one.channel))

    async def watch_channels(self, channels: Collection[WatchedChannel]) -> None:
        """Insert rows, or update all but what was seen."""
        await self._write(WATCH, (of_watched(one, self.title) for one in channels))

    async def note_seen(self, seen: Mapping[ChannelId, MessageId]) -> None:
        """Update by the index of channels."""
        await self._write(SEEN, ((last, self.title, channel) for channel, last in seen.items()))

    async def unwatch_channels(self, guild_id: GuildId, channels: Collection[ChannelId]) -> None:
        """Delete by the key."""
        for batch in batched(channels, BATCH):
            async with self._database.transaction() as transaction:
                await transaction.rows(UNWATCH, self.title, guild_id, as_list(batch))

    async def begin_announcements(
        self, announcements: Collection[Announcement]
    ) -> frozenset[tuple[GuildId, str]]:
        """Read what is there, and insert what is absent."""
        new: set[tuple[GuildId, str]] = set()
        for batch in batched(announcements, BATCH):
            keys = {(one.guild_id, one.issue) for one in batch}
            async with self._database.transaction() as transaction:
                known = await transaction.rows(BEGUN, self.title, as_list(keys))
                await transaction.write(BEGIN, (of_begun(one, self.title) for one in batch))
            new |= keys - {(guild_id, issue) for guild_id, issue in known}
        return frozenset(new)

    async def finish_announcements(self, announcements: Collection[Announcement]) -> None:
        """Update by the key."""
        rows = (
            (one.channel, one.message, self.title, one.guild_id, one.issue) for one in announcements
        )
        await self._write(FINISH, rows)

    async def unfinished_announcements(self) -> Sequence[Announcement]:
        """Read the index of what is unfinished."""
        rows = await self._database.read(UNFINISHED, self.title)
        return await list_of(map(announcement_in, rows))

    async def announcements_of(self, issues: Collection[str]) -> Sequence[Announcement]:
        """Read by the index of issues."""
        found: list[Announcement] = []
        for batch in batched(issues, BATCH):
            rows = await self._database.read(OF_ISSUES, self.title, as_list(batch))
            found += await list_of(map(announcement_in, rows))
        return sorted(found, key=lambda one: (one.at, one.guild_id, one.issue))
