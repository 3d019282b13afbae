"""A test in which a step was too long is run once more, and fails if it happens again."""

from pathlib import Path

import pytest

pytest_plugins = ("pytester",)

pytestmark = [pytest.mark.brings_its_own_net, pytest.mark.server]

TESTS = Path(__file__).parents[1]

LONG = """
import asyncio, pathlib, time
from support.nets import limits

def runs_so_far():
    runs = pathlib.Path("runs")
    runs.write_text((runs.read_text() if runs.exists() else "") + "x")
    return len(runs.read_text())

async def compute(share):
    end = time.thread_time() + share * limits().step
    while time.thread_time() < end:
        pass
"""


def outcome(pytester: pytest.Pytester, body: str) -> pytest.RunResult:
    """Run a test over the nets, in a session of its own."""
    pytester.makepyfile(f"{LONG}\ndef test_it():\n    {body}")
    return pytester.runpytest_subprocess("-p", "support.net_plugin", "-p", "no:cacheprovider")


@pytest.fixture(autouse=True)
def support_at_hand(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let such a session find the suite's support."""
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    pytester.makeini("[pytest]\nmarkers = brings_its_own_net: as in the suite")


def test_a_step_that_was_too_long_once_fails_no_test_but_is_told_of(
    pytester: pytest.Pytester,
) -> None:
    result = outcome(pytester, "asyncio.run(compute(1.2 if runs_so_far() == 1 else 0))")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        ["*run once more*: 1*", "*::test_it", "*ms of CPU in one step of *compute*"]
    )


def test_a_step_that_is_too_long_twice_fails_its_test(pytester: pytest.Pytester) -> None:
    result = outcome(pytester, "runs_so_far(); asyncio.run(compute(1.2))")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*ms of CPU in one step of *compute*"])
    assert Path("runs").read_text() == "xx"


def test_a_test_that_fails_by_itself_is_not_run_once_more(pytester: pytest.Pytester) -> None:
    result = outcome(pytester, "runs_so_far(); asyncio.run(compute(1.2)); assert False")
    result.assert_outcomes(failed=1)
    assert Path("runs").read_text() == "x"
