"""Nets under the loop: what blocks it, and what holds it too long.

How long is too long is said in the machine's own units: a computer that is slower than the
reference (the machine of docs/benchmarks.md) may take as much longer as it is slower.
"""

import asyncio
import gc
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import bson
from blockbuster import BlockBuster, blockbuster_ctx

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member

LONGEST_STEP = 0.05
"""Seconds of the loop thread's CPU time in one step: the design's first invariant."""

LONGEST_COLLECTION = 0.1
"""Seconds of one pause of the garbage collector. It walks over what is alive: in a test that is
what the test itself has made as well."""

REFERENCE = 0.0011
"""Seconds that the reference takes for the piece of work below."""

SLOWEST = 8.0
"""How much slower than the reference a machine may be."""

ROUNDS = 20

SHARE = "AUTOREDEEM_TEST_NET"
"""Names the setting that says which share of the limits is used: at 0.5, half as long is too long.
"""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of the thread's CPU: for a step of the loop, and for a pause of the collector."""

    step: float
    collection: float


@cache
def limits() -> Limits:
    """Return what holds on this machine, which is measured at the first call of a session."""
    share = float(os.environ.get(SHARE, "1")) * min(max(1.0, _work_takes() / REFERENCE), SLOWEST)
    return Limits(LONGEST_STEP * share, LONGEST_COLLECTION * share)


@contextmanager
def no_blocking_calls() -> Iterator[BlockBuster]:
    """Make every blocking call on a loop's thread raise blockbuster.BlockingError."""
    with blockbuster_ctx() as net:
        # PyMongo looks once whether it runs in a container, when a client is made.
        net.functions["os.stat"].can_block_in("pymongo/pool_options.py", "get_container_env_info")
        yield net


@contextmanager
def long_steps(allowed: Limits | None = None) -> Iterator[list[str]]:
    """Collect every step of any loop that takes more than is allowed of its thread's CPU.

    CPU time, not the wall's: a busy machine makes no step longer. A pause of the collector is no
    part of the step in which it comes; one that is too long is collected by itself.
    """
    allowed = allowed or limits()
    found: list[str] = []
    pauses = _Pauses(allowed.collection, found)
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        began = time.thread_time() - pauses.spent
        run(handle)
        if (spent := time.thread_time() - pauses.spent - began) > allowed.step:
            # A handle shows its callback, which for a task is a wrapper: name the task.
            callback = getattr(handle, "_callback", None)
            who = getattr(callback, "__self__", handle)
            found.append(f"{spent * 1000:.0f} ms of CPU in one step of {who!r}")

    _replace_run(timed)
    gc.callbacks.append(pauses)
    try:
        yield found
    finally:
        gc.callbacks.remove(pauses)
        _replace_run(run)


class _Pauses(threading.local):
    """The collector's pauses in each thread: `spent` are the seconds of its CPU so far."""

    spent = 0.0
    _began = 0.0

    def __init__(self, allowed: float, found: list[str]) -> None:
        self._allowed, self._found = allowed, found

    def __call__(self, phase: str, _info: dict[str, int]) -> None:
        """Note that the collector begins or has done."""
        if phase == "start":
            self._began = time.thread_time()
            return
        took = time.thread_time() - self._began
        self.spent += took
        if took > self._allowed:
            self._found.append(f"{took * 1000:.0f} ms of CPU in one pause of the collector")


def _replace_run(run: Callable[[asyncio.Handle], None]) -> None:
    asyncio.Handle._run = run  # type: ignore[method-assign,assignment]


def _work_takes() -> float:
    """Return the seconds of CPU for a fixed piece of work, in the best of several rounds."""
    return min(_round() for _ in range(ROUNDS))


def _round() -> float:
    """Do what the program does most in its long steps: make objects, and BSON, and read it."""
    began = time.thread_time()
    members = [Member(Fid(number), State(245), f"Nick {number}") for number in range(1_000)]
    rows: list[dict[str, Any]] = [
        {"_id": f"7:{one.fid}", "nickname": one.nickname, "state": one.state} for one in members
    ]
    read = bson.decode(bson.encode({"rows": rows}))["rows"]
    assert sorted(read, key=lambda row: str(row["_id"]))
    return time.thread_time() - began
