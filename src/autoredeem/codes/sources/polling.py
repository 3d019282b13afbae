"""A feed is asked and read: what came of it, as a value or as one kind of error."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from autoredeem.codes.sources.feed import Feed, FeedKind
from autoredeem.codes.sources.items import Items, read_items
from autoredeem.codes.sources.json_feed import json_items
from autoredeem.codes.sources.rss_feed import rss_items
from autoredeem.fetching.addresses import public_resolver
from autoredeem.fetching.request import Fetched, MakeResolver, Request, fetch
from autoredeem.observe.threads import in_own_thread

_ACCEPTED: Mapping[FeedKind, str] = {
    FeedKind.JSON: "application/json",
    FeedKind.RSS: "application/rss+xml, application/atom+xml, application/xml, text/xml;q=0.9",
}


@dataclass(frozen=True, slots=True)
class Poll:
    """A good poll: `items` is None where nothing has changed since the marks were given.

    `etag` and `modified` are for the next request. `wait` is how many seconds the feed asks to be
    left alone.
    """

    items: Items | None
    etag: str = ""
    modified: str = ""
    wait: float = 0.0


async def poll(
    feed: Feed,
    now: datetime,
    *,
    etag: str = "",
    modified: str = "",
    resolver: MakeResolver = public_resolver,
) -> Poll:
    """Ask a feed once, and read what it answers, off the loop. Raises FeedFailed.

    It takes a minute at most.
    """
    fetched = await fetch(request_for(feed, etag, modified), resolver)
    if fetched.body is None:
        return Poll(None, etag, modified, fetched.wait)
    items = await _items(feed, fetched.body, fetched, now)
    return Poll(items, fetched.etag, fetched.modified, fetched.wait)


def request_for(feed: Feed, etag: str = "", modified: str = "") -> Request:
    """Return what asks for a feed, whether it has changed since it answered these marks."""
    return Request(feed.url, _ACCEPTED[feed.kind], feed.headers, etag, modified)


async def _items(feed: Feed, body: bytes, fetched: Fetched, now: datetime) -> Items:
    if feed.kind is FeedKind.RSS:
        found, more = await rss_items(body, fetched.charset, feed.code, feed.expires)
        return await in_own_thread(read_items, found, now, titles=True, more=more)
    return await in_own_thread(_json, feed, body, now)


def _json(feed: Feed, body: bytes, now: datetime) -> Items:
    found = json_items(body, feed.items, feed.code, feed.expires)
    return read_items(found, now, titles=False)
