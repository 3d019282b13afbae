"""Members are added by pasted ids: all of them or none, and then they get the living codes."""

import pytest

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

A, B, C, D = map(Fid, range(31_180_101, 31_180_105))


async def added(play: Play, ids: str, **options: str) -> Message:
    return await command(play.leader, "members add", ids=ids, **options)


@pytest.mark.parametrize(
    "pasted",
    [
        f"{A} {B},{C};{D}",
        f"{A}\t{B}|{C}/{D}",
        f"{A}、{B}، {C}；{D}。",
        f"- {A}\n• {B}\n({C}) [{D}]",
        f"1. {A}\n2. {B}\n3. {C}\n4. {D}",
        f"{A:,}\n{B:,}\n{C:,}\n{D:,}".replace(",", " "),
        f"{A:,}\n{B:,}\n{C:,}\n{D:,}",
        f"00{A} {B} {C}\n٣١١٨٠١٠٤",
        f"id,discord_id\n{A},412345678901234567\n{B},412345678901234568\n{C},4123456789012345678\n{D},",
    ],
)
async def test_however_ids_are_pasted_they_are_these_players(play: Play, pasted: str) -> None:
    await added(play, pasted)
    assert await roster(play) == {fid: Member(Fid(fid), STATE) for fid in (A, B, C, D)}


async def test_a_short_number_beside_an_id_is_its_state_and_that_is_said(play: Play) -> None:
    shown = await added(play, f"{A} 301\n{B}", state="7")
    assert "1 number was taken as the state of the ID beside it: `301` for `31180101`" in shown.text
    assert {fid: one.state for fid, one in (await roster(play)).items()} == {A: 301, B: 7}


async def test_a_table_is_taken_as_one_and_its_columns_are_said(play: Play) -> None:
    shown = await added(play, f"Name,Chief ID,Alliance Rank?\nAnn,{A},R4\nBob,{B},R5")
    assert "2 members added." in shown.text
    assert "Columns: player ID from Chief ID, name from Name" in shown.text
    assert {one.nickname for one in (await roster(play)).values()} == {"Ann", "Bob"}


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("77", "Line 1: 77 is too short for a player ID, which has 6 to 10 digits. Copy it from"),
        ("99999999999", "99999999999 is too long for a player ID"),
        ("412345678901234567", "412345678901234567 is an ID of Discord’s, not of the game."),
        ("1.2E+9", "1\\.2E\\+9 was shortened by a spreadsheet."),
        ("=1+1", "=1\\+1 is a formula."),
        ("Bob", "There is no player ID in Bob."),
        (f"Ann {A} {B}", "both look like player IDs. Write each player on a line of its own."),
    ],
)
async def test_what_is_no_player_is_refused_with_what_to_do(
    play: Play, pasted: str, said: str
) -> None:
    shown = await added(play, pasted)
    assert "Nobody was added." in shown.text
    assert said in shown.text
    assert not await roster(play)


async def test_pasted_ids_become_members_of_the_usual_state(play: Play) -> None:
    shown = await added(play, f"{A}, {B} {C}")
    assert "3 members added." in shown.text
    assert await roster(play) == {fid: Member(Fid(fid), STATE) for fid in (A, B, C)}
    assert await trail(play) == ["added 3 members"]


async def test_of_more_than_a_few_it_is_shown_first_what_they_would_change(play: Play) -> None:
    await enrolled(play, Member(A, STATE))
    shown = await added(play, " ".join(str(fid) for fid in range(A, A + 11)) + "\nx", state="7")
    assert "10 players will be added.\n1 member will be changed." in shown.text
    assert "There is no player ID in x" in shown.text
    assert len(await roster(play)) == 1
    shown = await press(play.leader, shown, "Import")
    assert "10 members added." in shown.text
    assert "There is no player ID in x" in shown.text
    assert {one.state for one in (await roster(play)).values()} == {7}


async def test_a_state_that_is_given_comes_before_the_usual_one(play: Play) -> None:
    await added(play, str(A), state="7")
    assert (await roster(play))[A].state == 7


async def test_what_is_no_id_is_named_by_its_line_and_the_others_are_added(play: Play) -> None:
    shown = await added(play, f"{A}\nSomebody\n*x*\n{B}")
    assert "2 members added." in shown.text
    assert "2 lines have a problem:\nLines 2, 3: There is no player ID in Somebody." in shown.text
    assert "(also \\*x\\*)" in shown.text
    assert set(await roster(play)) == {A, B}


async def test_the_same_fault_on_many_lines_is_one_line_with_a_count(play: Play) -> None:
    shown = await added(play, "\n".join(f"x{number}" for number in range(25)))
    assert "Nobody was added." in shown.text
    assert "25 lines have a problem:\nLines 1, 2, 3, 4 and 21 more:" in shown.text
    assert shown.text.count("There is no player ID") == 1


