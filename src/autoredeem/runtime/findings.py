"""What a diagnosis of one thing came to: plain data, for a terminal, a message or a page."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is: a warning is no reason to wait, a failure has to be mended first."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was checked (`subject`), what was found, and what to do where that is not OK.

    All three are for people who are no engineers, and hold nothing secret.
    """

    level: Level
    subject: str
    found: str
    advice: str = ""


def milliseconds(seconds: float) -> str:
    """Return a short time as people read it: `1,234 ms`, `less than 1 ms`."""
    thousandths = seconds * 1000
    return f"{thousandths:,.0f} ms" if thousandths >= 1 else "less than 1 ms"
