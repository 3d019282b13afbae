"""A store that can't be, or isn't there: a clear line, and nothing secret in it."""

import socket
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from autoredeem.app import retention_periods
from autoredeem.settings import Settings
from support.command import Call

pytestmark = pytest.mark.usefixtures("game")


def test_a_store_of_an_unknown_kind_is_said(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("postgres://user:S3CRET@host/db", "S3CRET", "://"):
        monkeypatch.setenv("AUTOREDEEM_STORE_URL", url)
        said = call("redeem", "ALIVE", "--guild", "1")
        assert said.status == 2
        assert "AUTOREDEEM_STORE_URL: unknown kind of store" in said.err
        assert "allowed are sqlite:///path/to/file and mongodb://host/database" in said.err
        assert "S3CRET" not in said.err


def test_a_server_that_is_not_there_is_said(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", f"mongodb://user:S3CRET@127.0.0.1:{port}/db")
    monkeypatch.setenv("AUTOREDEEM_STORE__FIND_SERVER", "0.5")
    said = call("redeem", "ALIVE", "--guild", "1")
    assert said.status == 1
    assert f"127.0.0.1:{port}" in said.err
    assert "S3CRET" not in said.err
    assert "Traceback" not in said.err


@pytest.fixture
def no_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away MongoDB's driver, and what was made with it."""
    for name in list(sys.modules):
        if name.startswith("autoredeem.store.mongo"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pymongo", None)
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", "mongodb://user:S3CRET@127.0.0.1/db")


@pytest.mark.usefixtures("no_driver")
@pytest.mark.parametrize("command", [["redeem", "ALIVE", "--guild", "1"], ["run"]])
def test_a_missing_driver_of_mongodb_is_said_with_what_to_install(
    call: Call, command: list[str]
) -> None:
    said = call(*command)
    assert said.status == 2
    assert "AUTOREDEEM_STORE_URL: MongoDB needs one more package here: pip install" in said.err
    assert '"autoredeem[mongo]"' in said.err
    assert "S3CRET" not in said.err


@pytest.mark.usefixtures("no_driver")
def test_the_doctor_says_that_the_driver_is_missing(call: Call) -> None:
    said = call("doctor")
    assert said.status == 1
    assert 'pip install "autoredeem[mongo]"' in said.out.replace("\n", " ")


def test_a_data_folder_that_can_not_be_written_is_said(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", f"sqlite:///{tmp_path}/file/autoredeem.db")
    said = call("redeem", "ALIVE", "--guild", "1")
    assert said.status == 1
    assert str(tmp_path / "file") in said.err
    assert "Traceback" not in said.err


def test_a_wrong_setting_names_itself_and_what_is_allowed(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__URL", "ftp://S3CRET")
    monkeypatch.setenv("AUTOREDEEM_LOG_LEVEL", "loud")
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE", "0")
    said = call("redeem", "ALIVE", "--guild", "1")
    assert said.status == 2
    assert "AUTOREDEEM_TITLES__WOS__URL must be an address such as https://host/api" in said.err
    assert "AUTOREDEEM_LOG_LEVEL must be debug, info, warning or error" in said.err
    assert "AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE" in said.err
    assert "S3CRET" not in said.err


@pytest.mark.parametrize("token", ["  ", "S3CRET S3CRET", "S3CRET\nS3CRET", "S3CRÈT"])
def test_a_token_that_no_header_can_hold_is_said(
    call: Call, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("AUTOREDEEM_DISCORD_TOKEN", token)
    said = call("run")
    assert said.status == 2
    assert "AUTOREDEEM_DISCORD_TOKEN must be the token alone, in one piece" in said.err
    assert "S3CR" not in said.err


@pytest.mark.parametrize("operators", ["nobody", "12,x", "-3", "0", "1_000", "9" * 20])
def test_operators_are_ids(call: Call, monkeypatch: pytest.MonkeyPatch, operators: str) -> None:
    monkeypatch.setenv("AUTOREDEEM_OPERATORS", operators)
    said = call("run")
    assert said.status == 2
    assert "AUTOREDEEM_OPERATORS must be Discord users' ids, with commas between them" in said.err


@pytest.mark.parametrize("guilds", ["North", "12,x", "-3", "0", "9" * 20])
def test_allowed_servers_are_ids(call: Call, monkeypatch: pytest.MonkeyPatch, guilds: str) -> None:
    monkeypatch.setenv("AUTOREDEEM_ALLOWED_GUILDS", guilds)
    said = call("run")
    assert said.status == 2
    assert "AUTOREDEEM_ALLOWED_GUILDS must be Discord servers' ids, with commas" in said.err


def test_the_game_is_asked_about_accounts_unless_that_is_switched_off(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Settings().proofs
    monkeypatch.setenv("AUTOREDEEM_PROOFS", "false")
    assert not Settings().proofs
    monkeypatch.setenv("AUTOREDEEM_PROOFS", "perhaps")
    said = call("run")
    assert said.status == 2
    assert "AUTOREDEEM_PROOFS must be true or false" in said.err


def test_official_channels_are_ids_and_messages_are_read_or_not(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_OFFICIAL_CHANNELS", "12 34")
    monkeypatch.setenv("AUTOREDEEM_DISCORD__MESSAGE_CONTENT", "true")
    settings = Settings()
    assert settings.official_channels == {12, 34}
    assert settings.discord.message_content
    monkeypatch.setenv("AUTOREDEEM_OFFICIAL_CHANNELS", "#news")
    monkeypatch.setenv("AUTOREDEEM_DISCORD__MESSAGE_CONTENT", "perhaps")
    said = call("run")
    assert said.status == 2
    assert "AUTOREDEEM_OFFICIAL_CHANNELS must be Discord channels' ids, with commas" in said.err
    assert "AUTOREDEEM_DISCORD__MESSAGE_CONTENT must be true or false" in said.err


def test_operators_may_be_many() -> None:
    chosen = Settings.model_validate({"operators": "12, 34 56\u200b"}).operators
    assert chosen == {12, 34, 56}


def test_how_long_things_are_kept_is_set_in_days(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_RETENTION__CODES_DAYS", "30")
    periods = retention_periods(Settings())
    assert (periods.codes, periods.trails) == (timedelta(days=30), timedelta(days=365))
    assert periods.requests == timedelta(days=90)
    monkeypatch.setenv("AUTOREDEEM_RETENTION__TRAILS_DAYS", "0")
    said = call("codes", "list")
    assert said.status == 2
    assert "AUTOREDEEM_RETENTION__TRAILS_DAYS" in said.err


def test_a_settings_file_is_outranked_by_the_environment(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file.toml").write_text(f'store_url = "sqlite:///{tmp_path}/toml.db"')
    monkeypatch.delenv("AUTOREDEEM_STORE_URL", raising=False)
    assert call("codes", "list", "--config", str(tmp_path / "file.toml")).status == 0
    assert (tmp_path / "toml.db").exists()
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", f"sqlite:///{tmp_path}/environment.db")
    assert call("codes", "list", "--config", str(tmp_path / "file.toml")).status == 0
    assert (tmp_path / "environment.db").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("stor_url = 'S3CRET'", "there is no such setting; the nearest is store_url"),
        ("[titles.wos]\nslat = 'S3CRET'", "no such setting; the nearest is titles.wos.salt"),
        ("[titles.WOS]\nsalt = 'S3CRET'", "no such setting; the nearest is titles.wos.salt"),
        ("[feeds.news]\nulr = 'S3CRET'", "no such setting; the nearest is feeds.news.url"),
        ("[log_level]\nx = 1", "'log_level.x' in --config"),
        ("x = ", "is not TOML"),
        (None, "can't be read"),
    ],
)
def test_a_settings_file_that_can_not_be_read_is_said(
    call: Call, tmp_path: Path, content: str | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / "file.toml").write_text(content)
    said = call("codes", "list", "--config", str(tmp_path / "file.toml"))
    assert said.status == 2
    assert reason in said.err
    assert "file.toml" in said.err
    assert "S3CRET" not in said.err


@pytest.mark.parametrize(
    ("name", "wrong", "allowed"),
    [
        ("TITLES", "wos", "set as AUTOREDEEM_TITLES__WOS__SALT"),
        ("HEALTH", "8710", "set as AUTOREDEEM_HEALTH__HOST and AUTOREDEEM_HEALTH__PORT"),
        ("HEALTH__HOST", " ", "an address of this computer, such as 127.0.0.1, or 0.0.0.0"),
        ("HEALTH__HOST", "http://x", "an address of this computer, such as 127.0.0.1"),
        ("HEALTH__PORT", "high", "a whole number from 0 to 65,535"),
        ("LIMITS__MEMBERS", "0", "a whole number from 1 to 1,000,000"),
        ("STORE__COMMAND", "0", "a number above 0, at most 600"),
        ("TITLES__WOS__PLAYER_GAP", "-1", "a number from 0 to 60"),
        ("OPERATORS", "me", "Discord users' ids, with commas between them: numbers, no names"),
    ],
)
def test_whatever_is_wrong_is_told_what_is_allowed(
    call: Call, monkeypatch: pytest.MonkeyPatch, name: str, wrong: str, allowed: str
) -> None:
    monkeypatch.setenv(f"AUTOREDEEM_{name}", wrong)
    said = call("run")
    assert said.status == 2
    assert f"AUTOREDEEM_{name} must be {allowed}" in said.err
    assert "S3CRET" not in said.err


def test_the_names_of_older_bots_are_understood(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUTOREDEEM_STORE_URL", raising=False)
    monkeypatch.setenv("MONGO_URI", "mongodb://127.0.0.1:1/")
    monkeypatch.setenv("MONGO_DB_NAME", "old_bot")
    monkeypatch.setenv("AUTOREDEEM_STORE__FIND_SERVER", "0.2")
    said = call("codes", "list")
    assert said.status == 1
    assert "127.0.0.1:1" in said.err


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("AUTOREDEEM_TITLE__WOS__SALT", "; the nearest is AUTOREDEEM_TITLES__WOS__SALT"),
        ("AUTOREDEEM_TITLES__WSO__SALT", "; the nearest is AUTOREDEEM_TITLES__WOS__SALT"),
        ("AUTOREDEEM_HEALTH_PORT", "; the nearest is AUTOREDEEM_HEALTH__PORT"),
        ("AUTOREDEEM_FEEDS__NEWS__ULR", "; the nearest is AUTOREDEEM_FEEDS__NEWS__URL"),
        ("AUTOREDEEM_FEEDS__NEWS__HEADER", "; the nearest is AUTOREDEEM_FEEDS__NEWS__HEADERS"),
        ("AUTOREDEEM_LOG_LEVEL__HERE", "; the nearest is AUTOREDEEM_LOG_LEVEL"),
        ("AUTOREDEEM_MONGO_URI", "; the nearest is MONGO_URI"),
        ("AUTOREDEEM_STORE_ULR", "; the nearest is AUTOREDEEM_STORE_URL"),
        ("autoredeem_operator", "; the nearest is AUTOREDEEM_OPERATORS"),
        ("AUTOREDEEM_XYZZY", ""),
    ],
)
def test_a_name_that_is_no_setting_s_is_said_with_the_nearest(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, nearest: str
) -> None:
    what = f"{name.upper()!r} in {{}}: there is no such setting{nearest}\n"
    with monkeypatch.context() as there:
        there.setenv(name, "S3CRET")
        said = call("redeem", "ALIVE", "--guild", "1")
        assert said.status == 2
        assert what.format("the environment") in said.err
        assert "S3CRET" not in said.err
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(f"{name}=S3CRET\nOTHER_PROGRAM=1\n")
    said = call("redeem", "ALIVE", "--guild", "1")
    assert said.status == 2
    assert what.format(".env") in said.err
    assert "S3CRET" not in said.err


def test_a_name_in_json_is_looked_at_too(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOREDEEM_LIMITS", '{"member": 7}')
    said = call("run")
    assert said.status == 2
    assert "AUTOREDEEM_LIMITS__MEMBER: there is no such setting; the nearest is AUTORE" in said.err


@pytest.mark.parametrize("line", ["AUTOREDEEM_LOG_LEVEL S3CRET", "AUTOREDEEM_STORE_URL='S3CRET"])
def test_a_line_of_the_file_that_can_not_be_read_is_said(
    call: Call, tmp_path: Path, line: str
) -> None:
    (tmp_path / ".env").write_text(f"# mine\nOTHERS ?\n{line}\n")
    said = call("run")
    assert said.status == 2
    assert said.err.startswith("autoredeem: .env, line 3: it can't be read. A line is NAME=value")
    assert "S3CRET" not in said.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_file_is_utf_8_with_a_mark_or_without(
    call: Call, tmp_path: Path, encoding: str
) -> None:
    (tmp_path / ".env").write_text("AUTOREDEEM_LOG_LEVEL=S3CRET\n", encoding=encoding)
    said = call("run")
    assert said.status == 2
    wrong = "it is not UTF-8" if encoding == "utf-16" else "AUTOREDEEM_LOG_LEVEL must be"
    assert wrong in said.err
    assert "S3CRET" not in said.err


def test_what_backups_may_be_is_said(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTOREDEEM_BACKUP__FOLDER", "backups")
    monkeypatch.setenv("AUTOREDEEM_BACKUP__EVERY", "0")
    monkeypatch.setenv("AUTOREDEEM_BACKUP__KEEP", "0")
    said = call("codes", "list")
    assert said.status == 2
    assert "AUTOREDEEM_BACKUP__EVERY must be a number from 0.25 to 8,760" in said.err
    assert "AUTOREDEEM_BACKUP__KEEP must be a whole number from 1 to 10,000" in said.err
