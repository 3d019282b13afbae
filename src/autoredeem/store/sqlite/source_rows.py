"""What is written in the rows of sources and what is read from them."""

import json
from datetime import datetime

from autoredeem.domain.sources import Announcement, FeedState, WatchedChannel, WatchPurpose
from autoredeem.store.feed_codes import codes_in, text_of
from autoredeem.store.sqlite.connection import Row
from autoredeem.store.sqlite.rows import time_at, time_or_none, time_text


def of_feed(feed: FeedState, title: str) -> Row:
    """Return a feed as a row."""
    times = map(time_or_none, (feed.first_at, feed.good_at, feed.news_at, feed.taken_from))
    counts = feed.polls, feed.taken
    return (title, feed.name, *times, *counts, text_of(feed.codes))


def feed_in(row: Row) -> FeedState:
    """Read a feed: all columns but the title."""
    name, first_at, good_at, news_at, taken_from, polls, taken, codes = row
    return FeedState(
        name,
        first_at=time_at(first_at),
        good_at=time_at(good_at),
        news_at=time_at(news_at),
        polls=polls,
        taken_from=time_at(taken_from),
        taken=taken,
        codes=codes_in(codes),
    )


def of_watched(one: WatchedChannel, title: str) -> Row:
    """Return a watched channel as a row."""
    added = one.added_by, time_text(one.added_at)
    webhooks = json.dumps(sorted(one.webhooks))
    return (
        *(title, one.guild_id, one.channel, *added, webhooks),
        *(one.seen, one.dead, time_or_none(one.paused_at), one.purpose.value, one.card),
    )


def watched_in(row: Row) -> WatchedChannel:
    """Read a watched channel: all columns but the title."""
    guild_id, channel, added_by, added_at, webhooks, seen, dead, paused_at, purpose, card = row
    return WatchedChannel(
        guild_id,
        channel,
        added_by,
        datetime.fromisoformat(added_at),
        frozenset(json.loads(webhooks)),
        seen=seen,
        dead=dead,
        paused_at=time_at(paused_at),
        purpose=WatchPurpose(purpose),
        card=card,
    )


def of_begun(one: Announcement, title: str) -> Row:
    """Return an announcement that is about to be made as a row."""
    return (title, one.guild_id, one.issue, one.channel, time_text(one.at), None)


def announcement_in(row: Row) -> Announcement:
    """Read an announcement: all columns but the title."""
    guild_id, issue, channel, at, message = row
    return Announcement(guild_id, issue, channel, datetime.fromisoformat(at), message)
