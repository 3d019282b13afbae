"""`autoredeem run` with feeds and without Discord, and what `doctor` finds of them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from autoredeem.simulator import World
from support.command import Call, enrol
from support.feed_server import FeedServer
from support.feed_thread import feed_in_thread
from support.program import running

pytestmark = pytest.mark.server


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedServer]:
    """Serve a feed on loopback, and set it."""
    with feed_in_thread() as server:
        monkeypatch.setenv("AUTOREDEEM_FEEDS__NEWS__URL", f"{server.url}?key=S3CRET")
        monkeypatch.setenv("AUTOREDEEM_FEEDS__NEWS__HEADERS", "X-Key: V4LUE")
        monkeypatch.setenv("AUTOREDEEM_FEEDS__NEWS__EVERY", "0.05")
        yield server


@pytest.mark.usefixtures("store_url", "game")
def test_a_code_that_comes_in_a_feed_is_redeemed_with_no_command_given(
    call: Call, world: World, feed: FeedServer
) -> None:
    enrol(call, 1, *range(101, 106))
    assert call("guilds", "set", "1", "--auto-redeem", "on").status == 0
    with running() as program:
        program.line_with("is at work")
        feed.lists("ALIVE", {"code": "<script>alert(1)</script>"})
        assert program.line_with("run over, complete")["redeemed"] == 5
        part = program.becomes_ready()["feed news"]
        metrics = program.page("/metrics")[1].splitlines()
        assert program.stop() == 0
    assert (part["ok"], part["needed"]) == (True, False)
    assert (part["details"]["items"], part["details"]["refused"]) == (2, 1)
    assert 'autoredeem_feed_codes_total{feed="news"} 1.0' in metrics
    assert world.counters.requests == 5
    assert not any("Traceback" in line["event"] for line in program.lines)
    assert not any(word in str(program.lines) for word in ("S3CRET", "V4LUE", "script"))


@pytest.mark.usefixtures("sqlite_file", "game")
def test_a_feed_that_fails_is_in_the_details_and_leaves_the_program_ready(
    feed: FeedServer,
) -> None:
    feed.says("<html>Just a moment...", 503)
    with running() as program:
        program.line_with("Feed news fails")
        part = program.becomes_ready()["feed news"]
        assert (part["ok"], part["why"]) == (
            False,
            "it answers HTTP 503 and asks to come back later",
        )
        assert not any("NO SOURCE" in line["event"] for line in program.lines)
        assert program.stop() == 0


@pytest.mark.usefixtures("sqlite_file", "game")
def test_without_any_source_it_says_so_once_with_the_line_to_set() -> None:
    with running() as program:
        said = program.line_with("NO SOURCE OF CODES")
        program.line_with("is at work")
        assert program.stop() == 0
    assert said["level"] == "warning"
    assert said["event"].endswith("set AUTOREDEEM_FEED_PRESETS=wosgiftcodes.com")
    assert len([line for line in program.lines if "NO SOURCE" in line["event"]]) == 1


@pytest.mark.usefixtures("sqlite_file", "game", "feed")
def test_a_feed_of_a_game_that_is_not_served_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOREDEEM_FEEDS__NEWS__TITLE", "kingshot")
    with running() as program:
        said = program.line_with("Not asked, as AUTOREDEEM_TITLES__KINGSHOT__SALT is not set: news")
        program.line_with("NO SOURCE OF CODES")
        program.line_with("is at work")
        assert program.stop() == 0
    assert said["level"] == "warning"


@pytest.mark.usefixtures("game")
def test_doctor_asks_each_feed_once_and_says_what_it_found(
    call: Call, sqlite_file: Path, feed: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_FEEDS__NEWS__EXPIRES", "expires")
    feed.lists("ALIVE", {"code": "OLD", "expires": "2020-01-01"}, {"code": "<b>"})
    said = call("doctor")
    (line,) = (line for line in said.out.splitlines() if "feed news" in line)
    assert said.status == 0
    assert line == (
        "OK    feed news: 127.0.0.1 lists 1 code as not expired, 1 as expired"
        "; 1 item without a code"
    )
    assert len(feed.asked) == 1
    assert call("codes", "list").out == ""
    assert sqlite_file.exists()


@pytest.mark.usefixtures("game", "sqlite_file")
@pytest.mark.parametrize(
    ("body", "status", "found"),
    [
        ("<html>", 200, "it is a web page, not JSON"),
        ("[]", 404, "it answers HTTP 404"),
        ('[{"code": "<b>"}]', 200, "1 item without a code"),
    ],
)
def test_doctor_warns_of_a_feed_that_is_none_and_shows_no_secret(
    call: Call, feed: FeedServer, body: str, status: int, found: str
) -> None:
    feed.says(body, status)
    said = call("doctor", "--json")
    finding = json.loads(said.out)["findings"][-1]
    assert said.status == 0
    assert (finding["subject"], finding["level"]) == ("feed news", "warn")
    assert found in finding["found"]
    assert finding["advice"]
    assert "S3CRET" not in said.out + said.err
    assert "V4LUE" not in said.out + said.err
