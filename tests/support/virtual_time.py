"""A loop whose time passes only when there is nothing else to do: a month in a second.

A test marked `virtual_time` runs on it, and so do its fixtures (`tests/conftest.py`).
"""

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import TypeVar

T = TypeVar("T")

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class _Jumping(selectors.DefaultSelector):
    """Where a loop would sleep, its time jumps."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready: list[tuple[selectors.SelectorKey, int]] = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("Every task waits for something that can't happen")
        if not ready and timeout:
            self.passed += timeout
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """A loop for tests without sockets and threads: its `time` starts at 0."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Return the virtual seconds."""
        return self._jumping.passed


class VirtualClock:
    """The clock of such a loop."""

    def now(self) -> datetime:
        """Return the civil time: the loop's seconds after the start of 2026."""
        return EPOCH + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Return the loop's seconds."""
        return asyncio.get_running_loop().time()


def run_virtual(main: Coroutine[object, object, T]) -> T:
    """Run a coroutine in virtual time of its own, as each example of a property needs."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(main)
