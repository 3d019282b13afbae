"""Answers that mean harm: heads without an end, and what is secret, repeated."""

import asyncio
from urllib.parse import parse_qs

import pytest

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.redemptions import Outcome
from autoredeem.game.client import open_game
from autoredeem.game.protocol import Answer
from autoredeem.observe.clock import SystemClock
from support.odd_servers import hanging_up_after, odd_server, repeating, reply

HTTP = b"HTTP/1.1 200 OK\r\n"
NO_HTTP = Answer(Outcome.UNREACHABLE, "the answer is not HTTP")


async def ask(url: str, salt: str = "hush") -> Answer:
    """Ask the game at `url` once."""
    async with open_game(url, salt, SystemClock()) as game:
        return await game.redeem("GIFT2026", Fid(123456789), State(245), sent=lambda: None)


@pytest.mark.parametrize(
    ("start", "part", "end"),
    [
        (HTTP + b"X: ", b"y", b"\r\n\r\n{}"),
        (HTTP, b"X", b": y\r\n\r\n{}"),
        (b"HTTP/1.1 200 ", b"O", b"\r\n\r\n{}"),
        (HTTP, b"X: y\r\n", b"\r\n{}"),
        (HTTP + b"X: y\r\n", b" y\r\n", b"\r\n{}"),
        (HTTP + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n", b"\r\n"),
    ],
    ids=["value", "name", "status", "many", "folded", "trailers"],
)
async def test_a_head_of_ten_megabytes_is_no_answer_and_does_not_hold_the_loop(
    start: bytes, part: bytes, end: bytes
) -> None:
    """The suite's net fails this test if a step takes too long."""
    head = start + part * (10_000_000 // len(part)) + end
    async with odd_server(hanging_up_after(head)) as server:
        assert await ask(server.url) == NO_HTTP


async def test_a_header_without_an_end_is_read_no_further_than_a_header_can_be_long() -> None:
    async with odd_server(repeating(HTTP + b"X: ", b"y" * 4_096)) as server:
        assert await ask(server.url) == NO_HTTP
        await server.left.wait()


@pytest.mark.parametrize("length", [0, *range(160, 201, 4), *range(960, 1001, 4)])
@pytest.mark.parametrize("blank", ["-", " "])
async def test_an_answer_that_repeats_what_is_secret_is_shown_without_it_wherever_it_is_cut(
    length: int, blank: str
) -> None:
    salt, password = "AbCdEfGhIjKlMnOpQr", "StUvWxYzAbCdEf"

    async def behave(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        repeated = f"{salt} {password} {server.bodies[-1]}"
        writer.write(reply(f"<{blank * length}{repeated}{blank * 50}>".encode()))
        await writer.drain()

    async with odd_server(behave) as server:
        answer = await ask(server.url.replace("//", f"//someone:{password}@"), salt)
    signature = parse_qs(server.bodies[0])["sign"][0]
    # A cut leaves the beginning of what it cuts.
    for secret in (salt, password, signature):
        assert secret[:5] not in answer.message
    assert length or "*** *** fid=123456789" in answer.message
