"""Codes that are not active yet, or of which the game says nothing, are not shown as failed."""

from datetime import datetime

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import Fid
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import Listing
from support.bot_play import CLOCK, Play, eventually
from support.bot_runs import enrol, refreshed_until
from support.facts import NOW
from support.interactions import command, press

FID = Fid(101)


async def listed(play: Play, code: str = "EARLY") -> None:
    """Let a feed list a code that the game does not know yet."""
    await play.store.add_codes([code], at=CLOCK.now())
    await play.store.note_listings({code: Listing(until=CLOCK.now().replace(year=9999))})


async def doubted(play: Play, code: str = "EARLY") -> datetime:
    """Have it redeemed, and return when it is asked about again."""
    await listed(play, code)
    await enrol(play)
    await play.services.engine.want([(play.guild_id, code)])

    async def rests() -> list[bool]:
        return [run.rests for run in await play.store.runs()]

    await eventually(rests, [True])
    (record,) = await play.store.codes([code])
    assert record.standing.due
    return record.standing.due


def again(due: datetime) -> str:
    return f"asked again <t:{int(due.timestamp())}:R>"


async def test_a_list_says_that_a_code_is_not_active_yet(play: Play) -> None:
    due = await doubted(play)
    seen = await command(play.leader, "codes list")
    assert f"`EARLY` · not active yet, {again(due)}" in seen.text
    assert "does not work" not in seen.text


async def test_its_card_has_nobody_failed_and_can_not_be_tried_again(play: Play) -> None:
    due = await doubted(play)
    seen = await command(play.leader, "codes history", code="EARLY")
    assert "This code isn’t active yet: codes are often announced before they work." in seen.text
    assert f"<t:{int(due.timestamp())}:R>" in seen.text
    assert "10 members: still waiting\nNothing to do" in seen.text
    assert "Copy a code" not in seen.text
    assert "no such code" not in seen.text
    assert "Try it again" not in seen.buttons


async def test_its_run_waits_and_can_be_stopped(play: Play) -> None:
    await doubted(play)
    seen = await command(play.leader, "runs")
    assert "`EARLY`** · waiting for the code to become active" in seen.text
    seen = await command(play.leader, "redeem", code="EARLY")
    seen = await refreshed_until(play.leader, seen, "This code isn’t active yet")
    assert "Stop" in seen.buttons
    seen = await press(play.leader, seen, "Stop")
    assert "stopped" in seen.text


async def test_a_player_sees_it_as_waiting(play: Play) -> None:
    await doubted(play)
    seen = await command(play.leader, "members show", id=str(FID))
    assert "no such code" not in seen.text


async def test_a_code_of_which_the_game_says_nothing_is_shown_as_such(play: Play) -> None:
    standing = Standing()
    for _ in range(3):
        standing = standing.after(Outcome.TRY_AGAIN, FID, NOW)
    await play.store.add_codes(["QUIET"], at=NOW)
    await play.store.judge({"QUIET": standing}, at=NOW)
    assert standing.due
    seen = await command(play.leader, "codes list")
    assert f"no clear answer yet, {again(standing.due)}" in seen.text
    seen = await command(play.leader, "codes history", code="QUIET")
    assert "The game doesn’t say yet whether this code works." in seen.text


async def test_one_that_is_revived_is_shown_as_being_tried_again(play: Play) -> None:
    await play.store.add_codes(["BACK"], at=NOW)
    await play.store.judge({"BACK": Standing(Life.DEAD, Outcome.EXPIRED, turn=1)}, at=NOW)
    await play.store.revive({"BACK": 1}, at=NOW)
    assert "`BACK` · being tried again" in (await command(play.leader, "codes list")).text
    seen = await command(play.leader, "codes history", code="BACK")
    assert "This code is being tried again." in seen.text
