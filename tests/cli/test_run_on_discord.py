"""`autoredeem run` with a token: in processes of its own, connected to the tests' Discord."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import ChannelId, Fid, GuildId, State
from autoredeem.domain.players import Member
from autoredeem.simulator import Player, World
from autoredeem.store import open_store
from support import run_on_discord
from support.discord_server import MANAGE_GUILD, DiscordServer, Guild, Message
from support.facts import NOW, changes_to
from support.program import Program, running

CONNECTED = "Connected to Discord"
DONE = "Gift codes: all done"
FIDS = range(101, 106)
STATE = State(7)

T = TypeVar("T")
Start = Callable[[], AbstractContextManager[Program]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A guild that is set up, and the processes that may serve it."""

    server: DiscordServer
    guild: Guild
    start: Start
    store_url: str

    def redeem(self) -> None:
        """Let the leader redeem a code."""
        leader = self.server.person(guild=self.guild, permissions=MANAGE_GUILD)
        assert "Code ALIVE" in said_to(leader.command("redeem", code="ALIVE"))

    def board(self, words: str = "") -> Message:
        """Wait for the message that tells of the guild's runs."""
        results = self.guild.channel("results")
        found = self.server.message_in(
            results, lambda one: words in one.text and not is_announcement(one)
        )
        return asyncio.run(found)

    def boards(self) -> list[Message]:
        """Give all such messages that are there."""
        there = self.server.messages(self.guild.channel("results"))
        return [one for one in there if not is_announcement(one)]

    def announcement(self) -> Message:
        """Wait for the message that tells that the code works; there is no other such one."""
        results = self.guild.channel("results")
        found = asyncio.run(self.server.message_in(results, is_announcement))
        assert list(filter(is_announcement, self.server.messages(results))) == [found]
        return found

    async def set_up(self) -> None:
        """Choose for the guild, and enrol five players."""
        settings = GuildSettings(
            GuildId(self.guild.id),
            channel=ChannelId(self.guild.channel("results").id),
            chosen_at=NOW,
        )
        async with open_store(self.store_url, title="wos") as store:
            await store.change_guilds(changes_to(settings), by="test", at=NOW)
            members = [Member(Fid(fid), STATE) for fid in FIDS]
            await store.enrol(settings.guild_id, members, by="test", at=NOW)


def is_announcement(message: Message) -> bool:
    """Whether a message tells that a code works."""
    return "New gift code" in message.text


def said_to(doing: Coroutine[Any, Any, Any]) -> str:
    """Give the text that a person gets to see in the end."""

    async def seen() -> str:
        message: Message = await (await doing).message()
        return message.text

    return asyncio.run(seen())


@contextmanager
def one_process(server: DiscordServer, authority: Path) -> Iterator[Program]:
    """Start a process; nothing may have been imported on its loop, or have shown the token."""
    with running(run_on_discord.__file__, str(server.port), str(authority)) as program:
        yield program
    assert not [line for line in program.lines if line["event"].startswith(run_on_discord.IMPORTED)]
    assert server.token not in str(program.lines)
    wrong = [line for line in program.lines if "Traceback" in str(line)]
    assert not wrong, "\n".join(line.get("exception", str(line)) for line in wrong)


