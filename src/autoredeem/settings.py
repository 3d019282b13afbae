"""Every setting, typed: from the environment, `.env` in the working folder, or a TOML file.

The environment outranks `.env`, which outranks the file. Names have the prefix `AUTOREDEEM_` and
`__` between levels. A wrong setting names itself and what is allowed, never its value: it may be
a secret.
"""

import os
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
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
    ValidationError,
)
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from autoredeem.codes.sources import PRESETS, Feed
from autoredeem.codes.sources.feed_settings import FeedSettings
from autoredeem.domain.errors import InvalidInput, InvalidSetting
from autoredeem.domain.ids import (
    ChannelId,
    GuildId,
    UserId,
    parse_channel_id,
    parse_guild_id,
    parse_user_id,
)
from autoredeem.domain.text import shorten
from autoredeem.fetching.described import SourceName
from autoredeem.game.titles import setting
from autoredeem.observe.clock import Clock
from autoredeem.observe.redaction import secrets_in
from autoredeem.roster.providers.http import HttpProvider
from autoredeem.roster.providers.presets import PRESETS as PROVIDER_PRESETS
from autoredeem.roster.providers.provider import Providers
from autoredeem.roster.providers.provider_settings import ProviderSettings
from autoredeem.store import StoreOptions

PREFIX = "AUTOREDEEM_"
DOTENV = ".env"
FOR_TESTS = "AUTOREDEEM_TEST_"
"""Names that are the tests' own begin so."""

URL = r"^https?://[^\s/?#]+(/[^\s?#]*)?$"
NO_HEADER = "none"
ORIGIN = rf"^({NO_HEADER}|https?://[A-Za-z0-9.:\[\]-]+)$"
REFERER = rf"^({NO_HEADER}|https?://[!-~]+)$"
LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["text", "json"]


class TitleSettings(BaseModel):
    """What an operator sets for one game."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[str, StringConstraints(pattern=URL)] | None = None
    """The API's base; None is the game's own."""

    origin: Annotated[str, StringConstraints(pattern=ORIGIN)] | None = None
    referer: Annotated[str, StringConstraints(pattern=REFERER)] | None = None
    """The headers of these names; None is the game's own page, `NO_HEADER` sends none."""

    salt: SecretStr | None = Field(default=None, min_length=1)
    """The secret that ends every signature. There is no default: it is the operator's to set."""

    requests_per_minute: int = Field(default=30, ge=1, le=1_000_000)
    """The budget of this address. The game's headers may lower it, nothing raises it."""

    player_gap: float = Field(default=3.0, ge=0, le=60)
    """Seconds between two requests for one player."""


class Titles(BaseModel):
    """The games."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    wos: TitleSettings = TitleSettings()
    kingshot: TitleSettings = TitleSettings()

    def of(self, title: str) -> TitleSettings:
        """Return the settings of a title by its name."""
        found: TitleSettings = getattr(self, title)
        return found


DEADLINES = StoreOptions()


class StoreSettings(BaseModel):
    """The times of the store in seconds: deadlines, and after which silence a process is gone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    find_server: float = Field(default=DEADLINES.find_server, gt=0, le=60)
    command: float = Field(default=DEADLINES.command, gt=0, le=600)
    lease: float = Field(default=30.0, ge=1, le=600)


class HealthSettings(BaseModel):
    """Where the running bot serves how it is: metrics, and whether it is alive and ready."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8710, ge=0, le=65_535)
    """0 switches it off."""


class LimitSettings(BaseModel):
    """What each guild may have, in Discord: members, and new codes in a day (UTC)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    members: int = Field(default=1_000, ge=1, le=1_000_000)
    codes_a_day: int = Field(default=50, ge=1, le=10_000)


class DiscordSettings(BaseModel):
    """What the bot asks of Discord."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    message_content: bool = False
    """Whether it reads messages, in the channels that servers choose; Discord has to allow it."""


class RetentionSettings(BaseModel):
    """After how many days goes what nobody needs: guilds' own dead codes, trails, requests sent."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    codes_days: int = Field(default=90, ge=1, le=36_500)
    trails_days: int = Field(default=365, ge=1, le=36_500)
    requests_days: int = Field(default=90, ge=1, le=36_500)


