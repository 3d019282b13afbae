"""A process that is killed in the middle of a run loses nothing that was recorded."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autoredeem.simulator import World
from autoredeem.simulator.codes import Player
from support.command import Call

MEMBERS = range(1001, 1041)
KILLS = 3


def killed_after(lines: int) -> None:
    """Start a run, and kill it when it has told of its progress so often."""
    with subprocess.Popen(
        [sys.executable, "-m", "autoredeem", "redeem", "ALIVE", "--guild", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
        text=True,
    ) as program:
        assert program.stderr
        while lines:
            line = program.stderr.readline()
            assert line, "it ended before it could be killed"
            lines -= " redeemed " in line
        program.kill()


@pytest.mark.usefixtures("store_url", "game")
def test_after_kills_everyone_is_settled_and_only_what_was_in_flight_is_asked_again(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.players.update({fid: Player(fid, 7) for fid in MEMBERS})
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE", "1200")
    lines = "".join(f"{fid},7\n" for fid in MEMBERS)
    Path("members.csv").write_text(f"fid,state\n{lines}", encoding="utf-8")
    assert call("members", "import", "members.csv", "--guild", "1").status == 0

    for kill in range(KILLS):
        killed_after(3 + kill)
    said = call("redeem", "ALIVE", "--guild", "1", "--json")

    summary = json.loads(said.out)
    assert said.status == 0
    assert summary["settled_before"] + summary["redeemed"] + summary["already"] == len(MEMBERS)
    assert summary["settled_before"] >= 12, "what was recorded before a kill is known after it"
    assert world.counters.by_answer["SUCCESS"] == len(MEMBERS)
    # One in flight or being written at each kill: its answer is "already", and nobody else's.
    assert world.counters.requests - len(MEMBERS) <= 2 * KILLS
    assert call("redeem", "ALIVE", "--guild", "1", "--json").status == 0
    assert world.counters.by_answer["SUCCESS"] == len(MEMBERS)
