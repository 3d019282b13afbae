"""The simulated game as an HTTP server."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qsl

from aiohttp import web

from autoredeem.domain.errors import OutsideError
from autoredeem.observe.clock import Clock
from autoredeem.simulator.answers import Delivery, Reply
from autoredeem.simulator.control import add_control
from autoredeem.simulator.world import World

LARGEST_BODY = 64 * 1024
MOST_FIELDS = 50
CLOSING_TAKES = 1.0
"""Seconds that requests get to finish when the server closes; those that hang are let go first."""

Watch = Callable[[Mapping[str, str], Reply], None]
"""Gets each request's fields and the reply, before that is sent."""


def _nobody(_form: Mapping[str, str], _reply: Reply) -> None:
    """Watch nothing."""


@asynccontextmanager
async def serve(
    world: World,
    clock: Clock,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    watch: Watch = _nobody,
) -> AsyncIterator[str]:
    """Serve a world while the context is open; yield the API's base, `http://host:port/api`.

    Port 0 is any that is free. Beside the API are the world's counters and faults, for tests that
    drive a simulator in another process: see `control`. Raises OutsideError where it can't listen.
    """
    game = _Game(world, clock, watch)
    app = web.Application(client_max_size=LARGEST_BODY)
    app.router.add_post("/api/gift_code", game.gift_code)
    if world.rules.has_config:
        app.router.add_post("/api/gift_code_config", game.gift_code_config)
    add_control(app, world)
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=CLOSING_TAKES, handler_cancellation=True
    )
    await runner.setup()
    try:
        at = await _listen(runner, host, port)
        yield f"http://{f'[{host}]' if ':' in host else host}:{at}/api"
    finally:
        game.closing.set()
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> int:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        # A name's look-up has numbers of its own, below 0; asyncio rewords those of the system.
        number = error.errno or 0
        reason = os.strerror(number) if number > 0 else error.strerror
        raise OutsideError(f"can't listen on {host} port {port}: {reason}") from None
    listening: int = runner.addresses[0][1]
    return listening


class _Game:
    """Brings requests to the world, and its replies back over the wire."""

    def __init__(self, world: World, clock: Clock, watch: Watch) -> None:
        self._world = world
        self._clock = clock
        self._watch = watch
        self.closing = asyncio.Event()

    async def gift_code(self, request: web.Request) -> web.StreamResponse:
        """Answer a request to redeem a code, as the world says."""
        return await self._answer(request, self._world.answer)

    async def gift_code_config(self, request: web.Request) -> web.StreamResponse:
        """Answer a request that concerns no player, as the world says."""
        return await self._answer(request, self._world.config)

    async def _answer(
        self, request: web.Request, ask: Callable[[Mapping[str, str], float, str], Reply]
    ) -> web.StreamResponse:
        form = _fields(await request.read())
        reply = ask(form, self._clock.now().timestamp(), request.remote or "")
        self._watch(form, reply)
        if reply.delay:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.closing.wait(), reply.delay)
        if reply.delivery is Delivery.WHOLE:
            return web.Response(status=reply.status, headers=reply.headers, body=reply.body)
        return await self._deliver(request, reply)

    async def _deliver(self, request: web.Request, reply: Reply) -> web.StreamResponse:
        """Send half of a reply or nothing, and close the connection."""
        response = web.StreamResponse(status=reply.status or 200, headers=reply.headers)
        if reply.delivery is Delivery.NEVER:
            await self.closing.wait()
        if reply.delivery is Delivery.HALF:
            response.content_length = len(reply.body)
            await response.prepare(request)
            await response.write(reply.body[: len(reply.body) // 2])
        if request.transport:
            request.transport.close()
        return response


def _fields(body: bytes) -> dict[str, str]:
    """Read a form. What is none has no fields, as the game sees it."""
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}
