"""Members are added by pasted ids: all of them or none, and then they get the living codes."""

import pytest

from autoredeem.bot.features.members.resolve import ids_in
from autoredeem.bot.kit.guild_limits import GuildLimits
from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import Enrolling, OptOut
from autoredeem.domain.ids import Fid, State, UserId
from autoredeem.domain.players import Member
from autoredeem.store.records import RunStatus
from support.bot_play import STATE, Play
from support.discord_server import Message
from support.facts import NOW
from support.interactions import command, press, submit
from support.rosters import alliance, enrolled, roster, trail


async def added(play: Play, ids: str, **options: str) -> Message:
    return await command(play.leader, "members add", ids=ids, **options)


@pytest.mark.parametrize(
    ("pasted", "right", "wrong"),
    [
        ("101 102,103;104\n105\t106|107/108", [101, 102, 103, 104, 105, 106, 107, 108], []),
        ("101、102، 103；104。", [101, 102, 103, 104], []),
        ("- 101\n• 102\n(103) [104] \u200e105\u200f '106'.", [101, 102, 103, 104, 105], ["'106'"]),
        ("00101 101 ١٠١", [101], []),
        ("Bob 101, -5; 1.5 1e9 0 =1+1", [101], ["Bob", "-5", "1.5", "1e9", "0", "=1+1"]),
        ("1234567890123456 <@101>", [101], ["1234567890123456"]),
        (" ,;\n- . ", [], []),
    ],
)
def test_anything_may_separate_ids_and_what_is_none_is_named(
    pasted: str, right: list[int], wrong: list[str]
) -> None:
    assert ids_in(pasted) == (right, wrong)


async def test_pasted_ids_become_members_of_the_usual_state(play: Play) -> None:
    shown = await added(play, "101, 102 103")
    assert "3 members added." in shown.text
    assert await roster(play) == {fid: Member(Fid(fid), STATE) for fid in (101, 102, 103)}
    assert await trail(play) == ["added 3 members"]


async def test_of_more_than_a_few_it_is_shown_first_what_they_would_change(play: Play) -> None:
    await enrolled(play, Member(Fid(101), STATE))
    shown = await added(play, " ".join(str(fid) for fid in range(101, 112)) + " x", state="7")
    assert "10 players will be added.\n1 member will be changed." in shown.text
    assert "1 is not a player ID: x" in shown.text
    assert len(await roster(play)) == 1
    shown = await press(play.leader, shown, "Import")
    assert "10 members added." in shown.text
    assert "1 is not a player ID: x" in shown.text
    assert {one.state for one in (await roster(play)).values()} == {7}


async def test_a_state_that_is_given_comes_before_the_usual_one(play: Play) -> None:
    await added(play, "101", state="7")
    assert (await roster(play))[101].state == 7


async def test_what_is_no_id_is_named_and_the_others_are_added(play: Play) -> None:
    shown = await added(play, "101 @everyone `x` 102")
    assert "2 members added." in shown.text
    assert "2 are not player IDs: everyone, x" in shown.text
    assert set(await roster(play)) == {101, 102}


async def test_of_many_that_are_no_ids_the_first_are_named_and_the_others_counted(
    play: Play,
) -> None:
    shown = await added(play, " ".join(f"x{number}" for number in range(25)))
    assert "Nobody was added." in shown.text
    assert "x9 and 15 more" in shown.text
    assert "x10" not in shown.text


async def test_where_there_is_no_id_at_all_it_is_said_what_one_is(play: Play) -> None:
    assert "A player ID is a number" in (await added(play, " , ")).text


async def test_who_is_a_member_keeps_name_state_and_owner(play: Play) -> None:
    ann = Member(Fid(101), State(7), "Ann", 30, UserId(5))
    await enrolled(play, ann, Member(Fid(102)))
    shown = await added(play, "101 102 103")
    assert "1 member added.\n1 member was there before and is up to date now." in shown.text
    assert "1 was a member already." in shown.text
    after = await roster(play)
    assert after[101] == ann
    assert after[102].state == STATE


