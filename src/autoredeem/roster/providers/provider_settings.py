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

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    file: Path | None = Field(default=None, examples=["lists/players.csv"])
    """A file, or a folder with a file for each list; or a `url` is set."""

    url: FixedUrl | None = Field(default=None, examples=["https://host/lists/{group}"])
    """Where a site has a list; {group} is what a server's leaders name."""

    player_url: FixedUrl | None = Field(default=None, examples=["https://host/players/{fid}"])
    """Where it tells of one player."""

    headers: Headers = Field(default=None, examples=[{"X-Key": "value"}])
    """Headers that the site wants, such as one with a key."""

    title: Literal["wos", "kingshot"] = "wos"
    """The game that the players play."""

    players: JsonPath | None = Field(default=None, examples=["data.members"])
    """The dotted path of the list in JSON; without it, it is found."""

    fid: FieldPaths = USUAL.fid
    """The field of a player that has the id."""

    nickname: FieldPaths = USUAL.nickname
    """The field that has the name."""

    state: FieldPaths = USUAL.state
    """The field that has the state."""

    level: FieldPaths = USUAL.level
    """The field that has the level."""

    alliance: FieldPaths = USUAL.alliance
    """The field that has the alliance."""

    per_minute: int = Field(default=30, ge=1, le=600)
    """Requests to the site in a minute, at most."""

    per_day: int = Field(default=0, ge=0, le=1_000_000)
    """Requests to the site in a day, at most; 0 is no limit."""

    every: float = Field(default=60.0, le=1_440, validate_default=True)
    """Minutes between two readings of a list."""

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
