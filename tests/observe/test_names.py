"""Names are looked up as the computer does it, and never hold anything up."""

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from autoredeem.observe.names import SystemResolver

FOUND = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", 0))]


class NameServers:
    """Name servers that answer when they are let to: how often, and what, they were asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answering = threading.Event()

    def look_up(self, host: str, *_: object, **_named: object) -> list[Any]:
        self.asked.append(host)
        self.answering.wait()
        return FOUND


@pytest.fixture
def servers() -> Iterator[NameServers]:
    """Make such servers, which answer in the end."""
    servers = NameServers()
    yield servers
    servers.answering.set()


async def test_an_address_comes_with_the_port_that_was_asked_for(servers: NameServers) -> None:
    servers.answering.set()
    found = await SystemResolver(servers.look_up).resolve("game.example", 443)
    assert [(one["hostname"], one["host"], one["port"]) for one in found] == [
        ("game.example", "192.0.2.7", 443)
    ]


async def test_a_name_that_is_being_looked_up_is_not_looked_up_once_more(
    servers: NameServers,
) -> None:
    names = SystemResolver(servers.look_up)
    both = asyncio.gather(names.resolve("game.example", 80), names.resolve("game.example", 443))
    other = asyncio.create_task(names.resolve("other.example"))
    await asyncio.sleep(0)
    servers.answering.set()
    assert [found[0]["port"] for found in await both] == [80, 443]
    assert await other
    assert sorted(servers.asked) == ["game.example", "other.example"]


async def test_name_servers_that_do_not_answer_are_waited_for_in_bounds(
    servers: NameServers,
) -> None:
    names = SystemResolver(servers.look_up, deadline=0.01)
    for _ in range(2):
        with pytest.raises(socket.gaierror, match="the name servers do not answer"):
            await names.resolve("game.example")
    assert servers.asked == ["game.example"]

    servers.answering.set()
    patient = SystemResolver(servers.look_up)
    assert await patient.resolve("game.example")


async def test_a_name_is_looked_up_anew_after_an_answer(servers: NameServers) -> None:
    servers.answering.set()
    names = SystemResolver(servers.look_up)
    await names.resolve("game.example")
    await names.resolve("game.example")
    assert servers.asked == ["game.example"] * 2


async def test_a_look_up_that_fails_is_an_error_of_the_system() -> None:
    def unknown(*_: object, **_named: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(OSError, match="not known"):
        await SystemResolver(unknown).resolve("nobody.example")


async def test_what_can_not_be_a_name_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="can't be a name"):
        await SystemResolver().resolve("a" * 64)


HANGING = """
import asyncio, threading
from autoredeem.observe.names import SystemResolver

async def main():
    names = SystemResolver(lambda *_, **named: threading.Event().wait(), deadline=0.01)
    try:
        await names.resolve("game.example")
    except OSError as error:
        print(error)
    {closing}

asyncio.run(main())
"""


@pytest.mark.server
@pytest.mark.parametrize("closing", ["await names.close()", "pass"])
def test_the_end_of_the_program_waits_for_no_name_server(closing: str) -> None:
    program = [sys.executable, "-c", HANGING.format(closing=closing)]
    done = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "the name servers do not answer" in done.stdout
