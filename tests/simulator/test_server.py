"""The simulator over real HTTP, as a client meets it."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping

import pytest
from aiohttp import (
    ClientConnectionError,
    ClientPayloadError,
    ClientSession,
    ClientTimeout,
    TCPConnector,
)

from autoredeem.domain.errors import OutsideError
from autoredeem.observe.clock import SystemClock
from autoredeem.simulator import (
    SIMULATOR_SALT,
    Code,
    Fault,
    FaultKind,
    Player,
    Reply,
    Rules,
    World,
    serve,
)
from autoredeem.simulator.signing import signature

CLOCK = SystemClock()
DEADLINE = ClientTimeout(total=60)


@pytest.fixture
def world() -> World:
    return World([Player(1, 7)], [Code("A")], Rules(player_gap=0.0), anyone=True)


@pytest.fixture
async def base(world: World) -> AsyncIterator[str]:
    async with serve(world, CLOCK) as url:
        yield url


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession(timeout=DEADLINE) as session:
        yield session


def _form(fid: int = 1, code: str = "A") -> Mapping[str, str]:
    now = str(int(CLOCK.now().timestamp()))
    fields = {"fid": str(fid), "cdk": code, "kid": "7", "time": now}
    return {**fields, "sign": signature(fields, SIMULATOR_SALT)}


async def _ask(session: ClientSession, base: str, fid: int = 1) -> tuple[int, bytes]:
    async with session.post(f"{base}/gift_code", data=_form(fid)) as response:
        return response.status, await response.read()


def _control(base: str, what: str) -> str:
    return f"{base.removesuffix('/api')}/_simulator/{what}"


async def _counters(session: ClientSession, base: str) -> dict[str, object]:
    async with session.get(_control(base, "counters")) as response:
        content = await response.json()
    assert isinstance(content, dict)
    return content


async def test_a_code_is_redeemed_over_http(session: ClientSession, base: str) -> None:
    async with session.post(f"{base}/gift_code", data=_form()) as response:
        content = await response.json()

    assert response.status == 200
    assert (content["msg"], content["err_code"]) == ("SUCCESS", 20000)
    assert response.headers["X-RateLimit-Limit"] == "30"
    assert response.headers["X-RateLimit-Remaining"] == "29"


@pytest.mark.parametrize(("has_config", "status"), [(True, 200), (False, 404)])
async def test_what_concerns_no_player_is_a_call_of_its_own_where_there_is_one(
    session: ClientSession, status: int, *, has_config: bool
) -> None:
    async with (
        serve(World(rules=Rules(has_config=has_config)), SystemClock()) as url,
        session.post(f"{url}/gift_code_config", data={"time": "1"}) as answer,
    ):
        assert answer.status == status


async def test_the_budget_is_that_of_the_clients_address(world: World, base: str) -> None:
    world.rules = Rules(limit=1, player_gap=0.0)

    async def ask_from(address: str) -> int:
        connector = TCPConnector(local_addr=(address, 0))
        async with ClientSession(connector=connector, timeout=DEADLINE) as session:
            return (await _ask(session, base))[0]

    assert [await ask_from(f"127.0.0.{n}") for n in (1, 1, 2)] == [200, 429, 200]


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"\xff\xfe", b"fid", b"=&=&=", b"%ff=%zz", b"&".join([b"a=1"] * 60)],
)
async def test_a_body_that_is_no_form_is_not_signed(
    session: ClientSession, base: str, body: bytes
) -> None:
    async with session.post(f"{base}/gift_code", data=body) as response:
        assert (await response.json())["msg"] == "Sign Error"


async def test_a_body_that_is_too_large_is_refused(session: ClientSession, base: str) -> None:
    async with session.post(f"{base}/gift_code", data=b"a" * 100_000) as response:
        assert response.status == 413


@pytest.mark.parametrize(
    ("fault", "status", "body"),
    [
        (Fault(FaultKind.TOO_FREQUENT), 200, b'"TOO FREQUENT."'),
        (Fault(FaultKind.TOO_MANY_REQUESTS), 429, b'{"message": '),
        (Fault(FaultKind.PAGE, status=429), 429, b"<!DOCTYPE html>"),
        (Fault(FaultKind.SERVER_ERROR, status=502), 502, b"Service Unavailable"),
        (Fault(FaultKind.JUNK), 200, b"\xff\xfe"),
        (Fault(FaultKind.SLOW, seconds=0.01), 200, b'"SUCCESS"'),
    ],
)
async def test_a_scripted_answer_arrives(
    world: World, session: ClientSession, base: str, fault: Fault, status: int, body: bytes
) -> None:
    world.script(fault)

    got, content = await _ask(session, base)

    assert got == status
    assert body in content
    assert (await _ask(session, base))[0] == 200


async def test_half_an_answer_arrives_as_half_an_answer(
    world: World, session: ClientSession, base: str
) -> None:
    world.script(Fault(FaultKind.HALF))

    async with session.post(f"{base}/gift_code", data=_form()) as response:
        with pytest.raises(ClientPayloadError):
            await response.read()
    assert b'"RECEIVED."' in (await _ask(session, base))[1]


async def test_a_connection_is_closed_without_an_answer(
    world: World, session: ClientSession, base: str
) -> None:
    world.script(Fault(FaultKind.CLOSE))

    with pytest.raises(ClientConnectionError):
        await _ask(session, base)
    assert (await _ask(session, base))[0] == 200


async def test_the_server_closes_though_requests_hang(world: World, session: ClientSession) -> None:
    arrived: asyncio.Queue[str] = asyncio.Queue()
    world.script(Fault(FaultKind.HANG), Fault(FaultKind.SLOW, seconds=3_600.0))

    def watch(_form: Mapping[str, str], reply: Reply) -> None:
        arrived.put_nowait(reply.name)

    async with serve(world, CLOCK, watch=watch) as base:
        hanging = asyncio.create_task(_ask(session, base, 1))
        assert await arrived.get() == "no answer"
        slow = asyncio.create_task(_ask(session, base, 2))
        assert await arrived.get() == "SUCCESS"
        assert not hanging.done()

    with pytest.raises(ClientConnectionError):
        await hanging
    assert (await slow)[0] == 200


async def test_a_port_in_use_is_told(world: World, base: str) -> None:
    port = int(base.removesuffix("/api").rpartition(":")[2])

    with pytest.raises(OutsideError, match=f"can't listen on 127.0.0.1 port {port}: Address"):
        async with serve(world, CLOCK, port=port):
            pass


async def test_the_counters_are_read_over_http(
    world: World, session: ClientSession, base: str
) -> None:
    world.script(Fault(FaultKind.TOO_FREQUENT, fid=2))
    for fid in (1, 1, 2, 3):
        await _ask(session, base, fid)

    counters = await _counters(session, base)

    assert isinstance(counters.pop("first_at"), float)
    assert isinstance(counters.pop("last_at"), float)
    assert counters == {
        "requests": 4,
        "by_answer": {"SUCCESS": 2, "RECEIVED": 1, "TOO FREQUENT": 1},
        "over_limit": 0,
        "bad_signature": 0,
        "most_in_window": 4,
        "held": {"A": 2},
        "players": {
            "1": {"requests": 2, "asked": {"A": 2}, "holds": ["A"]},
            "2": {"requests": 1, "asked": {"A": 1}, "holds": []},
            "3": {"requests": 1, "asked": {"A": 1}, "holds": ["A"]},
        },
    }


async def test_the_counters_of_many_players_hold_up_nobody(session: ClientSession) -> None:
    world = World(held={"A": range(20_000)})

    async with serve(world, CLOCK) as base:
        counters = await _counters(session, base)

    players = counters["players"]
    assert isinstance(players, dict)
    assert len(players) == 20_000


async def test_faults_are_scripted_over_http(session: ClientSession, base: str) -> None:
    faults = [{"kind": "too_frequent", "fid": 1, "times": 2}, {"kind": "server_error"}]
    async with session.post(_control(base, "faults"), json=faults) as response:
        assert await response.json() == {"scripted": 2}

    answers = [await _ask(session, base) for _ in range(4)]

    assert [status for status, _ in answers] == [200, 200, 503, 200]
    assert b"TOO FREQUENT" in answers[1][1]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[" * 50_000, "not JSON"),
        (b'{"kind": "earthquake"}', "unknown kind"),
        (json.dumps([{"kind": "hang"}] * 1_001).encode(), "more than 1,000"),
        (b'[{"kind": "hang"}, {"kind": "hang", "times": -1}]', "times"),
    ],
)
async def test_faults_that_cannot_be_right_are_refused_and_none_is_scripted(
    session: ClientSession, base: str, body: bytes, reason: str
) -> None:
    async with session.post(_control(base, "faults"), data=body) as response:
        assert response.status == 400
        assert reason in (await response.json())["error"]

    assert (await _ask(session, base))[0] == 200


async def test_a_reset_over_http_begins_anew(session: ClientSession, base: str) -> None:
    await _ask(session, base)

    async with session.post(_control(base, "reset")) as response:
        assert response.status == 200

    assert (await _counters(session, base))["requests"] == 0
    assert b'"SUCCESS"' in (await _ask(session, base))[1]


async def test_requests_at_the_same_time_are_each_answered(
    world: World, session: ClientSession, base: str
) -> None:
    world.rules = Rules(limit=1_000, player_gap=0.0)

    answers = await asyncio.gather(*(_ask(session, base, fid) for fid in range(200)))

    assert {status for status, _ in answers} == {200}
    assert world.holdings.counts() == {"A": 200}
