"""What can be set. A setting's docstring is what `.env.example` says of it, so it is for operators.

Where the default is nothing, an example says how it is written.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

from platformdirs import user_data_path
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    SecretStr,
    StringConstraints,
)
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from autoredeem.codes.sources import PRESETS, Feed
from autoredeem.codes.sources.feed_settings import FeedSettings
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import (
    ChannelId,
    GuildId,
    UserId,
    parse_channel_id,
    parse_guild_id,
    parse_user_id,
)
from autoredeem.fetching.described import SourceName
from autoredeem.observe.clock import Clock
from autoredeem.observe.redaction import secrets_in
from autoredeem.roster.providers.http import HttpProvider
from autoredeem.roster.providers.presets import PRESETS as PROVIDER_PRESETS
from autoredeem.roster.providers.provider import Providers
from autoredeem.roster.providers.provider_settings import ProviderSettings
from autoredeem.store import StoreOptions

PREFIX = "AUTOREDEEM_"
DOTENV = ".env"
URL = r"^https?://[^\s/?#]+(/[^\s?#]*)?$"
NO_HEADER = "none"
ORIGIN = rf"^({NO_HEADER}|https?://[A-Za-z0-9.:\[\]-]+)$"
REFERER = rf"^({NO_HEADER}|https?://[!-~]+)$"
HOST = re.compile(r"[A-Za-z0-9.:_%-]+")
GROUP = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)
LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]


class TitleSettings(BaseModel):
    """What an operator sets for one game."""

    model_config = GROUP

    salt: SecretStr | None = Field(default=None, min_length=1, examples=["TEXT"])
    """The secret text that ends every signed request. It is yours to find; none is shipped."""

    url: Annotated[str, StringConstraints(pattern=URL)] | None = Field(
        default=None, examples=["http://127.0.0.1:8765/api"]
    )
    """The base of the game's API, where it is not the game's own: a simulator's, for example."""

    origin: Annotated[str, StringConstraints(pattern=ORIGIN)] | None = Field(
        default=None, examples=["https://host"]
    )
    """The header of this name, where it is not the game's own redemption page; none: no header."""

    referer: Annotated[str, StringConstraints(pattern=REFERER)] | None = Field(
        default=None, examples=["https://host/page"]
    )
    """The header of this name, where it is not the game's own redemption page; none: no header."""

    requests_per_minute: int = Field(default=30, ge=1, le=1_000_000)
    """The budget of your internet address. The game's answers may lower it, nothing raises it."""

    player_gap: float = Field(default=3.0, ge=0, le=60)
    """Seconds between two requests for one player."""


class Titles(BaseModel):
    """The games."""

    model_config = GROUP

    wos: TitleSettings = TitleSettings()
    """Whiteout Survival."""

    kingshot: TitleSettings = TitleSettings()
    """Kingshot."""

    def of(self, title: str) -> TitleSettings:
        """Return the settings of a title by its name."""
        found: TitleSettings = getattr(self, title)
        return found


DEADLINES = StoreOptions()


class StoreSettings(BaseModel):
    """The times of the store in seconds: deadlines, and after which silence a process is gone."""

    model_config = GROUP

    find_server: float = Field(default=DEADLINES.find_server, gt=0, le=60)
    """Seconds to find the store's server."""

    command: float = Field(default=DEADLINES.command, gt=0, le=600)
    """Seconds for one command of the store."""

    lease: float = Field(default=30.0, ge=1, le=600)
    """Seconds of silence after which another process's work is taken over."""


def _host(text: str) -> str:
    if not HOST.fullmatch(text):
        raise ValueError("it is no address")
    return text


class HealthSettings(BaseModel):
    """Where the running bot serves how it is: metrics, and whether it is alive and ready."""

    model_config = GROUP

    host: Annotated[str, AfterValidator(_host)] = "127.0.0.1"
    """On which address `/metrics`, `/healthz` and `/readyz` are served."""

    port: int = Field(default=8710, ge=0, le=65_535)
    """On which port; 0 is nowhere."""


class LimitSettings(BaseModel):
    """What each guild may have, in Discord: members, and new codes in a day (UTC)."""

    model_config = GROUP

    members: int = Field(default=1_000, ge=1, le=1_000_000)
    """The members that a Discord server may have."""

    codes_a_day: int = Field(default=50, ge=1, le=10_000)
    """The new codes that a Discord server may add in a day (UTC)."""


