"""The simulated game as a server in a thread of its own, for programs under test to meet."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from autoredeem.observe.clock import SystemClock
from autoredeem.simulator import World, serve


@contextmanager
def game_server(world: World) -> Iterator[str]:
    """Serve a world while the context is open; gives the API's base URL."""
    started = threading.Event()
    url = ""
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def main() -> None:
        nonlocal url
        async with serve(world, SystemClock()) as url:
            started.set()
            await stop.wait()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(main())

    thread = threading.Thread(target=run, name="simulated game")
    thread.start()
    try:
        assert started.wait(60), "the simulator did not start"
        yield url
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
