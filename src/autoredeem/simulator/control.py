"""What a test in another process asks of a simulator and sets in it, over HTTP.

GET  /_simulator/counters   what was seen and said, as one JSON object
POST /_simulator/faults     a fault, or a list of faults, as JSON
POST /_simulator/reset      forget all requests, faults and redemptions
"""

import json
from collections.abc import AsyncIterator

from aiohttp import web

from autoredeem.domain.errors import InvalidInput
from autoredeem.observe.cooperative import in_parts
from autoredeem.simulator.parsers import fault_of
from autoredeem.simulator.world import World

MOST_FAULTS = 1_000


def add_control(app: web.Application, world: World) -> None:
    """Add the routes by which the server answers about the world and takes faults."""
    control = _Control(world)
    app.router.add_get("/_simulator/counters", control.counters)
    app.router.add_post("/_simulator/faults", control.faults)
    app.router.add_post("/_simulator/reset", control.reset)


class _Control:
    def __init__(self, world: World) -> None:
        self._world = world

    async def counters(self, request: web.Request) -> web.StreamResponse:
        """Send the counters in parts, so that many players don't hold the loop."""
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        async for part in counters_as_json(self._world):
            await response.write(part.encode())
        return response

    async def faults(self, request: web.Request) -> web.Response:
        """Script what the body says; a wrong one is answered by 400, and none of it is scripted."""
        try:
            written = json.loads(await request.read())
            faults = [fault_of(fault) for fault in _listed(written)]
        except (ValueError, RecursionError):
            return _refused("the body is not JSON")
        except InvalidInput as error:
            return _refused(str(error))
        self._world.script(*faults)
        return web.json_response({"scripted": len(faults)})

    async def reset(self, _request: web.Request) -> web.Response:
        """Begin anew."""
        self._world.reset()
        return web.json_response({"reset": True})


def _listed(written: object) -> list[object]:
    listed = written if isinstance(written, list) else [written]
    if len(listed) > MOST_FAULTS:
        raise InvalidInput(f"more than {MOST_FAULTS:,} faults at once")
    return listed


def _refused(why: str) -> web.Response:
    return web.json_response({"error": why}, status=400)


async def counters_as_json(world: World) -> AsyncIterator[str]:
    """Yield the counters as the parts of one JSON object.

    Its keys are those of `Counters`, `held` (code → how many players hold it), and `players`: by
    fid, for each who was asked for or holds something, `requests`, `asked` (code → requests) and
    `holds` (codes).
    """
    counters, holdings = world.counters, world.holdings
    totals = {
        "requests": counters.requests,
        "by_answer": counters.by_answer,
        "over_limit": counters.over_limit,
        "bad_signature": counters.bad_signature,
        "most_in_window": counters.most_in_window,
        "first_at": counters.first_at,
        "last_at": counters.last_at,
        "held": holdings.counts(),
    }
    yield f'{json.dumps(totals)[:-1]}, "players": {{'
    between = ""
    async for fids in in_parts(dict.fromkeys([*counters.asked, *holdings.fids()])):
        players: dict[int, object] = {
            fid: {
                "requests": counters.of_player(fid),
                "asked": counters.asked.get(fid, {}),
                "holds": list(holdings.codes_of(fid)),
            }
            for fid in fids
        }
        yield between + json.dumps(players)[1:-1]
        between = ", "
    yield "}}"
