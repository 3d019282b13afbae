"""A feed on loopback over real HTTP: it answers what a test wants, and keeps what it was asked."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from aiohttp import web

from autoredeem.codes.sources import Feed, FeedKind

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class FeedServer:
    """The server: what it `answers`, and the headers of each request in `asked`."""

    url: str = ""
    answers: Answer | None = None
    asked: list[Mapping[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def feed(self, kind: FeedKind = FeedKind.JSON, **changes: object) -> Feed:
        """Return the feed that it is."""
        code = "code" if kind is FeedKind.JSON else "title"
        feed = Feed("news", "wos", kind, self.url, timedelta(minutes=15), code=code)
        return replace(feed, **changes)  # type: ignore[arg-type]

    def lists(
        self, *codes: str | Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer with JSON that lists these, each a code or an item."""
        items = [{"code": code} if isinstance(code, str) else code for code in codes]
        self.says(json.dumps(items), headers=headers)

    def says(
        self, text: str | bytes, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer with this body, always."""
        body = text.encode() if isinstance(text, str) else text

        async def answer(_request: web.Request) -> web.Response:
            return web.Response(body=body, status=status, headers=headers)

        self.answers = answer

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        self.asked.append(dict(request.headers))
        self.paths.append(request.path)
        assert self.answers
        return await self.answers(request)


@asynccontextmanager
async def feed_server() -> AsyncIterator[FeedServer]:
    """Serve on a free port of 127.0.0.1."""
    server, app = FeedServer(), web.Application()
    app.router.add_get("/{path:.*}", server.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/codes"
        yield server
    finally:
        await runner.cleanup()
