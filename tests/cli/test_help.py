"""`--help` answers at once, and says what there is."""

import subprocess
import sys

import pytest

COMMANDS = [
    [],
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
