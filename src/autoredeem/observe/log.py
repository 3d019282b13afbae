"""The log: structured, a line an event, written by a thread of its own, never on the loop."""

import logging
import logging.handlers
import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from structlog.typing import EventDict, WrappedLogger

Write = Callable[[str], None]
"""Takes one line without its end, in the log's own thread."""


@contextmanager
def logging_to(write: Write, level: str) -> Iterator[None]:
    """Send what is logged at `level` and above to `write`, a line each, while the context is open.

    Leaving it waits until all is written, so it is left when no loop runs any more.
    """
    lines: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    listener = logging.handlers.QueueListener(lines, _LineHandler(write))
    root = logging.getLogger()
    handler = logging.handlers.QueueHandler(lines)
    handler.addFilter(_is_worth_a_line)
    before = root.level
    root.addHandler(handler)
    root.setLevel(level.upper())
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
            _as_line,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    listener.start()
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        listener.stop()
        structlog.reset_defaults()


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """Leave out what libraries say below info: whole statements, with what people typed."""
    return record.levelno >= logging.INFO or record.name.startswith("autoredeem")


class _LineHandler(logging.Handler):
    def __init__(self, write: Write) -> None:
        super().__init__()
        self._write = write

    def emit(self, record: logging.LogRecord) -> None:
        self._write(record.getMessage())


def _as_line(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """Render `12:34:56 warning  what happened  key=value key=value`."""
    at, level, what = event.pop("timestamp"), event.pop("level"), event.pop("event")
    details = " ".join(f"{key}={value!r}" for key, value in event.items())
    return f"{at} {level:<8} {what}  {details}".rstrip()
