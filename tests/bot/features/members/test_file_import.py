"""Members are imported from a file: checked before it is downloaded, and nothing half done."""

import pytest

from autoredeem.bot.kit.guild_limits import GuildLimits
from autoredeem.domain.guilds import Enrolling, OptOut
from autoredeem.domain.ids import Fid, State, UserId
from autoredeem.domain.players import Member
from autoredeem.roster.problems import Kind
from support.bot_play import STATE, Play
from support.bot_runs import stranger
from support.discord_server import Message, Upload
from support.facts import NOW
from support.interactions import command, press, submit
from support.rosters import carried, enrolled, roster, trail
from support.words import WORDS

LARGEST = b"".join(b"%06d\n" % number for number in range(100_000, 242_857))
"""A file of as many bytes as are taken."""


async def imported(play: Play, content: str | bytes, name: str = "members.csv") -> Message:
    raw = content if isinstance(content, bytes) else content.encode()
    return await sent(play, Upload(name, raw))


async def sent(play: Play, file: Upload) -> Message:
    return await command(play.leader, "members import", file=file)


async def confirmed(play: Play, content: str | bytes, name: str = "members.csv") -> Message:
    """Import a file, and press the button that does it."""
    return await press(play.leader, await imported(play, content, name), "Import")


def downloads(play: Play) -> int:
    return len(play.server.called("GET", "attachments"))


async def test_a_table_is_imported_with_all_that_it_knows(play: Play) -> None:
    shown = await confirmed(play, "fid;name;state;level\n100000101;Ann;7;30\n100000102;Bob;;\n")
    assert "2 members added." in shown.text
    assert await roster(play) == {
        100000101: Member(Fid(100000101), State(7), "Ann", 30),
        100000102: Member(Fid(100000102), STATE, "Bob"),
    }
    assert await trail(play) == ["added 2 members"]


async def test_a_table_updates_who_is_enrolled_and_keeps_the_rest(play: Play) -> None:
    await enrolled(play, Member(Fid(100000101), State(7), "Ann", 30))
    shown = await confirmed(play, "fid,level\n100000101,31\n", "MEMBERS.TXT")
    assert "1 member was there before and is up to date now." in shown.text
    assert (await roster(play))[100000101] == Member(Fid(100000101), State(7), "Ann", 31)


async def test_what_a_file_would_change_is_shown_before_anything_changes(play: Play) -> None:
    await enrolled(
        play, Member(Fid(100000101), State(7), "Ann"), Member(Fid(100000102), STATE, "Bob")
    )
    await play.store.opt_out([OptOut(play.guild_id, Fid(100000104), UserId(5), NOW)])
    before = await roster(play)
    table = (
        "fid,name,state\n100000101,Ann,7\n100000102,Bobby,\n"
        "100000103,Cat,9\n100000104,Dan,9\nx,Eve,9\n"
    )
    shown = await imported(play, table)
    assert shown.text.splitlines()[1:4] == [
        "1 player will be added.",
        "1 member will be changed.",
        "1 member stays as it is.",
    ]
    assert "1 player is on the block list and was left out: `100000104`" in shown.text
    assert "Line 6: x is not a player ID." in shown.text
    assert "Nothing is changed until you press “Import”." in shown.text
    assert await roster(play) == before
    assert not await trail(play)
    shown = await press(play.leader, shown, "Import")
    assert "1 member added.\n1 member was there before and is up to date now." in shown.text
    assert "Line 6: x is not a player ID." in shown.text
    assert (await roster(play)).keys() == {100000101, 100000102, 100000103}
    assert (await roster(play))[100000102].nickname == "Bobby"
    assert await trail(play) == ["updated 1 member", "added 1 member"]


async def test_whoever_cancels_changes_nothing(play: Play) -> None:
    shown = await press(play.leader, await imported(play, "100000101\n"), "Cancel")
    assert "There are no members yet" in shown.text
    assert not await roster(play)


async def test_the_effect_is_computed_from_a_few_questions_however_long_the_file_is(
    play: Play,
) -> None:
    asked = play.gate.asked
    await imported(play, "\n".join(str(fid) for fid in range(100_001, 101_000)))
    few = play.gate.asked - asked
    await imported(play, "100000101\n")
    assert few == play.gate.asked - asked - few


async def test_what_was_read_too_long_ago_is_not_imported_and_that_is_said(play: Play) -> None:
    answer = await (await play.leader.forge("members-import-yes?asked=12345")).message()
    assert "This list was read too long ago. Nothing was changed." in answer.text
    assert not await roster(play)


