"""*Try it again*: managers have a dead code tried, once an hour, five times a day."""

from datetime import datetime

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import UserId
from autoredeem.domain.redemptions import Outcome
from support.bot_play import CLOCK, Play, becomes
from support.bot_runs import done_of, enrol
from support.discord_server import Message
from support.facts import NOW
from support.interactions import command, forge, press, shown

AGAIN = "Try it again"


async def dead(play: Play, code: str, *, turn: int = 1, at: datetime = NOW) -> Message:
    """Return the card of a dead code."""
    await play.store.add_codes([code], at=NOW)
    await play.store.judge({code: Standing(Life.DEAD, Outcome.EXPIRED, turn=turn)}, at=at)
    return await command(play.leader, "codes history", code=code)


async def test_it_is_asked_first_and_says_what_it_does(play: Play) -> None:
    seen = await press(play.leader, await dead(play, "ALIVE"), AGAIN)
    assert "Should the bot try `ALIVE` again? One or two players are asked." in seen.text
    assert seen.buttons == [AGAIN, "Cancel"]
    assert not await done_of(play)


async def test_a_code_that_was_wrongly_dead_is_redeemed_for_all(play: Play) -> None:
    await play.set_up(enabled=True)
    await enrol(play)
    seen = await press(play.leader, await dead(play, "ALIVE"), AGAIN)
    seen = await press(play.leader, seen, AGAIN)
    assert AGAIN not in seen.buttons
    assert await done_of(play) == ["code-tried-again"]

    await becomes(lambda: play.world.counters.by_answer["SUCCESS"] == 10)


async def test_one_that_died_again_rests_for_an_hour(play: Play) -> None:
    seen = await press(play.leader, await dead(play, "OLD", turn=3, at=CLOCK.now()), AGAIN)
    seen = await press(play.leader, seen, AGAIN)
    assert "`OLD` was tried again less than an hour ago" in seen.text
    assert not await done_of(play)


async def test_a_guild_may_do_so_five_times_a_day(play: Play) -> None:
    lines = [
        Action(f"a{number}", play.guild_id, CLOCK.now(), UserId(1), "code-tried-again")
        for number in range(5)
    ]
    await play.store.note_actions(lines)
    seen = await press(play.leader, await dead(play, "OLD"), AGAIN)
    seen = await press(play.leader, seen, AGAIN)
    assert "That was done 5 times on this server in the last day" in seen.text
    (record,) = await play.store.codes(["OLD"])
    assert record.standing.life is Life.DEAD


@pytest.mark.parametrize("code", ["code-again?code=ALIVE", "code-again?code=ALIVE&sure=1"])
async def test_it_is_for_managers(play: Play, code: str) -> None:
    seen = await dead(play, "ALIVE")
    answer = await forge(play.player, seen, code)
    assert "Only for managers" in answer.text
    assert not await done_of(play)


async def test_a_code_that_is_not_dead_is_shown_as_it_is(play: Play) -> None:
    await command(play.leader, "codes add", codes="ALIVE")
    seen = await command(play.leader, "codes history", code="ALIVE")
    assert AGAIN not in seen.buttons
    seen = await shown(await play.leader.forge("code-again?code=ALIVE&sure=1", seen))
    assert "Code ALIVE" in seen.text
    assert await done_of(play) == ["codes-added"]
