"""Where codes come from by themselves: feeds over HTTP, a module for each way to write one."""

from autoredeem.codes.sources.feed import Feed, FeedKind
from autoredeem.codes.sources.feeds import Feeds, FeedStatus
from autoredeem.codes.sources.presets import PRESETS

__all__ = ["PRESETS", "Feed", "FeedKind", "FeedStatus", "Feeds"]
