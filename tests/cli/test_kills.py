"""A run whose process is killed again and again loses nothing that was recorded."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from random import Random

import pytest

from autoredeem.domain.ids import Fid
from autoredeem.simulator import Code, Player, Reply, Rules, World
from support.command import Call, enrol
from support.recorded import recorded

pytestmark = pytest.mark.server

CODE = "ALIVE"
MEMBERS = [Fid(fid) for fid in range(1001, 1401)]
KILLS = 20
MOST_ANSWERS = 15
"""A process is killed at the latest when it got so many."""

PER_MINUTE = 2400
BETWEEN = 60 / PER_MINUTE
PATIENCE = 60.0


class DeadlyWorld(World):
    """A game that kills who asks, so many answers from now and a moment later."""

    def __init__(self) -> None:
        players = (Player(fid, 7) for fid in MEMBERS)
        super().__init__(players, [Code(CODE)], Rules(limit=60_000, player_gap=0.02))
        self._chance = Random(20)
        self._answers_left = -1
        self._victim = 0

    def condemn(self, process: int) -> None:
        """Let a process live for a few answers more."""
        self._victim = process
        self._answers_left = self._chance.randint(1, MOST_ANSWERS)

    def answer(self, form: Mapping[str, str], now: float, address: str = "") -> Reply:
        """Answer, and kill at some moment before the next request would come."""
        self._answers_left -= 1
        if not self._answers_left:
            loop, moment = asyncio.get_running_loop(), self._chance.uniform(0, BETWEEN)
            loop.call_later(moment, os.kill, self._victim, signal.SIGKILL)
        return super().answer(form, now, address)


@pytest.fixture
def world() -> DeadlyWorld:
    """Give a game of 400 players."""
    return DeadlyWorld()


def killed_in_the_middle(world: DeadlyWorld) -> None:
    """Start a run, and let it be killed."""
    before = world.counters.requests
    with subprocess.Popen(
        [sys.executable, "-m", "autoredeem", "redeem", CODE, "--guild", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ),
    ) as program:
        world.condemn(program.pid)
        assert program.wait(PATIENCE) == -signal.SIGKILL, "it ended before it could be killed"
    assert world.counters.requests > before


def test_after_twenty_kills_everyone_is_settled_and_only_what_was_in_flight_is_asked_again(
    call: Call, world: DeadlyWorld, store_url: str, game: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE", str(PER_MINUTE))
    enrol(call, 1, *MEMBERS)

    in_flight = uncounted = 0
    asked: dict[Fid, int] = {}
    for _ in range(KILLS):
        killed_in_the_middle(world)
        left = recorded(store_url, game, world, CODE, MEMBERS)
        in_flight += len(left.unrecorded)
        uncounted += len(left.settled) - left.counted
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
