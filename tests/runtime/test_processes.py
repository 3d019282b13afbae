"""Which process this is, and whether another one runs."""

import os
import subprocess
import sys

import pytest

from autoredeem.runtime.processes import has_ended, process_name

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is known")


def name_of(number: int) -> str:
    """Name a process of this machine by its number."""
    place, numbering, mark = process_name().split(" ")
    return f"{number}@{place.partition('@')[2]} {numbering} {mark}"


def test_a_process_has_another_name_each_time_it_is_asked_for_one() -> None:
    assert len({process_name() for _ in range(10)}) == 10


def test_a_process_that_runs_has_not_ended() -> None:
    assert not has_ended(process_name())
    assert not has_ended(name_of(os.getppid()))
    assert not has_ended(name_of(1)), "though it may be another user's"


@pytest.mark.server
def test_a_killed_process_has_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as program:
        assert not has_ended(name_of(program.pid))
        program.kill()
    assert has_ended(name_of(program.pid))


def test_of_another_machine_or_container_nothing_is_known() -> None:
    gone = 2**22
    assert has_ended(name_of(gone)), "no process has such a number"
    assert not has_ended(f"{gone}@host 0123abcd-1 mark")
    for odd in ("", "host", "x@host y z", name_of(gone) + " more", "-1@host a b"):
        assert not has_ended(odd)
