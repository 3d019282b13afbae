"""`autoredeem doctor`: each line broken once, and nothing secret in any."""

import json
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from autoredeem.cli import doctor_run
from autoredeem.simulator import Fault, FaultKind, World
from cli.conftest import be_patient
from support.command import Call

LINES = ["settings", "salt", "store", "store speed", "store writes", "store schema"]
BEHIND = ["game", "clock", "discord"]

pytestmark = pytest.mark.usefixtures("game")


def levels(out: str) -> dict[str, str]:
    """Give the level of each line by its subject, in the order of the lines."""
    lines = [line.partition(": ")[0] for line in out.splitlines()]
    return {line[6:]: line[:6].strip() for line in lines}


def line_of(out: str, subject: str) -> str:
    [line] = [line for line in out.splitlines() if line[6:].startswith(f"{subject}: ")]
    return line


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def database(url: str) -> MongoClient[dict[str, Any]]:
    return MongoClient(url)


def test_all_is_well_with_one_request_and_nothing_left_behind(
    call: Call, store_url: str, world: World
) -> None:
    said = call("doctor")
    more = ["disk"] if store_url.startswith("sqlite") else ["older bot"]
    assert (said.status, said.err) == (0, "")
    assert list(levels(said.out).items()) == [(it, "OK") for it in [*LINES, *more, *BEHIND]]
    assert "is from AUTOREDEEM_STORE_URL" in line_of(said.out, "settings")
    assert "What to do" not in said.out
    assert world.counters.requests == 1
    assert world.counters.bad_signature == 0
    assert world.counters.by_answer["SUCCESS"] == 0
    assert call("codes", "list").out == ""
    nobody = call("members", "list", "--guild", str(2**63 - 1))
    assert nobody.out == ""


def test_json_is_one_object_with_a_list_of_findings(
    call: Call, sqlite_file: Path, world: World
) -> None:
    world.script(Fault(FaultKind.SERVER_ERROR))
    said = call("doctor", "--json")
    content = json.loads(said.out)
    assert said.status == 1
    assert list(content) == ["title", "findings"]
    assert content["title"] == "wos"
    assert [finding["subject"] for finding in content["findings"]] == [*LINES, "disk", *BEHIND]
    game = content["findings"][-3]
    assert game.keys() == {"level", "subject", "found", "advice"}
    assert game["level"] == "fail"
    assert "HTTP 503" in game["found"]
    assert sqlite_file.exists()


