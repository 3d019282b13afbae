"""The REST side: requests in, checked, answered as Discord answers them."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from support.discord_server import (
    rest_channels,
    rest_commands,
    rest_general,
    rest_interactions,
    rest_webhooks,
)
from support.discord_server.messages import SIZE_LIMIT
from support.discord_server.tls import CDN
from support.discord_server.wire import DiscordError, Payload
from support.discord_server.world import Call, World

API = "/api/v10"
Handler = Callable[[World, Call], Payload | list[Payload] | None]
BY_TOKEN = ("/webhooks/", "/interactions/")
"""Paths that carry their own right in them; all others need the bot's token."""

HANDLERS: Mapping[tuple[str, str], Handler] = {
    **rest_general.HANDLERS,
    **rest_channels.HANDLERS,
    **rest_commands.HANDLERS,
    **rest_interactions.HANDLERS,
    **rest_webhooks.HANDLERS,
}


def application(world: World) -> web.Application:
    """Make the whole server: API, gateway and files."""
    app = web.Application(client_max_size=0)

    async def noted(request: web.Request, _: web.StreamResponse) -> None:
        if request.transport is not None:
            world.transports.add(request.transport)

    app.on_response_prepare.append(noted)

    async def gateway(request: web.Request) -> web.WebSocketResponse:
        return await world.gateway.connected(request)

    async def elsewhere(request: web.Request) -> web.Response:
        if request.url.host == CDN:
            return _file(world, request)
        return await _answer(world, request, _unrouted)

    for (method, route), handler in HANDLERS.items():
        app.router.add_route(method, API + route, _answering(world, handler))
    app.router.add_get("/", gateway)
    app.router.add_route("*", "/{path:.*}", elsewhere)
    return app


def _answering(world: World, handler: Handler) -> Any:  # noqa: ANN401 - aiohttp's own type is none
    async def answer(request: web.Request) -> web.Response:
        return await _answer(world, request, handler)

    return answer


async def _answer(world: World, request: web.Request, handler: Handler) -> web.Response:
    call = await _read(request)
    world.calls.append(call)
    try:
        status, body, headers = _faulty(world, call) or _served(world, call, handler)
    except DiscordError as error:
        status, body, headers = error.status, error.body, {}
    except Exception as error:  # noqa: BLE001 - a request that breaks the server fails the test
        world.violations.append(f"{call.method} {call.path}: {error!r} of {call.body}")
        status, body, headers = 400, {"message": "Bad Request", "code": 0}, {}
    call.status, call.answer = status, body
    world.bell.ring()
    return _response(status, body, {**_rate(call), **headers})


def _served(
    world: World, call: Call, handler: Handler
) -> tuple[int, Payload | list[Payload] | None, dict[str, str]]:
    allowed = call.route.startswith(BY_TOKEN)
    if not allowed and call.headers.get("Authorization") != f"Bot {world.token}":
        raise DiscordError(401, 0, "401: Unauthorized")
    if any(len(data) > SIZE_LIMIT for data in call.files.values()):
        raise DiscordError(413, 40005, "Request entity too large")
    body = handler(world, call)
    return (204 if body is None else 200), body, {}


def _faulty(world: World, call: Call) -> tuple[int, Payload, dict[str, str]] | None:
    for fault in world.faults:
        if fault.meets(call):
            fault.times -= 1
            return fault.status, fault.body, fault.headers
    return None


def _unrouted(world: World, call: Call) -> None:
    world.violations.append(f"{call.method} {call.path}: nothing is known here by that name")
    raise DiscordError(404, 0, "404: Not Found")


async def _read(request: web.Request) -> Call:
    body, files = await _body(request)
    resource = request.match_info.route.resource
    return Call(
        method=request.method,
        path=request.path.removeprefix(API),
        route=resource.canonical.removeprefix(API) if resource else "",
        places=dict(request.match_info),
        query=dict(request.query),
        headers=dict(request.headers),
        body=body,
        files=files,
    )


async def _body(request: web.Request) -> tuple[Payload, dict[str, bytes]]:
    if request.content_type == "multipart/form-data":
        form = await request.post()
        files = {
            part.filename: part.file.read()
            for part in form.values()
            if isinstance(part, web.FileField)
        }
        return json.loads(str(form["payload_json"])), files
    raw = await request.read()
    return (json.loads(raw) if raw else {}), {}


def _rate(call: Call) -> dict[str, str]:
    """Return the headers of a bucket that is far from empty: faults are for those that aren't."""
    bucket = re.sub(r"\W+", "-", f"{call.method}{call.route}")
    return {
        "X-RateLimit-Limit": "1000",
        "X-RateLimit-Remaining": "999",
        "X-RateLimit-Reset-After": "1.000",
        "X-RateLimit-Bucket": bucket,
    }


def _response(
    status: int, body: Payload | list[Payload] | None, headers: Mapping[str, str]
) -> web.Response:
    if body is None:
        return web.Response(status=status, headers=headers)
    # Exactly this type, with no charset: the client compares it as a text.
    headers = {**headers, "Content-Type": "application/json", "Via": "1.1 google"}
    return web.Response(status=status, body=json.dumps(body).encode(), headers=headers)


def _file(world: World, request: web.Request) -> web.Response:
    data = world.cdn.get(request.path)
    call = Call(request.method, request.path, "cdn", {}, {}, {}, {}, {})
    call.status = 404 if data is None else 200
    world.calls.append(call)
    return web.Response(status=call.status, body=data)
