"""Feeds on the operators' page: whose each is, how often it is asked, and how it is."""

from collections.abc import Iterator, Sequence

from autoredeem.bot.words import Say, key_of, moment
from autoredeem.codes.sources import FeedStatus

NAME = 40


def feed_lines(say: Say, statuses: Sequence[FeedStatus]) -> Iterator[str]:
    """Yield the lines of a title's feeds; one that says so where it has none."""
    if not statuses:
        yield say("operator-feeds-none")
    for status in statuses:
        yield from _lines(say, status)


def _lines(say: Say, status: FeedStatus) -> Iterator[str]:
    feed = status.feed
    name, owner = say.plain(feed.name, NAME), say.plain(feed.owner or feed.host, NAME)
    every = say.duration(feed.every.total_seconds())
    yield say("operator-feed", feed=name, owner=owner, time=every)
    if status.state is None:
        yield say("operator-feed-not-here")
    elif status.trouble:
        yield say("operator-feed-failing")
    if status.state and status.state.good_at:
        yield say("operator-feed-good", when=moment(status.state.good_at), count=status.items)
    for trouble in sorted(status.troubles):
        yield say(key_of("operator-feed", trouble))
