"""Discord's REST side without TLS, in a thread of its own, for programs under test to meet."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

from support.discord_server.rest import API, application
from support.discord_server.world import World


@contextmanager
def plain_discord(world: World) -> Iterator[str]:
    """Serve a world while the context is open; yield the base of the API."""
    started, stop = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()
    url = ""

    async def main() -> None:
        nonlocal url
        runner = web.AppRunner(application(world), access_log=None, shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}{API}"
        started.set()
        await stop.wait()
        await runner.cleanup()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(main())

    thread = threading.Thread(target=run, name="plain Discord")
    thread.start()
    try:
        assert started.wait(60), "the tests' Discord did not start"
        yield url
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
