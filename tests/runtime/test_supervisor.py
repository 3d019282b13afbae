"""What a service manager is told, on a socket as systemd has it."""

import asyncio
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from autoredeem.runtime.health import Health, Part
from autoredeem.runtime.supervisor import supervised
from support.service_manager import Manager, service_manager

# Datagrams are waited for where no loop runs, or where a loop is held on purpose.
pytestmark = [
    pytest.mark.brings_its_own_net,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux has both kinds of sockets"),
]

QUICK = "3000"
"""Microseconds in which a beat is awaited, for a test."""


@pytest.fixture
def manager() -> Iterator[Manager]:
    with service_manager() as manager:
        yield manager


def _well() -> str:
    return "at work"


@pytest.mark.parametrize("abstract", [False, True], ids=["path", "abstract"])
def test_it_is_told_when_the_program_is_ready_and_when_it_stops(abstract: bool) -> None:  # noqa: FBT001
    async def main() -> None:
        await supervisor.ready(_well)
        await supervisor.stopping()

    with service_manager(abstract=abstract) as manager:
        with supervised(manager.environment()) as supervisor:
            asyncio.run(main())
        assert manager.hears() == ["READY=1", "STATUS=at work"]
        assert manager.hears() == ["STOPPING=1", "STATUS=stopping: what is in flight finishes"]


def test_a_loop_that_moves_beats_and_one_that_is_held_does_not(manager: Manager) -> None:
    async def main() -> None:
        async with supervisor.watching():
            await asyncio.to_thread(manager.hears_line, "WATCHDOG=1")
            _drain(manager)
            # From here to the end the loop is held, for many times a beat.
            with pytest.raises(TimeoutError):
                manager.hears()

    with supervised(manager.environment(WATCHDOG_USEC=QUICK)) as supervisor:
        asyncio.run(main())


def _drain(manager: Manager) -> None:
    """Take what has come so far; from now on little is waited for."""
    manager.socket.settimeout(0)
    with suppress(BlockingIOError):
        while True:
            manager.hears()
    manager.socket.settimeout(0.05)


def test_it_is_told_how_the_program_is_when_that_changes(manager: Manager) -> None:
    health, store = Health(), [Part(ok=True)]
    health.add("store of wos", lambda: store[0])
    health.add("feed news", lambda: Part(ok=False, why="HTTP 500", needed=False))

    async def main() -> None:
        async with supervisor.watching():
            await supervisor.ready(health.status)
            await asyncio.to_thread(manager.hears_line, "STATUS=at work, but: feed news: HTTP 500")
            store[0] = Part(ok=False, why="no answer\nfor 12 s")
            trouble = "STATUS=not ready: store of wos: no answer for 12 s; feed news: HTTP 500"
            await asyncio.to_thread(manager.hears_line, trouble)

    with supervised(manager.environment(WATCHDOG_USEC=QUICK)) as supervisor:
        asyncio.run(main())


def test_a_check_that_breaks_stops_no_beat(manager: Manager) -> None:
    def broken() -> str:
        raise ZeroDivisionError

    async def main() -> None:
        async with supervisor.watching():
            await supervisor.ready(broken)
            await asyncio.to_thread(manager.hears_line, "WATCHDOG=1")
            await asyncio.to_thread(manager.hears_line, "WATCHDOG=1")

    with supervised(manager.environment(WATCHDOG_USEC=QUICK)) as supervisor:
        asyncio.run(main())


@pytest.mark.parametrize(
    "watchdog",
    [{}, {"WATCHDOG_USEC": QUICK, "WATCHDOG_PID": "1"}, {"WATCHDOG_USEC": "soon"}],
    ids=["none", "another process", "no number"],
)
def test_no_beat_is_sent_that_nobody_awaits(manager: Manager, watchdog: Mapping[str, str]) -> None:
    with supervised(manager.environment(**watchdog)) as supervisor:
        assert supervisor.pause is None


def test_a_beat_is_sent_three_times_in_the_time_that_is_allowed(manager: Manager) -> None:
    of_this_process = {"WATCHDOG_USEC": "60000000", "WATCHDOG_PID": str(os.getpid())}
    with supervised(manager.environment(**of_this_process)) as supervisor:
        assert supervisor.pause == 20.0


@pytest.mark.parametrize("name", ["", "/nowhere/notify", "vsock:2:1", "@nobody-listens-here"])
def test_without_a_manager_that_listens_nothing_is_told_and_nothing_fails(name: str) -> None:
    async def main() -> None:
        async with supervisor.watching():
            await supervisor.ready(_well)
            await supervisor.stopping()

    with supervised({"NOTIFY_SOCKET": name, "WATCHDOG_USEC": QUICK}) as supervisor:
        asyncio.run(main())


def test_a_manager_that_takes_nothing_or_is_gone_keeps_the_program_from_nothing(
    manager: Manager, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autoredeem.runtime.supervisor.PATIENCE", 0.02)

    async def until_it_takes_nothing() -> None:
        while not logs:
            await supervisor.ready(_well)

    async def main() -> None:
        await until_it_takes_nothing()
        manager.socket.close()
        await supervisor.stopping()

    with supervised(manager.environment()) as supervisor, capture_logs() as logs:
        asyncio.run(main())

    said = [(line["event"], line["why"]) for line in logs]
    full, gone = "no room for 0.02 s", "Connection refused"
    assert said == [("The service manager can't be told", why) for why in (full, gone)]
