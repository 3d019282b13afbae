"""Lines that a person copies into a shell: PowerShell on Windows, elsewhere one like POSIX'."""

import os
import shlex
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shell:
    """What differs between shells. A line that begins with # is a remark in all of them.

    `end_of_input` are the keys that end what is typed, `quoted` makes one word of a text. The other
    two are formats, for one setting and for a range of players.
    """

    end_of_input: str
    quoted: Callable[[str], str]
    setting_line: str
    rows: str

    def setting(self, name: str, value: str) -> str:
        """Return the line that sets a variable for what is started later."""
        return self.setting_line.format(name=name, value=self.quoted(value))

    def players(self, fids: range, state: int) -> str:
        """Return the beginning of a line, which gives a member file to what follows."""
        return self.rows.format(first=fids[0], last=fids[-1], state=state)


def _in_single_quotes(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


POSIX = Shell(
    end_of_input="Ctrl-D",
    quoted=shlex.quote,
    setting_line="export {name}={value}",
    rows="(echo fid,state; seq -f %.0f,{state} {first} {last}) |",
)
POWERSHELL = Shell(
    end_of_input="Ctrl-Z and Enter",
    quoted=_in_single_quotes,
    setting_line="$env:{name} = {value}",
    rows="""@('fid,state') + ({first}..{last} | % {{ "$_,{state}" }}) |""",
)
SHELL = POWERSHELL if os.name == "nt" else POSIX
"""The one of whoever started this program."""
