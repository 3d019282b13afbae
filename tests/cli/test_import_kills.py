"""An import that is killed leaves whole lines, and the same import again completes it."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support import run_on_discord
from support.command import Call
from support.deadlines import PATIENT
from support.discord_server import MANAGE_GUILD, DiscordServer, Message, Person, Upload
from support.facts import NOW, changes_to, settlement
from support.interactions import command, press
from support.program import Program, running

pytestmark = pytest.mark.server

HERE, ELSEWHERE = GuildId(7), GuildId(8)
CODE = "ALIVE"
WANTED: Mapping[Fid, Member] = {
    fid: Member(fid, State(1 + fid % 3_000), f"Player {fid}", 1 + fid % 80)
    for fid in map(Fid, range(31_000_001, 31_050_001))
}
SETTLED = list(WANTED)[::25]
"""They have the code in another guild: whoever enrols them copies that."""

MOMENTS = (1, 12_000, 26_000, 40_000)
"""Members who are in the store when an import is killed."""

HELD_BACK = 200_000
"""Bytes of the file that are never sent: so no import ends before it is killed."""

PATIENCE = 60.0


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a file of 50,000 lines into the working folder."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "members.csv"
    file.write_bytes(table(WANTED))
    return file


def table(members: Mapping[Fid, Member]) -> bytes:
    """Return members as a table."""
    lines = (f"{m.fid},{m.nickname},{m.state},{m.level}" for m in members.values())
    return "\n".join(["fid,nickname,state,level", *lines, ""]).encode()


@asynccontextmanager
async def looking_at(url: str) -> AsyncIterator[Store]:
    """Open the store beside the program."""
    async with open_store(url, options=PATIENT) as store:
        yield store


async def settle_elsewhere(url: str) -> None:
    """Have some players in another guild, where they have the code."""
    async with looking_at(url) as store:
        await store.add_codes([CODE], at=NOW)
        await store.enrol(ELSEWHERE, [Member(fid) for fid in SETTLED], by="test", at=NOW)
        await store.settle([settlement(fid, guild_id=ELSEWHERE, code=CODE) for fid in SETTLED])


async def roster_of(url: str, guild: GuildId) -> Mapping[Fid, Member]:
    """Return who is enrolled, each once."""
    async with looking_at(url) as store:
        found = [member async for batch in store.members(guild) for member in batch]
        assert len(found) == await store.count_members(guild)
    return {member.fid: member for member in found}


async def trail_of(url: str, guild: GuildId) -> Collection[str]:
    """Return what was done in a guild."""
    async with looking_at(url) as store:
        return [line.what for line in await store.actions(guild, limit=9)]


async def settled_in(url: str, guild: GuildId) -> frozenset[Fid]:
    """Return who has the code in a guild."""
    async with looking_at(url) as store:
        checked = await store.batch_check_members(guild, CODE, WANTED)
    return frozenset(fid for fid, settled in checked.items() if settled)


async def has_members(url: str, guild: GuildId, least: int) -> None:
    """Wait until so many are enrolled."""
    async with asyncio.timeout(PATIENCE), looking_at(url) as store:
        while await store.count_members(guild) < least:  # noqa: ASYNC110 - the store tells nobody
            await asyncio.sleep(0.01)


@contextmanager
def importing(content: bytes) -> Iterator["subprocess.Popen[bytes]"]:
    """Start an import that is never told the end of its file."""
    started = [sys.executable, "-m", "autoredeem", "members", "import", "-", "--guild", str(HERE)]
    with subprocess.Popen(
        started,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ),
    ) as program:
        sending = Thread(target=_send, args=(program, content))
        sending.start()
        try:
            yield program
        finally:
            program.kill()
            sending.join(PATIENCE)


def _send(program: "subprocess.Popen[bytes]", content: bytes) -> None:
    assert program.stdin
    try:
        program.stdin.write(content)
        program.stdin.flush()
    except BrokenPipeError:
        """It was killed before it had read all of it."""


def test_whenever_an_import_is_killed_its_lines_are_whole_and_the_same_again_completes_it(
    call: Call, store_url: str, file: Path
) -> None:
    asyncio.run(settle_elsewhere(store_url))
    content = file.read_bytes()[:-HELD_BACK]
    left: Mapping[Fid, Member] = {}
    for moment in MOMENTS:
        with importing(content) as program:
            asyncio.run(has_members(store_url, HERE, moment))
            program.send_signal(signal.SIGKILL)
            assert program.wait(PATIENCE) == -signal.SIGKILL
        before, left = left, asyncio.run(roster_of(store_url, HERE))
        assert moment <= len(left) < len(WANTED)
        assert left.items() <= WANTED.items()
        assert before.items() <= left.items()

    said = call("members", "import", file.name, "--guild", str(HERE))

    added, there = len(WANTED) - len(left), len(left)
    assert said.out == (
        f"50,000 imported into guild 7: {added:,} added, 0 updated, {there:,} unchanged\n"
    )
    assert asyncio.run(roster_of(store_url, HERE)) == WANTED
    assert asyncio.run(settled_in(store_url, HERE)) == frozenset(SETTLED)
    said = call("members", "import", file.name, "--guild", str(HERE))
    assert said.out.endswith("0 added, 0 updated, 50,000 unchanged\n")


BY_HAND = dict(list(WANTED.items())[:20_000])
"""As many as a file in Discord may have."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A guild, its leader, and the process that serves it."""

    server: DiscordServer
    leader: Person
    guild: GuildId
    authority: Path

    @contextmanager
    def serving(self) -> Iterator[Program]:
        """Start a process; wait until it is connected."""
        port, authority = str(self.server.port), str(self.authority)
        with running(run_on_discord.__file__, port, authority) as program:
            program.line_with("Connected to Discord")
            yield program

    async def previewed(self) -> Message:
        """Send the file; return what would be changed."""
        file = Upload("members.csv", table(BY_HAND))
        return await command(self.leader, "members import", file=file)


