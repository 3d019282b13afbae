"""The log of a command, as the settings want it."""

import os
import sys
from contextlib import AbstractContextManager

from rich.console import Console

from autoredeem.observe.log import LogFigures, Write, logging_to
from autoredeem.observe.rendering import Form
from autoredeem.settings import Settings


def logged(
    settings: Settings, write: Write, form: Form = Form.BRIEF
) -> AbstractContextManager[LogFigures]:
    """Log to `write` in this form, or in JSON if that is set; without the settings' secrets."""
    chosen = Form.JSON if settings.log_format == "json" else form
    return logging_to(
        write,
        settings.log_level,
        chosen,
        colours=form is Form.TEXT and _takes_colours(),
        secrets=settings.secrets(),
    )


def _takes_colours() -> bool:
    """Whether a person reads the log, in a window that takes colours as the log writes them."""
    wanted = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    return wanted and not Console(stderr=True).legacy_windows


def to_stderr(line: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
