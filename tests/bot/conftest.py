"""The bot at work, on a store of each test's own."""

import sys
import traceback
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from structlog.typing import EventDict

from autoredeem.bot.kit.guild_limits import GuildLimits
from support.bot_play import Play, playing_bot
from support.discord_server import DiscordServer, discord_certificates, discord_server
from support.each_store import store_url
from support.growth import store_urls
from support.mongod import emptied_databases, emptied_mongodb_url, mongod_uri, mongodb_url

__all__ = [
    "discord_certificates",
    "discord_server",
    "emptied_databases",
    "emptied_mongodb_url",
    "mongod_uri",
    "mongodb_url",
    "store_url",
    "store_urls",
]


@pytest.fixture(autouse=True)
def no_errors() -> Iterator[None]:
    """Fail a test in which the bot logged an error: an operator would have to act on it.

    A test of an error captures the log itself.
    """
    errors: list[str] = []

    def take(_logger: object, method: str, event: EventDict) -> EventDict:
        if method in ("error", "exception"):
            error = event.pop("exc_info", None)
            error = sys.exception() if error is True else error
            lines = traceback.format_exception(error) if isinstance(error, Exception) else ()
            errors.append("".join([f"{event}\n", *lines]))
        raise structlog.DropEvent

    structlog.configure(processors=[take])
    yield
    structlog.reset_defaults()
    assert not errors, "\n".join(errors)


@pytest.fixture
async def empty_play(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[Play]:
    """Run a bot that serves both games, in a guild that has chosen nothing yet."""
    urls = {title: f"sqlite:///{tmp_path / title}.db" for title in ("wos", "kingshot")}
    async with playing_bot(discord_server, urls) as play:
        yield play


@pytest.fixture
def limits() -> GuildLimits:
    """Give what the operator allows each guild; a test that needs others names them."""
    return GuildLimits()


@pytest.fixture
async def play(
    discord_server: DiscordServer, tmp_path: Path, limits: GuildLimits
) -> AsyncIterator[Play]:
    """Give a bot in a guild that is set up, with auto-redeem off."""
    urls = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}
    async with playing_bot(discord_server, urls, limits=limits) as play:
        await play.set_up()
        yield play


@pytest.fixture
async def any_play(discord_server: DiscordServer, store_url: str) -> AsyncIterator[Play]:
    """Give a bot as `play` does, on each kind of store."""
    async with playing_bot(discord_server, {"wos": store_url}) as play:
        await play.set_up()
        yield play
