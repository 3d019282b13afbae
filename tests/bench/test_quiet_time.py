"""Time that passes only when nothing is in flight: over real sockets, threads and stores."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web

from benchmarks.months.quiet_time import EPOCH, QuietClock, QuietTimeLoop, StuckError, run_quiet

A_MONTH = 30 * 86_400.0
SOON = 1e-6


def test_a_month_passes_where_nothing_is_to_do() -> None:
    async def main(loop: QuietTimeLoop) -> None:
        await asyncio.sleep(A_MONTH)
        assert QuietClock(loop).now() - EPOCH == timedelta(days=30)

    run_quiet(main)


def test_no_time_passes_while_a_request_is_on_its_way() -> None:
    async def main(loop: QuietTimeLoop) -> None:
        async def echo(request: web.Request) -> web.Response:
            return web.Response(body=await request.read())

        app = web.Application()
        app.router.add_post("/", echo)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        async with aiohttp.ClientSession() as session:
            for size in (0, 10, 500_000):
                async with asyncio.timeout(SOON), session.post(url, data=b"x" * size) as answer:
                    assert len(await answer.read()) == size
        assert loop.time() == 0
        await runner.cleanup()

    run_quiet(main)


def test_no_time_passes_while_a_thread_works_for_the_loop() -> None:
    async def main(loop: QuietTimeLoop) -> None:
        threads = ThreadPoolExecutor(1)
        async with asyncio.timeout(SOON):
            assert await loop.run_in_executor(threads, sum, range(1_000_000)) > 0
        threads.shutdown(wait=False)
        assert loop.time() == 0
        await asyncio.sleep(SOON)
        assert loop.time() > 0

    run_quiet(main)


def test_what_waits_for_something_that_cannot_happen_is_named() -> None:
    async def main(_loop: QuietTimeLoop) -> None:
        await asyncio.Event().wait()

    with pytest.raises(StuckError, match="can't happen"):
        run_quiet(main)
