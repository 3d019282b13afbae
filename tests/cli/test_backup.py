"""Backing up and restoring by command: what is said, and what a real kill leaves."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import Call, enrol

GUILD = 900_001


KILLED = """
import os, signal, sys
from autoredeem.store.{module} import {name} as whole
import autoredeem.store.backup as backup
from autoredeem.cli import main

def killed(*args, **named):
    steps = iter(range(int(sys.argv[1])))
    def step():
        if next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
    return whole(*args, **{{**named, "step": step}})

backup.{name} = killed
main(sys.argv[2:])
"""
"""Runs a command in which the process is killed after so many steps."""


def killed(name: str, steps: int, *arguments: str) -> None:
    """Run a command that is killed on the way."""
    program = KILLED.format(module="backup", name=name)
    status = subprocess.run(
        [sys.executable, "-c", program, str(steps), *arguments], check=False
    ).returncode
    assert status == -signal.SIGKILL


def fids(call: Call) -> list[str]:
    listed = call("members", "list", "--guild", str(GUILD)).out
    return sorted(line.split("\t")[0] for line in listed.splitlines())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder of the test's own; what a kill leaves stays in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("store_url")
def test_what_was_backed_up_is_there_again_after_all_was_lost(call: Call, folder: Path) -> None:
    enrol(call, GUILD, 10_000_001, 10_000_002)
    made = call("backup", "all.backup")
    assert made.status == 0, made.err
    assert re.match(r"all.backup written, \d+ kB. In it: 2 members, 0 redemptions,", made.out)
    assert call("members", "remove", "10000001", "10000002", "--guild", str(GUILD)).status == 0
    enrol(call, GUILD, 10_000_009)
    refused = call("restore", "all.backup")
    assert refused.status == 1
    assert "In it: 1 member, 0 redemptions" in refused.err
    assert "autoredeem restore FILE --force" in refused.err
    assert fids(call) == ["10000009"]
    assert call("restore", "all.backup", "--force").status == 0
    assert fids(call) == ["10000001", "10000002"]
    assert call("backup", "all.backup").status == 1
    assert (folder / "all.backup").stat().st_mode & 0o777 == 0o600


@pytest.mark.server
@pytest.mark.usefixtures("store_url")
def test_a_backup_whose_process_is_killed_is_not_there_and_is_made_again(
    call: Call, folder: Path
) -> None:
    enrol(call, GUILD, 10_000_001)
    killed("back_up", 1, "backup", "all.backup")
    assert not (folder / "all.backup").exists()
    assert call("backup", "all.backup").status == 0
    assert [one.name for one in folder.glob("all.backup*")] == ["all.backup"]


@pytest.mark.server
def test_a_store_whose_restoring_process_is_killed_is_whole_or_refused_and_restored_again(
    call: Call, store_url: str, folder: Path
) -> None:
    enrol(call, GUILD, 10_000_001)
    assert call("backup", "all.backup").status == 0
    enrol(call, GUILD, 10_000_002)
    killed("restore", 1, "restore", "all.backup", "--force")
    if store_url.startswith("sqlite"):
        assert fids(call) == ["10000001", "10000002"]
        assert call("restore", "all.backup").status == 1
        assert call("restore", "all.backup", "--force").status == 0
    else:
        half = call("members", "list", "--guild", str(GUILD))
        assert half.status == 1
        assert "do it again: autoredeem restore FILE" in half.err
        assert call("restore", "all.backup").status == 0
    assert fids(call) == ["10000001"]
