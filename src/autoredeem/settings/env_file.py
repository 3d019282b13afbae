"""`.env` as a file that is changed: what others wrote in it stays as it is."""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import Binding, parse_stream

from autoredeem.domain.errors import FileTrouble, InvalidSetting

PLAIN = re.compile(r"[A-Za-z0-9_./:@,+=-]*")
"""What stands in such a file without marks, for whoever reads it: a shell, systemd, Docker."""


def statements_in(file: Path) -> Sequence[Binding]:
    """Return what stands in a file; nothing where there is none. Raises InvalidSetting."""
    try:
        content = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSetting(f"{file}: can't be read: {_why(error)}") from None
    return list(parse_stream(StringIO(content)))


def change_env_file(file: Path, values: Mapping[str, str]) -> None:
    """Set variables in a file, as one change that only its owner can read.

    Raises InvalidSetting, without the value, for one that such a file can't hold, and FileTrouble.
    """
    # Where it is a link, the file stays where it is.
    file = file.resolve()
    try:
        before = file.read_text(encoding="utf-8-sig") if file.exists() else ""
        _replace(file, with_values(before, values))
    except (OSError, UnicodeDecodeError) as error:
        reason = f"{file}: can't be written: {_why(error)}; nothing has changed"
        raise FileTrouble(reason) from None


def with_values(content: str, values: Mapping[str, str]) -> str:
    """Return the content of such a file with these variables set, each once and where it was."""
    changed = "".join(_changed(content, values))
    read = dotenv_values(stream=StringIO(changed))
    for name, value in values.items():
        if read.get(name) != value:
            # It puts other variables in the place of ${NAME}, whatever marks stand around it.
            raise InvalidSetting(
                f"{name}: it can't stand in such a file; set it in the environment"
            )
    return changed


def _changed(content: str, values: Mapping[str, str]) -> Iterator[str]:
    missing = dict(values)
    text = ""
    for binding in parse_stream(StringIO(content)):
        name = (binding.key or "").upper()
        if name not in values:
            text = binding.original.string
            yield text
        elif name in missing:
            text = f"{name}={_quoted(missing.pop(name))}\n"
            yield text
    if missing and text and not text.endswith("\n"):
        yield "\n"
    for name, value in missing.items():
        yield f"{name}={_quoted(value)}\n"


def _why(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return error.strerror or "it is no file"


def _quoted(value: str) -> str:
    if PLAIN.fullmatch(value):
        return value
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _replace(file: Path, content: str) -> None:
    """Put a new file, which its owner alone can read, in the place of another one."""
    number, name = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    try:
        with open(number, "w", encoding="utf-8") as new:  # noqa: PTH123 - of a number, not a path
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        os.replace(name, file)  # noqa: PTH105 - as above
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
