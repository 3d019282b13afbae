"""The simulated game in a process of its own, so that its work is not counted as ours.

It ends when its standard input does: whatever becomes of the benchmark, it does not outlive it.
"""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from autoredeem.domain.errors import OutsideError
from autoredeem.observe.clock import SystemClock
from autoredeem.simulator import Code, Rules, World, serve

LIFTED = 100_000_000
"""Requests a minute: more than any machine sends."""

PROJECT = Path(__file__).parents[1]
"""Where Python finds this package."""

PATIENCE = 30.0
"""Seconds in which it has to start, or to say what it counted."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the game says at the end: requests answered, and how many of them redeemed."""

    requests: int
    redeemed: int


class GameProcess:
    """A game that runs: its `url`, and once what it `counted`."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self.url = url
        self._process = process

    async def counted(self) -> Counted:
        """End the game; return what it counted."""
        assert self._process.stdin, "a pipe was asked for"  # noqa: S101 - a bug of ours
        self._process.stdin.close()
        return Counted(**json.loads(await _line(self._process)))


@asynccontextmanager
async def game_process(code: str) -> AsyncIterator[GameProcess]:
    """Start a game in which anyone may redeem `code`. Raises OutsideError where it can't start."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, code, stdin=pipe, stdout=pipe, cwd=PROJECT
    )
    try:
        yield GameProcess(process, await _line(process))
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _line(process: asyncio.subprocess.Process) -> str:
    assert process.stdout, "a pipe was asked for"  # noqa: S101 - a bug of ours
    try:
        async with asyncio.timeout(PATIENCE):
            line = await process.stdout.readline()
    except TimeoutError:
        line = b""
    if not line:
        raise OutsideError("the simulated game, in a process of its own, says nothing")
    return line.decode().strip()


async def _serve(code: str) -> None:
    """Serve until standard input ends; the first line is the URL, the last what was counted."""
    world = World(codes=[Code(code)], rules=Rules(limit=LIFTED, player_gap=0), anyone=True)
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with serve(world, SystemClock()) as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        await reader.read()
    counters = world.counters
    said = {"requests": counters.requests, "redeemed": counters.by_answer["SUCCESS"]}
    sys.stdout.write(f"{json.dumps(said)}\n")


if __name__ == "__main__":
    # Ctrl-C is for the benchmark; this process ends with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.run(_serve(sys.argv[1]))