class DiscordSettings(BaseModel):
    """What the bot asks of Discord."""

    model_config = GROUP

    message_content: bool = False
    """Whether the bot reads messages, in channels that servers choose; Discord has to allow it."""


class RetentionSettings(BaseModel):
    """After how many days goes what nobody needs: guilds' own dead codes, trails, requests sent."""

    model_config = GROUP

    codes_days: int = Field(default=90, ge=1, le=36_500)
    """Days after which a server's own dead codes go."""

    trails_days: int = Field(default=365, ge=1, le=36_500)
    """Days after which lines of a server's trail go."""

    requests_days: int = Field(default=90, ge=1, le=36_500)
    """Days after which figures of requests sent go."""


class BackupSettings(BaseModel):
    """Backups that the bot makes by itself."""

    model_config = GROUP

    folder: Path | None = Field(default=None, examples=["/var/backups/autoredeem"])
    """The folder for backups that the running bot makes by itself; without one, it makes none."""

    every: float = Field(default=24.0, ge=0.25, le=8_760)
    """Hours between two backups."""

    keep: int = Field(default=7, ge=1, le=10_000)
    """How many are kept; of more, the oldest go."""


def _listed_in(value: object) -> object:
    """Read Discord's ids, or names, from one text, with commas or blanks between them."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


def _by(parse: Callable[[str], int]) -> PlainValidator:
    """Read each of them by the domain's rule."""

    def read(value: object) -> int:
        try:
            return parse(str(value))
        except InvalidInput as error:
            raise ValueError(str(error)) from None

    return PlainValidator(read)


def _preset(value: object) -> str:
    if value not in PRESETS:
        raise ValueError("there is no such preset")
    return str(value)


def _provider(value: object) -> str:
    if str(value).lower() not in PROVIDER_PRESETS:
        raise ValueError("there is no such provider")
    return str(value).lower()


def _in_one_piece(secret: SecretStr) -> SecretStr:
    """Take a token without what was copied around it. A header can't hold a line's end."""
    text = secret.get_secret_value().strip()
    if not text or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("not a token")
    return SecretStr(text)