@pytest.fixture
def scene(
    discord_server: DiscordServer,
    store_url: str,
    game: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Scene:
    """Set a guild up."""
    authority = tmp_path / "authority.pem"
    authority.write_bytes(discord_server.certificates.authority)
    monkeypatch.setenv("AUTOREDEEM_DISCORD_TOKEN", discord_server.token)
    monkeypatch.setenv("AUTOREDEEM_LIMITS__MEMBERS", "50000")
    guild = discord_server.guild("North", channels=("general",))
    leader = discord_server.person(guild=guild, permissions=MANAGE_GUILD)
    settings = GuildSettings(GuildId(guild.id), chosen_at=NOW)

    async def set_up() -> None:
        async with looking_at(store_url) as store:
            await store.change_guilds(changes_to(settings), by="test", at=NOW)

    asyncio.run(set_up())
    return Scene(discord_server, leader, settings.guild_id, authority)


@pytest.mark.parametrize("moment", [0, 9_000])
def test_a_bot_that_is_killed_during_an_import_leaves_whole_lines_and_the_same_again_completes_it(
    scene: Scene, store_url: str, moment: int
) -> None:
    async def begin() -> None:
        page = await scene.previewed()
        assert "20,000 players will be added" in page.text
        await scene.leader.press(page, "Import")
        await has_members(store_url, scene.guild, moment)

    with scene.serving() as program:
        asyncio.run(begin())
        program.process.send_signal(signal.SIGKILL)
        assert program.ended() == -signal.SIGKILL
    left = asyncio.run(roster_of(store_url, scene.guild))
    assert moment <= len(left)
    assert left.items() <= BY_HAND.items()
    assert not left or "members-added" in asyncio.run(trail_of(store_url, scene.guild))
    rest = len(BY_HAND) - len(left)
    said = f"{rest:,} members added" if rest else "20,000 were members already"

    async def again() -> None:
        page = await press(scene.leader, await scene.previewed(), "Import")
        assert said in page.text

    with scene.serving() as program:
        asyncio.run(again())
        assert program.stop() == 0
    assert asyncio.run(roster_of(store_url, scene.guild)) == BY_HAND
