"""A run whose process is killed again and again loses nothing that was recorded."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from autoredeem.simulator import World
from autoredeem.simulator.codes import Player
from support.command import Call

MEMBERS = range(1001, 1401)
KILLS = 20
MOST_ANSWERS = 25
"""A process is killed at the latest when it got so many."""

PER_MINUTE = 2400


def killed_after(answers: int, world: World) -> int:
    """Start a run, and kill it when the game has answered so often more; gives how often then."""
    enough = world.counters.requests + answers
    with subprocess.Popen(
        [sys.executable, "-m", "autoredeem", "redeem", "ALIVE", "--guild", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ),
    ) as program:
        while world.counters.requests < enough:
            assert program.poll() is None, "it ended before it could be killed"
            time.sleep(0.001)
        program.kill()
    return world.counters.requests


@pytest.mark.usefixtures("store_url", "game")
def test_after_twenty_kills_everyone_is_settled_and_only_what_was_in_flight_is_asked_again(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.players.update({fid: Player(fid, 7) for fid in MEMBERS})
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE", str(PER_MINUTE))
    lines = "".join(f"{fid},7\n" for fid in MEMBERS)
    Path("members.csv").write_text(f"fid,state\n{lines}", encoding="utf-8")
    assert call("members", "import", "members.csv", "--guild", "1").status == 0

    chance = Random(20)
    kills = [killed_after(chance.randint(1, MOST_ANSWERS), world) for _ in range(KILLS)]
    said = call("redeem", "ALIVE", "--guild", "1", "--json")

    summary, counters = json.loads(said.out), world.counters
    assert said.status == 0
    assert sum(0 < answers < counters.requests for answers in kills) == KILLS
    assert summary["settled_before"] + summary["redeemed"] + summary["already"] == len(MEMBERS)
    # It is the same run from the first process to the last.
    assert summary["settled_before"] == 0
    assert counters.by_answer["SUCCESS"] == len(MEMBERS)
    repeats = counters.requests - len(MEMBERS)
    assert repeats == counters.by_answer["RECEIVED"] <= 2 * KILLS, "in flight or being written"
    assert call("redeem", "ALIVE", "--guild", "1", "--json").status == 0
    assert counters.requests == len(MEMBERS) + repeats
