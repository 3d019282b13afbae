"""From a store's URL to the file that it names."""

from pathlib import Path
from urllib.parse import unquote

from autoredeem.domain.errors import InvalidSetting
from autoredeem.domain.text import shorten

PREFIX = "sqlite:///"
ALLOWED = (
    "allowed are sqlite:///relative/file, sqlite:////absolute/file, sqlite:///~/file and"
    " sqlite:///C:/file; in the path, characters such as ? # % are written as %3F %23 %25"
)


def file_at(url: str) -> Path:
    """Return the file that `url` names; `~` is somebody's home. Raises InvalidSetting."""
    if not url.startswith(PREFIX):
        raise _invalid(f"{shorten(url)} doesn't begin with {PREFIX}")
    written = url.removeprefix(PREFIX)
    if "?" in written or "#" in written:
        raise _invalid("a file has no options; ? and # have a meaning of their own")
    path = unquote(written)
    if not path or path == ":memory:":
        raise _invalid("a file has to be named, as what is only in memory is lost")
    if "\0" in path:
        raise _invalid("no file's name has the character %00")
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise _invalid(f"{shorten(path)} begins with the home of somebody unknown") from None


def _invalid(reason: str) -> InvalidSetting:
    return InvalidSetting(f"AUTOREDEEM_STORE_URL: {reason}; {ALLOWED}")
