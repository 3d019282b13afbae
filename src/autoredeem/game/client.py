"""One redemption request over HTTP: the port that the engine knows, and the real game behind it."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from types import MappingProxyType, SimpleNamespace
from typing import Protocol

import aiohttp

from autoredeem import __version__
from autoredeem.domain.ids import Fid, State
from autoredeem.game.protocol import (
    Answer,
    Redact,
    classify,
    classify_config,
    config_form,
    request_form,
    status_decides,
    unreachable,
)
from autoredeem.observe.clock import Clock
from autoredeem.observe.names import SystemResolver
from autoredeem.observe.redaction import STARS, redactor, secrets_in

HEADERS = {"User-Agent": f"autoredeem/{__version__} (unofficial)", "Accept": "application/json"}
NO_PAGE: Mapping[str, str] = MappingProxyType({})

KEEP_ALIVE = 90.0
"""Seconds that an idle connection is kept: longer than the pause after a 429."""

LARGEST_BODY = 64 * 1024

REASONS: tuple[tuple[type[Exception], str], ...] = (
    (aiohttp.ClientConnectorDNSError, "the name of the game's server could not be looked up"),
    (aiohttp.ClientSSLError, "the game's server could not prove who it is"),
    (aiohttp.ClientConnectorError, "no connection"),
    (aiohttp.InvalidURL, "the game's address is not a usable one"),
    (aiohttp.ServerDisconnectedError, "the connection was closed without an answer"),
    (aiohttp.ClientPayloadError, "the answer broke off"),
    (aiohttp.ClientResponseError, "the answer is not HTTP"),
)
"""What a failure is called; the first kind that fits. Never its own text: that may hold a URL."""


Read = Callable[[int, Mapping[str, str], bytes, Redact], Answer]
"""Reads an answer's status, headers and body, and leaves out what is secret."""


class Game(Protocol):
    """The game, as far as the engine knows it."""

    async def redeem(
        self, code: str, fid: Fid, state: State, *, sent: Callable[[], None]
    ) -> Answer:
        """Ask the game once to redeem `code` for a player, and return what came of it.

        `sent` is called once, on the loop, at the moment when the request leaves; not at all when
        it never left (no connection, no time left). What it raises keeps the request from leaving,
        and is raised. Whatever the outside does is an answer: no
        failure of the network or of the server is raised. Cancelled, it stops asking at once;
        the request may have left and count.
        """


class GameClient:
    """The publisher's API at one address. Made by `open_game`."""

    def __init__(
        self, session: aiohttp.ClientSession, url: str, salt: str, clock: Clock, deadline: float
    ) -> None:
        self._session = session
        self._base = url.rstrip("/")
        self._salt = salt
        self._redacted = redactor({salt, *secrets_in(url)})
        self._clock = clock
        self._deadline = deadline

    async def redeem(
        self, code: str, fid: Fid, state: State, *, sent: Callable[[], None]
    ) -> Answer:
        """Ask the game once; see `Game`. Takes no longer than the deadline."""
        form = request_form(code, fid, state, self._clock.now(), self._salt)
        return await self._ask("gift_code", form, sent, classify)

    async def config(self) -> Answer:
        """Ask the game once for what concerns no player: it shows whether the signature is taken.

        Like `redeem` it raises nothing, and takes no longer than the deadline. `UNKNOWN` may mean
        that this deployment of the API has no such call.
        """
        form = config_form(self._clock.now(), self._salt)
        return await self._ask("gift_code_config", form, _nothing, classify_config)

    async def _ask(
        self, call: str, form: Mapping[str, str], sent: Callable[[], None], read: Read
    ) -> Answer:
        def redacted(words: str) -> str:
            # Whoever has a request's signature may try which salt makes it.
            return self._redacted(words).replace(form["sign"], STARS)

        response = None
        try:
            async with (
                asyncio.timeout(self._deadline),
                self._session.post(
                    f"{self._base}/{call}", data=form, allow_redirects=False, trace_request_ctx=sent
                ) as response,
            ):
                body = await _read(response.content)
                return read(response.status, response.headers, body, redacted)
        except (aiohttp.ClientError, OSError) as error:
            if response is not None and status_decides(response.status):
                return read(response.status, response.headers, b"", redacted)
            return unreachable(_why(error, self._deadline))


def _nothing() -> None:
    """Note nothing: when the request leaves does not matter."""


@asynccontextmanager
async def open_game(
    url: str,
    salt: str,
    clock: Clock,
    *,
    page: Mapping[str, str] = NO_PAGE,
    deadline: float = 20.0,
) -> AsyncIterator[GameClient]:
    """Yield a client of the API whose base is `url`; left, it closes its connections.

    `page` are the headers that say from which page a request comes. `deadline` is how many seconds
    one request may take, from looking up the name to the answer's last byte.
    """
    tracing = aiohttp.TraceConfig()
    tracing.on_request_headers_sent.append(_tell_sent)
    resolver = SystemResolver()
    try:
        async with aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=resolver, keepalive_timeout=KEEP_ALIVE),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={**HEADERS, **page},
            timeout=aiohttp.ClientTimeout(total=None),
            trace_configs=[tracing],
            trust_env=False,
        ) as session:
            yield GameClient(session, url, salt, clock, deadline)
    finally:
        await resolver.close()


async def _tell_sent(
    _session: aiohttp.ClientSession,
    context: SimpleNamespace,
    _params: aiohttp.TraceRequestHeadersSentParams,
) -> None:
    context.trace_request_ctx()


async def _read(content: aiohttp.StreamReader) -> bytes:
    """Read the body, or its first `LARGEST_BODY` bytes: answers are a hundred or two."""
    body = bytearray()
    while len(body) < LARGEST_BODY and (chunk := await content.readany()):
        body += chunk
    return bytes(body[:LARGEST_BODY])


def _why(error: Exception, deadline: float) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {deadline:g} s"
    if type(error) is aiohttp.ClientConnectorError and error.errno:
        return f"no connection: {os.strerror(error.errno)}"
    fitting = (words for kind, words in REASONS if isinstance(error, kind))
    return next(fitting, "the connection was lost")