async def test_what_is_pasted_may_be_anything_and_does_not_hold_the_loop(play: Play) -> None:
    """The nets under the loop fail this test if a step is too long."""
    nasty = ["1,2;3|" * 660, "((((1 " * 660, "\u0660" * 4_000, "31180101 " * 440, '"\n,' * 1_300]
    for text in nasty:
        assert (await added(play, text)).text


async def test_where_there_is_no_id_at_all_it_is_said_what_one_is(play: Play) -> None:
    for text in (" , ", "<@412345678901234567>"):
        assert "A player ID is a number" in (await added(play, text)).text


async def test_who_is_a_member_keeps_name_state_and_owner(play: Play) -> None:
    ann = Member(A, State(7), "Ann", 30, UserId(5))
    await enrolled(play, ann, Member(B))
    shown = await added(play, f"{A} {B} {C}")
    assert "1 member added.\n1 member was there before and is up to date now." in shown.text
    assert "1 was a member already." in shown.text
    after = await roster(play)
    assert after[A] == ann
    assert after[B].state == STATE


async def test_whoever_opted_out_is_named_and_left_out(play: Play) -> None:
    await play.store.opt_out([OptOut(play.guild_id, B, UserId(5), NOW)])
    shown = await added(play, f"{A} {B}")
    assert "1 player is on the block list and was left out: `31180102`" in shown.text
    assert set(await roster(play)) == {A}


@pytest.mark.parametrize("limits", [GuildLimits(members=5)])
async def test_where_not_all_fit_nobody_is_added_and_the_room_is_said(play: Play) -> None:
    await enrolled(play, Member(D), *alliance(2))
    shown = await added(play, f"{A} {B} {C} {D}")
    assert "3 players are new here, and there is room for 2 more (at most 5)" in shown.text
    assert len(await roster(play)) == 3
    assert not await trail(play)
    assert "2 members added" in (await added(play, f"{A} {B} {D}")).text


@pytest.mark.parametrize("limits", [GuildLimits(members=5)])
async def test_who_takes_no_room_is_not_counted(play: Play) -> None:
    await play.store.opt_out([OptOut(play.guild_id, Fid(31_180_106), UserId(5), NOW)])
    assert "5 members added" in (await added(play, f"{A} {B} {C} {D} 31180105 31180106")).text


async def test_without_any_state_the_game_can_not_be_asked_and_the_way_on_is_a_button(
    play: Play,
) -> None:
    await play.set_up(state=None)
    shown = await added(play, f"{A} {B}")
    assert "2 of them: no state." in shown.text
    assert "Set missing states" in shown.buttons


async def test_a_state_that_is_none_changes_nothing(play: Play) -> None:
    assert "North is not a state" in (await added(play, str(A), state="North")).text
    assert not await roster(play)


async def test_managers_enrol_nobody_where_players_enrol_only_themselves(play: Play) -> None:
    await play.set_up(enrolling=Enrolling.SELF)
    assert "players enroll only themselves" in (await added(play, str(A))).text
    assert not await roster(play)


async def test_ids_can_be_pasted_into_a_form(play: Play) -> None:
    shown = await command(play.leader, "members list")
    form = await (await play.leader.press(shown, "Add")).form()
    shown = await submit(play.leader, form, ids=f"{A}\n{B}", state="9")
    assert "2 members added." in shown.text
    assert (await roster(play))[B].state == 9
    shown = await press(play.leader, shown, "Members")
    assert "2 members" in shown.text


async def test_whoever_is_added_gets_the_living_codes(play: Play) -> None:
    await play.set_up(enabled=True)
    await play.store.add_codes(["ALIVE"], at=NOW)
    await added(play, str(A))
    runs = await play.store.runs(among=[(play.guild_id, code_key("ALIVE"))])
    assert runs


async def test_where_auto_redeem_is_off_nothing_is_opened(play: Play) -> None:
    await play.store.add_codes(["ALIVE"], at=NOW)
    await added(play, str(A))
    assert not await play.store.runs(RunStatus.OPEN)


async def test_the_same_ids_again_change_nothing_and_leave_no_trace(play: Play) -> None:
    await added(play, f"{A} {B}")
    assert "2 were members already." in (await added(play, f"{A} {B}")).text
    assert await trail(play) == ["added 2 members"]


async def test_what_could_not_be_opened_the_first_time_is_opened_the_second(play: Play) -> None:
    await play.store.add_codes(["ALIVE"], at=NOW)
    await added(play, str(A))
    await play.set_up(enabled=True)
    await added(play, str(A))
    assert await play.store.runs(among=[(play.guild_id, code_key("ALIVE"))])


@pytest.mark.parametrize("limits", [GuildLimits(members=5)])
async def test_of_two_who_add_at_once_nobody_takes_the_room_of_the_other(play: Play) -> None:
    play.gate.close()
    replies = [
        await play.leader.command("members add", ids=ids)
        for ids in (f"{A} {B} {C}", f"{D} 31180105 31180106")
    ]
    for reply in replies:
        await reply.acknowledged()
    play.gate.open()
    said = [(await reply.message()).text for reply in replies]
    assert sorted("3 members added." in text for text in said) == [False, True]
    assert len(await roster(play)) == 3
