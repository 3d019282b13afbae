"""How an operator describes a feed; what is wrong in it is refused when the settings are read.

Its URL and headers may hold secrets. No error repeats a value.
"""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    SecretStr,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from yarl import URL

from autoredeem.codes.sources.feed import Feed, FeedKind
from autoredeem.fetching.addresses import is_loopback

FEWEST_MINUTES, FEWEST_MINUTES_HERE = 15.0, 0.05
"""Between two requests for a feed: for one of somebody's, and for one on this computer."""

FeedName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,31}$")]
_Path = Annotated[str, StringConstraints(pattern=r"^[^\s.]{1,100}(\.[^\s.]{1,100}){0,9}$")]

_URL = re.compile(r"https?://[!-~]{1,2000}")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_HEADER_VALUE = re.compile(r"[ -~]{1,8000}")
_OURS = frozenset(
    {"accept", "accept-encoding", "host", "if-modified-since", "if-none-match", "user-agent"}
    | {"connection", "content-length", "transfer-encoding"}
)
"""Headers that are not the operator's to set: what they say has to be true."""


def _url(url: SecretStr) -> SecretStr:
    text = url.get_secret_value()
    if not _URL.fullmatch(text) or not (parsed := URL(text)).host or not parsed.port:
        raise ValueError("it is no address")
    return url


def _headers(value: object) -> Mapping[str, SecretStr] | None:
    """Read headers from a mapping, from JSON, or from one line `Name: value`."""
    if isinstance(value, str):
        name, colon, text = value.partition(":")
        value = (
            json.loads(value) if value.lstrip().startswith("{") else {name: text} if colon else 0
        )
    if not isinstance(value, dict):
        raise ValueError("they are no headers")  # noqa: TRY004 - the library's kind of error
    return {str(name).strip(): SecretStr(_header(name, it)) for name, it in value.items()}


def _header(name: object, value: object) -> str:
    text = (value.get_secret_value() if isinstance(value, SecretStr) else str(value)).strip()
    named = str(name).strip()
    if not (_HEADER_NAME.fullmatch(named) and _HEADER_VALUE.fullmatch(text)):
        raise ValueError("it is no header")
    if named.lower() in _OURS:
        raise ValueError("it is the program's own")
    return text


class FeedSettings(BaseModel):
    """A feed of codes: where it is, and how it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[SecretStr, AfterValidator(_url)]
    kind: FeedKind = FeedKind.JSON
    items: _Path | None = None
    """The dotted path of the list in JSON; None is the whole."""

    code: _Path | None = None
    """The field of an item that has the code; None is `code` in JSON, `title` in RSS."""

    expires: _Path | None = None
    title: Literal["wos", "kingshot"] = "wos"
    every: float = Field(default=30.0, le=1_440, validate_default=True)
    """Minutes."""

    headers: Annotated[Mapping[str, SecretStr] | None, PlainValidator(_headers)] = None

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