async def test_whoever_opted_out_is_named_and_left_out(play: Play) -> None:
    await play.store.opt_out([OptOut(play.guild_id, Fid(102), UserId(5), NOW)])
    shown = await added(play, "101 102")
    assert "1 player is on the block list and was left out: `102`" in shown.text
    assert set(await roster(play)) == {101}


@pytest.mark.parametrize("limits", [GuildLimits(members=5)])
async def test_where_not_all_fit_nobody_is_added_and_the_room_is_said(play: Play) -> None:
    await enrolled(play, *alliance(3))
    shown = await added(play, "101 102 103 1001")
    assert "3 players are new here, and there is room for 2 more (at most 5)" in shown.text
    assert len(await roster(play)) == 3
    assert not await trail(play)
    assert "2 members added" in (await added(play, "101 102 1001")).text


@pytest.mark.parametrize("limits", [GuildLimits(members=5)])
async def test_who_takes_no_room_is_not_counted(play: Play) -> None:
    await play.store.opt_out([OptOut(play.guild_id, Fid(106), UserId(5), NOW)])
    assert "5 members added" in (await added(play, "101 102 103 104 105 106")).text


async def test_without_any_state_the_game_can_not_be_asked_and_the_way_on_is_a_button(
    play: Play,
) -> None:
    await play.set_up(state=None)
    shown = await added(play, "101 102")
    assert "2 of them: no state." in shown.text
    assert "Set missing states" in shown.buttons


async def test_a_state_that_is_none_changes_nothing(play: Play) -> None:
    assert "North is not a state" in (await added(play, "101", state="North")).text
    assert not await roster(play)


async def test_managers_enrol_nobody_where_players_enrol_only_themselves(play: Play) -> None:
    await play.set_up(enrolling=Enrolling.SELF)
    assert "players enroll only themselves" in (await added(play, "101")).text
    assert not await roster(play)


async def test_ids_can_be_pasted_into_a_form(play: Play) -> None:
    shown = await command(play.leader, "members list")
    form = await (await play.leader.press(shown, "Add")).form()
    shown = await submit(play.leader, form, ids="101\n102", state="9")
    assert "2 members added." in shown.text
    assert (await roster(play))[102].state == 9
    shown = await press(play.leader, shown, "Members")
    assert "2 members" in shown.text


async def test_whoever_is_added_gets_the_living_codes(play: Play) -> None:
    await play.set_up(enabled=True)
    await play.store.add_codes(["ALIVE"], at=NOW)
    await added(play, "101")
    runs = await play.store.runs(among=[(play.guild_id, code_key("ALIVE"))])
    assert runs


async def test_where_auto_redeem_is_off_nothing_is_opened(play: Play) -> None:
    await play.store.add_codes(["ALIVE"], at=NOW)
    await added(play, "101")
    assert not await play.store.runs(RunStatus.OPEN)


async def test_the_same_ids_again_change_nothing_and_leave_no_trace(play: Play) -> None:
    await added(play, "101 102")
    assert "2 were members already." in (await added(play, "101 102")).text
    assert await trail(play) == ["added 2 members"]


async def test_what_could_not_be_opened_the_first_time_is_opened_the_second(play: Play) -> None:
    await play.store.add_codes(["ALIVE"], at=NOW)
    await added(play, "101")
    await play.set_up(enabled=True)
    await added(play, "101")
    assert await play.store.runs(among=[(play.guild_id, code_key("ALIVE"))])


@pytest.mark.parametrize("limits", [GuildLimits(members=5)])
async def test_of_two_who_add_at_once_nobody_takes_the_room_of_the_other(play: Play) -> None:
    play.gate.close()
    replies = [
        await play.leader.command("members add", ids=ids) for ids in ("101 102 103", "104 105 106")
    ]
    for reply in replies:
        await reply.acknowledged()
    play.gate.open()
    said = [(await reply.message()).text for reply in replies]
    assert sorted("3 members added." in text for text in said) == [False, True]
    assert len(await roster(play)) == 3
