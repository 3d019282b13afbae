"""Times by the server's own clock, as expressions: clients' clocks need not agree."""

from typing import Any

NOW = "$$NOW"


def later(seconds: float) -> dict[str, Any]:
    """Return the time that is so many seconds from now, to the millisecond."""
    return {"$add": [NOW, round(seconds * 1000)]}
