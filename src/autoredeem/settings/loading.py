"""Settings are read once; what is wrong is said with what is allowed."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsError

from autoredeem.domain.errors import InvalidSetting
from autoredeem.domain.text import shorten
from autoredeem.game.titles import setting
from autoredeem.settings.allowed import allowed_at
from autoredeem.settings.env_file import statements_in
from autoredeem.settings.model import DOTENV, PREFIX, Settings
from autoredeem.settings.tree import nearest_to, path_of, setting_at, variable

FOR_TESTS = "AUTOREDEEM_TEST_"
"""Names that are the tests' own begin so."""


def load_settings(config: Path | None = None) -> Settings:
    """Read the settings once. Raises InvalidSetting with a line for each that is wrong."""
    content = _read_toml(config) if config else {}
    wrong = [*_wrong_variables(os.environ, "the environment")]
    wrong += _wrong_in_env_file()
    if wrong:
        raise InvalidSetting("\n".join(wrong))
    try:
        return Settings(**content)
    except ValidationError as error:
        raise InvalidSetting("\n".join(_explain(e) for e in error.errors())) from None
    except SettingsError as error:
        # Its message says which group could not be read; the value is in its cause only.
        fields = re.findall(r'"(\w+)"', str(error))
        path = next(name for name in fields if name in Settings.model_fields)
        raise InvalidSetting(f"{variable([path])} must be {allowed_at([path])}") from None


def is_in_environment(name: str) -> bool:
    """Whether a variable is set where no file can change it."""
    return any(found.upper() == name for found, value in os.environ.items() if value)


def parse_setting(field: str, text: str) -> Any:  # noqa: ANN401 - settings have many types
    """Return one setting, read as it would be. Raises InvalidSetting, with what is allowed."""
    try:
        kind: Any = Settings.model_fields[field].annotation
        return TypeAdapter(kind).validate_python(text)
    except ValidationError:
        raise InvalidSetting(f"{variable([field])} must be {allowed_at([field])}") from None


def missing_salt(title: str) -> InvalidSetting:
    """Return the error that says what a missing salt is and where to set it."""
    return InvalidSetting(
        f"{setting(title, 'SALT')} is not set: the secret text that ends every signed"
        " request to the game. It is yours to find and to set; autoredeem ships none. autoredeem"
        " setup asks for all that is needed. To try everything without the game: autoredeem demo,"
        " or autoredeem simulate"
    )


def _wrong_variables(names: Iterable[str], place: str) -> Iterator[str]:
    """Yield a line for each name that is meant for this program and is no setting's."""
    for name in sorted(map(str.upper, names)):
        if name.startswith(PREFIX) and not name.startswith(FOR_TESTS):
            path = path_of(name)
            if not setting_at(path):
                near = nearest_to(path)
                yield _no_such(name, place, near.variable if near else "")


def _wrong_in_env_file() -> Iterator[str]:
    statements = statements_in(Path(DOTENV))
    for it in statements:
        # What others wrote wrong there is not ours to say.
        if it.error and PREFIX in it.original.string.upper():
            yield (
                f"{DOTENV}, line {it.original.line}: it can't be read. A line is NAME=value, with"
                " quotes on both sides or none"
            )
    yield from _wrong_variables((it.key for it in statements if it.key), DOTENV)


def _no_such(name: str, place: str, nearest: str) -> str:
    meant = f"; the nearest is {nearest}" if nearest else ""
    return f"{shorten(name)} in {place}: there is no such setting{meant}"


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InvalidSetting(f"--config {path}: can't be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidSetting(f"--config {path}: is not TOML: {error}") from None
    unknown = [it for it in _paths_in(content) if not setting_at(it)]
    if unknown:
        raise InvalidSetting("\n".join(_no_such_key(it, path) for it in unknown))
    return content


def _no_such_key(key: tuple[str, ...], file: Path) -> str:
    near = nearest_to(key)
    return _no_such(".".join(key), f"--config {file}", near.key if near else "")


def _paths_in(content: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the paths of all that a file sets."""
    for name, value in content.items():
        path = (*above, name)
        if isinstance(value, dict) and value:
            yield from _paths_in(value, path)
        else:
            yield path


def _explain(error: ErrorDetails) -> str:
    path = [part for part in error["loc"] if isinstance(part, str)]
    name = path[0] if path[0].isupper() else variable(path)
    if error["type"] == "extra_forbidden":
        near = nearest_to(tuple(path))
        meant = f"; the nearest is {near.variable}" if near else ""
        return f"{name}: there is no such setting{meant}"
    allowed = allowed_at(path)
    return f"{name} must be {allowed}" if allowed else f"{name}: {error['msg']}"
