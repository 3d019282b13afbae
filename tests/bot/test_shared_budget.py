"""Nobody spends everyone's requests: attacks on the budget by the whole bot, on both stores."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from support.bot_play import PACE, STATE, Play, playing_bot
from support.bot_runs import refreshed_until, stranger
from support.discord_server import DiscordServer
from support.facts import NOW
from support.interactions import command, press
from support.rosters import enrolled

ALIVE = ("ALIVE", "SECOND")
MADE_UP = [Fid(fid) for fid in range(900_001, 900_031)]
ANN = Fid(101)


@pytest.fixture
async def play(discord_server: DiscordServer, store_url: str) -> AsyncIterator[Play]:
    """Give a bot in a guild that is set up, with auto-redeem on."""
    async with playing_bot(discord_server, {"wos": store_url}) as play:
        await play.set_up(enabled=True)
        yield play


def requests(play: Play) -> int:
    return play.world.counters.requests


async def redeemed(play: Play, code: str) -> None:
    """Redeem a code and see its run to its end."""
    seen = await command(play.leader, "redeem", code=code)
    await refreshed_until(play.leader, seen, "done")


async def test_ids_that_do_not_exist_cost_a_request_each_and_not_one_for_each_code_and_guild(
    play: Play,
) -> None:
    await enrolled(play, *(Member(fid, STATE) for fid in MADE_UP))
    for code in ALIVE:
        await redeemed(play, code)
    other = await stranger(play, enabled=True)
    south, members = other.standing.guild, [Member(fid, STATE) for fid in MADE_UP]
    assert south
    await play.store.enrol(GuildId(south.id), members, by="test", at=NOW)
    seen = await command(other, "redeem", code="ALIVE")
    await refreshed_until(other, seen, "failed: 30")
    assert requests(play) == 30
    seen = await command(play.leader, "codes history", code="SECOND")
    assert "30 members: wrong state" in seen.text


async def test_a_state_that_somebody_types_over_and_over_costs_nothing_once_one_is_proven(
    play: Play,
) -> None:
    await enrolled(play, Member(ANN, STATE))
    for code in ALIVE:
        await redeemed(play, code)
    before = requests(play)
    play.world.codes |= {"HIGH": replace(play.world.codes["HIGH"], level=1)}
    for number in range(10):
        wrong = State(100 + number)
        await play.store.set_states(play.guild_id, {ANN: wrong}, at=NOW)
        await press_my_state(play, wrong)
    await redeemed(play, "HIGH")
    assert requests(play) == before + 1
    assert play.world.counters.by_answer["SUCCESS"] == 3, "no wrong state cuts a player off"


async def press_my_state(play: Play, state: State) -> None:
    """Type a state of a player who is one's own, as its player may."""
    await command(play.player, "enroll", id=str(ANN), state=str(state))


async def test_trying_the_failed_again_over_and_over_asks_nobody_again(play: Play) -> None:
    await enrolled(play, *(Member(Fid(fid), STATE) for fid in range(101, 111)))
    await redeemed(play, "HIGH")
    for _ in range(10):
        seen = await command(play.leader, "codes history", code="HIGH")
        await press(play.leader, seen, "Try again")
        await redeemed(play, "HIGH")
    assert requests(play) == 10


async def test_who_does_too_much_at_once_is_asked_to_wait_and_nobody_else_is(
    discord_server: DiscordServer, store_url: str
) -> None:
    pace = replace(PACE, acts=30, acts_a_minute=1)
    async with playing_bot(discord_server, {"wos": store_url}, pace=pace) as play:
        await play.set_up()
        with capture_logs() as logs:
            seen = [await command(play.player, "me") for _ in range(40)]
        assert ["Please wait a few seconds" in one.text for one in seen] == [False] * 30 + [
            True
        ] * 10
        assert seen[-1].only_for == play.player.id
        assert [one["event"] for one in logs].count("People did too much at once") == 1
        assert len([one for one in logs if one["log_level"] != "debug"]) == 1
        assert "Please wait" not in (await command(play.leader, "me")).text


async def test_a_button_that_is_pressed_too_fast_leaves_what_is_shown(
    discord_server: DiscordServer, store_url: str
) -> None:
    pace = replace(PACE, acts=2, acts_a_minute=1)
    async with playing_bot(discord_server, {"wos": store_url}, pace=pace) as play:
        await play.set_up()
        panel = await command(play.leader, "autoredeem")
        panel = await press(play.leader, panel, "Members")
        answer = await press(play.leader, panel, "Back")
        assert "Please wait a few seconds" in answer.text
        assert answer.id != panel.id