class Settings(BaseSettings):
    """All of it, read once, in `load_settings`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_file=DOTENV,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        use_attribute_docstrings=True,
    )

    store_url: SecretStr | None = Field(default=None, examples=["sqlite:///autoredeem.db"])
    """Where everything is kept: a file, or a MongoDB. By default, a file in your data folder."""

    titles: Titles = Titles()
    """The games."""

    discord_token: Annotated[SecretStr, AfterValidator(_in_one_piece)] | None = Field(
        default=None, examples=["TOKEN"]
    )
    """The Discord bot's token; without one, the program serves without Discord."""

    operators: Annotated[
        frozenset[Annotated[UserId, _by(parse_user_id)]],
        NoDecode,
        BeforeValidator(_listed_in),
    ] = Field(default=frozenset(), examples=["123456789012345678"])
    """The Discord users who operate the bot. Nobody else becomes one."""

    allowed_guilds: Annotated[
        frozenset[Annotated[GuildId, _by(parse_guild_id)]],
        NoDecode,
        BeforeValidator(_listed_in),
    ] = Field(default=frozenset(), examples=["123456789012345678"])
    """The Discord servers that the bot works for; where none is named, all that it is in."""

    official_channels: Annotated[
        frozenset[Annotated[ChannelId, _by(parse_channel_id)]],
        NoDecode,
        BeforeValidator(_listed_in),
    ] = Field(default=frozenset(), examples=["123456789012345678"])
    """The Discord channels whose codes are for all servers, where their own server watches them."""

    proofs: bool = True
    """Whether the game is asked about an account when it is enrolled."""

    feeds: Mapping[SourceName, FeedSettings] = Field(default_factory=dict)
    """Where codes come from by themselves, by names of your own."""

    feed_presets: Annotated[
        tuple[Annotated[str, PlainValidator(_preset)], ...], NoDecode, BeforeValidator(_listed_in)
    ] = Field(default=(), examples=[",".join(PRESETS)])
    """Public feeds that are known here; none is asked unless it is named."""

    providers: Mapping[SourceName, ProviderSettings] = Field(default_factory=dict)
    """Who keeps lists of players that servers may follow, by names of your own."""

    provider_keys: Mapping[
        Annotated[str, PlainValidator(_provider)],
        Annotated[SecretStr, AfterValidator(_in_one_piece)],
    ] = Field(default_factory=dict, examples=["KEY"])
    """Your keys for sites that are known here (mightpulse, wosatlas); none is asked without."""

    discord: DiscordSettings = DiscordSettings()
    """What the bot asks of Discord."""

    limits: LimitSettings = LimitSettings()
    """What each Discord server may have."""

    retention: RetentionSettings = RetentionSettings()
    """After how long goes what nobody needs."""

    backup: BackupSettings = BackupSettings()
    """Backups that the bot makes by itself."""

    store: StoreSettings = StoreSettings()
    """The store's deadlines."""

    health: HealthSettings = HealthSettings()
    """Where the running bot says how it is."""

    log_level: LogLevel = "info"
    """How much is logged."""

    log_format: LogFormat = "text"
    """How it is logged; json is an object a line."""

    mongo_uri: SecretStr | None = Field(
        default=None, validation_alias="MONGO_URI", examples=["mongodb://host"]
    )
    """The store's address, by the name that an older bot has for it; the environment's alone."""

    mongo_db_name: str | None = Field(
        default=None, validation_alias="MONGO_DB_NAME", examples=["autoredeem"]
    )
    """The database there; the environment's alone."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Rank the sources: what is passed in (the file's content) comes last."""
        file = InitSettingsSource(settings_cls, init_kwargs=init_settings())
        return env_settings, dotenv_settings, file

    @property
    def has_a_salt(self) -> bool:
        """Whether any game can be asked."""
        return bool(self.titles.wos.salt or self.titles.kingshot.salt)

    @property
    def names_a_store(self) -> bool:
        """Whether a store was chosen, rather than the file in the user's data folder."""
        return bool(self.store_url or self.mongo_uri)

    def url_of_store(self) -> str:
        """Return the store's URL: as set, else `MONGO_URI`, else a file in the user's data."""
        chosen = self.store_url or self.mongo_uri
        if chosen:
            return chosen.get_secret_value()
        file = user_data_path("autoredeem") / "autoredeem.db"
        return f"sqlite:///{quote(str(file))}"

    def feeds_of(self, title: str) -> Sequence[Feed]:
        """Return a title's feeds: the presets that are named, and the operator's own."""
        presets = (PRESETS[name] for name in dict.fromkeys(self.feed_presets))
        own = (feed.feed(name) for name, feed in self.feeds.items())
        return [feed for feed in (*presets, *own) if feed.title == title]

    def providers_of(self, title: str, clock: Clock) -> Providers:
        """Return a title's providers: those for which there is a key, and the operator's own."""
        known = (
            PROVIDER_PRESETS[n].with_key(k.get_secret_value())
            for n, k in self.provider_keys.items()
        )
        sites = [HttpProvider(site, clock) for site in known]
        own = [one.provider(name, clock) for name, one in self.providers.items()]
        return {one.name: one for one in (*sites, *own) if one.title == title}

    def secrets(self) -> set[str]:
        """Return every text in here that nobody is to read: for whatever has to leave them out."""
        salts = (title.salt for title in (self.titles.wos, self.titles.kingshot))
        feeds = (feed.url for feed in self.feeds.values())
        sites = (url for one in self.providers.values() for url in (one.url, one.player_url))
        urls = (self.store_url, self.mongo_uri, *feeds, *sites)
        described: tuple[FeedSettings | ProviderSettings, ...] = (
            *self.feeds.values(),
            *self.providers.values(),
        )
        headers = (it for one in described for it in (one.headers or {}).values())
        token = {self.discord_token.get_secret_value()} if self.discord_token else set()
        passwords = (secrets_in(url.get_secret_value()) for url in urls if url)
        keys = self.provider_keys.values()
        alone = (secret.get_secret_value() for secret in (*salts, *headers, *keys) if secret)
        return {*alone}.union(token, *passwords)
