"""Two processes on one store and one address: one sends, the other watches and takes over."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from math import ceil
from typing import Any

import pytest

from autoredeem.domain.ids import Fid
from autoredeem.game.pacer import LATENESS
from autoredeem.simulator import Code, Player, Rules, World
from support.command import Call, enrol
from support.recorded import recorded, wanted_again
from support.signalling_world import SignallingWorld

pytestmark = pytest.mark.server

MEMBERS = [Fid(fid) for fid in range(1001, 1061)]
PATIENCE = 60.0

PER_MINUTE = 2400
MOST_A_SECOND = ceil(PER_MINUTE / 60 * (1 + LATENESS * 60)) + 1
"""Requests that leave in a second of the sender's clock, those with it that were late in the one
before and are caught up; two senders would send twice as many as there are slots."""

Summary = dict[str, Any]


@pytest.fixture
def world() -> SignallingWorld:
    """Return a game that never refuses: whether a budget is kept is seen by when it was sent."""
    players = (Player(fid, 7) for fid in MEMBERS)
    rules = Rules(limit=60_000, player_gap=0)
    return SignallingWorld(players, [Code("ALIVE"), Code("SECOND")], rules)


@pytest.fixture(autouse=True)
def alliance(store_url: str, game: str, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Enrol sixty members."""
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE", str(PER_MINUTE))
    enrol(call, 1, *MEMBERS)


@contextmanager
def redeeming(code: str) -> Iterator[subprocess.Popen[str]]:
    """Run `autoredeem redeem` in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "autoredeem", "redeem", code, "--guild", "1", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
        text=True,
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def ended(program: subprocess.Popen[str]) -> Summary:
    """Wait for the end of a program that does well; gives its summary.

    But for what depends on the machine, and on who looked when: how long it took, and how often
    the store was asked.
    """
    out, err = program.communicate(timeout=PATIENCE)
    assert program.returncode == 0, err
    summary: Summary = json.loads(out)
    return {
        name: said for name, said in summary.items() if name not in {"seconds", "check_queries"}
    }


def wanted_meanwhile(program: subprocess.Popen[str], store_url: str) -> None:
    """Wait until a program has asked for the run that another one works on, which stands still."""
    deadline = time.monotonic() + PATIENCE
    while not wanted_again(store_url, "ALIVE"):
        assert program.poll() is None, "it ended"
        assert time.monotonic() < deadline, "it never asks"
        time.sleep(0.05)


def frozen_after(
    program: subprocess.Popen[str], answers: int, world: SignallingWorld, store_url: str
) -> None:
    """Let a program stand still after so many answers, when it doesn't keep a file locked."""
    world.signal(program.pid, signal.SIGSTOP, after=answers)
    stands_still(program)
    while store_url.startswith("sqlite:") and locked(store_url.removeprefix("sqlite:///")):
        program.send_signal(signal.SIGCONT)
        time.sleep(0.01)
        program.send_signal(signal.SIGSTOP)
        stands_still(program)


def stands_still(program: subprocess.Popen[str]) -> None:
    """Wait until a program is stopped."""
    found = os.waitid(os.P_PID, program.pid, os.WSTOPPED | os.WEXITED)
    assert found
    assert found.si_code == os.CLD_STOPPED, "it ended"


def locked(file: str) -> bool:
    """Whether somebody is writing to an SQLite file."""
    with closing(sqlite3.connect(file, timeout=0)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.rollback()
    return False


def repeated(world: World, code: str) -> set[Fid]:
    """Give who was asked for more than once."""
    return {fid for fid in MEMBERS if world.counters.of(code, fid) > 1}


def asked(world: World, code: str) -> list[int]:
    """Give for each member how often the code was asked for."""
    return [world.counters.of(code, fid) for fid in MEMBERS]


def test_two_codes_started_at_once_stay_within_one_budget(world: SignallingWorld) -> None:
    with redeeming("ALIVE") as one, redeeming("SECOND") as two:
        summaries = ended(one), ended(two)
    assert [summary["redeemed"] for summary in summaries] == [60, 60]
    assert asked(world, "ALIVE") == asked(world, "SECOND") == [1] * 60
    assert max(world.sent_in.values()) <= MOST_A_SECOND


def test_the_same_code_started_twice_asks_each_member_once(
    world: SignallingWorld, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_STORE__LEASE", "600")
    with redeeming("ALIVE") as one:
        # Neither is to be over before the other has begun.
        frozen_after(one, 5, world, store_url)
        with redeeming("ALIVE") as two:
            wanted_meanwhile(two, store_url)
            one.send_signal(signal.SIGCONT)
            first, second = ended(one), ended(two)
    assert first == second
    assert (first["redeemed"], first["requests"]) == (60, 60)
    assert asked(world, "ALIVE") == [1] * 60


def test_a_killed_process_is_followed_by_the_one_that_watched(
    world: SignallingWorld, store_url: str, game: str
) -> None:
    with redeeming("ALIVE") as one:
        frozen_after(one, 5, world, store_url)
        in_flight = recorded(store_url, game, world, "ALIVE", MEMBERS).unrecorded
        with redeeming("ALIVE") as two:
            wanted_meanwhile(two, store_url)
            one.kill()
            one.wait()
            summary = ended(two)
    assert summary["settled_before"] + summary["redeemed"] + summary["already"] == 60
    assert repeated(world, "ALIVE") <= in_flight
    assert max(asked(world, "ALIVE")) <= 2
    assert max(world.sent_in.values()) <= MOST_A_SECOND


def test_a_frozen_holder_that_comes_back_sends_nothing_on_its_old_lease(
    world: SignallingWorld, store_url: str, game: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_STORE__LEASE", "3")
    with redeeming("ALIVE") as one:
        frozen_after(one, 5, world, store_url)
        in_flight = recorded(store_url, game, world, "ALIVE", MEMBERS).unrecorded
        world.signal(one.pid, signal.SIGCONT, after=10)
        with redeeming("ALIVE") as two:
            first, second = ended(one), ended(two)
    assert first == second
    assert second["settled_before"] + second["redeemed"] + second["already"] == 60
    leaving = repeated(world, "ALIVE") - in_flight
    assert len(leaving) <= 1, "but for one that was just leaving, only what was in flight"
    assert max(asked(world, "ALIVE")) <= 2
    assert max(world.sent_in.values()) <= MOST_A_SECOND
