"""What is to be copied into a shell is written as this system's shell wants it."""

import subprocess

import pytest

from autoredeem.cli.shells import POSIX, POWERSHELL

VALUE = 'it\'s $HOME, "really"'


@pytest.mark.server
def test_a_posix_shell_takes_the_lines() -> None:
    shell = POSIX
    lines = [
        shell.setting("SALT", VALUE),
        f"printf '%s\\n' {shell.quoted(VALUE)}",
        f"{shell.players(range(101, 104), 7)} cat",
        "printenv SALT",
    ]
    done = subprocess.run(
        ["/bin/sh", "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [VALUE, "fid,state", "101,7", "102,7", "103,7", VALUE]


def test_on_windows_they_are_powershells() -> None:
    shell = POWERSHELL
    assert shell.setting("SALT", VALUE) == """$env:SALT = 'it''s $HOME, "really"'"""
    assert shell.quoted("our members.csv") == "'our members.csv'"
    assert shell.players(range(101, 104), 7) == ("""@('fid,state') + (101..103 | % { "$_,7" }) |""")
