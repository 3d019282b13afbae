"""One polite request for what a stranger publishes: bounded in time, bytes and redirects."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from autoredeem import __version__
from autoredeem.domain.errors import FeedFailed
from autoredeem.fetching.addresses import NotPublic, public_resolver
from autoredeem.game.headers import retry_after
from autoredeem.observe.names import LOCALHOST

LARGEST = 1_000_000
"""Bytes of an answer, unpacked, unless a request says otherwise."""

MOST_REDIRECTS = 3

DEADLINE = 30.0
"""Seconds for all of it, from looking up the name to the last byte, redirects included."""

LONGEST_WAIT = 86_400.0
"""Seconds. Whoever asks for more is asked again after a day."""

_LONGEST_MARK = 1_000
"""Characters of an ETag or a date that are kept."""

_MOVED = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({429, 503})

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, f"it did not answer within {DEADLINE:g} s"),
    (aiohttp.ClientConnectorDNSError, "its name could not be looked up"),
    (aiohttp.ClientSSLError, "its server could not prove who it is"),
    (aiohttp.ClientConnectorError, "no connection"),
    (aiohttp.InvalidURL, "its address is not a usable one"),
    (aiohttp.ServerDisconnectedError, "it closed the connection without an answer"),
    (aiohttp.ClientPayloadError, "its answer broke off, or is packed wrongly"),
    (aiohttp.ClientResponseError, "its answer is not HTTP"),
)
"""What a failure is called; the first kind that fits. Never its own text: that may hold a URL."""

MakeResolver = Callable[..., AbstractResolver]
"""Makes what looks names up; `local` says whether localhost may be this computer."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, as what kind of content; its URL and headers may hold secrets.

    `etag` and `modified` are what was last answered: then the answer may be that nothing has
    changed. No more than `largest` bytes are read.
    """

    url: str = field(repr=False)
    accept: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    etag: str = ""
    modified: str = ""
    largest: int = LARGEST


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was answered: its body, or none where nothing has changed; the marks to ask with.

    `charset` is what the answer says of the body's, if it does. `wait` is how many seconds
    we are asked to wait.
    """

    body: bytes | None
    charset: str = ""
    etag: str = ""
    modified: str = ""
    wait: float = 0.0


async def fetch(request: Request, resolver: MakeResolver = public_resolver) -> Fetched:
    """Ask once. Raises FeedFailed, whatever the other side or the network does."""
    headers = {
        **request.headers,
        "User-Agent": f"autoredeem/{__version__} (unofficial)",
        "Accept": request.accept,
    }
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.modified:
        headers["If-Modified-Since"] = request.modified
    try:
        async with asyncio.timeout(DEADLINE):
            return await _fetch(URL(request.url), headers, request.largest, resolver)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FeedFailed(_why(error)) from None


async def _fetch(
    url: URL, headers: Mapping[str, str], largest: int, resolver: MakeResolver
) -> Fetched:
    names = resolver(local=url.host == LOCALHOST)
    try:
        async with aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=names, force_close=True),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=None),
            trust_env=False,
        ) as session:
            return await _follow(session, url, largest)
    finally:
        await names.close()


async def _follow(session: aiohttp.ClientSession, url: URL, largest: int) -> Fetched:
    """Follow redirects within the host, by hand: the headers may hold secrets."""
    for _ in range(MOST_REDIRECTS + 1):
        async with session.get(url, allow_redirects=False) as response:
            if response.status not in _MOVED:
                return await _read(response, largest)
            target = response.headers.get("Location", "")
            url = _redirected(url, target)
    raise FeedFailed(f"it redirects more than {MOST_REDIRECTS} times")


def _redirected(url: URL, target: str) -> URL:
    """Return where a redirect leads. Raises FeedFailed for another place, and for none."""
    moved = url.join(URL(target)) if target else None
    if moved is None or moved.host != url.host or moved.scheme not in ("http", "https"):
        raise FeedFailed("it redirects to another host, which is not followed")
    secured = url.scheme == "http" and moved.scheme == "https"
    plain_ports = url.is_default_port() and moved.is_default_port()
    if moved.origin() != url.origin() and not (secured and plain_ports):
        raise FeedFailed("it redirects to another port, or to a connection without encryption")
    return moved


async def _read(response: aiohttp.ClientResponse, largest: int) -> Fetched:
    headers = {name.lower(): value for name, value in response.headers.items()}
    wait = retry_after(headers, LONGEST_WAIT) or 0.0
    asked_if = response.request_info.headers
    if response.status == HTTPStatus.NOT_MODIFIED and (
        "If-None-Match" in asked_if or "If-Modified-Since" in asked_if
    ):
        return Fetched(None, wait=wait)
    if response.status != HTTPStatus.OK:
        later = " and asks to come back later" if response.status in _LATER else ""
        said = f"it answers HTTP {response.status}{later}"
        raise FeedFailed(said, wait=wait, status=response.status)
    body = await _body(response, largest)
    etag, modified = (headers.get(name, "") for name in ("etag", "last-modified"))
    return Fetched(body, response.charset or "", _mark(etag), _mark(modified), wait)


async def _body(response: aiohttp.ClientResponse, largest: int) -> bytes:
    """Read the body in pieces, unpacked. Raises FeedFailed for one that is too large."""
    body = bytearray()
    too_large = (response.content_length or 0) > largest
    while not too_large and (piece := await response.content.readany()):
        body += piece
        too_large = len(body) > largest
    if too_large:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        raise FeedFailed(f"it is larger than {largest // 1_000_000} MB", status=status)
    return bytes(body)


def _mark(text: str) -> str:
    """Return an ETag or a date that can be sent back as it is; none that is too long."""
    return text if len(text) <= _LONGEST_MARK and text.isascii() and text.isprintable() else ""


def _why(error: Exception) -> str:
    if isinstance(error, aiohttp.ClientConnectorDNSError) and isinstance(error.os_error, NotPublic):
        return "its name leads to a private address"
    fitting = (words for kind, words in _REASONS if isinstance(error, kind))
    return next(fitting, "the connection was lost")
