"""What it costs to look for something to do where there is nothing, beside very many open runs."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from autoredeem.app import codes_at_work
from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.engine import Engine, LeaderLease, Outside, Process
from autoredeem.game.pacer import Pacer
from autoredeem.game.protocol import Answer
from autoredeem.observe.clock import SystemClock
from autoredeem.observe.tasks import cancel_all
from autoredeem.store import open_store
from autoredeem.store.batches import BATCH, batched
from autoredeem.store.interface import Store
from autoredeem.store.records import ADDRESS, Claim, RunKey
from benchmarks.alliances import PATIENT, TITLE, Report
from benchmarks.game import LIFTED

OWNER, LONG = "bench", 3_600.0
DAY = 86_400.0
DISCORD = "discord"
"""The lease of whoever is connected to Discord."""

WRITTEN = Path("/proc/self/io")
"""Where Linux counts what a process has written."""

Poll = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class PollFigures:
    """Seconds that each poll takes, medians of the rounds; and what idling writes in a day.

    `bytes_a_day` is what the idle program would hand to the system to be written (not what that
    makes of it: its pages are larger), measured over `idle` seconds; None where that was not
    measured, or can't be.
    """

    store: str
    runs: int
    rounds: int
    polls: Mapping[str, float]
    idle: float
    bytes_a_day: float | None


class _NoGame:
    """A game that nobody asks."""

    async def redeem(
        self, code: str, fid: Fid, state: State, *, sent: Callable[[], None]
    ) -> Answer:
        raise NotImplementedError(code, fid, state, sent)


async def measure_poll(
    url: str, runs: int, rounds: int, idle: float, report: Report
) -> PollFigures:
    """Open runs in as many guilds, all worked on by one process, and poll in turns."""
    mark = int(SystemClock().now().timestamp() * 1000)
    guilds = [GuildId(mark * 100_000 + number) for number in range(runs)]
    code = f"BENCH{mark}"
    async with open_store(url, TITLE, PATIENT) as store:
        await store.hold_lease(ADDRESS, OWNER, seconds=LONG)
        for part in batched(guilds, BATCH):
            keys: Sequence[RunKey] = [(guild_id, code_key(code)) for guild_id in part]
            await store.want_runs(keys, at=SystemClock().now())
            await store.claim_runs(Claim(OWNER, BATCH, LONG, among=keys))
            await store.keep_runs(OWNER, keys)
        report(f"{runs:,} runs are open")
        polls = await _timed(_polls(store, (guilds[0], code_key(code))), rounds)
        await store.release_lease(ADDRESS, OWNER)
        await store.forget_guilds(guilds)
        report(f"Idling for {idle:g} s")
        written = await _written_while_idle(store, idle) if idle else None
    kind = url.partition(":")[0]
    return PollFigures(kind, runs, rounds, polls, idle, written and written / idle * DAY)


def _polls(store: Store, run: RunKey) -> Mapping[str, Poll]:
    """Return what a process asks that has nothing to do."""
    now = SystemClock().now
    return {
        "whether anything was written": store.last_change,
        "what may be claimed": lambda: store.claim_runs(Claim(OWNER, BATCH, LONG)),
        "what owners are asked": lambda: store.asked_of(OWNER),
        "what became of one run": lambda: store.runs(among=[run]),
        "what is to be shared": lambda: store.share_due(at=now()),
        "what is to be opened": store.awaiting_rollout,
        "which codes are due": lambda: store.codes_due(now(), most=20),
        "the renewal of a lease": lambda: store.hold_lease(ADDRESS, OWNER, seconds=LONG),
    }


async def _timed(polls: Mapping[str, Poll], rounds: int) -> Mapping[str, float]:
    """Poll in turns, so that whatever else the machine does meets them all alike."""
    seconds: dict[str, list[float]] = {name: [] for name in polls}
    for _ in range(rounds):
        for name, poll in polls.items():
            began = perf_counter()
            await poll()
            seconds[name].append(perf_counter() - began)
    return {name: median(each) for name, each in seconds.items()}


async def _written_while_idle(store: Store, seconds: float) -> int | None:
    """Let the program work, both leases held, with nothing to do; return the bytes written."""
    clock, process = SystemClock(), Process(OWNER)
    outside = Outside(_NoGame(), Pacer(LIFTED, clock.monotonic()), clock, Random(1), player_gap=3.0)  # noqa: S311
    async with AsyncExitStack() as stack:
        engine = Engine(store, outside, lambda _: None, process)
        await stack.enter_async_context(engine.working())
        await stack.enter_async_context(codes_at_work(store, engine, clock))
        discord = LeaderLease(store, DISCORD, process, clock)
        serving = asyncio.create_task(discord.serve(lambda *_: None))
        stack.push_async_callback(cancel_all, {serving})
        # What opening has begun is over by then.
        await asyncio.sleep(process.renewal)
        before = await asyncio.to_thread(_bytes_written)
        await asyncio.sleep(seconds)
        after = await asyncio.to_thread(_bytes_written)
    return None if before is None or after is None else after - before


def _bytes_written() -> int | None:
    if not WRITTEN.exists():
        return None
    lines = WRITTEN.read_text(encoding="ascii").splitlines()
    return int(dict(line.split(": ") for line in lines)["wchar"])
