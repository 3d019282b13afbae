"""What goes over the wire: payloads, ids, errors as Discord words them."""

import itertools
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Payload = dict[str, Any]

DISCORD_EPOCH_MS = 1_420_070_400_000
_numbers = itertools.count()


def new_id() -> int:
    """Make a snowflake of now: clients read the time off it."""
    milliseconds = int(time.time() * 1000) - DISCORD_EPOCH_MS
    return milliseconds << 22 | next(_numbers) & 0x3FFFFF


def timestamp() -> str:
    """Return the time of now as Discord writes it."""
    return datetime.now(UTC).isoformat()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a form that Discord would refuse. `path` leads to it through the body."""

    path: tuple[str | int, ...]
    text: str
    code: str = "BASE_TYPE_BAD_VALUE"

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or 'body'}: {self.text}"


@dataclass(slots=True)
class DiscordError(Exception):
    """An answer that refuses: a status, and a body with a code of Discord's."""

    status: int
    code: int
    text: str
    more: Payload = field(default_factory=dict)

    @property
    def body(self) -> Payload:
        """The JSON of the answer."""
        return {"message": self.text, "code": self.code, **self.more}


def invalid_form(findings: Iterable[Finding]) -> DiscordError:
    """Make the answer to a form with mistakes: code 50035, each mistake at its place."""
    errors: Payload = {}
    for finding in findings:
        _place(errors, finding.path).setdefault("_errors", []).append(
            {"code": finding.code, "message": finding.text}
        )
    return DiscordError(400, 50035, "Invalid Form Body", {"errors": errors})


def _place(errors: Payload, path: Sequence[str | int]) -> Payload:
    for step in path:
        errors = errors.setdefault(str(step), {})
    return errors


def unknown(what: str, code: int) -> DiscordError:
    """Make the answer to an id that names nothing."""
    return DiscordError(404, code, f"Unknown {what}")
