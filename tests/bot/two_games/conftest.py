"""A guild that plays both games."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from support.discord_server import DiscordServer
from support.two_games import TwoGames, playing_two


@pytest.fixture
async def two(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[TwoGames]:
    """Give a bot in a guild that plays both games, with auto-redeem off."""
    async with playing_two(discord_server, tmp_path) as two:
        yield two
