"""Running a command in this process, and what it gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str


Call = Callable[..., Said]


def enrol(call: Call, guild: int, *fids: int, state: int | None = 7) -> None:
    """Enrol players in a guild, by a file in the working folder."""
    lines = "".join(f"{fid},{state or ''}\n" for fid in fids)
    Path("members.csv").write_text(f"fid,state\n{lines}", encoding="utf-8")
    assert call("members", "import", "members.csv", "--guild", str(guild), "--any-id").status == 0


def caller(status_of: Callable[[Sequence[str]], int], output: pytest.CaptureFixture[str]) -> Call:
    """Return what runs a command of a program, over the nets."""

    def call(*arguments: str) -> Said:
        output.readouterr()
        status = status_of(arguments)
        said = output.readouterr()
        return Said(status, said.out, said.err)

    return call
