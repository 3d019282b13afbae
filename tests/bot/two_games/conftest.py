"""A guild that plays both games."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from support.discord_server import DiscordServer
from support.two_games import KINGSHOT, WOS, TwoGames, playing_two, urls_in


@pytest.fixture
async def two(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[TwoGames]:
    """Give a bot in a guild that plays both games, with auto-redeem off."""
    async with playing_two(discord_server, urls_in(tmp_path)) as two:
        yield two


@pytest.fixture
async def any_two(discord_server: DiscordServer, store_url: str) -> AsyncIterator[TwoGames]:
    """Give a bot as `two` does, with both games in one store, of each kind."""
    urls = dict.fromkeys((WOS, KINGSHOT), store_url)
    async with playing_two(discord_server, urls) as two:
        yield two
