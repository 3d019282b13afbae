"""The folder is set up without make: with whatever Python is there, or with what to do for one."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.server

ROOT = Path(__file__).parents[1]

PYTHON = f"""#!/bin/sh
case "$1 $2" in
    "-m venv") mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;
    "-m pip") printf '%s ' "$@" >>"$ASKED"; echo >>"$ASKED" ;;
    "-P -m") shift 3; printf '%s|' "started in $PYTHONPATH" "$@"; exit 3 ;;
    *) exec {sys.executable} "$@" ;;
esac
"""
"""Answers like Python, makes a set-up of itself, and writes down what is installed into it."""

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder as somebody has unpacked it, with blanks in its name."""
    folder = tmp_path / "my bots" / "auto redeem"
    (folder / "requirements").mkdir(parents=True)
    for name in ("install.sh", "autoredeem", "requirements/run.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """Make a folder with the few commands that every system has, and no Python."""
    commands = tmp_path / "commands"
    commands.mkdir()
    for name in ("dirname", "sed", "cat", "mkdir", "cp", "sh"):
        (commands / name).symlink_to(str(shutil.which(name)))
    return commands


@pytest.fixture
def run(tmp_path: Path, folder: Path, commands: Path) -> Run:
    """Return what runs a script of the folder, from elsewhere."""

    def run(script: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [folder / script, *arguments],
            cwd=tmp_path,
            env={"PATH": str(commands), "ASKED": str(tmp_path / "asked"), **more},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def python_in(commands: Path, name: str = "python3") -> Path:
    """Put a Python among the commands."""
    python = commands / name
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o755)
    return python


def installs(tmp_path: Path) -> Iterator[str]:
    """Yield what pip was told to install, with which options."""
    for line in (tmp_path / "asked").read_text(encoding="utf-8").splitlines():
        if " install " in line:
            yield " ".join(line.partition(" install ")[2].split())


def test_a_folder_is_set_up_and_started(
    folder: Path, commands: Path, run: Run, tmp_path: Path
) -> None:
    python_in(commands)
    done = run("install.sh")
    assert (done.returncode, done.stderr) == (0, "")
    assert "./autoredeem demo" in done.stdout
    locked, ours = installs(tmp_path)
    assert "--require-hashes --only-binary :all: -r .venv/requirements.txt" in locked
    assert "--editable ." in ours
    chosen = (folder / ".venv/requirements.txt").read_text(encoding="utf-8")
    assert chosen == (ROOT / "requirements/run.txt").read_text(encoding="utf-8")

    started = run("autoredeem", "codes", "add", "TWO WORDS")
    assert started.stdout == f"started in {folder / 'src'}|codes|add|TWO WORDS|"
    assert started.returncode == 3


def test_set_up_again_it_takes_what_is_there(commands: Path, run: Run, tmp_path: Path) -> None:
    python_in(commands)
    assert "Setting up .venv with python3" in run("install.sh").stdout
    again = run("install.sh")
    assert again.returncode == 0
    assert "Setting up" not in again.stdout
    assert len(list(installs(tmp_path))) == 4


def test_another_python_can_be_named(tmp_path: Path, commands: Path, run: Run) -> None:
    python_in(commands)
    named = python_in(tmp_path, "a python")
    assert f"with {named} ..." in run("install.sh", PYTHON=str(named)).stdout


def test_a_python_that_is_named_but_too_old_is_said(commands: Path, run: Run) -> None:
    python_in(commands)
    done = run("install.sh", PYTHON="/bin/false")
    assert done.returncode == 1
    assert done.stderr == "PYTHON names /bin/false, which is not Python 3.11 or newer.\n"


@pytest.mark.parametrize(
    ("manager", "advice"),
    [
        ("apt-get", "sudo apt install python3 python3-venv"),
        ("apk", "apk add python3"),
        ("dnf", "sudo dnf install python3"),
        ("brew", "brew install python@3"),
        ("", "https://www.python.org/downloads/"),
    ],
)
def test_without_a_python_it_says_how_this_system_gets_one(
    commands: Path, run: Run, manager: str, advice: str
) -> None:
    for there in filter(None, [manager]):
        python_in(commands, there)
    done = run("install.sh")
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert advice in done.stderr
    assert "uv python install" in done.stderr


def test_a_start_before_the_set_up_says_what_to_run(folder: Path, run: Run) -> None:
    done = run("autoredeem", "run")
    assert done.returncode == 1
    assert f"run {folder}/install.sh" in done.stderr


def seen_as(tmp_path: Path, lines: str) -> str:
    """Make Python see another computer; return its PYTHONPATH."""
    (tmp_path / "sitecustomize.py").write_text(lines, encoding="utf-8")
    return str(tmp_path)


def test_with_musl_all_but_mongodbs_driver_is_installed(
    folder: Path, commands: Path, run: Run, tmp_path: Path
) -> None:
    python_in(commands)
    musl = "import sysconfig\nsysconfig.get_config_var = {'EXT_SUFFIX': '-linux-musl.so'}.get\n"
    done = run("install.sh", PYTHONPATH=seen_as(tmp_path, musl))
    assert (done.returncode, done.stderr) == (0, "")
    chosen = packages_in(folder / ".venv/requirements.txt")
    assert packages_in(ROOT / "requirements/run.txt") - chosen == {"pymongo"}
    assert chosen


def packages_in(file: Path) -> set[str]:
    """Return the names of what a file pins; each has hashes, and no hash is without a name."""
    pinned = re.sub(r"\\\n|#.*", "", file.read_text(encoding="utf-8"))
    lines = [line.split() for line in pinned.splitlines() if line.strip()]
    assert all("==" in line[0] and "--hash=" in line[-1] for line in lines)
    return {line[0].partition("==")[0] for line in lines}


@pytest.mark.parametrize("machine", ["armv6l", "armv7l", "aarch64"])
def test_32_bit_arm_is_said_not_to_be_supported(
    commands: Path, run: Run, tmp_path: Path, machine: str
) -> None:
    python_in(commands)
    arm = f"import platform, sys\nsys.maxsize = 2**31 - 1\nplatform.machine = lambda: '{machine}'\n"
    done = run("install.sh", PYTHONPATH=seen_as(tmp_path, arm))
    assert done.returncode == 1
    assert "32-bit ARM, on which autoredeem is not supported" in done.stderr


def test_windows_gets_the_same_by_the_same_options() -> None:
    elsewhere, windows = (
        (ROOT / name).read_text(encoding="ascii") for name in ("install.sh", "install.ps1")
    )
    calls = re.findall(r"(?m)^pip_install (.*)$", elsewhere)
    on_windows = re.findall(r"(?m)^Install-Packages (.*)$", windows)
    assert [[option.strip("',") for option in call.split()] for call in on_windows] == [
        call.replace(".venv/requirements", r"requirements\run").split() for call in calls
    ]


def test_what_is_started_by_hand_can_be_started() -> None:
    assert all(os.access(ROOT / name, os.X_OK) for name in ("install.sh", "autoredeem"))
