"""The rules of the simulated game, one by one, without a server."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.simulator import (
    SIMULATOR_SALT,
    Code,
    Edition,
    Fault,
    FaultKind,
    Manner,
    Player,
    Reply,
    Rules,
    World,
)
from autoredeem.simulator.answers import Case
from autoredeem.simulator.counters import Served
from autoredeem.simulator.signing import signature

NOW = 1_767_225_600.0
LOOSE = Rules(limit=10_000, player_gap=0.0)


def _form(
    fid: int | str = 1,
    code: str = "A",
    state: int | str = 7,
    at: float | str = NOW,
    salt: str = SIMULATOR_SALT,
) -> dict[str, str]:
    sent = str(int(at)) if isinstance(at, float) else at
    fields = {"fid": str(fid), "cdk": code, "kid": str(state), "time": sent}
    return {**fields, "sign": signature(fields, salt)}


def _ask(world: World, fid: int = 1, code: str = "A", state: int = 7, now: float = NOW) -> str:
    return world.answer(_form(fid, code, state, now), now).name


def _content(reply: Reply) -> Mapping[str, object]:
    content = json.loads(reply.body)
    assert isinstance(content, dict)
    return content


def test_a_player_redeems_a_code_once() -> None:
    world = World([Player(1, 7)], [Code("A")], LOOSE)

    assert [_ask(world), _ask(world)] == ["SUCCESS", "RECEIVED"]
    assert world.holdings.codes_of(1) == ["A"]


def test_what_is_held_from_the_start_is_received() -> None:
    world = World([Player(1, 7)], [Code("A")], LOOSE, held={"A": [1]})

    assert _ask(world) == "RECEIVED"


def test_codes_are_told_apart_by_case() -> None:
    world = World([Player(1, 7)], [Code("Frost")], LOOSE)

    assert _ask(world, code="FROST") == "CDK NOT FOUND"
    assert _ask(world, code="Frost") == "SUCCESS"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (Code("A", expired=True), "TIME ERROR"),
        (Code("A", level=31), "STOVE_LV ERROR"),
        (Code("A", level=30), "SUCCESS"),
        (Code("A", spending=101), "RECHARGE_MONEY ERROR"),
        (Code("A", spending=101, vip=True), "RECHARGE_MONEY_VIP ERROR"),
        (Code("A", spending=100, vip=True), "SUCCESS"),
        (Code("A", level=31, spending=101), "STOVE_LV ERROR"),
        (Code("A", expired=True, level=31), "TIME ERROR"),
    ],
)
def test_a_code_has_its_conditions(code: Code, expected: str) -> None:
    world = World([Player(1, 7, level=30, spent=100)], [code], LOOSE)

    assert _ask(world) == expected


def test_an_expired_code_is_expired_for_those_who_hold_it_too() -> None:
    world = World([Player(1, 7)], [Code("A")], LOOSE)
    _ask(world)

    world.codes["A"] = Code("A", expired=True)

    assert _ask(world) == "TIME ERROR"


def test_a_limited_code_is_used_up_for_all_but_those_who_hold_it() -> None:
    world = World(codes=[Code("A", limit=2)], rules=LOOSE, anyone=True)

    assert [_ask(world, fid) for fid in (1, 2, 3, 1)] == ["SUCCESS", "SUCCESS", "USED", "RECEIVED"]


def test_of_codes_of_the_same_type_a_player_gets_one() -> None:
    codes = [Code("A", family="spring"), Code("B", family="spring"), Code("C"), Code("D")]
    world = World(codes=codes, rules=LOOSE, anyone=True)

    assert [_ask(world, code=code) for code in "ABCD"] == [
        *("SUCCESS", "SAME TYPE EXCHANGE"),
        *("SUCCESS", "SUCCESS"),
    ]
    assert _ask(world, fid=2, code="B") == "SUCCESS"


def test_a_wrong_state_and_an_unknown_player_are_told_before_an_unknown_code() -> None:
    world = World([Player(1, 7)], [Code("A")], LOOSE)

    assert _ask(world, state=8) == "USER INFO ERROR"
    assert _ask(world, fid=2) == "USER INFO ERROR"
    assert _ask(world, fid=2, code="NONE") == "USER INFO ERROR"
    assert _ask(world, code="NONE") == "CDK NOT FOUND"


def test_an_open_world_knows_anyone_but_holds_those_it_knows_to_their_state() -> None:
    world = World([Player(1, 7)], [Code("A")], LOOSE, anyone=True)

    assert _ask(world, fid=1, state=8) == "USER INFO ERROR"
    assert _ask(world, fid=2, state=8) == "SUCCESS"
    assert _ask(world, fid=2, state=9) == "RECEIVED"


def test_a_player_who_moves_is_found_in_the_new_state() -> None:
    world = World([Player(1, 7)], [Code("A")], LOOSE)

    world.players[1] = Player(1, 8)

    assert _ask(world, state=7) == "USER INFO ERROR"
    assert _ask(world, state=8) == "SUCCESS"


def test_a_wrong_salt_is_told_before_anything_about_the_request() -> None:
    world = World(rules=LOOSE, salt="of the server")

    assert world.answer(_form("nobody", "NONE"), NOW).name == "Sign Error"
    assert world.counters.bad_signature == 1
    assert world.answer(_form(1, salt="of the server"), NOW).name == "USER INFO ERROR"


@pytest.mark.parametrize(
    "form",
    [
        _form(fid=""),
        _form(fid="-1"),
        _form(fid="1.0"),
        _form(fid="²"),
        _form(fid="9" * 5_000),
        _form(state=""),
        _form(code=""),
        _form(at="yesterday"),
        _form(at=NOW - 301),
        _form(at=NOW + 301),
        _form(at=str(int(NOW * 1_000))),
    ],
)
def test_fields_that_cannot_be_right_are_refused_as_such(form: dict[str, str]) -> None:
    world = World(codes=[Code("A")], rules=LOOSE, anyone=True)

    assert world.answer(form, NOW).name == "params error"


@given(st.dictionaries(st.sampled_from(["fid", "cdk", "kid", "time", "sign", "x"]), st.text()))
def test_whatever_is_sent_is_answered(form: dict[str, str]) -> None:
    world = World(codes=[Code("A")], rules=LOOSE, anyone=True)

    assert world.answer(form, NOW).status == 200


def test_two_requests_for_one_player_need_a_gap() -> None:
    world = World(codes=[Code("A"), Code("B"), Code("C")], anyone=True)

    asked = [("A", 0.0), ("B", 2.9), ("C", 3.0), ("B", 6.0)]
    assert [_ask(world, code=code, now=NOW + after) for code, after in asked] == [
        *("SUCCESS", "TOO FREQUENT"),
        *("SUCCESS", "SUCCESS"),
    ]
    assert _ask(world, fid=2, now=NOW + 6.0) == "SUCCESS"


def test_the_rate_limit_comes_before_everything_and_costs_the_player_nothing() -> None:
    world = World(codes=[Code("A")], rules=Rules(limit=2, player_gap=0.0), anyone=True)
    world.script(Fault(FaultKind.TIMEOUT_RETRY, fid=3))
    replies = [world.answer(_form(fid), NOW + fid) for fid in (1, 2, 3)]

    assert [reply.status for reply in replies] == [200, 200, 429]
    assert replies[2].headers["Retry-After"] == "58"
    assert [reply.headers["X-RateLimit-Remaining"] for reply in replies] == ["1", "0", "0"]
    assert {reply.headers["X-RateLimit-Limit"] for reply in replies} == {"2"}
    assert world.counters.over_limit == 1
    assert world.counters.most_in_window == 3
    assert world.holdings.codes_of(3) == ()
    assert [_ask(world, fid=3, now=NOW + after) for after in (61, 62)] == [
        *("TIMEOUT RETRY", "SUCCESS"),
    ]


def test_each_address_has_a_budget_of_its_own() -> None:
    world = World(codes=[Code("A")], rules=Rules(limit=1), anyone=True)

    assert [world.answer(_form(fid), NOW, address).status for fid, address in enumerate("aab")] == [
        *(200, 429, 200),
    ]


@pytest.mark.parametrize(
    ("rules", "content_type", "wait"),
    [
        (Rules(limit=1), "application/json", "60"),
        (Rules(limit=1, retry_after=False), "application/json", None),
        (Rules(limit=1, page_of_429=True), "text/html; charset=utf-8", "60"),
        (Rules(limit=1, fixed_from=NOW - 20), "application/json", "40"),
    ],
)
def test_a_full_window_answers_429_as_the_world_is_told_to(
    rules: Rules, content_type: str, wait: str | None
) -> None:
    world = World(rules=rules)
    world.answer(_form(), NOW)

    reply = world.answer(_form(), NOW)

    assert reply.status == 429
    assert reply.headers["Content-Type"] == content_type
    assert reply.headers.get("Retry-After") == wait


def test_answers_look_as_the_game_writes_them() -> None:
    world = World([Player(1, 7)], [Code("A")], LOOSE)

    assert _content(world.answer(_form(), NOW)) == {
        "code": 0,
        "data": [],
        "msg": "SUCCESS",
        "err_code": 20000,
    }
    assert _content(world.answer(_form(), NOW)) == {
        "code": 1,
        "data": [],
        "msg": "RECEIVED.",
        "err_code": 40008,
    }


def test_answers_are_as_untidy_as_the_world_is_told_to_be() -> None:
    manners = (
        Manner(number_as_text=True),
        Manner(ending=""),
        Manner(ending=" . ", case=Case.LOWER),
    )
    rules = replace(LOOSE, manners=manners)
    world = World([Player(1, 7)], [Code("A")], rules, held={"A": [1]})

    replies = [world.answer(_form(), NOW) for _ in range(4)]

    written = [(_content(reply)["msg"], _content(reply)["err_code"]) for reply in replies]
    assert written == [
        ("RECEIVED.", "40008"),
        ("RECEIVED", 40008),
        ("received . ", 40008),
        ("RECEIVED.", "40008"),
    ]
    assert {reply.name for reply in replies} == {"RECEIVED"}


def test_what_concerns_no_player_is_answered_to_whoever_signs_within_the_budget() -> None:
    world = World(rules=Rules(limit=2))
    signed = {"time": str(int(NOW))}
    signed["sign"] = signature(signed, SIMULATOR_SALT)
    unsigned = {**signed, "sign": "0" * 32}
    replies = [world.config(form, NOW) for form in (signed, unsigned, signed)]
    assert [reply.name for reply in replies] == ["config", "Sign Error", "HTTP 429"]
    assert _content(replies[0])["code"] == 0
    assert (world.counters.requests, world.counters.bad_signature) == (3, 1)
    assert world.counters.asked == {}


def test_a_fault_strikes_what_concerns_no_player_unless_it_is_for_one() -> None:
    world = World()
    world.script(Fault(FaultKind.CLOSE, fid=1), Fault(FaultKind.CLOSE, code="A"))
    world.script(Fault(FaultKind.JUNK))
    assert [world.config({}, NOW).name for _ in range(2)] == ["junk", "Sign Error"]


def test_a_reset_forgets_what_happened_and_keeps_players_codes_and_what_was_held() -> None:
    world = World([Player(1, 7), Player(2, 7)], [Code("A")], Rules(limit=2), held={"A": [2]})
    world.script(Fault(FaultKind.HANG, fid=3))
    assert [_ask(world), _ask(world), _ask(world)] == ["SUCCESS", "TOO FREQUENT", "HTTP 429"]

    world.reset()

    assert world.counters.requests == 0
    assert [_ask(world, fid=1), _ask(world, fid=2)] == ["SUCCESS", "RECEIVED"]
    assert _ask(world, fid=3, now=NOW + 60) == "USER INFO ERROR"


def test_a_code_exists_from_a_time_expires_and_is_issued_again() -> None:
    again = (Edition(NOW, NOW + 60), Edition(NOW + 120, NOW + 180))
    world = World([Player(1, 7), Player(2, 7)], [Code("A", editions=again)], LOOSE)

    said = {after: _ask(world, now=NOW + after) for after in (-1, 0, 59, 60, 119, 120, 179, 180)}

    assert said == {
        -1: "CDK NOT FOUND",
        0: "SUCCESS",
        59: "RECEIVED",
        60: "TIME ERROR",
        119: "TIME ERROR",
        120: "SUCCESS",
        179: "RECEIVED",
        180: "TIME ERROR",
    }
    assert list(world.holdings.codes_of(1)) == ["A", "A~2"]


def test_each_edition_has_a_limit_of_its_own() -> None:
    again = (Edition(NOW), Edition(NOW + 60))
    world = World([Player(1, 7), Player(2, 7)], [Code("A", limit=1, editions=again)], LOOSE)

    assert [_ask(world, 1), _ask(world, 2)] == ["SUCCESS", "USED"]
    assert [_ask(world, 2, now=NOW + 60), _ask(world, 1, now=NOW + 60)] == ["SUCCESS", "USED"]


def test_of_a_family_one_issue_is_held_at_a_time() -> None:
    later = Code("B", family="x", editions=(Edition(), Edition(NOW)))
    world = World([Player(1, 7)], [Code("A", family="x"), later], LOOSE)

    assert [_ask(world, code="B"), _ask(world, code="A")] == ["SUCCESS", "SAME TYPE EXCHANGE"]


def test_a_world_can_keep_every_request() -> None:
    again = (Edition(NOW), Edition(NOW + 60))
    rules = Rules(limit=10_000, player_gap=0.0, keep_served=True)
    world = World([Player(1, 7)], [Code("A", editions=again)], rules)

    _ask(world)
    _ask(world, code="NONE")
    _ask(world, now=NOW + 60)

    assert world.counters.served == [
        Served(NOW, 1, "A", "A", "SUCCESS"),
        Served(NOW, 1, "NONE", "", "CDK NOT FOUND"),
        Served(NOW + 60, 1, "A", "A~2", "SUCCESS"),
    ]


requests = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(["A", "B", "C", "NONE"]),
        st.integers(6, 7),
        st.integers(0, 20),
        st.sampled_from([SIMULATOR_SALT, "wrong"]),
    ),
    max_size=60,
)
faults = st.lists(st.builds(Fault, st.sampled_from(FaultKind), after=st.integers(0, 9)), max_size=4)


@given(requests, faults)
def test_the_counters_add_up_and_nothing_is_given_out_twice(
    requests: list[tuple[int, str, int, int, str]], faults: list[Fault]
) -> None:
    codes = [Code("A", limit=2), Code("B", family="x"), Code("C", family="x")]
    world = World([Player(fid, 7) for fid in (1, 2, 3)], codes, Rules(limit=20, keep_served=True))
    world.script(*faults)
    now = NOW
    succeeded = []
    for fid, code, state, wait, salt in requests:
        now += wait
        reply = world.answer(_form(fid, code, state, now, salt), now)
        if reply.name == "SUCCESS":
            succeeded.append((fid, code))

    counters = world.counters
    assert counters.requests == len(requests) == len(counters.served)
    assert counters.by_answer.total() == counters.requests
    assert sum(counters.of_player(fid) for fid in range(5)) == counters.requests
    assert sum(counters.of(code, 1) for code in [*world.codes, "NONE"]) == counters.of_player(1)
    assert len(succeeded) == len(set(succeeded))
    assert all(code in world.holdings.codes_of(fid) for fid, code in succeeded)
    assert sum(world.holdings.counts().values()) == len(succeeded)
    assert world.holdings.counts().get("A", 0) <= 2
    assert all(not {"B", "C"} <= set(world.holdings.codes_of(fid)) for fid in (1, 2, 3))
