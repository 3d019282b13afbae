"""What keeps a machine busy for `make test-busy` ends with it, and what it runs is there."""

import subprocess
import sys
from pathlib import Path

import pytest

from support.busy import ROOT, SENSITIVE, busy

STARTS_AND_WAITS = """
from support.busy import busy
with busy(2) as loops:
    print(*(loop.pid for loop in loops), flush=True)
    input()
"""
PATIENCE = 60.0


@pytest.mark.parametrize("path", SENSITIVE)
def test_what_is_run_again_and_again_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.server
def test_busy_loops_end_with_what_they_are_for() -> None:
    with pytest.raises(KeyError), busy(2) as loops:
        assert all(loop.poll() is None for loop in loops)
        raise KeyError
    assert all(loop.returncode is not None for loop in loops)


@pytest.mark.server
def test_busy_loops_end_even_when_whoever_started_them_is_killed() -> None:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", STARTS_AND_WAITS]
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, text=True, cwd=Path(__file__).parents[1]
    ) as started:
        assert started.stdout
        assert len(started.stdout.readline().split()) == 2
        started.kill()
        # The loops have its standard output as well: it ends when they have.
        started.communicate(timeout=PATIENCE)