async def test_what_one_guild_has_read_another_does_not_import(play: Play) -> None:
    shown = await imported(play, "100000101\n")
    (yes,) = (one for one in carried(shown) if one.startswith("members-import-yes"))
    answer = await (await (await stranger(play)).forge(yes)).message()
    assert "This list was read too long ago" in answer.text
    assert not await roster(play)


async def test_what_changes_between_the_question_and_the_answer_counts(play: Play) -> None:
    shown = await imported(play, "100000101\n100000102\n")
    await play.set_up(enrolling=Enrolling.SELF)
    assert "players enroll only themselves" in (await press(play.leader, shown, "Import")).text
    assert not await roster(play)


async def test_problems_are_shown_by_line_with_the_reason(play: Play) -> None:
    shown = await imported(
        play, "fid,name,state\n100000101,Ann,7\nx,Bob,7\n100000103,Cat,North\n100000101,Ann,7\n"
    )
    assert "2 players will be added." in shown.text
    assert "3 lines have a problem:" in shown.text
    assert "Line 3: x is not a player ID." in shown.text
    assert "Line 4: North is not a state." in shown.text
    assert "Line 5: 100000101 is there twice." in shown.text


async def test_the_same_fault_on_many_lines_is_one_line_with_a_count(play: Play) -> None:
    lines = [f"{number}\n" for number in range(20, 45)]
    shown = await imported(play, "100000101\n" + "".join(lines) + "100000101\n")
    assert "26 lines have a problem:" in shown.text
    fault = "Lines 2, 3, 4, 5 and 21 more: 20 is too short for a player ID"
    assert shown.text.count("too short") == shown.text.count(fault) == 1
    assert "(also 21, 22, 23, 24)" in shown.text
    assert "Line 27: 100000101 is there twice." in shown.text


async def test_it_is_said_which_columns_were_used_and_which_were_not_understood(
    play: Play,
) -> None:
    table = "Chief ID,Oyuncu adı,Kingdom,Mo_od*\n100000101,Ann,7,glad\n100000102,Bob,7,sad\n"
    shown = await imported(play, table)
    assert "Columns: player ID from Chief ID, name from Oyuncu adı, state from Kingdom" in (
        shown.text
    )
    assert shown.text.count("Not understood, and left alone: Mo\\_od") == 1
    shown = await press(play.leader, shown, "Import")
    assert "Not understood, and left alone: Mo\\_od" in shown.text


async def test_it_is_said_which_numbers_were_taken_as_states_and_levels(play: Play) -> None:
    shown = await imported(play, "100000101 245 30\n100000102 301 29\n100000103 Ann\n")
    assert "2 numbers were taken as the state of the ID beside them, such as `245` for `1" in (
        shown.text
    )
    assert "2 numbers were taken as the level of the ID beside them." in shown.text
    await press(play.leader, shown, "Import")
    assert {fid: (one.state, one.level) for fid, one in (await roster(play)).items()} == {
        100000101: (245, 30),
        100000102: (301, 29),
        100000103: (STATE, None),
    }


async def test_of_a_plain_list_there_is_nothing_to_say(play: Play) -> None:
    shown = await imported(play, "100000101\n100000102\n")
    assert shown.text.splitlines()[1:] == [
        "2 players will be added.",
        "",
        "Nothing is changed until you press “Import”.",
    ]


async def test_several_problems_on_a_line_are_counted(play: Play) -> None:
    shown = await confirmed(play, "100000101 0 100000102 0 0\n")
    assert (
        "0 is not a player ID. It is a number of 6 to 10 digits, in the player’s profile in the"
        in (shown.text)
    )
    assert set(await roster(play)) == {100000101, 100000102}


@pytest.mark.parametrize("language", WORDS.catalogues)
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_problem_has_words(kind: Kind, language: str) -> None:
    assert f"members-problem-{kind.value}" in WORDS.catalogues[language].phrases


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "This is neither text nor a workbook."),
        (b"77\n", "77 is too short for a player ID"),
        (b"412345678901234567\n", "is an ID of Discord’s, not of the game."),
        (b"Name,Main ID,Farm ID\nAnn,100000101,100000102\n", "More than one column looks like"),
        (b"=1+1\n", "=1\\+1 is a formula."),
        (b"1.2E+9\n", "was shortened by a spreadsheet"),
        (b"Ann\n", "There is no player ID in Ann."),
        (b"fid,level\n100000101,5,6\n", "More cells than the first line names."),
        (b"fid,level\n,5\n", "(nothing) is not a player ID."),
        (b"1 " * 70_000, "The line is too long."),
    ],
)
async def test_a_file_of_problems_alone_adds_nobody(play: Play, content: bytes, said: str) -> None:
    shown = await imported(play, content)
    assert "Nobody was added." in shown.text
    assert said in shown.text
    assert not await roster(play)