@pytest.mark.usefixtures("sqlite_file")
def test_a_wrong_salt_fails_with_the_setting_named(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__SALT", "S3CRET-but-wrong")
    said = call("doctor")
    assert said.status == 1
    assert line_of(said.out, "game").startswith("FAIL")
    assert "What to do: set AUTOREDEEM_TITLES__WOS__SALT to" in line_of(said.out, "game")
    assert world.counters.requests == 1
    assert "S3CRET" not in said.out + said.err


@pytest.mark.usefixtures("sqlite_file")
@pytest.mark.parametrize(
    "fault",
    [
        Fault(FaultKind.REFUSED),
        Fault(FaultKind.REFUSED, status=401),
        Fault(FaultKind.CHALLENGE),
        Fault(FaultKind.CHALLENGE, status=200),
    ],
    ids=lambda fault: f"{fault.kind}-{fault.status}",
)
def test_a_game_that_lets_nobody_in_fails_with_what_an_operator_can_do(
    call: Call, world: World, fault: Fault
) -> None:
    world.script(fault)
    said = call("doctor")
    line = line_of(said.out, "game")
    assert said.status == 1
    assert line.startswith("FAIL")
    assert "turns this computer away at the door" in line
    assert "open https://wos-giftcode.centurygame.com/ in a browser" in line
    assert "AUTOREDEEM_TITLES__WOS__REFERER" in line


@pytest.mark.usefixtures("sqlite_file")
def test_a_missing_salt_fails_and_the_game_is_left_alone(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUTOREDEEM_TITLES__WOS__SALT")
    said = call("doctor")
    found = levels(said.out)
    assert said.status == 1
    assert (found["salt"], found["store"], found["game"]) == ("FAIL", "OK", "WARN")
    assert "AUTOREDEEM_TITLES__WOS__SALT is not set" in said.out
    assert world.counters.requests == 0


@pytest.mark.usefixtures("sqlite_file")
def test_each_title_has_a_salt_of_its_own(call: Call) -> None:
    said = call("doctor", "--title", "kingshot")
    assert said.status == 1
    assert "AUTOREDEEM_TITLES__KINGSHOT__SALT is not set" in said.out


@pytest.mark.usefixtures("sqlite_file")
def test_a_game_that_is_not_there_fails_with_its_host_alone(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = unused_port()
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__URL", f"http://me:S3CRET@127.0.0.1:{port}/api")
    said = call("doctor")
    assert said.status == 1
    assert line_of(said.out, "game").startswith(f"FAIL  game: 127.0.0.1:{port} can't be reached")
    assert "no answer of the game told the time" in line_of(said.out, "clock")
    assert "S3CRET" not in said.out + said.err


def test_a_store_that_is_not_there_hides_nothing_else(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = f"127.0.0.1:{unused_port()}"
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", f"mongodb://me:S3CRET@{at}/facts")
    monkeypatch.setenv("AUTOREDEEM_STORE__FIND_SERVER", "0.3")
    said = call("doctor")
    assert said.status == 1
    assert levels(said.out) == {
        "settings": "OK",
        "salt": "OK",
        "store": "FAIL",
        "game": "OK",
        "clock": "OK",
        "discord": "OK",
    }
    assert f"MongoDB at {at} can't be asked" in line_of(said.out, "store")
    assert "What to do: try again" in line_of(said.out, "store")
    assert "S3CRET" not in said.out + said.err


def test_a_file_that_another_process_keeps_locked_fails(
    call: Call, sqlite_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_STORE__FIND_SERVER", "0.1")
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = call("doctor")
    found = levels(said.out)
    assert said.status == 1
    assert (found["store"], found["disk"], found["game"]) == ("FAIL", "OK", "OK")
    assert "another process keeps it locked" in line_of(said.out, "store")


def test_a_url_that_can_be_no_stores_fails(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", "postgres://me:S3CRET@host/facts")
    said = call("doctor")
    found = levels(said.out)
    assert said.status == 1
    assert (found["store"], found["game"]) == ("FAIL", "OK")
    assert "S3CRET" not in said.out + said.err


def test_it_says_which_setting_named_the_store(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("AUTOREDEEM_STORE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert "not set: a file in your data folder" in line_of(call("doctor").out, "settings")
    monkeypatch.setenv("MONGO_URI", "mongodb://me:S3CRET@127.0.0.1:bad")
    said = call("doctor")
    assert "is from MONGO_URI" in line_of(said.out, "settings")
    assert "S3CRET" not in said.out + said.err


def test_settings_that_can_not_be_read_fail_a_line_each(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__URL", "ftp://S3CRET")
    monkeypatch.setenv("AUTOREDEEM_LOG_LEVEL", "loud")
    said = call("doctor")
    first, second, rest = said.out.splitlines()
    assert said.status == 1
    assert first.startswith("FAIL  settings: AUTOREDEEM_")
    assert second.startswith("FAIL  settings: AUTOREDEEM_")
    assert rest.startswith("WARN  store, game, clock and Discord: not looked at")
    assert "S3CRET" not in said.out + said.err
    assert world.counters.requests == 0


def test_a_newer_schema_fails_with_what_it_takes(call: Call, store_url: str) -> None:
    assert call("doctor").status == 0
    if store_url.startswith("sqlite"):
        with closing(sqlite3.connect(store_url.removeprefix("sqlite:///"))) as file:
            file.execute("PRAGMA user_version = 99")
    else:
        with database(store_url) as client:
            meta = client.get_default_database()["autoredeem_meta"]
            meta.update_one({"_id": "schema"}, {"$set": {"version": 99}})
    said = call("doctor")
    assert said.status == 1
    assert line_of(said.out, "store").startswith("FAIL")
    assert "schema 99" in said.out
    assert "needs the newest autoredeem" in said.out


def test_a_missing_index_is_named_in_a_warning(call: Call, sqlite_file: Path) -> None:
    assert call("doctor").status == 0
    with closing(sqlite3.connect(sqlite_file)) as file:
        file.execute("DROP INDEX members_by_fid")
    says_what_to_do_about("members_by_fid", call)


def test_so_is_one_that_a_server_can_not_build(
    call: Call, mongodb_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", mongodb_url)
    be_patient(monkeypatch)
    with database(mongodb_url) as client:
        members = client.get_default_database()["auto_redeem_members"]
        members.insert_many([{"guild_id": 1, "fid": "7"}, {"guild_id": 1, "fid": "7"}])
    twice = "as it holds members in several documents, such as 7 in guild 1"
    says_what_to_do_about(f"{members.full_name}, {twice}", call)


def says_what_to_do_about(name: str, call: Call) -> None:
    said = call("doctor")
    assert (said.status, said.err) == (0, "")
    line = line_of(said.out, "store schema")
    assert line.startswith("WARN")
    assert name in line
    assert "What to do" in line


def test_a_table_that_is_gone_fails_its_own_line_alone(call: Call, sqlite_file: Path) -> None:
    assert call("doctor").status == 0
    with closing(sqlite3.connect(sqlite_file)) as file:
        file.execute("DROP TABLE members")
    said = call("doctor")
    found = levels(said.out)
    assert said.status == 1
    assert (found["store"], found["store speed"], found["store writes"]) == ("OK", "OK", "FAIL")
    assert "no such table: members" in line_of(said.out, "store writes")


@pytest.mark.usefixtures("sqlite_file")
def test_without_a_token_it_says_that_it_serves_without_discord(call: Call) -> None:
    line = line_of(call("doctor").out, "discord")
    assert line.startswith("OK")
    assert "AUTOREDEEM_DISCORD_TOKEN is not set: it serves without Discord" in line


@pytest.mark.usefixtures("sqlite_file")
def test_a_discord_that_can_not_be_reached_fails_and_hides_nothing_else(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_run, "DISCORD_API", f"http://127.0.0.1:{unused_port()}")
    monkeypatch.setenv("AUTOREDEEM_DISCORD_TOKEN", "S3CRET.token")
    said = call("doctor")
    assert said.status == 1
    assert {*levels(said.out).items()} >= {("store", "OK"), ("game", "OK"), ("discord", "FAIL")}
    assert "it can't be reached (Connection refused)" in line_of(said.out, "discord")
    assert "S3CRET" not in said.out + said.err
    found = json.loads(call("doctor", "--json").out)["findings"][-1]
    assert (found["subject"], found["level"]) == ("discord", "fail")


@pytest.mark.usefixtures("sqlite_file")
def test_no_answer_that_repeats_a_secret_of_another_server_s_shows_it(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_run, "DISCORD_API", f"http://127.0.0.1:{unused_port()}")
    monkeypatch.setenv("AUTOREDEEM_DISCORD_TOKEN", "S3CRET.token")
    world.script(Fault(FaultKind.ANSWER, words="WHO IS S3CRET.token ?", times=None))
    said = call("doctor")
    assert "WHO IS *** ?" in line_of(said.out, "game")
    assert "S3CRET" not in said.out + said.err + call("doctor", "--json").out


def test_help_names_what_it_looks_at(call: Call) -> None:
    said = call("doctor", "--help")
    assert said.status == 0
    assert "settings, store, game, clock and Discord" in said.out
