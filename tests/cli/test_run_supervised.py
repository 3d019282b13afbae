"""`autoredeem run` under a service manager: what that is told, from the start to the end."""

import sys

import pytest

from support.program import running
from support.service_manager import service_manager

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets"),
]


@pytest.mark.usefixtures("game", "sqlite_file")
def test_it_says_when_it_is_at_work_that_it_moves_and_when_it_stops(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with service_manager() as manager:
        for name, value in manager.environment(WATCHDOG_USEC="3000000").items():
            monkeypatch.setenv(name, value)
        with running() as program:
            manager.hears_line("READY=1")
            manager.hears_line("WATCHDOG=1")
            assert program.stop() == 0
            manager.hears_line("STOPPING=1")
    assert not any("service manager" in line["event"] for line in program.lines)
