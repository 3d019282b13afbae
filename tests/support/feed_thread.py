"""A feed as a server in a thread of its own, for programs under test to meet."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from support.feed_server import FeedServer, feed_server


@contextmanager
def feed_in_thread() -> Iterator[FeedServer]:
    """Serve while the context is open; it lists nothing until it is told what."""
    started, stop = threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()
    served: list[FeedServer] = []

    async def main() -> None:
        async with feed_server() as server:
            server.lists()
            served.append(server)
            started.set()
            await stop.wait()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(main())

    thread = threading.Thread(target=run, name="feed")
    thread.start()
    try:
        assert started.wait(60), "the feed did not start"
        yield served[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
