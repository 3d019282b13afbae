import asyncio
import gzip
import json
import shutil
import socket
import ssl
import subprocess
import tracemalloc
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qs

import pytest

from autoredeem import __version__
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.game.client import GameClient, open_game
from autoredeem.game.protocol import Answer
from autoredeem.observe.clock import SystemClock
from support.odd_servers import (
    Behave,
    OddServer,
    hanging_up_after,
    never,
    odd_server,
    repeating,
    reply,
    saying,
)

SALT = "hush"
SUCCESS = reply(json.dumps({"msg": "SUCCESS", "err_code": 20000}).encode())
SOON = 0.2
"""A deadline that is meant to be missed."""


class NewYear(SystemClock):
    """A clock that stands still where the signature was computed."""

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)


def nobody() -> None:
    pass


async def ask(game: GameClient, sent: Callable[[], None] = nobody) -> Answer:
    return await game.redeem("GIFT2026", Fid(123456789), State(245), sent=sent)


async def ask_once(url: str, sent: Callable[[], None] = nobody, deadline: float = 20.0) -> Answer:
    async with open_game(url, SALT, NewYear(), deadline=deadline) as game:
        return await ask(game, sent)


@asynccontextmanager
async def a_game(behave: Behave) -> AsyncIterator[tuple[OddServer, GameClient]]:
    async with odd_server(behave) as server, open_game(server.url, SALT, NewYear()) as game:
        yield server, game


def unused_url() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/api"


async def test_a_request_is_signed_and_says_who_it_is() -> None:
    async with odd_server(saying(SUCCESS)) as server:
        answer = await ask_once(server.url + "/")

    assert answer == Answer(Outcome.REDEEMED, "SUCCESS")
    [head], [body] = server.heads, server.bodies
    assert head.startswith("POST /api/gift_code HTTP/1.1\r\n")
    assert f"\r\nUser-Agent: autoredeem/{__version__} (unofficial)\r\n" in head
    assert "\r\nContent-Type: application/x-www-form-urlencoded\r\n" in head
    assert parse_qs(body, strict_parsing=True) == {
        "fid": ["123456789"],
        "cdk": ["GIFT2026"],
        "kid": ["245"],
        "time": ["1767225600"],
        "sign": ["6496dcf32d7ed12f0981a0a1537c7fca"],
    }


async def test_a_request_says_from_which_page_it_comes_where_that_is_set() -> None:
    page = {"Origin": "https://gifts.example", "Referer": "https://gifts.example/"}
    async with (
        odd_server(saying(SUCCESS)) as server,
        open_game(server.url, SALT, NewYear(), page=page) as game,
    ):
        await ask(game)
        await game.config()
    for head in server.heads:
        assert "\r\nOrigin: https://gifts.example\r\n" in head
        assert "\r\nReferer: https://gifts.example/\r\n" in head
        assert f"\r\nUser-Agent: autoredeem/{__version__} (unofficial)\r\n" in head


async def test_what_concerns_no_player_is_asked_with_the_time_and_the_signature_alone() -> None:
    async with a_game(saying(reply(b'{"code": 0, "msg": "success"}'))) as (server, game):
        assert (await game.config()).outcome is Outcome.REDEEMED
    [head], [body] = server.heads, server.bodies
    assert head.startswith("POST /api/gift_code_config HTTP/1.1\r\n")
    assert parse_qs(body, strict_parsing=True).keys() == {"time", "sign"}


async def test_a_refusal_at_the_door_is_one_even_if_its_page_never_comes() -> None:
    start = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 100\r\n\r\n<"
    async with odd_server(hanging_up_after(start)) as server:
        answer = await ask_once(server.url)
    assert answer == Answer(Outcome.REFUSED_AT_THE_DOOR, "HTTP 403: an empty answer")


async def test_requests_share_a_connection_and_keep_no_cookie() -> None:
    with_cookie = reply(b"{}", "200 OK", "Set-Cookie: session=1; Path=/")
    async with a_game(saying(with_cookie)) as (server, game):
        for _ in range(3):
            await ask(game)

    assert server.connections == 1
    assert len(server.heads) == 3
    assert not any("cookie" in head.lower() for head in server.heads)


