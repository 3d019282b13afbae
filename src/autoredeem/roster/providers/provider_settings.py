"""How an operator describes a provider of lists; what is wrong in it is refused when it is read.

Addresses and headers may hold secrets. No error repeats a value.
"""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from autoredeem.fetching.addresses import is_loopback
from autoredeem.fetching.described import Headers, JsonPath, Url
from autoredeem.observe.clock import Clock
from autoredeem.roster.providers.files import FileProvider
from autoredeem.roster.providers.http import HttpProvider, Site
from autoredeem.roster.providers.json_players import Fields
from autoredeem.roster.providers.provider import Provider

FEWEST_MINUTES, FEWEST_MINUTES_HERE = 15.0, 0.05
"""Between two readings of a list: for a site of somebody's, and for what is on this computer."""

USUAL = Fields()

FieldPaths = Annotated[str, StringConstraints(pattern=r"^[^\s.|]{1,100}([.|][^\s.|]{1,100}){0,9}$")]


def _fixed_host(url: SecretStr) -> SecretStr:
    """Let nothing that a leader names decide which host is asked."""
    parts = urlsplit(url.get_secret_value())
    if "{" in parts.netloc:
        raise ValueError("its host is not fixed")
    return url


FixedUrl = Annotated[Url, AfterValidator(_fixed_host)]


class ProviderSettings(BaseModel):
    """Lists of players: where they are, and how they are read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: Path | None = None
    """A file, or a folder with a file for each list."""

    url: FixedUrl | None = None
    player_url: FixedUrl | None = None
    headers: Headers = None
    title: Literal["wos", "kingshot"] = "wos"
    players: JsonPath | None = None
    """The dotted path of the list in JSON; None finds it."""

    fid: FieldPaths = USUAL.fid
    nickname: FieldPaths = USUAL.nickname
    state: FieldPaths = USUAL.state
    level: FieldPaths = USUAL.level
    alliance: FieldPaths = USUAL.alliance
    per_minute: int = Field(default=30, ge=1, le=600)
    per_day: int = Field(default=0, ge=0, le=1_000_000)
    every: float = Field(default=60.0, le=1_440, validate_default=True)
    """Minutes."""

    @field_validator("every")
    @classmethod
    def _asks_no_more_often_than_is_polite(cls, every: float, info: ValidationInfo) -> float:
        url = info.data.get("url")
        here = url is None or is_loopback(urlsplit(url.get_secret_value()).hostname or "")
        if not every >= (FEWEST_MINUTES_HERE if here else FEWEST_MINUTES):
            raise ValueError("it is too often")
        return every

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if (self.file is None) is (self.url is None):
            raise ValueError("either a file or a url has to be set")
        return self

    def provider(self, name: str, clock: Clock) -> Provider:
        """Return the provider, under its name. It looks whether a folder is one: it blocks."""
        every = timedelta(minutes=self.every)
        if self.file is not None or self.url is None:
            path = (self.file or Path()).absolute()
            return FileProvider(name, self.title, path, every, folder=path.is_dir())
        site = Site(
            name=name,
            title=self.title,
            url=self.url.get_secret_value(),
            every=every,
            per_minute=self.per_minute,
            per_day=self.per_day,
            headers={name: it.get_secret_value() for name, it in (self.headers or {}).items()},
            fields=Fields(self.fid, self.nickname, self.state, self.level, self.alliance),
            path=self.players or "",
            player_url=self.player_url.get_secret_value() if self.player_url else "",
        )
        return HttpProvider(site, clock)
