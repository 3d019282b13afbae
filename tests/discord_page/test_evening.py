"""The evening that is kept in the docs: it can be lived through, and all of it is drawn."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from autoredeem.bot import words
from support import refused_alliance
from support.bot_play import PACE, playing_bot
from support.discord_page import page
from support.discord_page.album import Album
from support.discord_page.alliance import CODE, OTHER_CODE, game
from support.discord_page.evening import at_once, evening
from support.discord_page.games import evening_of_two_games
from support.discord_page.ids import guild_with_ids, ids_written
from support.discord_page.in_bulk import in_bulk
from support.discord_page.reading import read, shown
from support.discord_server import DiscordServer, discord_certificates, discord_server
from support.discord_server.gateway import MESSAGE_CONTENT

__all__ = ["discord_certificates", "discord_server"]

QUICKLY = 150
"""Requests a minute: few enough that the run can be stopped on its way."""

REFUSALS = 1
_IDS = re.compile(r"^(-?[a-z]+(?:-[a-z]+)+) =", re.MULTILINE)


@pytest.fixture
async def album(discord_server: DiscordServer, tmp_path: Path) -> Album:
    """Live through the evening."""
    urls = {title: f"sqlite:///{tmp_path / title}.db" for title in ("wos", "kingshot")}
    async with playing_bot(discord_server, urls, game(), per_minute=QUICKLY) as play:
        return await evening(play)


def test_an_evening_is_drawn_from_its_first_message_to_its_last(album: Album) -> None:
    sent = {one.id for there in album.server.world.sent.values() for one in there}
    assert album.kept == sent
    made = page("t", "a", album.sections)
    assert read(made).elements["section"] == len(album.sections)
    said = shown(made)
    assert said.count("That did not work") == REFUSALS
    assert "went wrong" not in said
    assert "unknown" not in said
    assert "{" not in said
    assert not {key for key in _ids() if re.search(rf"(?<![\w-]){key}(?![\w-])", said)}


@pytest.fixture
async def rest(discord_server: DiscordServer, tmp_path: Path) -> Album:
    """See what the evening has no time for."""
    hasty, url = replace(PACE, apology=0.0), f"sqlite:///{tmp_path / 'wos.db'}"
    async with playing_bot(discord_server, {"wos": url}, game(), pace=hasty) as play:
        await play.set_up()
        return await at_once(play)


def test_what_the_evening_has_no_time_for_is_drawn_too(rest: Album) -> None:
    said = shown(page("t", "a", rest.sections))
    assert "The answer will appear right here" in said
    assert f"Try again: {CODE}" in said
    assert f"Try again: {OTHER_CODE}" in said


@pytest.fixture
async def bulk(discord_server: DiscordServer, tmp_path: Path) -> Album:
    """Mend a large alliance."""
    url = f"sqlite:///{tmp_path / 'wos.db'}"
    async with playing_bot(discord_server, {"wos": url}, refused_alliance.game()) as play:
        return await in_bulk(play)


def test_each_screen_of_mending_in_bulk_is_drawn(bulk: Album) -> None:
    said = shown(page("t", "a", bulk.sections))
    for phrase in (
        "Wrong states: 45",
        "Ask the players?",
        "Gift codes are waiting for you (45)",
        "450 requests at most",
        "Done: 31 of 45",
        "Wrong states: 5",
        "5 members will not get gift codes any more",
    ):
        assert phrase in said
    assert "That did not work" not in said


@pytest.fixture
async def games(discord_server: DiscordServer, tmp_path: Path) -> Album:
    """Live through the evening of a server that plays both games."""
    urls = {title: f"sqlite:///{tmp_path / title}.db" for title in ("wos", "kingshot")}
    async with playing_bot(discord_server, urls, game()) as play:
        await play.set_up(enabled=True)
        return await evening_of_two_games(play)


def test_an_evening_of_two_games_is_drawn_and_each_message_says_which(games: Album) -> None:
    sent = {one.id for there in games.server.world.sent.values() for one in there}
    assert games.kept == sent
    said = shown(page("t", "a", games.sections))
    assert "Settings · Kingshot" in said
    assert "This server plays several" in said
    assert "went wrong" not in said
    for name in ("Whiteout Survival", "Kingshot"):
        assert f"Gift codes: all done · {name}" in said


def _ids() -> set[str]:
    """Give the ids of all messages that no word of a language looks like."""
    folder = Path(words.__file__).parent / "en"
    return {key for file in folder.glob("*.ftl") for key in _IDS.findall(file.read_text("utf-8"))}


@pytest.fixture
async def ids(discord_server: DiscordServer, tmp_path: Path) -> Album:
    """See an ID channel."""
    discord_server.gateway.allowed = MESSAGE_CONTENT
    url, guild = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}, guild_with_ids(discord_server)
    async with playing_bot(discord_server, url, game(), guild=guild, content=True) as play:
        await play.set_up()
        return await ids_written(play)


def test_an_id_channel_is_drawn_with_what_the_bot_answers(ids: Album) -> None:
    said = shown(page("t", "a", ids.sections))
    assert "The card is posted and pinned" in said
    assert "Enroll my account" in said
    assert "✅ 1" in said
    assert "❓ 1" in said
    assert "too short for a player ID" in said
