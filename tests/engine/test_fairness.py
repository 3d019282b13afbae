"""No guild's long queue starves another: small ones are done in their fair share of the budget."""

import asyncio

import pytest

from autoredeem.domain.ids import GuildId
from autoredeem.domain.redemptions import Outcome
from support.engine_play import CODE, PER_MINUTE, ToldGame, enrol, everyone, playing
from support.store_model import MemoryStore

pytestmark = pytest.mark.virtual_time

LARGE, SMALL = 5_000, 20
SMALL_GUILDS = range(2, 52)
SLOT = 60 / PER_MINUTE * 1.02
"""Seconds from one request to the next, as the pacer spaces them."""

FAIR = SMALL * (len(SMALL_GUILDS) + 1) * SLOT
"""Seconds for a guild's members where each guild in turn gets a slot."""


async def test_beside_a_large_guild_each_small_one_is_done_within_its_fair_share() -> None:
    store, game = MemoryStore(), ToldGame(everyone(Outcome.REDEEMED))
    await enrol(store, range(10_000, 10_000 + LARGE), guild=1)
    for guild in SMALL_GUILDS:
        await enrol(store, range(guild * 100, guild * 100 + SMALL), guild=guild)
    async with playing(store, game) as engine:
        await engine.open(GuildId(1), CODE)
        small = [await engine.open(GuildId(guild), CODE) for guild in SMALL_GUILDS]
        ends = await asyncio.gather(*(one.end for one in small))

    assert all(end.summary.redeemed == SMALL for end in ends)
    done = {guild: when(game, guild) for guild in SMALL_GUILDS}
    assert max(done.values()) <= 1.1 * FAIR
    large = sum(fid >= 10_000 for _, _, fid in game.asked)
    assert large >= SMALL - 1, "the large one had its turns meanwhile"


def when(game: ToldGame, guild: int) -> float:
    """Return when the last of a small guild's members was asked."""
    return max(at for at, _, fid in game.asked if fid // 100 == guild)
