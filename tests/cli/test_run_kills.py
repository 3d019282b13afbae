"""`autoredeem run` with a feed is killed again and again: each code reaches everyone, once."""

import signal
import threading
from collections.abc import Collection, Iterator
from random import Random

import pytest

from autoredeem.domain.ids import Fid
from autoredeem.simulator import Code, Player, Rules
from support.command import Call, enrol
from support.feed_server import FeedServer
from support.feed_thread import feed_in_thread
from support.program import PATIENCE, running
from support.recorded import recorded
from support.signalling_world import SignallingWorld

pytestmark = pytest.mark.server

CODES = [f"Gift{number}" for number in range(8)]
MEMBERS = [Fid(fid) for fid in range(1001, 1051)]
KILLS = 20
MOST_ANSWERS = 15
"""A process is killed at the latest when it got so many."""

PER_MINUTE = 2_400
BETWEEN = 60 / PER_MINUTE


@pytest.fixture
def world() -> SignallingWorld:
    """Return a game of fifty players."""
    players = (Player(fid, 7) for fid in MEMBERS)
    return SignallingWorld(players, map(Code, CODES), Rules(limit=60_000, player_gap=0.0))


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedServer]:
    """Serve a feed on loopback, and set it."""
    with feed_in_thread() as server:
        monkeypatch.setenv("AUTOREDEEM_FEEDS__NEWS__URL", server.url)
        monkeypatch.setenv("AUTOREDEEM_FEEDS__NEWS__EVERY", "0.05")
        yield server


def killed_in_the_middle(world: SignallingWorld, chance: Random) -> None:
    """Start the program, and let it be killed after some answers."""
    answers, later = chance.randint(1, MOST_ANSWERS), chance.uniform(0, BETWEEN)
    with running() as program:
        world.signal(program.process.pid, signal.SIGKILL, after=answers, later=later)
        assert program.ended() == -signal.SIGKILL


def to_the_end(world: SignallingWorld, codes: Collection[str]) -> None:
    """Let the program work until the game has paid all of these codes to everyone."""
    paid = dict.fromkeys(codes, len(MEMBERS))
    with running() as program:
        waiting, pause = PATIENCE, threading.Event()
        while world.holdings.counts() != paid:
            waiting -= 0.05
            assert waiting > 0, world.holdings.counts()
            pause.wait(0.05)
        assert program.stop() == 0


def test_after_twenty_kills_each_code_of_a_feed_was_redeemed_for_everyone_once(
    call: Call,
    world: SignallingWorld,
    feed: FeedServer,
    store_url: str,
    game: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE", str(PER_MINUTE))
    enrol(call, 1, *MEMBERS)
    assert call("guilds", "set", "1", "--auto-redeem", "on").status == 0

    unrecorded, chance = 0, Random(20)
    asked: dict[tuple[str, Fid], int] = {}
    for number in range(KILLS):
        there = CODES[: number // 3 + 2]
        feed.lists(*there)
        killed_in_the_middle(world, chance)
        for code in there:
            left = recorded(store_url, game, world, code, MEMBERS)
            unrecorded += len(left.unrecorded)
            for fid in left.settled:
                asked.setdefault((code, fid), world.counters.of(code, fid))
    feed.lists(*CODES)
    to_the_end(world, CODES)

    counters = world.counters
    assert counters.by_answer["SUCCESS"] == len(CODES) * len(MEMBERS)
    repeats = counters.requests - counters.by_answer["SUCCESS"]
    assert repeats == counters.by_answer["RECEIVED"] <= unrecorded, "in flight or being written"
    assert all(counters.of(code, fid) == n for (code, fid), n in asked.items()), "was recorded"
    settled = [recorded(store_url, game, world, code, MEMBERS).settled for code in CODES]
    assert settled == [frozenset(MEMBERS)] * len(CODES)
