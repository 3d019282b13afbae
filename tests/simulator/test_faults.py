"""Which requests a scripted fault strikes, and what becomes of them."""

import json

import pytest

from autoredeem.simulator import Code, Delivery, Fault, FaultKind, Player, Reply, Rules, World
from autoredeem.simulator.faults import Script
from autoredeem.simulator.signing import SIMULATOR_SALT, signature

NOW = 1_767_225_600.0
LATE, BUSY = FaultKind.TIMEOUT_RETRY, FaultKind.TOO_FREQUENT


def _kinds(script: Script, *fids: int) -> list[FaultKind | None]:
    struck = [script.strike(fid, "A", NOW) for fid in fids]
    return [fault.kind if fault else None for fault in struck]


def _answer(world: World, fid: int = 1) -> Reply:
    fields = {"fid": str(fid), "cdk": "A", "kid": "7", "time": str(int(NOW))}
    return world.answer({**fields, "sign": signature(fields, SIMULATOR_SALT)}, NOW)


def _world(*faults: Fault) -> World:
    world = World(codes=[Code("A")], rules=Rules(player_gap=0.0), anyone=True)
    world.script(*faults)
    return world


def test_faults_strike_in_the_order_in_which_they_were_scripted() -> None:
    script = Script()
    script.add(Fault(LATE), Fault(BUSY, times=2))

    assert _kinds(script, 1, 2, 3, 4) == [LATE, BUSY, BUSY, None]


def test_a_fault_strikes_only_whom_it_is_for() -> None:
    script = Script()
    script.add(Fault(LATE, fid=2), Fault(BUSY, code="B"), Fault(BUSY, code="A", fid=3))

    assert _kinds(script, 1, 2, 2, 3) == [None, LATE, None, BUSY]


def test_a_fault_can_wait_for_the_nth_request_that_is_of_its_kind() -> None:
    script = Script()
    script.add(Fault(LATE, fid=1, after=2), Fault(BUSY, after=3))

    assert _kinds(script, 1, 2, 1, 1, 1) == [None, None, None, LATE, BUSY]


def test_a_fault_can_strike_for_a_span_of_time_from_its_first_strike_on() -> None:
    script = Script()
    script.add(Fault(LATE, times=None, lasting=5.0))

    struck = [script.strike(1, "A", NOW + after) for after in (100, 104.9, 105, 106)]

    assert [bool(fault) for fault in struck] == [True, True, False, False]


@pytest.mark.parametrize(
    ("fault", "name", "status", "delivery"),
    [
        (Fault(BUSY), "TOO FREQUENT", 200, Delivery.WHOLE),
        (Fault(LATE), "TIMEOUT RETRY", 200, Delivery.WHOLE),
        (Fault(FaultKind.ROLE_NOT_EXIST), "role not exist", 200, Delivery.WHOLE),
        (Fault(FaultKind.NOT_LOGIN), "NOT LOGIN", 200, Delivery.WHOLE),
        (Fault(FaultKind.ANSWER), "SOMETHING NEW", 200, Delivery.WHOLE),
        (Fault(FaultKind.ANSWER, words="USED", number=40005), "USED", 200, Delivery.WHOLE),
        (Fault(FaultKind.TOO_MANY_REQUESTS), "HTTP 429", 429, Delivery.WHOLE),
        (Fault(FaultKind.PAGE, status=429), "HTTP 429 page", 429, Delivery.WHOLE),
        (Fault(FaultKind.PAGE), "HTTP 503 page", 503, Delivery.WHOLE),
        (Fault(FaultKind.REFUSED), "HTTP 403 refused", 403, Delivery.WHOLE),
        (Fault(FaultKind.REFUSED, status=401), "HTTP 401 refused", 401, Delivery.WHOLE),
        (Fault(FaultKind.CHALLENGE), "HTTP 403 challenge", 403, Delivery.WHOLE),
        (Fault(FaultKind.CHALLENGE, status=200), "HTTP 200 challenge", 200, Delivery.WHOLE),
        (Fault(FaultKind.ERROR_1015), "HTTP 429 error 1015", 429, Delivery.WHOLE),
        (Fault(FaultKind.ERROR_1015, status=403), "HTTP 403 error 1015", 403, Delivery.WHOLE),
        (Fault(FaultKind.SERVER_ERROR), "HTTP 503", 503, Delivery.WHOLE),
        (Fault(FaultKind.SERVER_ERROR, status=502), "HTTP 502", 502, Delivery.WHOLE),
        (Fault(FaultKind.JUNK), "junk", 200, Delivery.WHOLE),
        (Fault(FaultKind.CLOSE), "closed", 0, Delivery.NOTHING),
        (Fault(FaultKind.HANG), "no answer", 0, Delivery.NEVER),
    ],
)
def test_a_request_that_is_struck_does_nothing_and_the_next_one_does(
    fault: Fault, name: str, status: int, delivery: Delivery
) -> None:
    world = _world(fault)

    struck = _answer(world)

    assert (struck.name, struck.status, struck.delivery) == (name, status, delivery)
    assert struck.headers["X-RateLimit-Remaining"] == "29"
    assert world.holdings.codes_of(1) == ()
    assert _answer(world).name == "SUCCESS"