class BackupSettings(BaseModel):
    """Backups that the bot makes by itself: into which folder, every how many hours, how many."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: Path | None = None
    """Without one, it makes none."""

    every: float = Field(default=24.0, ge=0.25, le=8_760)
    keep: int = Field(default=7, ge=1, le=10_000)


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
    )

    store_url: SecretStr | None = None
    discord_token: Annotated[SecretStr, AfterValidator(_in_one_piece)] | None = None
    """Without one, the program serves without Discord."""

    operators: Annotated[
        frozenset[Annotated[UserId, _by(parse_user_id)]],
        NoDecode,
        BeforeValidator(_listed_in),
    ] = frozenset()
    """The Discord users who operate the bot. Nobody else becomes one."""

    allowed_guilds: Annotated[
        frozenset[Annotated[GuildId, _by(parse_guild_id)]],
        NoDecode,
        BeforeValidator(_listed_in),
    ] = frozenset()
    """The Discord servers that the bot works for; where none is named, all that it is in."""

    official_channels: Annotated[
        frozenset[Annotated[ChannelId, _by(parse_channel_id)]],
        NoDecode,
        BeforeValidator(_listed_in),
    ] = frozenset()
    """The Discord channels whose codes are for all servers, where their own server watches them."""

    proofs: bool = True
    """Whether the game is asked about an account when it is enrolled."""

    feeds: Mapping[SourceName, FeedSettings] = Field(default_factory=dict)
    """Where codes come from by themselves, by names of the operator's own."""

    feed_presets: Annotated[
        tuple[Annotated[str, PlainValidator(_preset)], ...], NoDecode, BeforeValidator(_listed_in)
    ] = ()
    """Public feeds that are known here; none is asked unless it is named."""

    providers: Mapping[SourceName, ProviderSettings] = Field(default_factory=dict)
    """Who keeps lists of players that servers may follow, by names of the operator's own."""

    provider_keys: Mapping[
        Annotated[str, PlainValidator(_provider)],
        Annotated[SecretStr, AfterValidator(_in_one_piece)],
    ] = Field(default_factory=dict)
    """The operator's keys for sites that are known here; none is asked without."""

    discord: DiscordSettings = DiscordSettings()
    limits: LimitSettings = LimitSettings()
    retention: RetentionSettings = RetentionSettings()
    backup: BackupSettings = BackupSettings()
    store: StoreSettings = StoreSettings()
    titles: Titles = Titles()
    log_level: LogLevel = "info"
    log_format: LogFormat = "text"
    health: HealthSettings = HealthSettings()
    mongo_uri: SecretStr | None = Field(default=None, validation_alias="MONGO_URI")
    mongo_db_name: str | None = Field(default=None, validation_alias="MONGO_DB_NAME")

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


def load_settings(config: Path | None = None) -> Settings:
    """Read the settings once. Raises InvalidSetting with a line for each that is wrong."""
    content = _read_toml(config) if config else {}
    _check_names(os.environ, "the environment")
    _check_names(DotEnvSettingsSource(Settings).env_vars, DOTENV)
    try:
        return Settings(**content)
    except ValidationError as error:
        raise InvalidSetting("\n".join(_explain(e) for e in error.errors())) from None
    except SettingsError as error:
        # Its message says which field could not be read; the value is in its cause only.
        raise InvalidSetting(f"{PREFIX}…: {error}") from None


def _check_names(names: Iterable[str], place: str) -> None:
    """Raise InvalidSetting for a name that is meant for this program and is no setting's."""
    for name in sorted(map(str.upper, names)):
        if name.startswith(PREFIX) and not name.startswith(FOR_TESTS):
            first = name.removeprefix(PREFIX).partition("__")[0].lower()
            if first not in Settings.model_fields:
                near = get_close_matches(first, Settings.model_fields, 1)
                meant = f"; the nearest is {PREFIX}{near[0].upper()}" if near else ""
                raise InvalidSetting(f"{shorten(name)} in {place}: there is no such setting{meant}")


