"""Where time comes from. It is passed in, so that a test covers a month in a second."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """The two times that the program needs."""

    def now(self) -> datetime:
        """Return the civil time, aware, in UTC."""

    def monotonic(self) -> float:
        """Return seconds that never go back: the running loop's own clock."""


class SystemClock:
    """The machine's clock, and the running loop's for whatever is measured or waited for."""

    def now(self) -> datetime:
        """Return the civil time, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the running loop's time in seconds."""
        return asyncio.get_running_loop().time()
