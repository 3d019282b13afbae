"""The feeds of a made-up month over HTTP: what they list, and how they misbehave."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from hashlib import sha256

from aiohttp import web

from autoredeem.codes.sources.feed import FeedKind
from autoredeem.observe.clock import Clock
from benchmarks.months.plan import Listed, Manner, Plan, PlannedFeed
from benchmarks.months.quiet_time import EPOCH

CLOSING_TAKES = 1.0


@asynccontextmanager
async def serve_feeds(plan: Plan, clock: Clock) -> AsyncIterator[Callable[[str], str]]:
    """Serve the feeds while the context is open; yield what returns a feed's address by name."""
    app, closing = web.Application(), asyncio.Event()
    for feed in plan.feeds:
        app.router.add_get(f"/{feed.name}", _Feed(feed, plan, clock, closing).get)
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=CLOSING_TAKES, handler_cancellation=True
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield lambda name: f"http://127.0.0.1:{runner.addresses[0][1]}/{name}"
    finally:
        closing.set()
        await runner.cleanup()


class _Feed:
    def __init__(self, feed: PlannedFeed, plan: Plan, clock: Clock, closing: asyncio.Event) -> None:
        self._feed = feed
        self._clock = clock
        self._closing = closing
        self._listed = [
            (code.name, one) for code in plan.codes for one in code.listed if one.feed == feed.name
        ]

    async def get(self, request: web.Request) -> web.StreamResponse:
        """Answer a poll, or misbehave."""
        now = self._clock.monotonic()
        trouble = next((t for t in self._feed.troubles if t.begins <= now < t.ends), None)
        manner = trouble.manner if trouble else None
        match manner:
            case Manner.ERROR:
                return web.Response(status=503)
            case Manner.PAGE:
                page = "<!DOCTYPE html><title>Soon back</title>"
                return web.Response(text=page, content_type="text/html")
            case Manner.HANG:
                await self._closing.wait()
        there = [(name, one) for name, one in self._listed if one.begins <= now < one.ends]
        body = self._written([] if manner is Manner.EMPTY else there)
        if manner is Manner.HALF:
            return await _half(request, body)
        return self._sent(request, body)

    def _sent(self, request: web.Request, body: bytes) -> web.Response:
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        kind = "application/json" if self._feed.kind is FeedKind.JSON else "application/rss+xml"
        return web.Response(body=body, content_type=kind, headers={"ETag": tag})

    def _written(self, there: Sequence[tuple[str, Listed]]) -> bytes:
        if self._feed.kind is FeedKind.RSS:
            items = "".join(f"<item><title>{name}</title></item>" for name, _ in there)
            return (
                f'<rss version="2.0"><channel><title>Codes</title>{items}</channel></rss>'.encode()
            )
        listed = [{"code": name, "expiresAt": _date(one.expires)} for name, one in there]
        return json.dumps({"status": "success", "data": {"giftCodes": listed}}).encode()


async def _half(request: web.Request, body: bytes) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport:
        request.transport.close()
    return response


def _date(seconds: float | None) -> str | None:
    return None if seconds is None else (EPOCH + timedelta(seconds=seconds)).isoformat()
