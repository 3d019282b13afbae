"""What proves address and salt redeems nothing, and tells the game's time."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.game.client import open_game
from autoredeem.observe.clock import SystemClock
from autoredeem.runtime.findings import Finding, Level, milliseconds
from autoredeem.runtime.game_diagnostics import clock_finding, game_findings, shown
from autoredeem.simulator import SIMULATOR_SALT, Fault, FaultKind, Rules, World, serve
from support.odd_servers import odd_server, reply, saying

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Late(SystemClock):
    """A clock that is ten minutes behind."""

    def now(self) -> datetime:
        return super().now() - timedelta(minutes=10)


async def asked(url: str, clock: SystemClock | None = None) -> tuple[Finding, Finding]:
    clock = clock or SystemClock()
    async with open_game(url, SIMULATOR_SALT, clock) as game:
        of_game, of_clock = await game_findings(game, url, "wos", clock)
    return of_game, of_clock


async def asked_in(world: World, clock: SystemClock | None = None) -> tuple[Finding, Finding]:
    async with serve(world, SystemClock()) as url:
        return await asked(url, clock)


async def test_the_signature_is_accepted_without_touching_a_player() -> None:
    world = World()
    game, _ = await asked_in(world)
    assert game.level is Level.OK
    assert "accepted the signature (success)" in game.found
    assert (world.counters.requests, world.counters.asked) == (1, {})


@pytest.mark.parametrize("fault", [Fault(FaultKind.ANSWER), Fault(FaultKind.JUNK)])
async def test_a_call_that_the_game_answers_oddly_is_no_finding_while_the_other_works(
    fault: Fault,
) -> None:
    world = World()
    world.script(fault)
    game, _ = await asked_in(world)
    assert game.level is Level.OK
    assert "accepted the signature (USER INFO ERROR.)" in game.found
    assert world.counters.requests == 2


@pytest.mark.parametrize("anyone", [False, True])
async def test_where_there_is_no_such_call_what_the_game_says_of_nobody_proves_the_same(
    *, anyone: bool
) -> None:
    world = World(anyone=anyone, rules=Rules(has_config=False))
    game, clock = await asked_in(world)
    assert (game.level, clock.level) == (Level.OK, Level.OK)
    assert "accepted the signature" in game.found
    assert "it grants 30 requests a minute, 29 are left" in game.found
    assert world.counters.requests == 1


@pytest.mark.parametrize(
    ("fault", "level", "found", "advice"),
    [
        (Fault(FaultKind.TOO_MANY_REQUESTS, seconds=7), Level.WARN, "HTTP 429", "wait 7 s"),
        (Fault(FaultKind.PAGE, status=429), Level.WARN, "HTTP 429", "wait 60 s"),
        (Fault(FaultKind.TOO_FREQUENT), Level.WARN, "TOO FREQUENT", "try again in a minute"),
        (Fault(FaultKind.TIMEOUT_RETRY), Level.WARN, "TIMEOUT RETRY", "try again in a minute"),
        (Fault(FaultKind.ROLE_NOT_EXIST), Level.OK, "accepted the signature", ""),
        (Fault(FaultKind.ERROR_1015, status=403), Level.WARN, "HTTP 403", "wait 60 s"),
        (Fault(FaultKind.REFUSED), Level.FAIL, "away at the door (HTTP 403", "TITLES__WOS__ORIGIN"),
        (Fault(FaultKind.REFUSED, status=401), Level.FAIL, "HTTP 401", "in a browser"),
        (Fault(FaultKind.CHALLENGE), Level.FAIL, "Just a moment", "No captcha is solved"),
        (
            Fault(FaultKind.CHALLENGE, status=200),
            Level.FAIL,
            "away at the door",
            "internet address",
        ),
        (Fault(FaultKind.ANSWER), Level.WARN, "SOMETHING NEW (49999)", "TITLES__WOS__URL"),
        (Fault(FaultKind.PAGE, status=404), Level.WARN, "HTTP 404", "TITLES__WOS__URL"),
        (Fault(FaultKind.SERVER_ERROR), Level.FAIL, "HTTP 503", "TITLES__WOS__URL"),
        (Fault(FaultKind.CLOSE), Level.FAIL, "can't be reached", "TITLES__WOS__URL"),
        (
            Fault(FaultKind.ANSWER, words="Sign Error", number=0),
            Level.FAIL,
            "refused the signature",
            "TITLES__WOS__SALT",
        ),
    ],
)
@pytest.mark.parametrize("has_config", [True, False])
async def test_what_the_game_answers_decides(
    fault: Fault, level: Level, found: str, advice: str, *, has_config: bool
) -> None:
    world = World(rules=Rules(has_config=has_config))
    world.script(replace(fault, times=None))
    game, _ = await asked_in(world)
    assert game.level is level
    assert found in game.found
    assert advice in game.advice
    assert bool(game.advice) is (level is not Level.OK)


async def test_a_clock_that_is_off_fails_even_if_the_game_takes_the_request() -> None:
    game, clock = await asked_in(World(rules=Rules(clock_skew=3_600)), Late())
    assert game.level is Level.OK
    assert clock.level is Level.FAIL
    assert "behind the game's" in clock.found
    assert "automatic date and time" in clock.advice


async def test_an_answer_without_a_date_can_not_be_compared() -> None:
    content = json.dumps({"msg": "USER INFO ERROR", "err_code": 40020}).encode()
    async with odd_server(saying(reply(content, "200 OK", "Date: today"))) as server:
        game, clock = await asked(server.url)
    assert (game.level, clock.level) == (Level.OK, Level.OK)
    assert "can't be compared" in clock.found


@pytest.mark.parametrize(
    ("seconds", "level", "words"),
    [
        (0, Level.OK, "within 0 s"),
        (-120, Level.OK, "within 120 s"),
        (121, Level.FAIL, "121 s ahead of"),
        (-7_200, Level.FAIL, "7,200 s behind"),
    ],
)
def test_two_minutes_off_are_too_much(seconds: int, level: Level, words: str) -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=9)))
    finding = clock_finding(NOON + timedelta(seconds=seconds), elsewhere)
    assert finding.level is level
    assert words in finding.found


def test_a_url_is_shown_whole_unless_it_has_a_password() -> None:
    assert shown("https://host/api") == "https://host/api"
    assert shown("https://me:secret@host:1/api") == "host:1"


@given(st.text("Q@:/.", min_size=1))
def test_no_part_of_a_password_is_ever_shown(password: str) -> None:
    assert "Q" not in shown(f"https://me:Q{password}Q@host/api")


def test_times_are_said_in_milliseconds() -> None:
    assert milliseconds(1.2344) == "1,234 ms"
    assert milliseconds(0.0004) == "less than 1 ms"
