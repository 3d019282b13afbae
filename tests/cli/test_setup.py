"""`autoredeem setup`: what is asked, tried and written, and that nothing else is."""

import asyncio
import os
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from autoredeem.cli import doctor_run
from autoredeem.cli.setup import checks
from autoredeem.codes.sources import PRESETS
from autoredeem.codes.sources.feed import FeedKind
from autoredeem.runtime.processes import process_name
from autoredeem.settings import load_settings
from autoredeem.simulator import SIMULATOR_SALT, World
from autoredeem.store import open_store
from autoredeem.store.records import ADDRESS
from support.command import Call, Said
from support.discord_server.places import Guild
from support.discord_server.world import World as Discord
from support.feed_server import FeedServer
from support.feed_thread import feed_in_thread
from support.plain_discord import plain_discord
from support.terminal import at_terminal

TOKEN = "S3CRET.of.the-tests"  # noqa: S105 - it opens the tests' server only
SALT = "AUTOREDEEM_TITLES__WOS__SALT"
URL = "AUTOREDEEM_TITLES__WOS__URL"
HIDDEN = " (Enter: none): "
"""The end of a question whose answer is not shown: its last blank comes when nothing is shown."""

WOS, STORE, NO_TOKEN, NO_FEED = "wos", "sqlite:///kept.db", "", "n"


@pytest.fixture(autouse=True)
def nothing_set(game: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start as a newcomer: in an empty folder, where only the game's address is known."""
    monkeypatch.delenv(SALT)
    assert game


@pytest.fixture
def discord(monkeypatch: pytest.MonkeyPatch) -> Iterator[Discord]:
    world = Discord(TOKEN)
    with plain_discord(world) as url:
        for module in (checks, doctor_run):
            monkeypatch.setattr(module, "DISCORD_API", url)
        yield world


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedServer]:
    """Serve the public feed of the game on this computer."""
    with feed_in_thread() as server:
        known = PRESETS["wosgiftcodes.com"]
        here = replace(known, url=server.url, kind=FeedKind.JSON, code="code")
        monkeypatch.setitem(PRESETS, known.name, here)
        yield server


