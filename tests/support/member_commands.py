"""A roster of three, and the program on a terminal or as a process: for tests of `members`."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from autoredeem.domain.ids import GuildId
from autoredeem.domain.players import Member
from autoredeem.observe.clock import SystemClock
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.command import Call

T = TypeVar("T")

GUILD = ["--guild", "7"]
TABLE = """fid,nickname,state,level
30000003,Zoë,245,30
10000001,[bold]Bob,245,
20000002,=1+1,,12
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working folder of its own, with the store in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", f"sqlite:///{tmp_path / 'members.db'}")
    return tmp_path


@pytest.fixture
def roster(folder: Path, call: Call) -> None:
    """Enrol three members, one without a state."""
    (folder / "members.csv").write_text(TABLE, encoding="utf-8")
    assert call("members", "import", "members.csv", *GUILD).status == 0


def on(folder: Path, work: Callable[[Store], Awaitable[T]]) -> T:
    """Do something on the store of the commands, as another process does."""

    async def main() -> T:
        async with open_store(f"sqlite:///{folder / 'members.db'}") as store:
            return await work(store)

    return asyncio.run(main())


def process(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own, with this on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "autoredeem", *arguments],
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
    )


def on_a_terminal(*arguments: str, typed: bytes = b"") -> str:
    """Run the program on a terminal of its own, where somebody types this, if anything.

    Gives what is on the screen after it.
    """
    pty = pytest.importorskip("pty", reason="terminals of this kind are a Unix matter")
    ours, theirs = pty.openpty()
    os.write(ours, typed)
    with subprocess.Popen(
        [sys.executable, "-m", "autoredeem", *arguments],
        stdin=theirs if typed else subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ) as program:
        os.close(theirs)
        shown = b"".join(iter(lambda: read_terminal(ours), b""))
    os.close(ours)
    assert program.returncode == (1 if typed == b"n\n" else 0)
    return shown.decode()


def read_terminal(ours: int) -> bytes:
    """Read what a program wrote; nothing when it has ended, which Linux says by an error."""
    try:
        return os.read(ours, 65_536)
    except OSError:
        return b""


def enrol_as_it_is(folder: Path, member: Member) -> None:
    """Put a member into the store with whatever is in its name, as another program might."""

    async def enrol() -> None:
        async with open_store(f"sqlite:///{folder / 'members.db'}") as store:
            await store.enrol(GuildId(7), [member], by="tests", at=SystemClock().now())

    asyncio.run(enrol())
