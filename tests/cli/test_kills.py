"""A run whose process is killed again and again loses nothing that was recorded."""

import json
import os
import signal
import subprocess
import sys
from random import Random

import pytest

from autoredeem.domain.ids import Fid
from autoredeem.simulator import Code, Player, Rules
from support.command import Call, enrol
from support.recorded import recorded
from support.signalling_world import SignallingWorld

pytestmark = pytest.mark.server

CODE = "ALIVE"
MEMBERS = [Fid(fid) for fid in range(1001, 1401)]
KILLS = 20
MOST_ANSWERS = 15
"""A process is killed at the latest when it got so many."""

PER_MINUTE = 2400
BETWEEN = 60 / PER_MINUTE
PATIENCE = 60.0


@pytest.fixture
def world() -> SignallingWorld:
    """Give a game of 400 players."""
    players = (Player(fid, 7) for fid in MEMBERS)
    return SignallingWorld(players, [Code(CODE)], Rules(limit=60_000, player_gap=0.02))


def killed_in_the_middle(world: SignallingWorld, chance: Random) -> None:
    """Start a run, and let it be killed after some answers, before the next request would come."""
    before = world.counters.requests
    with subprocess.Popen(
        [sys.executable, "-m", "autoredeem", "redeem", CODE, "--guild", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ),
    ) as program:
        answers, later = chance.randint(1, MOST_ANSWERS), chance.uniform(0, BETWEEN)
        world.signal(program.pid, signal.SIGKILL, after=answers, later=later)
        assert program.wait(PATIENCE) == -signal.SIGKILL, "it ended before it could be killed"
    assert world.counters.requests > before


def test_after_twenty_kills_everyone_is_settled_and_only_what_was_in_flight_is_asked_again(
    call: Call, world: SignallingWorld, store_url: str, game: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE", str(PER_MINUTE))
    enrol(call, 1, *MEMBERS)

    in_flight, chance = 0, Random(20)
    asked: dict[Fid, int] = {}
    for _ in range(KILLS):
        killed_in_the_middle(world, chance)
        left = recorded(store_url, game, world, CODE, MEMBERS)
        in_flight += len(left.unrecorded)
        for fid in left.settled:
            asked.setdefault(fid, world.counters.of(CODE, fid))
    said = call("redeem", CODE, "--guild", "1", "--json")

    summary, counters = json.loads(said.out), world.counters
    assert said.status == 0
    assert summary["settled_before"] + summary["redeemed"] + summary["already"] == len(MEMBERS)
    # It is the same run from the first process to the last.
    assert summary["settled_before"] == 0
    assert counters.by_answer["SUCCESS"] == len(MEMBERS)
    repeats = counters.requests - len(MEMBERS)
    assert repeats == counters.by_answer["RECEIVED"] <= in_flight, "in flight or being written"
    assert all(counters.of(CODE, fid) == times for fid, times in asked.items()), "was recorded"
    assert call("redeem", CODE, "--guild", "1", "--json").status == 0
    assert counters.requests == len(MEMBERS) + repeats
