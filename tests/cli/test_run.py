"""`autoredeem run`: the program that serves for months, in a process of its own."""

import asyncio
import json
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import GuildId
from autoredeem.simulator import SIMULATOR_SALT, World
from autoredeem.store import open_store
from support import held_run
from support.command import Call, enrol
from support.facts import changes_to
from support.mongod import fail_command
from support.program import PATIENCE, running
from support.troubled_run import LOCKING
from support.virtual_time import EPOCH

pytestmark = pytest.mark.server

FAILING = """
CREATE TRIGGER failing BEFORE INSERT ON ledger BEGIN INSERT INTO nowhere VALUES (1); END
"""


@pytest.fixture
def enrolled(call: Call, store_url: str, game: str) -> None:
    """Enrol the five players."""
    enrol(call, 1, *range(101, 106))


@pytest.mark.usefixtures("enrolled")
def test_it_works_on_what_others_open_and_says_how_it_is(call: Call, world: World) -> None:
    with running() as program:
        said = program.line_with("is at work")
        assert said["titles"] == "wos"
        ready = program.becomes_ready()
        assert ready["store of wos"]["ok"]
        assert ready["loop"]["ok"]
        summary = json.loads(call("redeem", "ALIVE", "--guild", "1", "--json").out)
        assert (summary["redeemed"], summary["requests"]) == (5, 5)
        assert program.line_with("run over, complete")["redeemed"] == 5
        metrics = program.page("/metrics")[1].splitlines()
        assert 'autoredeem_game_requests_total{outcome="redeemed",title="wos"} 5.0' in metrics
        assert 'autoredeem_recorded_total{outcome="redeemed",title="wos"} 5.0' in metrics
        assert 'autoredeem_sends{title="wos"} 1.0' in metrics
        assert 'autoredeem_open_runs{title="wos"} 0.0' in metrics
        assert (
            'autoredeem_store_seconds_count{operation="check_members",title="wos"} 1.0' in metrics
        )
        assert program.stop() == 0
    assert world.counters.requests == 5
    assert not any("Traceback" in line["event"] for line in program.lines)


@pytest.mark.usefixtures("enrolled")
def test_a_code_that_is_added_by_a_command_is_redeemed_in_every_guild_that_wants_codes(
    call: Call, world: World, store_url: str
) -> None:
    async def want_codes() -> None:
        async with open_store(store_url, title="wos") as store:
            chosen = [GuildSettings(GuildId(1), enabled=True)]
            await store.change_guilds(changes_to(*chosen), by="test", at=EPOCH)

    asyncio.run(want_codes())
    assert call("codes", "add", "ALIVE").status == 0
    with running() as program:
        assert program.line_with("run over, complete")["redeemed"] == 5
        assert program.stop() == 0
    assert world.counters.requests == 5


@pytest.mark.usefixtures("enrolled")
def test_it_makes_backups_by_itself_while_it_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    monkeypatch.setenv("AUTOREDEEM_BACKUP__FOLDER", str(folder))
    with running() as program:
        program.line_with("Backed up to")
        said = program.becomes_ready()["backups"]
        assert (said["ok"], said["needed"]) == (True, False)
        metrics = program.page("/metrics")[1].splitlines()
        assert "autoredeem_backups_failed_total 0.0" in metrics
        assert program.stop() == 0
    [made] = folder.iterdir()
    assert made.name.endswith(".backup")


