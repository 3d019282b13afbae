"""The commands run without what Windows lacks, and end as they do elsewhere."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from autoredeem.cli.common import INTERRUPTED, STOPPING
from autoredeem.simulator import Code, Fault, FaultKind, Player, Rules, World
from support.command import Call, enrol
from support.program import running
from support.signalling_world import SignallingWorld

pytestmark = pytest.mark.server

ON_WINDOWS = ("-m", "support.windows_limits")
BREAK = signal.SIGUSR1
"""Stands for Windows' Ctrl+Break."""

PATIENCE = 60.0
AT_ONCE = 15.0
"""Less than the seconds for which an answer of the game is waited for."""

RULES = Rules(limit=60_000, player_gap=0.02)
NAME = "اتحاد ✅"


@pytest.fixture
def world() -> SignallingWorld:
    """Five players in state 7, and a code."""
    return SignallingWorld([Player(fid, 7) for fid in range(101, 106)], [Code("ALIVE")], RULES)


def started(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *ON_WINDOWS, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        encoding="utf-8",
    )


def test_the_demo_runs() -> None:
    with started("demo") as demo:
        out, err = demo.communicate(timeout=PATIENCE)

    assert demo.returncode == 0, err
    assert "88  members, of whom" in out


@pytest.mark.usefixtures("sqlite_file", "game")
def test_a_code_is_redeemed(call: Call) -> None:
    enrol(call, 1, 101, 102)
    with started("redeem", "ALIVE", "--guild", "1") as redeem:
        out, err = redeem.communicate(timeout=PATIENCE)

    assert redeem.returncode == 0, err
    assert "2  redeemed" in out


@pytest.mark.usefixtures("sqlite_file", "game")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, BREAK])
def test_a_signal_stops_a_run_with_the_rest_kept(
    call: Call, world: World, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE", "60")
    enrol(call, 1, 101, 102, 103, 104, 105)
    with started("redeem", "ALIVE", "--guild", "1", "--json") as redeem:
        assert redeem.stderr
        while "1/5" not in redeem.stderr.readline():
            assert redeem.poll() is None
        redeem.send_signal(number)
        _, err = redeem.communicate(timeout=PATIENCE)

    assert redeem.returncode == 1, err
    assert STOPPING in err
    assert world.counters.requests < 5


@pytest.mark.usefixtures("sqlite_file", "game")
@pytest.mark.parametrize("number", [signal.SIGINT, BREAK])
def test_a_second_signal_ends_a_run_at_once(
    call: Call, world: SignallingWorld, number: signal.Signals
) -> None:
    world.script(Fault(FaultKind.HANG))
    enrol(call, 1, 101)
    with started("redeem", "ALIVE", "--guild", "1") as redeem:
        world.signal(redeem.pid, number, after=1)
        assert redeem.stderr
        while STOPPING not in redeem.stderr.readline():
            assert redeem.poll() is None
        redeem.send_signal(number)
        _, err = redeem.communicate(timeout=AT_ONCE)

    assert redeem.returncode == INTERRUPTED, err
    assert "Traceback" not in err


@pytest.mark.usefixtures("sqlite_file")
def test_every_name_can_be_written(call: Call) -> None:
    assert call("alliances", "add", NAME, "--guild", "1").status == 0
    with started("alliances", "remove", NAME, "--guild", "1") as remove:
        out, err = remove.communicate(timeout=PATIENCE)

    assert remove.returncode == 0, err
    assert out == f"alliance {NAME!r} removed\n"


@pytest.mark.usefixtures("sqlite_file", "game")
def test_the_program_serves_until_it_is_asked_to_end() -> None:
    with running(*ON_WINDOWS, "run") as program:
        program.line_with("is at work")
        program.becomes_ready()
        program.process.send_signal(BREAK)
        assert program.ended() == 0


def test_the_simulator_serves_until_it_is_asked_to_end() -> None:
    with started("simulate", "--port", "0") as simulator:
        assert simulator.stdout
        guide = simulator.stdout.readline()
        simulator.send_signal(BREAK)
        _, err = simulator.communicate(timeout=PATIENCE)

    assert guide
    assert simulator.returncode == 0, err