async def test_a_request_is_sent_when_it_has_left_and_before_it_is_answered() -> None:
    may_answer, has_left = asyncio.Event(), asyncio.Event()
    calls: list[None] = []

    def sent() -> None:
        calls.append(None)
        has_left.set()

    async def behave(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await may_answer.wait()
        writer.write(SUCCESS)

    async with a_game(behave) as (_, game):
        asked = asyncio.create_task(ask(game, sent))
        await has_left.wait()
        assert not asked.done()
        may_answer.set()
        assert (await asked).outcome is Outcome.REDEEMED
    assert len(calls) == 1


async def test_a_request_that_finds_nobody_was_never_sent() -> None:
    calls: list[None] = []

    answer = await ask_once(unused_url(), lambda: calls.append(None))

    assert answer == Answer(Outcome.UNREACHABLE, "no connection: Connection refused")
    assert not calls


async def test_what_is_raised_at_the_moment_of_sending_keeps_the_request_from_leaving() -> None:
    class TooLate(Exception):
        pass

    def too_late() -> None:
        raise TooLate

    async with a_game(saying(SUCCESS)) as (server, game):
        with pytest.raises(TooLate):
            await ask(game, too_late)
        assert (await ask(game)).outcome is Outcome.REDEEMED
    assert len(server.heads) == 1


async def test_a_request_is_sent_once_even_if_the_connection_breaks() -> None:
    calls: list[None] = []
    async with a_game(hanging_up_after(b"")) as (server, game):
        for _ in range(2):
            await ask(game, lambda: calls.append(None))
    assert len(calls) == len(server.heads) == 2


HTTP = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HTTP + b"Transfer-Encoding: chunked\r\n\r\n"
GONE = "the connection was closed without an answer"
BROKEN = "the answer broke off"
NO_HTTP = "the answer is not HTTP"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"", GONE),
        (b"HTTP/1.1 2", GONE),
        (HTTP + b"Content-Len", GONE),
        (HTTP + b'Content-Length: 100\r\n\r\n{"msg":', BROKEN),
        (CHUNKED + b"5\r\n{", BROKEN),
        (CHUNKED + b"zz\r\n{}\r\n0\r\n\r\n", NO_HTTP),
        (HTTP + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", BROKEN),
        (b"SSH-2.0-OpenSSH_9.6\r\n", NO_HTTP),
        (b"\x15\x03\x01\x00\x02\x02\x46", NO_HTTP),
        (HTTP + b"X: " + b"y" * 100_000 + b"\r\n\r\n", NO_HTTP),
        (HTTP + b"Content-Length: ten\r\n\r\n{}", NO_HTTP),
        (HTTP + b"Content-Length: 2\r\nContent-Length: 9\r\n\r\n{}", NO_HTTP),
        (b"HTTP/1.1 abc OK\r\n\r\n", NO_HTTP),
    ],
)
async def test_what_is_no_whole_answer_is_unreachable(said: bytes, reason: str) -> None:
    async with odd_server(hanging_up_after(said)) as server:
        answer = await ask_once(server.url)
    assert answer == Answer(Outcome.UNREACHABLE, reason)


async def test_a_server_that_answers_nothing_is_unreachable_after_the_deadline() -> None:
    async with odd_server(never) as server:
        answer = await ask_once(server.url, deadline=SOON)
    assert answer == Answer(Outcome.UNREACHABLE, "no answer within 0.2 s")


async def test_the_deadline_holds_for_the_body_too() -> None:
    async with odd_server(repeating(CHUNKED, b"1\r\n{\r\n", 0.01)) as server:
        answer = await ask_once(server.url, deadline=SOON)
    assert answer == Answer(Outcome.UNREACHABLE, "no answer within 0.2 s")


async def test_a_throttled_address_waits_even_if_the_rest_of_the_answer_never_comes() -> None:
    start = b"HTTP/1.1 429 Slow down\r\nRetry-After: 7\r\nContent-Length: 100\r\n\r\n"
    for behave in (hanging_up_after(start + b"{"), repeating(start, b"", 0.01)):
        async with odd_server(behave) as server:
            answer = await ask_once(server.url, deadline=SOON)
        assert (answer.outcome, answer.retry_after) == (Outcome.THROTTLED, 7)


async def test_a_body_without_an_end_is_read_no_further_than_an_answer_can_be_long() -> None:
    async with a_game(repeating(CHUNKED, b"1000\r\n" + b"x" * 4096 + b"\r\n")) as (server, game):
        answer = await ask(game)
        await server.left.wait()
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.message.startswith("xxx")


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """Give 128 MiB of zeros in half a megabyte."""
    return gzip.compress(bytes(1 << 27), 1)