@pytest.fixture
def start(
    discord_server: DiscordServer, game: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Start:
    """Give what starts a process that has the token of the tests' Discord."""
    authority = tmp_path / "authority.pem"
    authority.write_bytes(discord_server.certificates.authority)
    monkeypatch.setenv("AUTOREDEEM_DISCORD_TOKEN", discord_server.token)
    return lambda: one_process(discord_server, authority)


@pytest.fixture
def scene(discord_server: DiscordServer, start: Start, store_url: str) -> Scene:
    guild = discord_server.guild("North", channels=("general", "results"))
    scene = Scene(discord_server, guild, start, store_url)
    asyncio.run(scene.set_up())
    return scene


@pytest.fixture
def slow(game: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a run take its time."""
    monkeypatch.setenv("AUTOREDEEM_TITLES__WOS__REQUESTS_PER_MINUTE", "60")


def asked(world: World, count: int = 1) -> int:
    """Wait until the game was asked so often; gives how often it was."""

    async def wait() -> int:
        async with asyncio.timeout(60):
            while world.counters.requests < count:  # noqa: ASYNC110 - the game tells nobody
                await asyncio.sleep(0.01)
        return world.counters.requests

    return asyncio.run(wait())


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_a_player_enrolls_and_a_leader_redeems_through_the_process(
    scene: Scene, world: World
) -> None:
    player = scene.server.person(guild=scene.guild)
    with scene.start() as program:
        program.line_with(CONNECTED)
        assert program.becomes_ready()["discord"]["details"]["latency"] >= 0
        world.players[31_180_201] = Player(31_180_201, STATE)
        said = said_to(player.command("enroll", id="31180201", state="7"))
        assert "The game knows `31180201` in state `7`." in said
        scene.redeem()
        assert "Redeemed now: 6" in scene.board(DONE).text
        assert "`ALIVE`: redeemed" in said_to(player.command("me"))
        assert program.stop() == 0
    # No code was alive yet when the player was proven.
    assert world.counters.by_answer == {"SUCCESS": 6, "CDK NOT FOUND": 1}


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_it_is_not_ready_while_discord_lets_it_not_in(scene: Scene) -> None:
    gateway = scene.server.gateway
    with scene.start() as program:
        program.line_with(CONNECTED)
        program.becomes_ready()
        gateway.lets_in = False
        asyncio.run(scene.server.drop_connections())
        said = program.becomes_ready(ready=False)
        assert said["discord"] == {
            "ok": False,
            "why": "there is no connection to Discord",
            "details": {},
            "needed": True,
        }
        assert said["loop"]["ok"]
        assert program.page("/healthz")[0] == 200
        retrying = program.line_with("Attempting a reconnect")
        assert retrying["level"] == "warning"
        assert "WSServerHandshakeError: 503" in retrying["event"]
        gateway.lets_in = True
        assert program.becomes_ready()["discord"]["ok"]
        assert program.stop() == 0


@pytest.mark.usefixtures("slow")
def test_stopped_in_a_run_it_keeps_the_rest_and_goes_on_in_the_same_message(
    scene: Scene, world: World
) -> None:
    with scene.start() as program:
        scene.redeem()
        board = scene.board()
        asked(world)
        assert program.stop() == 0
    assert world.counters.requests < len(FIDS)
    assert DONE not in board.text
    with scene.start() as program:
        assert scene.board(DONE) is board
        assert scene.boards() == [board]
        scene.announcement()
        assert program.stop() == 0
    assert world.counters.requests == world.counters.by_answer["SUCCESS"] == len(FIDS)


@pytest.mark.usefixtures("slow")
def test_killed_in_a_run_it_goes_on_in_the_same_message_at_the_next_start(
    scene: Scene, world: World
) -> None:
    with scene.start() as program:
        scene.redeem()
        board = scene.board()
        asked(world, 2)
        program.process.kill()
        assert program.ended() < 0
    assert world.counters.requests < len(FIDS)
    with scene.start() as program:
        assert scene.board(DONE) is board
        assert scene.boards() == [board]
        scene.announcement()
        assert program.stop() == 0
    assert world.counters.by_answer["SUCCESS"] == len(FIDS)
    repeats = world.counters.requests - len(FIDS)
    assert repeats == world.counters.by_answer["RECEIVED"] <= 1, "in flight or being written"


def test_of_two_processes_one_is_connected_and_the_other_takes_over(
    scene: Scene, world: World
) -> None:
    with scene.start() as first:
        first.line_with(CONNECTED)
        with scene.start() as second:
            second.line_with("Another process is connected to Discord")
            assert second.becomes_ready()["discord"]["why"].startswith("another process")
            assert scene.server.gateway.begun == 1
            first.process.kill()
            second.line_with(CONNECTED)
            scene.redeem()
            scene.board(DONE)
            assert second.stop() == 0
    assert scene.server.gateway.begun == 2
    assert world.counters.requests == len(FIDS)


@pytest.mark.usefixtures("sqlite_file")
def test_a_token_that_discord_refuses_ends_it_with_a_line(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_DISCORD_TOKEN", "S3CRET.but.wrong")
    with start() as program:
        assert program.ended() == 2
    assert program.lines[-1]["event"].startswith("autoredeem: AUTOREDEEM_DISCORD_TOKEN: Discord ")
    assert sum("AUTOREDEEM_DISCORD_TOKEN" in line["event"] for line in program.lines) == 1
    assert "S3CRET" not in str(program.lines)


@pytest.mark.usefixtures("sqlite_file")
def test_without_a_token_it_serves_without_discord(
    start: Start, monkeypatch: pytest.MonkeyPatch, discord_server: DiscordServer
) -> None:
    monkeypatch.delenv("AUTOREDEEM_DISCORD_TOKEN")
    with start() as program:
        said = program.line_with("Without Discord")
        assert said["level"] == "info"
        assert "AUTOREDEEM_DISCORD_TOKEN is not set" in said["event"]
        program.line_with("is at work")
        assert "discord" not in program.becomes_ready()
        assert program.stop() == 0
    assert not discord_server.calls
