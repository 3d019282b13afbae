"""The limits of a day: they count the last 24 hours, and what a user did in all guilds."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from autoredeem.bot.features.players.enroll import enroll
from autoredeem.bot.features.players.opt_out import opt_out
from autoredeem.bot.kit.handlers import Rejection
from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.players import Member
from autoredeem.store import open_store
from autoredeem.store.interface import Store
from support.bot_requests import request_from
from support.facts import GUILD, NOW, OTHER_GUILD, players

MALLORY = UserId(666)
FIDS = players(60)
DAY = timedelta(days=1)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Open a store in which managers of two guilds added sixty members each."""
    async with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        for guild in (GUILD, OTHER_GUILD):
            everyone = [Member(fid, State(9)) for fid in FIDS]
            await store.enrol(guild, everyone, by="discord", at=NOW)
        yield store


async def claim(store: Store, fid: Fid, guild: GuildId = GUILD, *, later: timedelta) -> None:
    """Claim an account, so long after NOW."""
    settings = GuildSettings(guild, chosen_at=NOW)
    request = request_from([store], MALLORY, {"id": str(fid)}, settings=settings)
    await enroll(replace(request, at=NOW + later))


async def take_all_away(store: Store, *, later: timedelta) -> None:
    """Put all claimed accounts on the block list, so long after NOW."""
    request = request_from([store], MALLORY, {"sure": "1"})
    await opt_out(replace(request, at=NOW + later))


async def test_after_24_hours_as_many_can_be_claimed_again(store: Store) -> None:
    for fid in FIDS[:5]:
        await claim(store, fid, later=timedelta())
    almost = DAY - timedelta(seconds=1)
    with pytest.raises(Rejection, match="players-too-many-claims"):
        await claim(store, FIDS[5], later=almost)

    await claim(store, FIDS[5], later=DAY + timedelta(seconds=1))

    assert len((await store.owned_by(MALLORY))[GUILD]) == 6


async def test_what_was_claimed_in_another_guild_counts(store: Store) -> None:
    for fid in FIDS[:5]:
        await claim(store, fid, OTHER_GUILD, later=timedelta())

    with pytest.raises(Rejection, match="players-too-many-claims"):
        await claim(store, FIDS[0], later=timedelta())


async def test_of_all_that_is_taken_away_at_once_in_all_guilds_three_go(store: Store) -> None:
    for guild, fids in ((GUILD, FIDS[:2]), (OTHER_GUILD, FIDS[:3])):
        for fid in fids:
            await claim(store, fid, guild, later=timedelta())

    await take_all_away(store, later=timedelta())
    left = [await store.count_members(guild) for guild in (GUILD, OTHER_GUILD)]
    assert sum(left) == 2 * len(FIDS) - 3
    await take_all_away(store, later=DAY + timedelta(seconds=1))

    left = [await store.count_members(guild) for guild in (GUILD, OTHER_GUILD)]
    assert sum(left) == 2 * len(FIDS) - 5
