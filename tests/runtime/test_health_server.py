"""What is told of the program over HTTP: from memory, by threads, even while the loop is held."""

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from autoredeem.domain.errors import OutsideError
from autoredeem.runtime.health import BADLY_LATE, HOPELESS, Part
from autoredeem.runtime.health_server import health_served
from autoredeem.runtime.instrumentation import Instruments

# A loop is held here on purpose, and answers are waited for where no loop runs.
pytestmark = pytest.mark.brings_its_own_net


@pytest.fixture
def instruments() -> Instruments:
    return Instruments()


@pytest.fixture
def url(instruments: Instruments) -> Iterator[str]:
    registry = instruments.metrics.registry
    with health_served("127.0.0.1", 0, instruments.health, registry) as url:
        yield url


def _get(url: str, path: str, method: str = "GET") -> tuple[int, str]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request(method, path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_it_is_not_ready_before_there_is_a_loop(url: str) -> None:
    status, text = _get(url, "/readyz")
    assert (status, json.loads(text)["ready"]) == (503, False)
    assert _get(url, "/healthz") == (200, "alive\n")


def test_a_header_of_ten_megabytes_keeps_nobody_else_from_an_answer(url: str) -> None:
    place = urlsplit(url)
    caller = socket.create_connection((place.hostname or "", place.port or 0), timeout=30)
    with caller, suppress(OSError):
        # It is refused in the middle.
        caller.sendall(b"GET /healthz HTTP/1.1\r\nX: " + b"y" * 10_000_000)
    assert _get(url, "/healthz") == (200, "alive\n")


def test_it_is_ready_while_all_of_it_is_well(instruments: Instruments, url: str) -> None:
    async def main() -> tuple[int, str]:
        with instruments.watching_the_loop():
            return await asyncio.to_thread(_get, url, "/readyz")

    instruments.watch_store("wos")
    status, text = asyncio.run(main())
    said = json.loads(text)
    assert (status, said["ready"]) == (200, True)
    details = {"waited_for": 0.0}
    assert said["store of wos"] == {"ok": True, "why": "", "details": details, "needed": True}
    assert said["loop"]["details"].keys() == {"lag", "worst_in_10_s"}


def test_it_is_not_ready_when_one_part_is_not_well(instruments: Instruments, url: str) -> None:
    async def main() -> tuple[int, str]:
        with instruments.watching_the_loop():
            return await asyncio.to_thread(_get, url, "/readyz")

    instruments.health.add("gateway", lambda: Part(ok=False, why="reconnecting"))
    status, text = asyncio.run(main())
    said = json.loads(text)
    assert (status, said["ready"], said["gateway"]["why"]) == (503, False, "reconnecting")
    assert said["loop"]["ok"]


def test_a_held_loop_is_told_while_it_is_held(
    instruments: Instruments, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autoredeem.runtime.health.BADLY_LATE", 0.05)
    said: list[tuple[int, str]] = []

    def ask_until_it_is_told() -> None:
        while not said or said[-1][0] != 503:
            said.append(_get(url, "/readyz"))

    async def main() -> None:
        with instruments.watching_the_loop():
            asking = threading.Thread(target=ask_until_it_is_told)
            asking.start()
            asking.join(30)  # holds the loop

    asyncio.run(main())
    loop = json.loads(said[-1][1])["loop"]
    assert not loop["ok"]
    assert loop["why"].startswith("the loop has not moved for ")
    assert loop["details"]["lag"] >= 0.05


def test_a_loop_that_never_moves_again_is_not_alive(
    instruments: Instruments, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert HOPELESS > BADLY_LATE
    monkeypatch.setattr("autoredeem.runtime.health.HOPELESS", -1.0)

    async def main() -> tuple[int, str]:
        with instruments.watching_the_loop():
            return await asyncio.to_thread(_get, url, "/healthz")

    assert asyncio.run(main()) == (503, "the loop does not move any more\n")


def test_metrics_are_served_as_prometheus_reads_them(instruments: Instruments, url: str) -> None:
    instruments.metrics.loop_lag.observe(0.002)
    status, text = _get(url, "/metrics")
    assert status == 200
    assert "autoredeem_loop_lag_seconds_count 1.0" in text.splitlines()
    assert "autoredeem_ready 0.0" in text.splitlines()


def test_other_pages_are_not_there_and_the_first_one_names_those_that_are(url: str) -> None:
    assert _get(url, "/")[1].split() == ["/metrics", "/healthz", "/readyz"]
    assert _get(url, "/etc/passwd")[0] == 404


def test_a_part_that_breaks_is_a_line_in_the_log_and_no_end(
    instruments: Instruments, url: str
) -> None:
    def broken() -> Part:
        raise ZeroDivisionError

    instruments.health.add("broken", broken)
    assert _get(url, "/readyz") == (500, "see the log\n")
    instruments.health.add("broken", lambda: Part(ok=True))
    assert _get(url, "/readyz")[0] == 503


def test_whoever_connects_and_says_nothing_keeps_nobody_waiting(url: str) -> None:
    host, port = urlsplit(url).hostname, urlsplit(url).port
    with socket.create_connection((host, port)):
        assert _get(url, "/healthz")[0] == 200


def test_an_address_that_is_taken_is_said_in_a_line(instruments: Instruments, url: str) -> None:
    port = urlsplit(url).port or 0
    with (
        pytest.raises(OutsideError, match=f"can't listen on 127.0.0.1 port {port}: Address"),
        health_served("127.0.0.1", port, instruments.health, instruments.metrics.registry),
    ):
        pass
