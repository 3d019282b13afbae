"""Redemptions a second, end to end, with the budget lifted."""

import asyncio
from dataclasses import dataclass
from random import Random

from pydantic import SecretStr

from autoredeem.app import GameAccess, working_engine
from autoredeem.domain.errors import InternalError
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import RunSummary
from autoredeem.engine import Engine
from autoredeem.engine.events import Event, RunProgressed, Watch
from autoredeem.observe.clock import SystemClock
from autoredeem.simulator import SIMULATOR_SALT
from autoredeem.store import open_store
from benchmarks.alliances import PATIENT, TITLE, Report, enrol, remove
from benchmarks.game import LIFTED, Counted, game_process
from benchmarks.memory import peak_memory
from benchmarks.pauses import timed


@dataclass(frozen=True, slots=True)
class RunFigures:
    """What one run came to, with everyone redeemed, as the game counted too.

    `seconds` go from the opening to the end that was recorded, `longest_pause` is how late the
    loop ever was meanwhile. `peak_memory` is in bytes: all that this process ever needed.
    """

    store: str
    members: int
    seconds: float
    redemptions_a_second: float
    requests: int
    check_queries: int
    longest_pause: float
    peak_memory: int


async def measure_run(url: str, members: int, report: Report) -> RunFigures:
    """Enrol so many players in a guild of their own, and redeem a code of its own for all.

    Raises InternalError if the figures are not what the game counted.
    """
    clock = SystemClock()
    mark = int(clock.now().timestamp() * 1000)
    guild_id, code = GuildId(mark), f"BENCH{mark}"
    async with open_store(url, TITLE, PATIENT) as store, game_process(code) as game:
        report(f"Enrolling {members:,} members")
        await enrol(store, guild_id, members)
        access = GameAccess(game.url, SecretStr(SIMULATOR_SALT), LIFTED, player_gap=0.0)
        watch = _reporter(members, report)
        report("Redeeming")
        async with working_engine(store, access, clock, Random(1), watch) as engine:  # noqa: S311
            run = asyncio.create_task(_to_its_end(engine, guild_id, code))
            timing = await timed(run)
        peak, summary = peak_memory(), run.result()
        _compare(summary, await game.counted(), members)
        report("Removing the members")
        await remove(store, guild_id, members)
        await store.remove_codes([code])
    return RunFigures(
        store=url.partition(":")[0],
        members=members,
        seconds=timing.seconds,
        redemptions_a_second=members / timing.seconds,
        requests=summary.requests,
        check_queries=summary.check_queries,
        longest_pause=timing.pause,
        peak_memory=peak,
    )


async def _to_its_end(engine: Engine, guild_id: GuildId, code: str) -> RunSummary:
    opened = await engine.open(guild_id, code)
    return (await opened.end).summary


def _reporter(members: int, report: Report) -> Watch:
    """Return a watcher that reports every tenth part."""
    reported = 0

    def watch(event: Event) -> None:
        nonlocal reported
        if isinstance(event, RunProgressed):
            redeemed = event.record.figures.redeemed
            if redeemed * 10 // members > reported:
                reported = redeemed * 10 // members
                report(f"{redeemed:,} of {members:,}")

    return watch


def _compare(summary: RunSummary, counted: Counted, members: int) -> None:
    ours = Counted(summary.requests, summary.redeemed)
    if ours != counted or ours.redeemed != members:
        raise InternalError(f"of {members:,} members: we say {ours}, the game says {counted}")
