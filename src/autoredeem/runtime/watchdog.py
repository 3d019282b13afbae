"""A thread that watches the loop: how late it is, and what it does while it does not move.

A library could say afterwards which callback took long (asyncio's debug mode, aiodebug), or write
all threads' stacks into a file (faulthandler). Only a stack that is read in the middle of it names
the line, in a log that people read, before Discord's three seconds for an answer are over.
"""

import asyncio
import sys
import sysconfig
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from linecache import getline
from pathlib import Path
from types import FrameType

import structlog

log = structlog.get_logger(__name__)

HELD = 0.25
"""Seconds after which the loop counts as held."""

BADLY_HELD = 1.0
"""Seconds from which on it is an error: answers to people fail after three."""

PAUSE = 0.1
"""Seconds from an answer to the next question: a question costs about 0.3 ms of a core. An incident
may have begun that much before it is counted from."""

RECENT = 10.0
"""For how many seconds the worst lag is remembered."""

DEEPEST = 25
"""Frames of a stack that are logged."""

OURS = str(Path(__file__).parents[1])
LIBRARIES = tuple({sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")})
LOOP = str(Path(asyncio.__file__).parent)

Measured = Callable[[float], None]
"""Takes how many seconds the loop took to come to something, in the watchdog's thread."""


@dataclass(frozen=True, slots=True)
class Stack:
    """What the loop was doing: `at` is the line of ours, or of whoever called a library."""

    at: str
    frames: Sequence[str]


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many seconds on the loop counts as held, as badly held; and between questions."""

    held: float = HELD
    badly: float = BADLY_HELD
    pause: float = PAUSE


class Watchdog:
    """Asks the running loop again and again to answer, and reads its stack when it does not."""

    def __init__(self, measured: Measured, limits: Limits | None = None) -> None:
        self.incidents = 0
        self._measured = measured
        self._limits = limits or Limits()
        self._loop = asyncio.get_running_loop()
        self._watched = threading.get_ident()
        self._asked: float | None = None
        self._answered = threading.Event()
        self._end = threading.Event()
        self._recent: deque[tuple[float, float]] = deque()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)

    @contextmanager
    def watching(self) -> Iterator["Watchdog"]:
        """Watch while the context is open. Leaving it does not wait: the thread ends by itself."""
        self._thread.start()
        try:
            yield self
        finally:
            self._end.set()
            self._answered.set()

    @property
    def lag(self) -> float:
        """For how many seconds the loop has not moved, as far as is known."""
        asked = self._asked
        return 0.0 if asked is None else time.monotonic() - asked

    @property
    def recent_lag(self) -> float:
        """The worst of the last ten seconds."""
        since = time.monotonic() - RECENT
        return max([self.lag, *(lag for at, lag in tuple(self._recent) if at >= since)])

    def _watch(self) -> None:
        while not self._end.wait(self._limits.pause):
            self._answered.clear()
            if self._end.is_set():
                # It was set just before, and its answer was taken back.
                break
            self._asked = asked = time.monotonic()
            try:
                self._loop.call_soon_threadsafe(self._answered.set)
            except RuntimeError:
                # The loop is closed.
                break
            if not self._answered.wait(self._limits.held):
                self._witness(asked)
            self._asked = None
            self._take(time.monotonic(), asked)

    def _take(self, now: float, asked: float) -> None:
        self._measured(now - asked)
        self._recent.append((now, now - asked))
        while self._recent[0][0] < now - RECENT:
            self._recent.popleft()

    def _witness(self, asked: float) -> None:
        """Log once what the loop is doing, once more if it gets bad, and how long it took."""
        self.incidents += 1
        stack = self._stack()
        log.warning(
            f"The loop has not moved for {time.monotonic() - asked:.2f} s",
            at=stack.at,
            frames=list(stack.frames),
        )
        badly = not self._answered.wait(max(0.0, asked + self._limits.badly - time.monotonic()))
        if badly:
            log.error(f"The loop has not moved for {self._limits.badly:g} s", at=stack.at)
            self._answered.wait()
        log_end = log.error if badly else log.warning
        log_end(f"The loop moves again after {time.monotonic() - asked:.2f} s", at=stack.at)

    def _stack(self) -> Stack:
        frame = sys._current_frames().get(self._watched)  # noqa: SLF001 - there is no other way
        frames = list(_callers(frame))
        if self._answered.is_set() or not frames:
            # No stack could be read: something held the interpreter, or the machine stood.
            return Stack("unknown: this whole process stood still", ())
        ours = next((one for one in frames if _is_ours(one)), frames[0])
        return Stack(_line(ours), [_line(one) for one in frames[:DEEPEST]])


def _callers(frame: FrameType | None) -> Iterator[FrameType]:
    """Yield the frames from the innermost one out, without the loop's own."""
    while frame and not frame.f_code.co_filename.startswith(LOOP):
        yield frame
        frame = frame.f_back


def _is_ours(frame: FrameType) -> bool:
    file = frame.f_code.co_filename
    return file.startswith(OURS) or not file.startswith(LIBRARIES)


def _line(frame: FrameType) -> str:
    file, number = frame.f_code.co_filename, frame.f_lineno
    return f"{file}:{number} in {frame.f_code.co_name}: {getline(file, number).strip()}"