async def test_a_body_that_unpacks_to_no_end_fills_no_memory(bomb: bytes) -> None:
    packed = reply(bomb, "200 OK", "Content-Encoding: gzip")
    async with a_game(saying(packed)) as (_, game):
        tracemalloc.start()
        answer = await ask(game)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert answer.outcome is Outcome.UNKNOWN
    assert most < 16 << 20


async def test_an_answer_may_be_packed() -> None:
    content = gzip.compress(b'{"msg": "RECEIVED.", "err_code": 40008}')
    async with a_game(saying(reply(content, "200 OK", "Content-Encoding: gzip"))) as (_, game):
        assert (await ask(game)).outcome is Outcome.ALREADY_REDEEMED


async def test_an_answer_counts_whatever_type_it_says_it_has() -> None:
    content = b'{"msg": "RECEIVED.", "err_code": 40008}'
    async with a_game(saying(reply(content, "200 OK", "Content-Type: text/html"))) as (_, game):
        assert (await ask(game)).outcome is Outcome.ALREADY_REDEEMED


async def test_a_redirect_is_not_followed() -> None:
    redirect = reply(b"", "302 Found", "Location: /elsewhere")
    async with a_game(saying(redirect)) as (server, game):
        assert (await ask(game)).outcome is Outcome.UNKNOWN
    assert len(server.heads) == 1


async def test_a_page_of_html_with_a_429_throttles() -> None:
    page = reply(
        b"<html>Slow down", "429 Too Many Requests", "Retry-After: 17", "X-RateLimit-Limit: 30"
    )
    async with a_game(saying(page)) as (_, game):
        assert await ask(game) == Answer(
            Outcome.THROTTLED, "HTTP 429: <html>Slow down", retry_after=17.0, limit=30
        )


async def test_cancelled_it_hangs_up() -> None:
    has_left = asyncio.Event()
    async with a_game(never) as (server, game):
        asked = asyncio.create_task(ask(game, has_left.set))
        await has_left.wait()
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        await server.left.wait()


async def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, unused_url())
    async with a_game(saying(SUCCESS)) as (_, game):
        assert (await ask(game)).outcome is Outcome.REDEEMED


class NoThreads(ThreadPoolExecutor):
    """An executor that nobody may use."""

    def submit(self, *_args: object, **_named: object) -> NoReturn:
        pytest.fail("the default executor was used")


async def test_names_are_looked_up_without_the_default_executor() -> None:
    asyncio.get_running_loop().set_default_executor(NoThreads())
    async with odd_server(saying(SUCCESS)) as server:
        answer = await ask_once(server.url.replace("127.0.0.1", "localhost"))
    assert answer.outcome is Outcome.REDEEMED


TOO_LONG = ".".join(["a" * 63] * 5)
"""No name server is asked for such a name."""


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"http://{TOO_LONG}/api", "the name of the game's server could not be looked up"),
        (f"http://{'a' * 64}.io/api", "the name of the game's server could not be looked up"),
        ("http://127.1/api", "the game's address is not a usable one"),
        ("http://127.0.0.1:99999/api", "the game's address is not a usable one"),
    ],
)
async def test_an_address_that_leads_nowhere_is_unreachable(url: str, reason: str) -> None:
    assert await ask_once(url) == Answer(Outcome.UNREACHABLE, reason)


@pytest.fixture(scope="module")
def nobodys_certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for 127.0.0.1 that nobody has reason to trust."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("needs the openssl command to make a certificate")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    make = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    name = "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    command = [openssl, *make.split(), *name.split(), "-keyout", str(path), "-out", str(path)]
    subprocess.run(command, capture_output=True, check=True)
    return path


@pytest.mark.server
async def test_a_server_that_cannot_prove_who_it_is_gets_no_request(
    nobodys_certificate: Path,
) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(nobodys_certificate)
    calls: list[None] = []
    async with odd_server(saying(SUCCESS), tls) as server:
        answer = await ask_once(server.url, lambda: calls.append(None))
    reason = "the game's server could not prove who it is"
    assert answer == Answer(Outcome.UNREACHABLE, reason)
    assert not calls
    assert not server.heads


async def test_the_salt_is_neither_sent_nor_shown() -> None:
    salt = "a very particular secret"
    async with (
        odd_server(saying(SUCCESS)) as server,
        open_game(server.url, salt, SystemClock()) as game,
    ):
        await ask(game)
        assert "secret" not in f"{game!r} {game} {server.heads} {server.bodies}"
