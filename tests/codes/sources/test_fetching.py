"""One request for a feed, over real HTTP: polite, and bounded whatever the server does."""

import asyncio
import gzip
import socket
import tracemalloc
import zlib
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from autoredeem import __version__
from autoredeem.codes.sources import FeedKind
from autoredeem.codes.sources.polling import request_for
from autoredeem.domain.errors import FeedFailed
from autoredeem.fetching import request as fetching
from autoredeem.fetching.addresses import PublicResolver
from autoredeem.fetching.request import fetch
from support.feed_server import FeedServer, feed_server
from support.odd_servers import hanging_up_after, never, odd_server, repeating


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with feed_server() as serving:
        yield serving


class Named(AbstractResolver):
    """Name servers that say where every name leads to: each time what comes next."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        address = self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
        ]

    async def close(self) -> None:
        """Hold nothing."""


async def why(server: FeedServer, **changes: object) -> str:
    with pytest.raises(FeedFailed) as failed:
        await fetch(request_for(server.feed(**changes)))  # type: ignore[arg-type]
    return str(failed.value)


async def test_it_says_who_it_is_and_what_it_takes_and_nothing_else(server: FeedServer) -> None:
    server.lists("GIFT")
    await fetch(request_for(server.feed(headers={"X-Key": "S3CRET"})))
    (asked,) = server.asked
    assert asked["User-Agent"] == f"autoredeem/{__version__} (unofficial)"
    assert asked["Accept"] == "application/json"
    assert asked["X-Key"] == "S3CRET"
    assert not asked.keys() & {"Cookie", "If-None-Match", "If-Modified-Since", "Referer"}


async def test_what_a_feed_answered_is_what_it_is_asked_with(server: FeedServer) -> None:
    server.lists("GIFT", headers={"ETag": '"v1"', "Last-Modified": "Sat, 28 Nov 2026 12:00:00 GMT"})
    first = await fetch(request_for(server.feed()))
    server.says("", 304)
    again = await fetch(request_for(server.feed(), first.etag, first.modified))
    assert again.body is None
    assert server.asked[1]["If-None-Match"] == '"v1"'
    assert server.asked[1]["If-Modified-Since"] == "Sat, 28 Nov 2026 12:00:00 GMT"


async def test_nothing_has_changed_counts_only_where_that_was_asked(server: FeedServer) -> None:
    server.says("", 304)
    assert await why(server) == "it answers HTTP 304"


async def test_marks_that_are_no_marks_are_not_sent_back(server: FeedServer) -> None:
    server.lists("GIFT", headers={"ETag": "x" * 2_000})
    assert (await fetch(request_for(server.feed()))).etag == ""


@pytest.mark.parametrize("status", [429, 503])
async def test_whoever_asks_to_be_left_alone_is(server: FeedServer, status: int) -> None:
    server.says("later", status, {"Retry-After": "7200"})
    with pytest.raises(FeedFailed, match="asks to come back later") as failed:
        await fetch(request_for(server.feed()))
    assert failed.value.wait == 7_200
    server.says("later", status, {"Retry-After": "9999999999"})
    with pytest.raises(FeedFailed) as failed:
        await fetch(request_for(server.feed()))
    assert failed.value.wait == fetching.LONGEST_WAIT


@pytest.mark.parametrize("status", [204, 206, 301, 400, 403, 404, 500, 599])
async def test_no_other_answer_is_a_feed(server: FeedServer, status: int) -> None:
    server.says("[]" if status != 204 else "", status)
    assert await why(server)


async def test_redirects_are_followed_within_the_host_three_times(server: FeedServer) -> None:
    left = 3

    async def answer(_request: web.Request) -> web.Response:
        nonlocal left
        left -= 1
        if left < 0:
            return web.Response(text="[]")
        return web.Response(status=302, headers={"Location": f"/codes/{left}"})

    server.answers = answer
    assert (await fetch(request_for(server.feed(headers={"X-Key": "1"})))).body == b"[]"
    assert server.paths == ["/codes", "/codes/2", "/codes/1", "/codes/0"]
    assert all(asked["X-Key"] == "1" for asked in server.asked)
    left = 4
    assert await why(server) == "it redirects more than 3 times"


@pytest.mark.parametrize(
    "target",
    ["http://10.0.0.1/codes", "http://169.254.169.254/latest/meta-data", "http://localhost/",
     "http://example.com/codes", "//[::1]/codes", "file:///etc/passwd", "http://0x7f.1/", "",
     "http://["],
)  # fmt: skip
async def test_no_redirect_to_another_host_is_followed(server: FeedServer, target: str) -> None:
    server.says("", 302, {"Location": target})
    assert await why(server)
    assert len(server.asked) == 1


async def test_no_redirect_to_another_port_is_followed(server: FeedServer) -> None:
    async with feed_server() as other:
        other.lists("GIFT")
        server.says("", 307, {"Location": other.url})
        assert "another port" in await why(server)
        assert not other.asked


async def test_a_body_is_read_up_to_a_megabyte(server: FeedServer) -> None:
    server.says(b" " * fetching.LARGEST)
    fetched = await fetch(request_for(server.feed()))
    assert len(fetched.body or b"") == fetching.LARGEST
    server.says(b" " * 10_000_000)
    assert await why(server) == "it is larger than 1 MB"


async def test_a_body_without_an_end_is_read_no_further() -> None:
    endless = repeating(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"1000\r\n" + b"x" * 4096 + b"\r\n",
    )
    with pytest.raises(FeedFailed, match="larger than 1 MB"):
        await ask_odd(endless)


async def ask_odd(behave: object) -> None:
    async with odd_server(behave) as odd:  # type: ignore[arg-type]
        await fetch(request_for(FeedServer(odd.url).feed()))


@pytest.fixture(scope="module", params=["gzip", "deflate"])
def bomb(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    """Give 64 MiB of zeros, packed, and how."""
    pack = gzip.compress if request.param == "gzip" else zlib.compress
    return request.param, pack(bytes(1 << 26), 1)


async def test_what_unpacks_to_no_end_fills_no_memory(
    server: FeedServer, bomb: tuple[str, bytes]
) -> None:
    packing, body = bomb
    server.says(body, headers={"Content-Encoding": packing})
    tracemalloc.start()
    assert await why(server) == "it is larger than 1 MB"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 16 << 20


@pytest.mark.parametrize(
    "said",
    [b"", b"junk\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[",
     b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\njunk"],
)  # fmt: skip
async def test_what_is_no_whole_answer_fails_in_our_own_words(said: bytes) -> None:
    with pytest.raises(FeedFailed) as failed:
        await ask_odd(hanging_up_after(said))
    assert "junk" not in str(failed.value)
    assert "127.0.0.1" not in str(failed.value)


async def test_a_feed_that_answers_nothing_fails_at_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fetching, "DEADLINE", 0.2)
    with pytest.raises(FeedFailed, match="did not answer within"):
        await ask_odd(never)


PRIVATE = (
    "127.0.0.1 10.1.2.3 192.168.1.1 169.254.169.254 100.64.0.1 224.0.0.1 0.0.0.0 255.255.255.255 "
    "::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: fe80::1%lo fc00::1 ff02::1 ::127.0.0.1"
)


@pytest.mark.parametrize("address", PRIVATE.split())
async def test_no_name_leads_to_a_private_address(server: FeedServer, address: str) -> None:
    feed = server.feed(url=server.url.replace("127.0.0.1", "news.example"))
    with pytest.raises(FeedFailed, match="its name leads to a private address"):
        await fetch(
            request_for(feed), resolver=lambda local: PublicResolver(Named(address), local=local)
        )
    assert not server.asked


async def test_a_name_that_leads_elsewhere_the_second_time_is_checked_again(
    server: FeedServer,
) -> None:
    names = PublicResolver(Named("192.0.43.8", "127.0.0.1"), local=False)
    assert [one["host"] for one in await names.resolve("news.example")] == ["192.0.43.8"]
    feed = server.feed(url=server.url.replace("127.0.0.1", "news.example"))
    with pytest.raises(FeedFailed, match="private address"):
        await fetch(request_for(feed), resolver=lambda **_: names)
    assert not server.asked


async def test_of_several_addresses_the_private_ones_are_left_out() -> None:
    class Both(Named):
        async def resolve(self, host: str, *_: object, **__: object) -> list[ResolveResult]:
            return [*await Named("10.0.0.1").resolve(host), *await Named("8.8.8.8").resolve(host)]

    found = await PublicResolver(Both(""), local=False).resolve("news.example")
    assert [one["host"] for one in found] == ["8.8.8.8"]


async def test_what_the_setting_itself_names_is_asked_this_computer_too(
    server: FeedServer,
) -> None:
    server.lists("GIFT")
    for name in ("127.0.0.1", "localhost"):
        fetched = await fetch(request_for(server.feed(url=server.url.replace("127.0.0.1", name))))
        assert fetched.body
    names = PublicResolver(Named("10.0.0.1"), local=True)
    with pytest.raises(FeedFailed, match="private"):
        await fetch(
            request_for(server.feed(url=server.url.replace("127.0.0.1", "localhost"))),
            resolver=lambda **_: names,
        )


async def test_a_name_of_this_computer_is_none_that_a_setting_names(server: FeedServer) -> None:
    for name in ("127.1", "0x7f000001", "2130706433", "localhost.", "news.localhost"):
        assert await why(server, url=server.url.replace("127.0.0.1", name))
    assert not server.asked


async def test_cancelled_it_hangs_up() -> None:
    async with odd_server(never) as odd:
        asked = asyncio.create_task(fetch(request_for(FeedServer(odd.url).feed(FeedKind.RSS))))
        await odd.asked.wait()
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        await odd.left.wait()
