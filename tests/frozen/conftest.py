"""What frozen lists are compared with: a bot in an old guild, and both stores."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conftest import no_errors
from frozen.old_guild import make_old, world
from support.bot_play import Play, playing_bot
from support.discord_server import DiscordServer, discord_certificates, discord_server
from support.mongod import mongod_uri, mongodb_url

__all__ = ["discord_certificates", "discord_server", "mongod_uri", "mongodb_url", "no_errors"]


@pytest.fixture
async def old(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[Play]:
    """Give a bot that begins anew, in a guild that is full of old messages."""
    urls = {title: f"sqlite:///{tmp_path / title}.db" for title in ("wos", "kingshot")}
    async with playing_bot(discord_server, urls, world()) as play:
        await make_old(play)
        yield play
