"""The log: structured, a line an event, rendered and written by a thread of its own.

Whoever logs only puts a record into a queue. What would fill the disk or the memory is left out
and counted: events of one kind after the first 100, and all that the output takes too slowly.
"""

import copy
import logging
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import structlog
from structlog.typing import EventDict, WrappedLogger

from autoredeem.observe.rate_limit import RateLimit
from autoredeem.observe.redaction import redactor
from autoredeem.observe.rendering import Form, Render, renderer

Write = Callable[[str], None]
"""Takes one line without its end, in the log's own thread."""

BURST, PER_MINUTE = 100, 10
"""How many lines one place of the program may have written at once, and then in a minute."""

MOST_WAITING = 10_000
"""Records in the queue; what comes while the output takes none of them is left out."""

PERIOD = 60.0
"""Seconds between two lines that say what was left out."""

PATIENCE = 5.0
"""Seconds for which an output that takes nothing may hold up the end of the program."""


@dataclass(slots=True)
class LogFigures:
    """How many lines are missing in the log: left out as more of the same, or lost."""

    left_out: int = 0
    lost: int = 0


@contextmanager
def logging_to(
    write: Write,
    level: str,
    form: Form = Form.BRIEF,
    *,
    colours: bool = False,
    secrets: Iterable[str] = (),
    burst: int = BURST,
) -> Iterator[LogFigures]:
    """Send what is logged at `level` and above to `write`, a line each, while the context is open.

    No line shows any of the `secrets`; `burst` lines of one place may come at once. Leaving it
    waits until all is written, so it is left when no loop runs any more.
    """
    limit: RateLimit[_Place] = RateLimit(burst, PER_MINUTE)
    writer = _Writer(write, renderer(form, colours=colours), redactor(secrets), limit)
    root = logging.getLogger()
    handler = _Queueing(writer)
    before = root.level
    root.addHandler(handler)
    root.setLevel(level.upper())
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, _keep_exception, _as_message],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    writer.start()
    try:
        yield writer.figures
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        writer.finish()
        structlog.reset_defaults()


class _Queueing(logging.Handler):
    """Passes records on to the writer, unless they are too many of a kind."""

    def __init__(self, writer: "_Writer") -> None:
        super().__init__()
        self._writer = writer
        self.addFilter(_is_worth_a_line)

    def emit(self, record: logging.LogRecord) -> None:
        if not isinstance(record.msg, dict):
            # What it was given may have changed by the time when it is written.
            text, record = record.getMessage(), copy.copy(record)
            record.msg, record.args = text, None
        self._writer.take(record)


class _Place(NamedTuple):
    """Where in the program an event is logged, and how."""

    file: str
    line: int
    level: int
    logger: str


class _Writer(threading.Thread):
    """Renders and writes records. A line that can't be written is lost, and said to be later."""

    def __init__(
        self, write: Write, render: Render, redacted: Callable[[str], str], limit: RateLimit[_Place]
    ) -> None:
        super().__init__(name="log", daemon=True)
        self.figures = LogFigures()
        self._write, self._render, self._redacted = write, render, redacted
        self._records: queue.SimpleQueue[logging.LogRecord | None] = queue.SimpleQueue()
        self._limit = limit
        self._reported_lost = 0

    def take(self, record: logging.LogRecord) -> None:
        """Queue a record, from any thread; the handler admits one at a time."""
        place = _Place(record.pathname, record.lineno, record.levelno, record.name)
        if not self._limit.lets_through(place, time.monotonic()):
            self.figures.left_out += 1
        elif self._records.qsize() >= MOST_WAITING:
            self.figures.lost += 1
        else:
            self._records.put(record)

    def run(self) -> None:
        reported = time.monotonic()
        more = True
        while more:
            more = self._write_next(max(0.0, reported + PERIOD - time.monotonic()))
            if not more or time.monotonic() - reported >= PERIOD:
                self._report_missing()
                reported = time.monotonic()

    def finish(self) -> None:
        """Write what is there, and end."""
        self._records.put(None)
        self.join(PATIENCE)

    def _write_next(self, timeout: float) -> bool:
        """Write a record, or nothing in so many seconds; return False at the end."""
        try:
            record = self._records.get(timeout=timeout)
        except queue.Empty:
            return True
        if record:
            self._write_line(record)
        return record is not None

    def _write_line(self, record: logging.LogRecord) -> None:
        try:
            self._write(self._redacted(self._render(record)))
        except Exception:  # noqa: BLE001 - a full disk, a closed pipe, a value that can't be shown
            self.figures.lost += 1

    def _report_missing(self) -> None:
        for place, count in self._limit.left_out().items():
            what = f"{count:,} lines more of what {place.file}:{place.line} tells were left out"
            self._write_line(_record(place.logger, place.level, what))
        if lost := self.figures.lost - self._reported_lost:
            self._reported_lost = self.figures.lost
            why = f"{lost:,} lines were lost: what takes the log was too slow, or failed"
            self._write_line(_record(__name__, logging.WARNING, why))


def _record(name: str, level: int, what: str) -> logging.LogRecord:
    return logging.LogRecord(name, level, "", 0, {"event": what}, None, None)


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """Leave out what libraries say below warning: each step of theirs, with what people typed."""
    return record.levelno >= logging.WARNING or record.name.startswith("autoredeem")


def _keep_exception(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take hold of the exception that is being handled, for the writer to render."""
    if (error := event.get("exc_info")) is True:
        event["exc_info"] = sys.exc_info()
    elif isinstance(error, BaseException):
        event["exc_info"] = (type(error), error, error.__traceback__)
    return event


def _as_message(
    _logger: WrappedLogger, _method: str, event: EventDict
) -> tuple[tuple[EventDict], dict[str, Any]]:
    return (event,), {}