def missing_salt(title: str) -> InvalidSetting:
    """Return the error that says what a missing salt is and where to set it."""
    return InvalidSetting(
        f"{setting(title, 'SALT')} is not set: the secret text that ends every signed"
        " request to the game. It is yours to find and to set; autoredeem ships none. To try"
        " everything without the game: autoredeem demo, or autoredeem simulate"
    )


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InvalidSetting(f"--config {path}: can't be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidSetting(f"--config {path}: is not TOML: {error}") from None
    if unknown := sorted(content.keys() - Settings.model_fields.keys()):
        allowed = ", ".join(sorted(Settings.model_fields))
        raise InvalidSetting(f"--config {path}: unknown {shorten(unknown[0])}; allowed: {allowed}")
    return content


OF_FEEDS: Mapping[str, str] = {
    "[key]": "named by 1 to 32 of a-z, 0-9, ., - and _",
    "url": "an address such as https://host/codes.json",
    "kind": "json or rss",
    "items": "the path of the list in JSON, such as data.codes; RSS has none",
    "code": "the name of an item's field",
    "expires": "the name of an item's field",
    "title": "wos or kingshot",
    "every": "minutes: 15 to 1440, on this computer (127.0.0.1, localhost) 0.05 to 1440",
    "headers": 'such as {"X-Key": "value"}; User-Agent, Accept and their like are the program\'s',
}

OF_PROVIDERS: Mapping[str, str] = {
    "[key]": "named by 1 to 32 of a-z, 0-9, ., - and _",
    "file": "a file or a folder",
    "url": "an address such as https://host/lists/{group}, its host without {}; or a file is set",
    "player_url": "an address such as https://host/players/{fid}, its host without {}",
    "headers": OF_FEEDS["headers"],
    "every": "minutes: 15 to 1440, of a file and on this computer 0.05 to 1440",
    "per_minute": "requests: 1 to 600",
    "per_day": "requests: 1 to 1000000; 0 is no limit",
    "title": "wos or kingshot",
    "players": "the path of the list in JSON, such as data.members",
}

ALLOWED: Mapping[str, str] = {
    "providers": "set as AUTOREDEEM_PROVIDERS__NAME__FILE or …__URL, NAME being a name of yours",
    "provider_keys": "set as AUTOREDEEM_PROVIDER_KEYS__NAME, NAME being mightpulse or wosatlas",
    "feeds": "set as AUTOREDEEM_FEEDS__NAME__URL and so on, NAME being a name of yours",
    "feed_presets": f"names with commas between them, of {', '.join(PRESETS)}",
    "url": "an address such as https://host/api",
    "origin": f"an address without a path, such as https://host, or {NO_HEADER}",
    "referer": f"an address such as https://host/page, or {NO_HEADER}",
    "salt": "a text that is not empty",
    "log_level": "debug, info, warning or error",
    "log_format": "text or json",
    "operators": "Discord users' ids, with commas between them",
    "allowed_guilds": "Discord servers' ids, with commas between them",
    "official_channels": "Discord channels' ids, with commas between them",
    "message_content": "true or false",
    "proofs": "true or false",
    "folder": "a folder, such as /var/backups/autoredeem",
    "keep": "how many backups: 1 to 10000",
    "discord_token": "the token alone, in one piece",
}


def _explain(error: ErrorDetails) -> str:
    path = [part for part in error["loc"] if isinstance(part, str)]
    name = path[0] if path[0].isupper() else PREFIX + "__".join(path).upper()
    if error["type"] == "extra_forbidden":
        return f"{name}: there is no such setting"
    allowed = _allowed(path)
    return f"{name} must be {allowed}" if allowed else f"{name}: {error['msg']}"


def _allowed(path: Sequence[str]) -> str | None:
    """Return what is allowed for the setting at a path, if that can be said better than it is."""
    if of := {"feeds": OF_FEEDS, "providers": OF_PROVIDERS}.get(path[0]):
        _, *below = path
        return of.get(below[1]) if len(below) > 1 else ALLOWED[path[0]]
    if path[0] == "provider_keys":
        return ALLOWED["provider_keys"]
    if path == ["backup", "every"]:
        return "hours: 0.25 to 8760"
    return ALLOWED.get(path[-1]) or ALLOWED.get(path[0])
