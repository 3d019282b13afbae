"""A code that was issued again is two gifts: each has its own results, and none is called ~2."""

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.ids import UserId
from autoredeem.domain.players import Member
from autoredeem.domain.redemptions import Outcome, Settlement
from support.bot_play import STATE, Play, eventually
from support.bot_runs import EVERYONE, enrol
from support.facts import NOW
from support.interactions import command

FIRST = EVERYONE[:6]


@pytest.fixture(autouse=True)
async def issued_again(play: Play) -> None:
    """Let six have got the first gift of a code, and one of them the second."""
    await enrol(play)
    await play.store.add_codes(["ALIVE"], at=NOW)
    standing = Standing(Life.ALIVE, edition=2, turn=2)
    await play.store.judge({"ALIVE": standing}, at=NOW)
    await play.store.mark_rolled_out(["ALIVE"], at=NOW)
    got = {"ALIVE": FIRST, "ALIVE~2": FIRST[:1]}
    rows = [
        Settlement(play.guild_id, issue, fid, Outcome.REDEEMED, NOW)
        for issue, fids in got.items()
        for fid in fids
    ]
    await play.store.settle(rows)


async def test_its_results_are_those_of_the_present_gift(play: Play) -> None:
    seen = await command(play.leader, "codes history", code="ALIVE")
    assert "Issued again: gift no. 2 of this code." in seen.text
    assert "1 of 10 have it" in seen.text
    assert "~" not in seen.text


async def test_it_is_redeemed_for_whoever_lacks_the_present_gift(play: Play) -> None:
    await command(play.leader, "redeem", code="ALIVE")

    async def redeemed() -> list[tuple[int, int]]:
        runs = await play.store.runs()
        return [(run.edition, run.figures.redeemed) for run in runs]

    await eventually(redeemed, [(2, 9)])
    seen = await command(play.leader, "runs")
    assert "~" not in seen.text
    assert "**`ALIVE` (issued again, no. 2)**" in seen.text
    assert "10 of 10 have it" in seen.text
    seen = await command(play.leader, "codes history", code="ALIVE")
    assert "10 of 10 have it" in seen.text


async def test_a_member_has_a_line_for_each_gift(play: Play) -> None:
    seen = await command(play.leader, "members show", id=str(FIRST[0]))
    assert "`ALIVE` (issued again, no. 2) redeemed" in seen.text
    assert "`ALIVE` redeemed" in seen.text
    assert "~" not in seen.text


async def test_a_player_waits_for_the_gift_that_they_lack(play: Play) -> None:
    user = UserId(play.player.id)
    owned = Member(FIRST[1], STATE, owner=user)
    await play.store.enrol(play.guild_id, [owned], by="test", at=NOW)
    seen = await command(play.player, "me")
    assert "`ALIVE` (issued again, no. 2): waiting" in seen.text
    assert "`ALIVE`: redeemed" in seen.text
    assert "~" not in seen.text
