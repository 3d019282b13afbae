"""Members are removed when somebody has seen who they are, and confirmed it."""

from dataclasses import replace

import pytest

from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.players import Member
from support.bot_play import Play
from support.discord_server import MANAGE_GUILD, Message
from support.facts import NOW, changes_to
from support.interactions import command, press
from support.rosters import alliance, carried, enrolled, roster, trail

YES = "Yes, remove"


async def asked(play: Play, ids: str) -> Message:
    return await command(play.leader, "members remove", ids=ids)


def many(count: int) -> str:
    return " ".join(str(one.fid) for one in alliance(count))


async def test_nobody_is_removed_before_it_is_confirmed(play: Play) -> None:
    await enrolled(play, *alliance(3))
    shown = await asked(play, "1001 1002")
    assert "2 members will not get gift codes any more:\nPlayer 0001 · `1001`" in shown.text
    assert set(await roster(play)) == {1_001, 1_002, 1_003}
    assert "2 members removed." in (await press(play.leader, shown, YES)).text
    assert set(await roster(play)) == {1_003}
    assert await trail(play) == ["removed 2 members: 1001, 1002"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("31,180,101 31,180,102", [31_180_101, 31_180_102]),
        ("31 180 101\n102", [31_180_101, 102]),
        ("101 102", [101, 102]),
        ("101,102,103", [101, 102, 103]),
    ],
)
async def test_groups_of_three_are_one_id_where_it_is_a_member_s(
    play: Play, typed: str, meant: list[int]
) -> None:
    known = [101, 102, 103, 31_180_101, 31_180_102]
    await enrolled(play, *(Member(Fid(fid)) for fid in known))
    await press(play.leader, await asked(play, typed), YES)
    assert sorted(set(known) - set(await roster(play))) == sorted(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "101 102,103;104",
        "101、102، 103；104。",
        "- 101\n• 102\n(103) [104]",
        "00101 102 ١٠٣ 104 101",
    ],
)
async def test_anything_may_separate_ids_and_any_number_that_is_enrolled_is_removed(
    play: Play, typed: str
) -> None:
    await enrolled(play, *(Member(Fid(fid)) for fid in range(101, 105)))
    await press(play.leader, await asked(play, typed), YES)
    assert not await roster(play)


async def test_cancelling_removes_nobody(play: Play) -> None:
    await enrolled(play, *alliance(3))
    shown = await press(play.leader, await asked(play, "1001"), "Cancel")
    assert "3 members" in shown.text


async def test_of_many_the_first_are_named_and_all_are_removed(play: Play) -> None:
    await enrolled(play, *alliance(60))
    shown = await asked(play, many(50))
    assert "50 members will not get" in shown.text
    assert "Player 0010" in shown.text
    assert "Player 0011" not in shown.text
    assert "… and 40 more" in shown.text
    assert "50 members removed." in (await press(play.leader, shown, YES)).text
    assert len(await roster(play)) == 10


async def test_who_is_no_member_and_what_is_no_id_is_named(play: Play) -> None:
    await enrolled(play, *alliance(1))
    shown = await asked(play, "1001 55 Bob")
    assert "1 is not a member here: `55`" in shown.text
    assert "1 is not a player ID: Bob" in shown.text
    assert "1 member removed." in (await press(play.leader, shown, YES)).text


async def test_where_none_is_a_member_there_is_nothing_to_confirm(play: Play) -> None:
    shown = await asked(play, "55 x")
    assert "None of these is a member here." in shown.text
    assert shown.buttons == ["Cancel"]
    assert "There is no player ID in that" in (await asked(play, " , ")).text


async def test_a_few_are_carried_by_the_button_and_removed_after_a_restart(play: Play) -> None:
    await enrolled(play, *alliance(5))
    shown = await asked(play, many(5))
    (yes,) = (one for one in carried(shown) if one.startswith("members-remove-yes"))
    assert "ids=1001,1002,1003,1004,1005" in yes


async def test_a_confirmation_of_many_is_no_other_guild_s_to_give(play: Play) -> None:
    await enrolled(play, *alliance(60))
    shown = await asked(play, many(60))
    (yes,) = (one for one in carried(shown) if one.startswith("members-remove-yes"))
    other = play.server.guild("South", channels=("general",))
    await play.store.change_guilds(
        changes_to(replace(await play.settings(), guild_id=GuildId(other.id))), by="test", at=NOW
    )
    stranger = play.server.person(guild=other, permissions=MANAGE_GUILD)
    assert "question is too old" in (await (await stranger.forge(yes)).message()).text
    assert len(await roster(play)) == 60


async def test_a_confirmation_that_is_lost_removes_nobody(play: Play) -> None:
    await enrolled(play, *alliance(60))
    answer = await (await play.leader.forge("members-remove-yes?asked=12345")).message()
    assert "Nobody was removed. Please start again: /members remove" in answer.text
    assert len(await roster(play)) == 60


async def test_confirming_twice_removes_once(play: Play) -> None:
    await enrolled(play, *alliance(2))
    shown = await asked(play, "1001")
    (yes,) = (one for one in carried(shown) if one.startswith("members-remove-yes"))
    await press(play.leader, shown, YES)
    assert "0 members removed." in (await (await play.leader.forge(yes)).message()).text
    assert len(await trail(play)) == 1


async def test_a_member_is_removed_from_the_own_card(play: Play) -> None:
    await enrolled(play, Member(Fid(10**15 - 1), nickname="Ann"), *alliance(1))
    shown = await command(play.leader, "members show", id="Ann")
    shown = await press(play.leader, await press(play.leader, shown, "Remove"), YES)
    shown = await press(play.leader, shown, "Members")
    assert "1 member\n" in shown.text
    assert "Ann" not in shown.text