async def test_a_file_that_is_too_large_is_not_downloaded(play: Play) -> None:
    shown = await sent(play, Upload("members.csv", b"100000101", size=1_000_001))
    assert "At most 1,000 kB are possible" in shown.text
    assert downloads(play) == 0


async def test_a_file_of_another_kind_is_not_downloaded(play: Play) -> None:
    shown = await sent(play, Upload("members.pdf", b"100000101"))
    assert "members\\.pdf can’t be imported" in shown.text
    assert downloads(play) == 0


async def test_a_file_that_is_gone_is_reported(play: Play) -> None:
    play.gate.close()
    reply = await play.leader.command("members import", file=Upload("members.csv", b"100000101"))
    await reply.acknowledged()
    await play.server.on_its_thread(play.server.world.cdn.clear)
    play.gate.open()
    assert "could not be downloaded" in (await reply.message()).text
    assert not await roster(play)


@pytest.mark.parametrize("content", ["", "\n# nobody\n", "fid,name\n"])
async def test_a_file_without_ids_says_so(play: Play, content: str) -> None:
    assert "There are no player IDs in this file" in (await imported(play, content)).text


@pytest.mark.parametrize("limits", [GuildLimits(members=10_000)])
async def test_where_not_all_fit_nothing_is_written(play: Play) -> None:
    shown = await imported(play, "\n".join(str(fid) for fid in range(100_001, 110_002)))
    assert "10,001 players are new here, and there is room for 10,000 more" in shown.text
    assert not await roster(play)


@pytest.mark.parametrize("limits", [GuildLimits(members=10_000)])
async def test_ten_thousand_members_are_imported_without_holding_the_loop(play: Play) -> None:
    """The nets under the loop fail this test if a step is too long."""
    rows = [f"{fid},Player {fid},245,30" for fid in range(100_001, 110_001)]
    shown = await confirmed(play, "\n".join(["fid,nickname,state,level", *rows]))
    assert "10,000 members added." in shown.text
    assert await play.store.count_members(play.guild_id) == 10_000


async def test_the_largest_file_does_not_hold_the_loop_either(play: Play) -> None:
    """The nets under the loop fail this test if a step is too long."""
    shown = await imported(play, LARGEST)
    assert "142,857 players are new here" in shown.text
    assert not await roster(play)


async def test_a_file_of_something_else_is_not_read_to_its_end(play: Play) -> None:
    shown = await imported(play, "100000101\n" + "x\n" * 499_990)
    assert "More than 2,000 lines of this file can’t be read" in shown.text
    assert "Lines 2, 3, 4, 5 and 2,995 more: There is no player ID in x." in shown.text
    assert not await roster(play)


async def test_managers_import_nobody_where_players_enrol_only_themselves(play: Play) -> None:
    await play.set_up(enrolling=Enrolling.SELF)
    assert "players enroll only themselves" in (await imported(play, "100000101")).text
    assert downloads(play) == 0
    assert not await roster(play)


async def test_who_manages_by_a_role_and_sees_no_command_imports_from_the_panel(
    play: Play,
) -> None:
    role = play.guild.role("Leaders")
    await play.set_up(manager_role=role.id)
    manager = play.server.person(guild=play.guild, roles=[role])
    shown = await press(manager, await command(manager, "autoredeem"), "Members")
    form = await (await manager.press(shown, "Import")).form()
    file = Upload("members.csv", b"100000101\n")
    shown = await submit(manager, form, {"File with members": file})
    assert "1 player will be added." in shown.text
    await press(manager, shown, "Import")
    assert set(await roster(play)) == {100000101}


async def test_a_form_without_its_file_says_how_to_send_one(play: Play) -> None:
    reply = await play.leader.forge_form("members-import", file="members.csv")
    form = await (await play.leader.press(await reply.message(), "Choose a file")).form()
    shown = await submit(play.leader, form, file=Upload("members.csv", b"100000101\n"))
    assert "1 player will be added." in shown.text
