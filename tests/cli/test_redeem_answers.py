"""Whatever the game answers, from its server to the summary: a row each, and what is said of it."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from autoredeem.app import page_headers
from autoredeem.settings import Settings
from autoredeem.simulator import SIMULATOR_SALT, Fault, FaultKind, World
from support.command import Call, enrol

pytestmark = pytest.mark.usefixtures("sqlite_file", "game")


@contextmanager
def header_server() -> Iterator[tuple[str, list[Message]]]:
    """Serve a game that answers success to everything; gives its URL, and the headers it saw."""
    seen: list[Message] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.headers)
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"code": 0, "msg": "SUCCESS", "err_code": 20000}')

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/api", seen
        finally:
            server.shutdown()
            thread.join()


def redeem(call: Call) -> Mapping[str, object]:
    enrol(call, 1, 101, 102, 103)
    said = call("redeem", "ALIVE", "--guild", "1", "--json")
    assert said.status == 0
    summary: Mapping[str, object] = json.loads(said.out)
    return summary


@pytest.mark.parametrize(
    "fault",
    [
        Fault(FaultKind.REFUSED),
        Fault(FaultKind.REFUSED, status=401),
        Fault(FaultKind.CHALLENGE),
        Fault(FaultKind.CHALLENGE, status=200),
        Fault(FaultKind.CHALLENGE, status=503),
        Fault(FaultKind.ERROR_1015, seconds=1),
        Fault(FaultKind.ERROR_1015, status=200, seconds=1),
        Fault(FaultKind.ERROR_1015, status=403, seconds=1),
    ],
    ids=lambda fault: f"{fault.kind}-{fault.status}",
)
def test_a_server_in_front_of_the_game_fails_nobody(call: Call, world: World, fault: Fault) -> None:
    world.script(fault)
    summary = redeem(call)
    assert (summary["redeemed"], summary["failed"], summary["requests"]) == (3, {}, 4)


@pytest.mark.parametrize(
    "kind", [FaultKind.NUMBER_AS_WORDS, FaultKind.OTHER_NAME, FaultKind.NO_NUMBER]
)
def test_an_answer_counts_however_it_is_written(call: Call, world: World, kind: FaultKind) -> None:
    world.script(Fault(kind, times=None))
    summary = redeem(call)
    assert (summary["redeemed"], summary["requests"]) == (3, 3)


def test_a_player_who_is_not_logged_in_is_no_player(call: Call, world: World) -> None:
    world.script(Fault(FaultKind.NOT_LOGIN, fid=102))
    summary = redeem(call)
    assert (summary["redeemed"], summary["failed"]) == (2, {"no_such_player": 1})


def test_whoever_was_refused_lately_is_asked_again_only_where_the_operator_says_anew(
    call: Call, world: World
) -> None:
    world.script(Fault(FaultKind.NOT_LOGIN, fid=102))
    redeem(call)
    again = json.loads(call("redeem", "ALIVE", "--guild", "1", "--json").out)
    assert (again["requests"], again["failed"]) == (0, {"no_such_player": 1})
    anew = json.loads(call("redeem", "ALIVE", "--guild", "1", "--json", "--anew").out)
    assert (anew["requests"], anew["redeemed"], anew["failed"]) == (1, 1, {})


@pytest.mark.parametrize(
    ("title", "other", "name"), [("wos", "kingshot", "Kingshot"), ("kingshot", "wos", "Whiteout")]
)
def test_where_no_state_is_right_the_ids_may_be_the_other_games(
    call: Call, game: str, monkeypatch: pytest.MonkeyPatch, title: str, other: str, name: str
) -> None:
    for setting, value in {
        "URL": game,
        "SALT": SIMULATOR_SALT,
        "REQUESTS_PER_MINUTE": "60000",
    }.items():
        monkeypatch.setenv(f"AUTOREDEEM_TITLES__{title.upper()}__{setting}", value)
    members = "fid,state\n" + "".join(f"{fid},8\n" for fid in range(100_101, 100_106))
    Path("members.csv").write_text(members, encoding="utf-8")
    options = ("--guild", "1", "--title", title)
    call("members", "import", "members.csv", *options)
    said = call("redeem", "ALIVE", *options)
    assert "5  failed, wrong state" in said.out
    assert f"these may be ids of {name}" in said.out
    assert f"--title {other}" in said.out


def test_where_one_state_is_right_they_are_this_games(call: Call) -> None:
    enrol(call, 1, 102, 103, 104, 105, 106, state=8)
    enrol(call, 1, 101)
    said = call("redeem", "ALIVE", "--guild", "1")
    assert "5  failed, wrong state" in said.out
    assert "these may be ids" not in said.out


@pytest.mark.parametrize(
    ("title", "host"),
    [("wos", "wos-giftcode.centurygame.com"), ("kingshot", "ks-giftcode.centurygame.com")],
)
def test_a_request_comes_from_the_games_own_page_unless_another_is_set(
    title: str, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def headers() -> Mapping[str, str]:
        return page_headers(Settings().titles.of(title), title)

    setting = f"AUTOREDEEM_TITLES__{title.upper()}__"
    assert headers() == {"Origin": f"https://{host}", "Referer": f"https://{host}/"}
    monkeypatch.setenv(f"{setting}ORIGIN", "https://gifts.example:8443")
    assert headers() == {"Origin": "https://gifts.example:8443", "Referer": f"https://{host}/"}
    monkeypatch.setenv(f"{setting}ORIGIN", "none")
    monkeypatch.setenv(f"{setting}REFERER", "https://gifts.example/a?b=c")
    assert headers() == {"Referer": "https://gifts.example/a?b=c"}


@pytest.mark.parametrize("command", [("redeem", "ALIVE", "--guild", "1"), ("doctor",)])
def test_the_page_is_sent_with_every_request(
    call: Call, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    enrol(call, 1, 101)
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__ORIGIN", "https://gifts.example")
    with header_server() as (url, seen):
        monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__URL", url)
        call(*command)
    assert {head["Origin"] for head in seen} == {"https://gifts.example"}
    assert {head["Referer"] for head in seen} == {"https://wos-giftcode.centurygame.com/"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ORIGIN", "https://host/path"),
        ("ORIGIN", "host"),
        ("ORIGIN", "https://a\r\nX: y"),
        ("REFERER", "https://host/a b"),
        ("REFERER", "https://host/\r\nX: y"),
        ("REFERER", "ftp://host/"),
    ],
)
def test_what_can_be_no_such_header_is_said(
    call: Call, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"AUTOREDEEM_TITLES__WOS__{name}", value)
    said = call("redeem", "ALIVE", "--guild", "1")
    assert said.status == 2
    assert f"AUTOREDEEM_TITLES__WOS__{name} must be an address" in said.err
