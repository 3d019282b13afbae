"""How an operator describes a feed; what is wrong in it is refused when the settings are read.

Its URL and headers may hold secrets. No error repeats a value.
"""

from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from autoredeem.codes.sources.feed import Feed, FeedKind
from autoredeem.fetching.addresses import is_loopback
from autoredeem.fetching.described import Headers, JsonPath, Url

FEWEST_MINUTES, FEWEST_MINUTES_HERE = 15.0, 0.05
"""Between two requests for a feed: for one of somebody's, and for one on this computer."""


class FeedSettings(BaseModel):
    """A feed of codes: where it is, and how it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    url: Url = Field(examples=["https://host/codes.json"])
    """Where the feed is."""

    kind: FeedKind = FeedKind.JSON
    """How it is written; rss is Atom, too."""

    items: JsonPath | None = Field(default=None, examples=["data.codes"])
    """The dotted path of the list in JSON; without it, the whole is the list."""

    code: JsonPath | None = Field(default=None, examples=["code"])
    """The field of an item that has the code; without it, `code` in JSON, `title` in RSS."""

    expires: JsonPath | None = Field(default=None, examples=["expiresAt"])
    """The field that says when a code expires."""

    title: Literal["wos", "kingshot"] = "wos"
    """The game that the codes are for."""

    every: float = Field(default=30.0, le=1_440, validate_default=True)
    """Minutes between two requests."""

    headers: Headers = Field(default=None, examples=[{"X-Key": "value"}])
    """Headers that the feed wants, such as one with a key."""

    @field_validator("items")
    @classmethod
    def _json_alone_has_a_path(cls, items: str | None, info: ValidationInfo) -> str | None:
        if items and info.data.get("kind") is FeedKind.RSS:
            raise ValueError("RSS has none")
        return items

    @field_validator("every")
    @classmethod
    def _asks_no_more_often_than_is_polite(cls, every: float, info: ValidationInfo) -> float:
        url = info.data.get("url")
        here = url is not None and is_loopback(urlsplit(url.get_secret_value()).hostname or "")
        if not every >= (FEWEST_MINUTES_HERE if here else FEWEST_MINUTES):
            raise ValueError("it is too often")
        return every

    def feed(self, name: str) -> Feed:
        """Return the feed, under its name."""
        return Feed(
            name=name,
            title=self.title,
            kind=self.kind,
            url=self.url.get_secret_value(),
            every=timedelta(minutes=self.every),
            items=self.items or "",
            code=self.code or ("code" if self.kind is FeedKind.JSON else "title"),
            expires=self.expires or "",
            headers={name: it.get_secret_value() for name, it in (self.headers or {}).items()},
        )
