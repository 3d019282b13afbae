"""`autoredeem simulate`: the simulated game as a server of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from structlog.stdlib import get_logger
from structlog.testing import capture_logs

from autoredeem.cli import status_of
from autoredeem.cli.simulate import RequestLines
from autoredeem.simulator import SIMULATOR_SALT, Reply
from autoredeem.simulator.signing import signature

Captured = pytest.CaptureFixture[str]
DEADLINE = 60.0


@contextmanager
def _simulating(*options: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "autoredeem", "simulate", "--port", "0", *options]
    pipe = subprocess.PIPE
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def _guide(process: "subprocess.Popen[str]") -> tuple[str, str]:
    """Read what it says when it is ready, to its last line; give that and the URL in it."""
    guide = ""
    while process.stdout and (line := process.stdout.readline()):
        guide += line
        if line.startswith("autoredeem redeem "):
            break
    found = re.search(r"http://127\.0\.0\.1:\d+/api", guide)
    assert found, guide
    return guide, found[0]


def _ask(url: str, fid: int, code: str, salt: str = SIMULATOR_SALT, state: int = 1) -> str:
    now = str(int(time.time()))
    fields = {"fid": str(fid), "cdk": code, "kid": str(state), "time": now}
    form = urlencode({**fields, "sign": signature(fields, salt)}).encode()
    connection = HTTPConnection(urlsplit(url).netloc, timeout=DEADLINE)
    with closing(connection):
        connection.request("POST", f"{urlsplit(url).path}/gift_code", form)
        message: str = json.load(connection.getresponse())["msg"]
    return message


def _end(process: "subprocess.Popen[str]", how: signal.Signals) -> tuple[int, str]:
    process.send_signal(how)
    _, err = process.communicate(timeout=DEADLINE)
    return process.returncode, err


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.server
def test_it_says_where_it_listens_answers_and_ends_clean(how: signal.Signals) -> None:
    with _simulating() as process:
        guide, url = _guide(process)
        answers = [_ask(url, 1, "WELCOME"), _ask(url, 2, "OVER"), _ask(url, 3, "welcome")]
        status, err = _end(process, how)

    assert answers == ["SUCCESS", "TIME ERROR.", "CDK NOT FOUND."]
    assert status == 0
    assert f"export AUTOREDEEM_TITLES__WOS__URL={url}\n" in guide
    assert f"export AUTOREDEEM_TITLES__WOS__SALT={SIMULATOR_SALT}\n" in guide
    assert "export AUTOREDEEM_STORE_URL=sqlite:///" in guide
    assert "| autoredeem members import - --guild 1\n" in guide
    assert "autoredeem redeem WELCOME --guild 1\n" in guide
    assert "player '1', code 'WELCOME': SUCCESS\n" in err
    assert "Requests answered: 3" in err
    assert "WELCOME: 1 hold it" in err


@pytest.mark.server
def test_it_serves_the_world_that_its_options_describe() -> None:
    salt = "a text of one's own"
    options = ["--salt", salt, "--players", "30", "--code", "A=level:2,limited:1", "--code", "B"]
    options += ["--limit", "100", "--window", "fixed", "--player-gap", "0", "--title", "kingshot"]
    with _simulating(*options, "--fault", "timeout_retry,fid=100000002,times=1") as process:
        guide, url = _guide(process)
        asked = [(1, "A"), (2, "A"), (2, "A"), (3, "A"), (3, "B"), (31, "B")]
        answers = [_ask(url, 100_000_000 + n, code, salt) for n, code in asked]
        badly_signed = _ask(url, 100_000_001, "A")
        _, err = _end(process, signal.SIGTERM)

    assert answers == [
        *("STOVE_LV ERROR.", "TIMEOUT RETRY.", "SUCCESS"),
        *("USED.", "SUCCESS", "USER INFO ERROR."),
    ]
    assert badly_signed == "Sign Error"
    assert salt not in guide + err
    assert "KINGSHOT__SALT is the text that was given as --salt" in guide
    assert "export AUTOREDEEM_TITLES__KINGSHOT__REQUESTS_PER_MINUTE=100\n" in guide
    assert "export AUTOREDEEM_TITLES__KINGSHOT__PLAYER_GAP=0\n" in guide
    assert "seq -f %.0f,1 100000001 100000030" in guide
    assert "autoredeem redeem A --guild 1 --title kingshot\n" in guide


@pytest.mark.server
def test_players_come_from_a_member_file(tmp_path: Path) -> None:
    file = tmp_path / "our members.csv"
    file.write_text("fid,state\n5,7\n", encoding="utf-8")

    with _simulating("--players", str(file)) as process:
        guide, url = _guide(process)
        answers = [_ask(url, fid, "WELCOME", state=state) for fid, state in ((5, 7), (6, 7))]
        _end(process, signal.SIGTERM)

    assert answers == ["SUCCESS", "USER INFO ERROR."]
    assert f"autoredeem members import '{file}' --guild 1\n" in guide


class _Hand:
    """A clock whose time is set by hand."""

    seconds = 1_000.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)

    def monotonic(self) -> float:
        return self.seconds


def test_of_many_requests_a_second_only_the_number_is_told() -> None:
    clock = _Hand()
    reply = Reply("SUCCESS", 200, {}, b"")
    with capture_logs() as logged:
        lines = RequestLines(get_logger(), clock)
        for fid in range(30):
            lines.watch({"fid": str(fid), "cdk": "A"}, reply)
        clock.seconds += 1
        lines.watch({"fid": "30", "cdk": "\x1b[2J"}, reply)
        lines.show_rest()

    assert [entry["event"] for entry in logged] == [
        *[f"player '{fid}', code 'A': SUCCESS" for fid in range(20)],
        "… and 10 more in the same second",
        "player '30', code '\N{REPLACEMENT CHARACTER}[2J': SUCCESS",
    ]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--port", "65536"], "--port"),
        (["--limit", "0"], "--limit"),
        (["--player-gap", "-1"], "--player-gap"),
        (["--window", "round"], "--window"),
        (["--salt", ""], "--salt: it is empty"),
        (["--players", "0"], "--players: '0' is not from 1 to 100,000"),
        (["--players", "9" * 5_000], "is not from 1 to 100,000"),
        (["--code", "a b"], "--code: 'a b' has a space"),
        (["--code", "A=dead"], "--code: a code can't be 'dead'; allowed are alive"),
        (["--fault", "earthquake"], "--fault: unknown kind of fault; allowed are too_frequent"),
        (["--fault", "hang,times=x"], "--fault: times: "),
    ],
)
def test_an_option_that_cannot_be_right_is_named(
    capsys: Captured, options: list[str], reason: str
) -> None:
    assert status_of(["simulate", *options]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert reason in err


def test_a_line_of_the_player_file_that_cannot_be_read_is_named(
    capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "players.csv"
    file.write_text("fid,state\n1,7\n2,North\n", encoding="utf-8")

    assert status_of(["simulate", "--players", str(file)]) == 2
    assert "--players: line 3: column 'state'" in capsys.readouterr().err


def test_a_player_file_that_is_not_there_is_told(capsys: Captured, tmp_path: Path) -> None:
    assert status_of(["simulate", "--players", str(tmp_path / "none.csv")]) == 1
    assert "can't be read: No such file" in capsys.readouterr().err


def test_a_port_in_use_is_told(capsys: Captured) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status = status_of(["simulate", "--port", str(port)])

    assert status == 1
    err = capsys.readouterr().err
    assert f"autoredeem: can't listen on 127.0.0.1 port {port}: Address already in use\n" in err


@pytest.mark.server
def test_help_waits_for_no_server() -> None:
    code = (
        "import sys; from autoredeem.cli import status_of; status_of(['simulate', '--help']);"
        "assert not {'aiohttp', 'autoredeem.simulator'} & sys.modules.keys()"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=DEADLINE, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "--player-gap" in done.stdout
