"""What is written and read of sources, all of which is ours alone."""

from datetime import datetime

from autoredeem.domain.ids import ChannelId, GuildId, MessageId, UserId
from autoredeem.domain.sources import Announcement, FeedState, WatchedChannel, WatchPurpose
from autoredeem.store.feed_codes import codes_in, text_of
from autoredeem.store.lenient import time_in
from autoredeem.store.mongo.documents import Document, time_or_none, time_text


def of_feed(feed: FeedState) -> Document:
    """Return a feed as fields."""
    return {
        "first_at": time_or_none(feed.first_at),
        "good_at": time_or_none(feed.good_at),
        "news_at": time_or_none(feed.news_at),
        "polls": feed.polls,
        "taken_from": time_or_none(feed.taken_from),
        "taken": feed.taken,
        "codes": text_of(feed.codes),
    }


def feed_in(row: Document) -> FeedState:
    """Read a feed."""
    return FeedState(
        row["_id"],
        first_at=time_in(row["first_at"]),
        good_at=time_in(row["good_at"]),
        news_at=time_in(row["news_at"]),
        polls=row["polls"],
        taken_from=time_in(row["taken_from"]),
        taken=row["taken"],
        codes=codes_in(row["codes"]),
    )


def watched_name(guild_id: GuildId, channel: ChannelId) -> str:
    """Return the `_id` of a watched channel."""
    return f"{guild_id}:{channel}"


def of_watched(one: WatchedChannel) -> Document:
    """Return a watched channel as fields, but for what was seen."""
    return {
        "guild_id": one.guild_id,
        "channel_id": one.channel,
        "added_by": str(one.added_by),
        "added_at": time_text(one.added_at),
        "webhooks": sorted(one.webhooks),
        "dead": one.dead,
        "paused_at": time_or_none(one.paused_at),
        "purpose": one.purpose.value,
        "card_id": one.card,
    }


def watched_in(row: Document) -> WatchedChannel:
    """Read a watched channel."""
    seen, card = row.get("seen"), row.get("card_id")
    return WatchedChannel(
        GuildId(row["guild_id"]),
        ChannelId(row["channel_id"]),
        UserId(int(row["added_by"])),
        datetime.fromisoformat(row["added_at"]),
        frozenset(row["webhooks"]),
        seen=None if seen is None else MessageId(seen),
        dead=row["dead"],
        paused_at=time_in(row["paused_at"]),
        purpose=WatchPurpose(row.get("purpose", WatchPurpose.CODES)),
        card=None if card is None else MessageId(card),
    )


def announcement_name(guild_id: GuildId, issue: str) -> str:
    """Return the `_id` of what was told in a guild."""
    return f"{guild_id}:{issue}"


def of_begun(one: Announcement) -> Document:
    """Return the row of an announcement that is about to be made."""
    return {
        "_id": announcement_name(one.guild_id, one.issue),
        "guild_id": one.guild_id,
        "issue": one.issue,
        "channel_id": one.channel,
        "at": time_text(one.at),
        "message_id": None,
    }


def announcement_in(row: Document) -> Announcement:
    """Read an announcement."""
    message = row["message_id"]
    return Announcement(
        GuildId(row["guild_id"]),
        row["issue"],
        ChannelId(row["channel_id"]),
        datetime.fromisoformat(row["at"]),
        None if message is None else MessageId(message),
    )
