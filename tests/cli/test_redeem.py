"""`autoredeem redeem`: the main job as its users meet it, on each kind of store."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from autoredeem.domain.sources import Listing
from autoredeem.observe.clock import SystemClock
from autoredeem.simulator import Fault, FaultKind, Rules, World
from autoredeem.simulator.refusals import Code, Player
from autoredeem.store import open_store
from support.command import Call, Said, enrol
from support.game_server import game_server

KEYS = [
    *("title", "guild", "code", "members", "settled_before", "redeemed", "already", "failed"),
    *("unsettled", "no_state", "requests", "seconds", "check_queries", "check_failed"),
    "not_recorded",
]

pytestmark = pytest.mark.usefixtures("store_url", "game")


def summary(said: Said) -> dict[str, object]:
    parsed: dict[str, object] = json.loads(said.out)
    assert list(parsed) == KEYS
    failed = parsed["failed"]
    assert isinstance(failed, dict)
    parts = ("settled_before", "redeemed", "already", "unsettled")
    assert parsed["members"] == sum(map(int, (str(parsed[p]) for p in parts))) + sum(
        failed.values()
    )
    return parsed


def redeem(call: Call, code: str, guild: int = 1) -> tuple[Said, dict[str, object]]:
    said = call("redeem", code, "--guild", str(guild), "--json")
    return said, summary(said)


def test_a_code_is_redeemed_for_everyone_once(call: Call, world: World) -> None:
    enrol(call, 1, 101, 102, 103)
    said, first = redeem(call, "ALIVE")
    assert said.status == 0
    assert (first["redeemed"], first["requests"], first["check_queries"]) == (3, 3, 1)
    assert "Batch checking 3 members for code ALIVE" in said.err
    assert "Batch check complete: 3 to process, 0 already redeemed" in said.err
    said, again = redeem(call, "ALIVE")
    assert said.status == 0
    assert (again["settled_before"], again["requests"]) == (3, 0)
    assert world.counters.requests == 3
    assert world.counters.bad_signature == 0


def test_a_member_of_two_guilds_costs_one_request(call: Call, world: World) -> None:
    enrol(call, 1, 101, 102)
    enrol(call, 2, 102, 103)
    redeem(call, "ALIVE", 1)
    _, other = redeem(call, "ALIVE", 2)
    assert (other["settled_before"], other["requests"]) == (1, 1)
    assert world.counters.of("ALIVE", 102) == 1


def test_a_member_who_enrols_in_a_second_guild_later_costs_no_request(
    call: Call, world: World
) -> None:
    enrol(call, 1, 101)
    redeem(call, "ALIVE", 1)
    enrol(call, 2, 101)
    _, other = redeem(call, "ALIVE", 2)
    assert (other["settled_before"], other["requests"]) == (1, 0)
    assert world.counters.requests == 1


@pytest.mark.parametrize(("code", "reason"), [("OLD", "expired"), ("alive", "no_such_code")])
def test_a_dead_code_costs_one_request_and_exits_1_with_the_reason(
    call: Call, world: World, code: str, reason: str
) -> None:
    enrol(call, 1, 101, 102, 103)
    said, first = redeem(call, code)
    assert said.status == 1
    assert f"code {code} is dead, {reason.replace('_', ' ')}" in said.err
    assert (first["requests"], first["failed"], first["unsettled"]) == (1, {reason: 1}, 2)
    said, again = redeem(call, code)
    assert (said.status, again["requests"], again["unsettled"]) == (1, 0, 3)
    assert world.counters.requests == 1


def test_a_code_that_is_announced_early_is_not_dead_and_says_when_it_is_asked_about_again(
    call: Call, store_url: str, world: World
) -> None:
    enrol(call, 1, 101, 102, 103)
    now = SystemClock().now()

    async def list_it() -> None:
        async with open_store(store_url, "wos") as store:
            await store.add_codes(["EARLY"], at=now)
            await store.note_listings({"EARLY": Listing(until=now + timedelta(days=1))})

    asyncio.run(list_it())
    said, first = redeem(call, "EARLY")
    assert said.status == 1
    assert re.search(r"code EARLY is not active yet, asked again \d{4}-\d\d-\d\d", said.err)
    assert (first["requests"], first["failed"], first["unsettled"]) == (1, {}, 3)
    said, _ = redeem(call, "EARLY")
    assert said.status == 1
    assert "not active yet" in said.err
    assert world.counters.requests == 1


def test_the_spelling_that_is_alive_is_used_whatever_is_typed(call: Call, world: World) -> None:
    enrol(call, 1, 101)
    redeem(call, "ALIVE")
    enrol(call, 1, 102)
    _, second = redeem(call, "alive")
    assert (second["code"], second["redeemed"]) == ("ALIVE", 1)
    assert world.counters.by_answer["CDK NOT FOUND"] == 0


def test_used_up_costs_two_requests_by_two_players(call: Call, world: World) -> None:
    enrol(call, 1, 101, 102, 103)
    said, first = redeem(call, "RARE")
    assert said.status == 1
    assert "used up" in said.err
    assert (first["requests"], first["failed"]) == (2, {"used_up": 2})
    assert len(world.counters.asked) == 2


def test_a_member_without_a_state_costs_no_request(call: Call, world: World) -> None:
    enrol(call, 1, 101, state=None)
    said, first = redeem(call, "ALIVE")
    assert said.status == 0
    assert (first["unsettled"], first["no_state"], first["requests"]) == (1, 1, 0)
    assert world.counters.requests == 0


def test_a_wrong_state_waits_until_it_is_mended(call: Call, world: World) -> None:
    enrol(call, 1, 101, state=8)
    _, first = redeem(call, "ALIVE")
    _, again = redeem(call, "ALIVE")
    assert (first["failed"], again["failed"]) == ({"wrong_state": 1}, {"wrong_state": 1})
    assert world.counters.requests == 1
    assert call("members", "set-state", "7", "101", "--guild", "1").status == 0
    _, mended = redeem(call, "ALIVE")
    assert mended["redeemed"] == 1


def test_throttled_and_gated_members_do_not_hold_up_others(call: Call, world: World) -> None:
    world.script(Fault(FaultKind.TOO_FREQUENT, fid=101, times=2))
    enrol(call, 1, 101, 102, 103)
    _, first = redeem(call, "ALIVE")
    assert (first["redeemed"], first["requests"]) == (3, 5)
    said, gated = redeem(call, "HIGH")
    assert said.status == 0
    assert gated["failed"] == {"level_too_low": 3}


def test_a_wrong_salt_stops_after_one_request_and_says_what_to_set(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__SALT", "S3CRET-but-wrong")
    enrol(call, 1, 101, 102)
    said, first = redeem(call, "ALIVE")
    assert said.status == 1
    assert "AUTOREDEEM_TITLES__WOS__SALT is not the game's salt" in said.err
    assert (first["requests"], first["unsettled"]) == (1, 2)
    assert "S3CRET" not in said.err + said.out


def test_the_game_may_be_any_server_that_speaks_the_protocol(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = World([Player(5, 3)], [Code("C-1_x")], Rules(limit=600), salt="another")
    enrol(call, 1, 5, state=3)
    with game_server(strict) as url:
        monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__URL", f"{url}/")
        monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__SALT", "another")
        _, first = redeem(call, "C-1_x")
    assert first["redeemed"] == 1


def test_the_other_title_has_members_codes_and_settings_of_its_own(call: Call) -> None:
    enrol(call, 1, 101)
    said = call("redeem", "ALIVE", "--guild", "1", "--title", "kingshot")
    assert said.status == 2
    assert "AUTOREDEEM_TITLES__KINGSHOT__SALT is not set" in said.err
    assert call("members", "list", "--guild", "1", "--title", "kingshot").out.strip() == ""


def test_people_get_a_summary_with_what_to_do(call: Call) -> None:
    enrol(call, 1, 101, 102, state=8)
    enrol(call, 1, 103)
    enrol(call, 1, 104, state=None)
    said = call("redeem", "ALIVE", "--guild", "1")
    assert said.status == 0
    assert "1  redeemed now" in said.out
    assert "2  failed, wrong state: mend the state, then run it again" in said.out
    assert "1 without a state: autoredeem members set-state STATE --missing" in said.out


def test_an_unknown_guild_is_said_and_nothing_is_asked(call: Call, world: World) -> None:
    said = call("redeem", "ALIVE", "--guild", "404", "--json")
    assert (said.status, said.out) == (1, "")
    assert "guild 404 has no members enrolled for wos" in said.err
    assert "members import" in said.err
    assert world.counters.requests == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["GIFT CODE", "--guild", "1"], "has a space at position 5"),
        (["GIFT\x07", "--guild", "1"], "has a control character at position 5"),
        (["straße", "--guild", "1"], "has 'ß' at position 5"),
        (["A" * 1000, "--guild", "1"], "has 1000 characters"),
        (["GIFT", "--guild", "x"], "--guild: 'x' is not a whole number"),
        (["GIFT", "--guild", "0"], "--guild: 0 is not allowed"),
        (["GIFT"], "--guild"),
        (["GIFT", "--guild", "1", "--title", "chess"], "chess"),
    ],
)
def test_what_can_not_be_right_is_said_before_anything_is_done(
    call: Call, arguments: list[str], reason: str
) -> None:
    said = call("redeem", *arguments)
    assert (said.status, said.out) == (2, "")
    assert reason in said.err


def test_a_missing_salt_names_the_setting_and_what_it_is(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUTOREDEEM_TITLES__WOS__SALT")
    said = call("redeem", "ALIVE", "--guild", "1")
    assert said.status == 2
    assert "AUTOREDEEM_TITLES__WOS__SALT is not set" in said.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.server
def test_a_signal_stops_a_run_with_the_rest_kept(
    call: Call, world: World, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE", "60")
    enrol(call, 1, 101, 102, 103, 104, 105)
    program = subprocess.Popen(
        [sys.executable, "-m", "autoredeem", "redeem", "ALIVE", "--guild", "1", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
        text=True,
    )
    assert program.stderr
    while "1/5" not in program.stderr.readline():
        assert program.poll() is None
    program.send_signal(number)
    out, err = program.communicate(timeout=60)
    stopped = summary(Said(program.returncode, out, err))
    assert program.returncode == 1
    assert "the same command goes on" in err
    assert stopped["redeemed"] == stopped["requests"] == world.counters.requests
    assert stopped["unsettled"]
    _, rest = redeem(call, "ALIVE")
    assert (rest["redeemed"], rest["requests"]) == (5, 5), "the same run goes on"
    assert world.counters.requests == 5


def test_the_nets_are_under_the_command_line_too(call: Call) -> None:
    enrol(call, 1, 101)
    assert redeem(call, "ALIVE")[0].status == 0
    assert asyncio.Handle._run.__name__ == "timed"