@contextmanager
def typing(*lines: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as there:
        there.setattr("sys.stdin", StringIO("".join(f"{line}\n" for line in lines)))
        yield


def answer(call: Call, *lines: str) -> Said:
    with typing(*lines):
        said = call("setup")
    assert "S3CRET" not in said.out + said.err
    assert SIMULATOR_SALT not in said.out + said.err
    assert "Traceback" not in said.err
    return said


def written() -> list[str]:
    file = Path(".env")
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def hold_address(owner: str) -> None:
    """Let a process have the right to ask the game, in the store that will be named."""

    async def hold() -> None:
        async with open_store(STORE, title="wos") as store:
            await store.hold_lease(ADDRESS, owner, seconds=600)

    asyncio.run(hold())


def test_what_is_answered_is_tried_and_written_for_its_owner_alone(
    call: Call, world: World, discord: Discord, feed: FeedServer
) -> None:
    feed.lists("ALIVE")
    said = answer(call, WOS, STORE, SIMULATOR_SALT, TOKEN, "y")
    assert said.status == 0
    assert written() == [
        f"AUTOREDEEM_STORE_URL={STORE}",
        f"{SALT}={SIMULATOR_SALT}",
        f"AUTOREDEEM_DISCORD_TOKEN={TOKEN}",
        "AUTOREDEEM_FEED_PRESETS=wosgiftcodes.com",
    ]
    assert os.name != "posix" or stat.S_IMODE(Path(".env").stat().st_mode) == 0o600
    assert [entry.name for entry in Path().glob(".env*")] == [".env"]
    assert "ok: store: SQLite file kept.db opened" in said.out
    assert "ok: game:" in said.out
    assert f"ok: discord: it takes the token of {discord.bot.name}" in said.out
    assert "ok: feed wosgiftcodes.com: 127.0.0.1 lists 1 code" in said.out
    assert f"permissions=19456&client_id={discord.bot.id}" in said.out
    assert (world.counters.requests, world.counters.bad_signature) == (1, 0)
    assert world.counters.by_answer["SUCCESS"] == 0
    assert call("doctor").status == 0


def test_one_answer_is_asked_for_again_until_it_is_good(
    call: Call, world: World, discord: Discord
) -> None:
    Path("file").write_text("no folder")
    said = answer(
        call,
        *("chess", WOS),
        *("postgres://me:S3CRET@host/db", "y", "sqlite:///file/x.db", "y", STORE),
        *("S3CRET-but-wrong", "y", SIMULATOR_SALT),
        *("two words S3CRET", "y", "S3CRET.but.wrong", "y", TOKEN),
        NO_FEED,
    )
    assert said.status == 0
    assert "Allowed are wos (Whiteout Survival), kingshot and both" in said.out
    assert "unknown kind of store 'postgres'; allowed are sqlite:///path" in said.out
    assert "fail: store: SQLite file file/x.db can't be used" in said.out
    assert "fail: game:" in said.out
    assert "refused the signature" in said.out
    assert "AUTOREDEEM_DISCORD_TOKEN must be the token alone, in one piece" in said.out
    assert "fail: discord: it refuses the token" in said.out
    assert f"{SALT}={SIMULATOR_SALT}" in written()
    assert f"AUTOREDEEM_DISCORD_TOKEN={TOKEN}" in written()
    assert len(written()) == 3
    assert world.counters.bad_signature == 1
    assert discord.calls


def test_what_is_not_good_can_be_kept(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "DISCORD_API", "http://127.0.0.1:1")
    said = answer(call, WOS, STORE, "S3CRET-but-wrong", "n", "S3CRET.kept", "n", NO_FEED)
    assert said.status == 0
    assert f"{SALT}=S3CRET-but-wrong" in written()
    assert "AUTOREDEEM_DISCORD_TOKEN=S3CRET.kept" in written()
    assert "docs/discord.md has its address" in said.out


@pytest.mark.usefixtures("discord")
@pytest.mark.parametrize("typed", [(), (WOS,), (WOS, STORE, SIMULATOR_SALT, TOKEN)])
def test_whoever_stops_before_the_end_has_written_nothing(
    call: Call, typed: tuple[str, ...]
) -> None:
    Path(".env").write_text(f"{URL}=http://127.0.0.1:1/\n")
    said = answer(call, *typed)
    assert said.status == 130
    assert said.out.endswith("Nothing was written.\n")
    assert written() == [f"{URL}=http://127.0.0.1:1/"]


def test_what_is_set_is_kept_by_enter_and_what_others_wrote_stays(call: Call) -> None:
    before = (
        "# mine\n\nexport OTHER='a\nb'\nAUTOREDEEM_STORE_URL=sqlite:///old.db # here\n"
        f"{SALT}='{SIMULATOR_SALT}'"
    )
    Path(".env").write_text(before)
    again = answer(call, "", "", "", NO_TOKEN, NO_FEED)
    assert again.status == 0
    assert "All of it was set already" in again.out
    assert Path(".env").read_text() == before
    assert answer(call, "", "sqlite:///new.db", "", NO_TOKEN, NO_FEED).status == 0
    assert Path(".env").read_text() == before.replace("sqlite:///old.db # here", "sqlite:///new.db")
    assert answer(call, "", "", "none", "n", NO_TOKEN, NO_FEED).status == 0
    assert load_settings().titles.wos.salt is None


def test_a_secret_may_be_of_any_characters(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = """a'b"c\\d #e$f é"""
    assert answer(call, WOS, STORE, odd, "n", NO_TOKEN, NO_FEED).status == 0
    salt = load_settings().titles.wos.salt
    assert salt
    assert salt.get_secret_value() == odd
    said = answer(call, WOS, "", "S3CRET${HOME}", "n", NO_TOKEN, NO_FEED)
    assert said.status == 0
    assert f"{SALT}: it can't stand in such a file; set it in the environment" in said.out
    assert load_settings().titles.wos.salt == salt
    monkeypatch.setenv(SALT, "S3CRET${HOME}")
    kept = load_settings().titles.wos.salt
    assert kept
    assert kept.get_secret_value() == "S3CRET${HOME}"


def test_what_the_environment_sets_is_tried_and_not_asked_for(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SALT, SIMULATOR_SALT)
    monkeypatch.setenv("AUTOREDEEM_STORE_URL", STORE)
    said = answer(call, WOS, NO_TOKEN, NO_FEED)
    assert said.status == 0
    assert f"{SALT} is set in the environment, which outranks .env" in said.out
    assert "ok: game:" in said.out
    assert written() == []


def test_each_game_has_a_salt_of_its_own(
    call: Call, game: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL.replace("WOS", "KINGSHOT"), game)
    monkeypatch.setenv("AUTOREDEEM_TITLES__KINGSHOT__REQUESTS_PER_MINUTE", "60000")
    said = answer(call, "Both", STORE, SIMULATOR_SALT, SIMULATOR_SALT, NO_TOKEN, NO_FEED, NO_FEED)
    assert said.status == 0
    settings = load_settings()
    assert settings.titles.wos.salt == settings.titles.kingshot.salt
    assert settings.titles.kingshot.salt
    assert said.out.count("ok: game:") == 2


def test_the_game_is_not_asked_while_another_process_asks_it(call: Call, world: World) -> None:
    hold_address(process_name())
    said = answer(call, WOS, STORE, SIMULATOR_SALT, "n", NO_TOKEN, NO_FEED)
    assert said.status == 0
    assert "warn: game: not asked: autoredeem is running on this store" in said.out
    assert world.counters.requests == 0
    assert f"{SALT}={SIMULATOR_SALT}" in written()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is known of processes")
def test_a_process_that_has_ended_keeps_nobody_from_asking(call: Call, world: World) -> None:
    place, numbering, mark = process_name().split(" ")
    nobody = f"{2**22}@{place.partition('@')[2]} {numbering} {mark}"
    hold_address(nobody)
    said = answer(call, WOS, STORE, SIMULATOR_SALT, NO_TOKEN, NO_FEED)
    assert "ok: game:" in said.out
    assert world.counters.requests == 1


def test_the_game_is_not_asked_while_nobody_knows_who_else_does(
    call: Call, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOREDEEM_STORE__FIND_SERVER", "0.2")
    gone = "mongodb://me:S3CRET@127.0.0.1:1/db"
    said = answer(call, WOS, gone, "n", SIMULATOR_SALT, "n", NO_TOKEN, NO_FEED)
    assert said.status == 0
    assert "fail: store:" in said.out
    assert "warn: game: not asked:" in said.out
    assert world.counters.requests == 0
    assert f"AUTOREDEEM_STORE_URL={gone}" in written()


def test_the_lease_to_ask_is_given_back(call: Call) -> None:
    assert answer(call, WOS, STORE, SIMULATOR_SALT, NO_TOKEN, NO_FEED).status == 0
    again = answer(call, WOS, "", "", NO_TOKEN, NO_FEED)
    assert "ok: game:" in again.out


def test_an_invitation_is_given_where_the_bot_is_in_a_server_already(
    call: Call, discord: Discord
) -> None:
    guild = Guild("North", "en-US")
    discord.guilds[guild.id] = guild
    said = answer(call, WOS, STORE, SIMULATOR_SALT, TOKEN, NO_FEED)
    assert "servers that this is in: about 1" in said.out
    assert f"client_id={discord.bot.id}" in said.out


def test_a_folder_that_can_not_be_written_is_said(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Path(".env").mkdir()
    said = answer(call, WOS, f"sqlite:///{tmp_path}/kept.db", SIMULATOR_SALT, NO_TOKEN, NO_FEED)
    assert said.status == 1
    assert f"{tmp_path / '.env'}: can't be written" in said.err


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a link is not everyone's to make")
def test_a_link_stays_one(call: Call, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    Path(".env").symlink_to("elsewhere/settings")
    assert answer(call, WOS, STORE, SIMULATOR_SALT, NO_TOKEN, NO_FEED).status == 0
    assert Path(".env").is_symlink()
    assert f"{SALT}={SIMULATOR_SALT}" in Path("elsewhere/settings").read_text().splitlines()


@pytest.mark.server
def test_a_first_run_at_a_terminal_offers_it_and_then_serves() -> None:
    with at_terminal("run", AUTOREDEEM_HEALTH__PORT="0") as terminal:
        terminal.answer("Set it up now? [Y/n]", "")
        terminal.answer("Game: wos, kingshot or both [wos]", "WOS")
        terminal.answer("Store [", STORE)
        terminal.answer(f"Salt of Whiteout Survival{HIDDEN}", SIMULATOR_SALT)
        terminal.wait_for("ok: game:")
        terminal.answer(f"Token{HIDDEN}", NO_TOKEN)
        terminal.answer("Ask wosgiftcodes.com", NO_FEED)
        terminal.wait_for("is at work")
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.ended() == 0
    assert SIMULATOR_SALT not in terminal.shown
    assert f"{SALT}={SIMULATOR_SALT}" in written()


@pytest.mark.server
def test_ctrl_c_in_the_middle_writes_nothing() -> None:
    with at_terminal("setup") as terminal:
        terminal.answer("Game:", "WOS")
        terminal.answer("Store [", STORE)
        terminal.wait_for(f"Salt of Whiteout Survival{HIDDEN}")
        terminal.interrupt("Nothing was written.")
        assert terminal.ended() == 130
    assert "Traceback" not in terminal.shown
    assert written() == []


def test_without_a_terminal_the_error_names_it(call: Call) -> None:
    with typing("y"):
        said = call("run")
    assert said.status == 2
    assert f"{SALT} is not set" in said.err
    assert "autoredeem setup asks for all that is needed" in said.err
