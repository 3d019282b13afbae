"""What a feed is: where it is, how it is read, and the manners that its owner asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit


class FeedKind(StrEnum):
    """How a feed is written: JSON of any shape; RSS or Atom."""

    JSON = "json"
    RSS = "rss"


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of one title's codes, asked `every` so often at the most.

    `items` is the dotted path of the list in JSON; `code` and `expires` are the names of an item's
    fields. The URL and the headers may hold secrets: neither is ever shown. `owner` says whose it
    is, where that is known.
    """

    name: str
    title: str
    kind: FeedKind
    url: str = field(repr=False)
    every: timedelta
    items: str = ""
    code: str = "code"
    expires: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    owner: str = ""

    @property
    def host(self) -> str:
        """Where it is, as far as that may be shown."""
        return urlsplit(self.url).hostname or ""
