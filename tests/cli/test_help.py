"""`--help` answers at once, and says what there is."""

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version

import pytest
import typer
from typer.core import TyperCommand, TyperGroup

from autoredeem.cli import app
from autoredeem.cli.examples import EXAMPLES
from support.command import Call

COMMANDS = [
    [],
    ["adopt"],
    ["demo"],
    ["doctor"],
    ["members"],
    *(["members", verb] for verb in ("import", "list", "remove", "export", "set-state")),
    *(["members", verb] for verb in ("claims", "undo-claims", "opt-outs", "lift", "allow")),
    ["codes"],
    *(["codes", verb] for verb in ("add", "list", "show", "retry", "remove")),
    ["guilds"],
    *(["guilds", verb] for verb in ("list", "show", "set", "block", "unblock")),
    ["redeem"],
    ["setup"],
    ["import-from"],
    ["simulate"],
]
HEAVY = ["pymongo", "aiohttp", "discord", "pydantic", "aiosqlite", "hypothesis"]

PROBE = f"""
import sys
from autoredeem.cli import status_of
status = status_of(sys.argv[1:])
print("loaded:", [name for name in {HEAVY} if name in sys.modules])
sys.exit(status)
"""


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.server
def test_help_loads_no_driver_and_no_client(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *command, "--help"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "loaded: []" in done.stdout
    assert "Usage: autoredeem" in done.stdout


def commands(group: object = None, above: str = "") -> Iterator[tuple[str, TyperCommand]]:
    """Yield every command with its name, its group's before it."""
    within = typer.main.get_group(app) if group is None else group
    assert isinstance(within, TyperGroup)
    for name, command in within.commands.items():
        if isinstance(command, TyperCommand):
            yield f"{above}{name}", command
        else:
            yield from commands(command, f"{above}{name} ")


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_shows_an_example_that_it_takes(
    call: Call, name: str, command: TyperCommand
) -> None:
    assert EXAMPLES.get(name), "it has no example in cli/examples.py"
    shown = " ".join(call(*name.split(), "--help").out.split())
    for example in EXAMPLES[name]:
        assert f"Example: autoredeem {example}" in shown
        given = shlex.split(example.removeprefix(name))
        assert command.make_context(name, given).args == []


def test_no_example_is_of_a_command_that_is_not_there() -> None:
    assert {*EXAMPLES} == {name for name, _ in commands()}


def test_what_takes_several_says_so(call: Call) -> None:
    for command, several in [("codes add", "CODE..."), ("members remove", "FID...")]:
        assert several in call(*command.split(), "--help").out


@pytest.mark.server
def test_a_shell_can_complete_commands() -> None:
    asked = {"_AUTOREDEEM_COMPLETE": "complete_bash", "COMP_WORDS": "autoredeem mem"}
    done = subprocess.run(
        [sys.executable, "-m", "autoredeem"],
        env={**os.environ, **asked, "COMP_CWORD": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout.split(), done.stderr) == (["members"], "")


def test_the_version_is_that_of_what_is_installed(call: Call) -> None:
    said = call("--version")
    assert (said.status, said.out) == (0, f"autoredeem {version('autoredeem')}\n")


@pytest.mark.usefixtures("sqlite_file")
@pytest.mark.parametrize("title", ["wos", "WOS", "Kingshot"])
def test_a_game_is_named_in_any_case(call: Call, title: str) -> None:
    assert call("members", "list", "--guild", "1", "--title", title).status == 0
