"""Every test runs over the nets; one in which a step was too long has a second chance.

A step takes what the machine makes of it: a processor that is shared with others, or that has
become hot, makes one longer now and then. What is too long by the program's fault is so again.
"""

import gc
from collections.abc import Iterator, Sequence

import pytest
from _pytest.runner import runtestprotocol

from support.nets import long_steps, no_blocking_calls

REPEATED = "repeated"
"""The property of a test that was run once more; its value says why."""

LONG_STEPS = pytest.StashKey[Sequence[str]]()


@pytest.fixture(autouse=True)
def nets(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which a loop was blocked, or was held for too long twice."""
    item = request.node
    if item.get_closest_marker("brings_its_own_net"):
        yield
        return
    # The collector walks over what is alive, and takes the session's tens of thousands of objects
    # for the program's: set those aside, so that no innocent test pays for them.
    gc.collect()
    gc.freeze()
    with no_blocking_calls(), long_steps() as found:
        yield
    if found and _was_repeated(item):
        pytest.fail("\n".join(found), pytrace=False)
    item.stash[LONG_STEPS] = found


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test, and once more if all that was wrong with it is that steps were too long."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    found = item.stash.get(LONG_STEPS, ())
    if found and not any(report.failed for report in reports):
        item.user_properties.append((REPEATED, "\n".join(found)))
        reports = runtestprotocol(item, log=False, nextitem=nextitem)
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that were run once more."""
    reports = [report for some in terminalreporter.stats.values() for report in some]
    why = {
        report.nodeid: value
        for report in reports
        for name, value in getattr(report, "user_properties", ())
        if name == REPEATED
    }
    if why:
        terminalreporter.section(f"run once more, as steps were too long: {len(why)}")
        for nodeid, steps in why.items():
            terminalreporter.line(f"{nodeid}\n  {steps.replace(chr(10), chr(10) + '  ')}")


def _was_repeated(item: pytest.Item) -> bool:
    return any(name == REPEATED for name, _ in item.user_properties)