@pytest.mark.parametrize("kind", [FaultKind.CLOSE, FaultKind.SERVER_ERROR, LATE])
def test_an_answer_can_be_lost_after_the_request_was_carried_out(kind: FaultKind) -> None:
    world = _world(Fault(kind, carried_out=True))

    assert _answer(world).name != "SUCCESS"
    assert _answer(world).name == "RECEIVED"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (FaultKind.EXPIRED, "TIME ERROR"),
        (FaultKind.NO_SUCH_CODE, "CDK NOT FOUND"),
        (FaultKind.USED_UP, "USED"),
    ],
)
def test_a_living_code_is_said_to_be_dead_to_whom_the_game_knows(
    kind: FaultKind, said: str
) -> None:
    world = _world(Fault(kind, times=3, code="A"))
    world.players[2] = Player(2, state=8)

    assert _answer(world, 1).name == said
    assert _answer(world, 2).name == "USER INFO ERROR"
    assert _answer(world, 1).name == said
    assert _answer(world, 1).name == "SUCCESS"


def test_a_slow_answer_and_half_of_one_are_carried_out() -> None:
    world = _world(Fault(FaultKind.SLOW, fid=1, seconds=2.5), Fault(FaultKind.HALF, fid=2))

    slow, half = _answer(world, 1), _answer(world, 2)

    assert (slow.name, slow.delay, slow.delivery) == ("SUCCESS", 2.5, Delivery.WHOLE)
    assert (half.name, half.delay, half.delivery) == ("SUCCESS", 0.0, Delivery.HALF)
    assert world.holdings.counts() == {"A": 2}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (FaultKind.NUMBER_AS_WORDS, {"code": 0, "data": [], "msg": 20000}),
        (FaultKind.OTHER_NAME, {"code": 0, "data": [], "msg": "SUCCESS", "errCode": 20000}),
        (FaultKind.NO_NUMBER, {"code": 0, "data": [], "msg": "SUCCESS"}),
    ],
)
def test_an_answer_that_is_written_otherwise_is_carried_out(
    kind: FaultKind, content: dict[str, object]
) -> None:
    world = _world(Fault(kind))
    reply = _answer(world)
    assert (reply.name, json.loads(reply.body)) == ("SUCCESS", content)
    assert list(world.holdings.codes_of(1)) == ["A"]
    assert _answer(world).name == "RECEIVED"


def test_a_scripted_429_says_how_long_to_wait_only_if_told_to() -> None:
    world = _world(
        Fault(FaultKind.TOO_MANY_REQUESTS), Fault(FaultKind.TOO_MANY_REQUESTS, seconds=7)
    )

    assert [_answer(world).headers.get("Retry-After") for _ in range(2)] == [None, "7"]
    assert world.counters.over_limit == 0
