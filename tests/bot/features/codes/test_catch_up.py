"""*Catch up*: all codes that work, for whoever lacks them; its cost is said first."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome, Settlement
from support.bot_play import Play, eventually, playing_bot
from support.bot_runs import EVERYONE, done_of, enrol
from support.discord_server import DiscordServer
from support.facts import NOW
from support.interactions import command, forge, press

CATCH_UP = "Catch up"


@pytest.fixture
async def slow_play(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[Play]:
    """Run a bot that sends 30 requests a minute."""
    urls = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}
    async with playing_bot(discord_server, urls, per_minute=30) as play:
        await play.set_up()
        yield play


async def know(play: Play, code: str, life: Life, reason: Outcome | None = None) -> None:
    await play.store.add_codes([code], at=NOW)
    await play.store.judge({code: Standing(life, reason)}, at=NOW)
    await play.store.mark_rolled_out([code], at=NOW)


async def redeemed(play: Play) -> dict[str, int]:
    return {run.code: run.figures.redeemed for run in await play.store.runs()}


async def test_its_cost_is_said_and_then_all_that_lives_is_redeemed(play: Play) -> None:
    await enrol(play)
    await play.store.enrol(play.guild_id, [Member(Fid(777))], by="test", at=NOW)
    await know(play, "ALIVE", Life.ALIVE)
    await know(play, "SECOND", Life.UNTRIED)
    await know(play, "OLD", Life.DEAD, Outcome.EXPIRED)
    had = [Settlement(play.guild_id, "ALIVE", EVERYONE[0], Outcome.REDEEMED, NOW)]
    await play.store.settle(had)
    seen = await press(play.leader, await command(play.leader, "autoredeem"), CATCH_UP)
    assert "2 codes that work, or may work, are not there for everyone" in seen.text
    assert "at most 19 requests to the game" in seen.text
    assert not await play.store.runs()
    seen = await press(play.leader, seen, CATCH_UP)
    assert "redeeming 2 codes for whoever lacks them" in seen.text
    await eventually(lambda: redeemed(play), {"ALIVE": 9, "SECOND": 10})
    assert await done_of(play) == ["caught-up"]


async def test_its_minutes_are_those_of_the_pacer(slow_play: Play) -> None:
    await enrol(slow_play)
    await know(slow_play, "ALIVE", Life.ALIVE)
    seen = await press(slow_play.leader, await command(slow_play.leader, "codes list"), CATCH_UP)
    assert "at most 10 requests to the game, about 20 s if" in seen.text


async def test_where_everyone_has_everything_there_is_nothing_to_do(play: Play) -> None:
    await enrol(play)
    seen = await forge(play.leader, await command(play.leader, "codes list"), "catch-up?sure=1")
    assert "There is nothing to do" in seen.text
    assert not await done_of(play)


async def test_where_nobody_is_enrolled_it_says_what_to_do(play: Play) -> None:
    seen = await press(play.leader, await command(play.leader, "codes list"), CATCH_UP)
    assert "There are no members yet" in seen.text


async def test_it_is_for_managers(play: Play) -> None:
    seen = await command(play.leader, "codes list")
    assert "Only for managers" in (await forge(play.player, seen, "catch-up?sure=1")).text