@pytest.mark.usefixtures("enrolled")
def test_a_backup_that_can_not_be_made_stops_nothing(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("AUTOREDEEM_BACKUP__FOLDER", str(tmp_path / "file"))
    with running() as program:
        program.line_with("No backup could be made")
        said = program.becomes_ready()["backups"]
        assert (said["ok"], said["needed"]) == (False, False)
        summary = json.loads(call("redeem", "ALIVE", "--guild", "1", "--json").out)
        assert summary["redeemed"] == 5
        assert program.stop() == 0


@pytest.mark.usefixtures("enrolled")
def test_a_stop_in_the_middle_keeps_the_rest_for_the_next_start(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE", "60")
    with running() as program:
        program.line_with("is at work")
        watching = subprocess.Popen(
            [sys.executable, "-m", "autoredeem", "redeem", "ALIVE", "--guild", "1", "--json"],
            stdout=subprocess.PIPE,
            text=True,
        )
        with watching:
            while not world.counters.requests:
                threading.Event().wait(0.01)
            assert program.stop() == 0
            asked = world.counters.requests
            assert asked < 5
            out, _ = watching.communicate(timeout=PATIENCE)
    # Whoever watched took over what the stopped program gave back.
    assert json.loads(out)["redeemed"] == 5
    assert world.counters.requests == 5


@pytest.mark.usefixtures("game")
def test_it_is_not_ready_while_its_store_is_locked_and_ready_again_after(
    sqlite_file: Path,
) -> None:
    with running() as program:
        program.line_with("is at work")
        program.becomes_ready()
        with _locked(sqlite_file):
            said = program.becomes_ready(ready=False)
            assert "another process keeps it locked" in said["store of wos"]["why"]
            assert said["loop"]["ok"]
            assert program.page("/healthz")[0] == 200
        program.becomes_ready()
        assert program.stop() == 0


@pytest.mark.usefixtures("enrolled")
def test_stopped_while_outcomes_can_t_be_recorded_it_says_how_many_are_lost(
    world: World, store_url: str, request: pytest.FixtureRequest
) -> None:
    with running() as program:
        program.line_with("is at work")
        with _taking_no_settlement(store_url, request):
            asyncio.run(_want_alive(store_url))
            program.line_with("Outcomes can't be recorded")
            while world.counters.requests < 5:
                threading.Event().wait(0.01)
            assert program.stop() == 1
    said = program.line_with("could not be recorded")
    assert said["event"].startswith("5 outcomes of wos could not be recorded")
    assert said["level"] == "error"
    with running() as program:
        assert program.line_with("run over, complete")["already"] == 5
        assert program.stop() == 0
    assert not any("could not be recorded" in line["event"] for line in program.lines)


async def _want_alive(store_url: str) -> None:
    """Open the run of a code that is known to work: everyone is asked at once."""
    async with open_store(store_url, title="wos") as store:
        await store.judge({"ALIVE": Standing(Life.ALIVE)}, at=EPOCH)
        await store.want_runs([(GuildId(1), "ALIVE")], at=EPOCH)


@contextmanager
def _taking_no_settlement(store_url: str, request: pytest.FixtureRequest) -> Iterator[None]:
    """Let all that is written into the ledger fail, and nothing else."""
    if store_url.startswith("sqlite"):
        with closing(sqlite3.connect(store_url.removeprefix("sqlite:///"))) as other:
            other.execute(FAILING)
            yield
            other.execute("DROP TRIGGER failing")
        return
    uri: str = request.getfixturevalue("mongod_uri")
    ledger = f"{store_url.rpartition('/')[2].partition('?')[0]}.auto_redeemed_codes"
    point = fail_command(uri, "insert", error_code=50, namespace=ledger)
    with asyncio.Runner() as runner:
        runner.run(point.__aenter__())
        yield
        runner.run(point.__aexit__(None, None, None))


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", LOCKING, str(file)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "locked\n"
        yield
        other.stdin.close()


@pytest.mark.usefixtures("game", "sqlite_file")
@pytest.mark.parametrize(
    ("handler", "line"), [(held_run.sleeps, "time.sleep(0.5)"), (held_run.computes, "")]
)
def test_a_handler_that_holds_the_loop_is_named_by_its_line(
    handler: Callable[[Any], None], line: str, call: Call
) -> None:
    enrol(call, 1, 101)
    with running(held_run.__file__, handler.__name__) as program:
        program.line_with("is at work")
        assert call("redeem", "ALIVE", "--guild", "1").status == 0
        # On a busy machine it may be held elsewhere, too.
        where = f" in {handler.__name__}: "
        seen = program.line_with("The loop has not moved for ", where)
        assert seen["level"] == "warning"
        assert "held_run.py:" in seen["at"]
        assert line in seen["at"]
        assert program.line_with("The loop moves again after ", where)["at"] == seen["at"]
        (count,) = re.findall(
            r"^autoredeem_loop_incidents_total (.*)$", program.page("/metrics")[1], re.MULTILINE
        )
        assert float(count) >= 1


@pytest.mark.usefixtures("game", "sqlite_file")
def test_a_second_start_on_the_same_port_is_said_in_a_line(
    monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    with running() as program:
        program.line_with("is at work")
        monkeypatch.setenv("AUTOREDEEM_HEALTH__PORT", str(program.port))
        said = call("run")
    assert said.status == 1
    assert f"can't listen on 127.0.0.1 port {program.port}: Address already in use" in said.err
    assert "AUTOREDEEM_HEALTH__PORT" in said.err


@pytest.mark.usefixtures("game")
def test_without_any_salt_it_says_which_setting_is_missing(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUTOREDEEM_TITLES__WOS__SALT")
    said = call("run")
    assert said.status == 2
    assert "AUTOREDEEM_TITLES__WOS__SALT is not set" in said.err


@pytest.mark.usefixtures("game")
def test_a_store_that_is_gone_at_the_start_is_said_in_a_line(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", "mongodb://127.0.0.1:1/nothing")
    monkeypatch.setenv("AUTOREDEEM_STORE__FIND_SERVER", "0.2")
    monkeypatch.setenv("AUTOREDEEM_HEALTH__PORT", "0")
    said = call("run")
    assert said.status == 1
    assert said.err.splitlines()[-1].startswith("autoredeem: MongoDB at 127.0.0.1:1")
    assert SIMULATOR_SALT not in said.err
