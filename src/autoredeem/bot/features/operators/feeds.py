"""Feeds on the operators' page: whose each is, how often it is asked, and how it is."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from autoredeem.bot.kit.cards import Field
from autoredeem.bot.words import Say, key_of, moment
from autoredeem.codes.sources import FeedStatus

NAME = 40

LONGEST = 900
"""Characters of what is said of a title's feeds; a field holds 1,024."""


def feed_field(say: Say, statuses: Sequence[FeedStatus]) -> Field:
    """Return what is said of a title's feeds: as far as there is room, those in trouble first."""
    name = say("operator-feeds-title")
    if not statuses:
        return Field(name, say("operator-feeds-none"))
    by_need = sorted(statuses, key=lambda one: not (one.trouble or one.troubles))
    said = ["\n".join(_lines(say, status)) for status in by_need]
    ends = accumulate(len(one) + 1 for one in said)
    shown = [one for one, end in zip(said, ends, strict=True) if end <= LONGEST]
    return Field(name, "\n".join([*shown, *say.left_out(len(said) - len(shown))]))


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
