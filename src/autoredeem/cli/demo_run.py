"""What `autoredeem demo` does when it runs."""

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from autoredeem.app import GameAccess, chosen_store, working_engine
from autoredeem.cli.common import run
from autoredeem.cli.progress import View, shown
from autoredeem.cli.redeem_run import to_its_end
from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Outcome, RunSummary, Settlement
from autoredeem.engine.events import RunFinished
from autoredeem.observe.clock import Clock, SystemClock
from autoredeem.settings import Settings
from autoredeem.simulator import SIMULATOR_SALT, DemoWorld, demo_world, serve
from autoredeem.simulator.counters import Counters
from autoredeem.store import open_store
from autoredeem.store.interface import Store

TITLE = "demo"
"""A title of its own: in a store that you name, the demo never meets your members and codes."""

Result = tuple[RunFinished, Counters]

WORDS = {
    Outcome.LEVEL_TOO_LOW: "STOVE_LV ERROR",
    Outcome.SPENDING_TOO_LOW: "RECHARGE_MONEY ERROR",
    Outcome.WRONG_STATE: "USER INFO ERROR",
}


def run_demo(settings: Settings) -> Result:
    """Run the demo on the store that the settings name, or on one that goes when it is over."""
    with TemporaryDirectory(prefix="autoredeem-demo-") as folder:
        if settings.names_a_store:
            store = chosen_store(settings, TITLE)
        else:
            store = open_store(f"sqlite:///{Path(folder) / 'demo.db'}", TITLE)
        with shown(settings) as view:
            return run(_demo(store, view))


def differences(summary: RunSummary, counters: Counters) -> str:
    """Return where the summary's figures and the simulator's differ; empty where they don't."""
    said = counters.by_answer
    pairs = {
        "requests": (summary.requests, counters.requests),
        "redeemed": (summary.redeemed, said["SUCCESS"]),
        "already": (summary.already, said["RECEIVED"] + said["SAME TYPE EXCHANGE"]),
    }
    for outcome, words in WORDS.items():
        pairs[outcome.value] = (summary.failed.get(outcome, 0), said[words])
    return ", ".join(
        f"{name} {ours} / {theirs}" for name, (ours, theirs) in pairs.items() if ours != theirs
    )


def tally(counters: Counters) -> str:
    """Spell out what the simulator counted."""
    answers = ", ".join(f"{count} x {words}" for words, count in counters.by_answer.most_common())
    return f"{counters.requests} requests: {answers}"


async def _demo(store: AbstractAsyncContextManager[Store], view: View) -> Result:
    clock, random = SystemClock(), Random()  # noqa: S311 - a made-up alliance
    demo = demo_world(random)
    rules = demo.world.rules
    # Each demo is a guild of its own, with players of its own: one cut short is in nobody's way.
    guild_id = GuildId(int(clock.now().timestamp() * 1000))
    view.line(
        f"A simulated game on this computer: {rules.limit:,} requests a minute (the real one"
        f" allows 30) and {rules.player_gap:g} s between two for one player (instead of 3)"
    )
    async with serve(demo.world, clock) as url, store as opened:
        await _prepare(opened, guild_id, demo, clock)
        access = GameAccess(url, SecretStr(SIMULATOR_SALT), rules.limit, rules.player_gap)
        async with working_engine(opened, access, clock, random, view.watch) as engine:
            view.estimate = engine.estimate
            finished = await to_its_end(engine, guild_id, demo.code)
        await opened.remove(guild_id, [member.fid for member in demo.members])
        await opened.remove_codes([demo.code])
    return finished, demo.world.counters


async def _prepare(store: Store, guild_id: GuildId, demo: DemoWorld, clock: Clock) -> None:
    """Enrol the alliance, with the ledger knowing who has the code already."""
    at = clock.now()
    await store.enrol(guild_id, demo.members, by="demo", at=at)
    await store.settle(
        [Settlement(guild_id, demo.code, fid, Outcome.ALREADY_REDEEMED, at) for fid in demo.settled]
    )
