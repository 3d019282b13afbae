"""One event of the log as one line."""

import json
import logging
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from types import TracebackType

from structlog.typing import EventDict

from autoredeem.domain.text import visible

Render = Callable[[logging.LogRecord], str]
OURS = "autoredeem"


class Form(StrEnum):
    """How the log is written: for a person who waits, for one who reads later, for a program."""

    BRIEF = "brief"
    TEXT = "text"
    JSON = "json"


COLOURS: Mapping[str, str] = {"debug": "2", "warning": "33", "error": "31", "critical": "1;31"}


def renderer(form: Form, *, colours: bool = False) -> Render:
    """Return what renders a record: `12:34:56 warning  what happened  key=value`, or JSON."""
    if form is Form.JSON:
        return _as_json
    moment = "%H:%M:%S" if form is Form.BRIEF else "%Y-%m-%d %H:%M:%S"

    def as_text(record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created).astimezone().strftime(moment)
        what, details = _parts(record)
        said = " ".join(f"{key}={value!r}" for key, value in details.items())
        level = f"{record.levelname.lower():<8}"
        if colours and (colour := COLOURS.get(level.strip())):
            level = f"\x1b[{colour}m{level}\x1b[0m"
        return f"{at} {level} {visible(what)}  {visible(said)}".rstrip()

    return as_text


def _as_json(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    what, details = _parts(record)
    said = {
        "at": at,
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": what,
        **details,
    }
    return json.dumps(said, default=str, ensure_ascii=False)


def _parts(record: logging.LogRecord) -> tuple[str, EventDict]:
    """Return what happened and its details, of an event of ours or of a library's message."""
    if isinstance(record.msg, dict):
        details = dict(record.msg)
        what = str(details.pop("event", ""))
        error = details.pop("exc_info", None)
    else:
        details = {}
        what, error = record.getMessage(), record.exc_info
        if record.name.partition(".")[0] != OURS:
            what = f"{record.name}: {what}"
    if error and error[0]:
        details["exception"] = _trace(error)
    return what, details


def _trace(
    error: tuple[type[BaseException], BaseException, TracebackType | None],
) -> str:
    return "".join(traceback.format_exception(*error)).rstrip()
