"""`--help` answers at once, and says what there is."""

import subprocess
import sys
from importlib.metadata import version

import pytest

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


def test_the_version_is_that_of_what_is_installed(call: Call) -> None:
    said = call("--version")
    assert (said.status, said.out) == (0, f"autoredeem {version('autoredeem')}\n")


@pytest.mark.usefixtures("sqlite_file")
@pytest.mark.parametrize("title", ["wos", "WOS", "Kingshot"])
def test_a_game_is_named_in_any_case(call: Call, title: str) -> None:
    assert call("members", "list", "--guild", "1", "--title", title).status == 0
