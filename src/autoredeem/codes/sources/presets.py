"""Public feeds that an operator switches on by name, with the manners that their owners ask for."""

from collections.abc import Mapping
from datetime import timedelta

from autoredeem.codes.sources.feed import Feed, FeedKind

_ALL = (
    Feed(
        name="kingshot.net",
        title="kingshot",
        kind=FeedKind.JSON,
        url="https://kingshot.net/api/gift-codes",
        every=timedelta(minutes=15),
        items="data.giftCodes",
        expires="expiresAt",
        owner="kingshot.net, a site of players",
    ),
    Feed(
        name="wosgiftcodes.com",
        title="wos",
        kind=FeedKind.RSS,
        url="https://wosgiftcodes.com/rss.php",
        every=timedelta(minutes=30),
        code="title",
        owner="wosgiftcodes.com, a site of players",
    ),
)

PRESETS: Mapping[str, Feed] = {feed.name: feed for feed in _ALL}
