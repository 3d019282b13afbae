"""All members become a file: safe in a spreadsheet, and read back as it was."""

from collections.abc import Sequence

import pytest

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.player_input import ANY_DIGITS
from autoredeem.domain.players import Member
from autoredeem.roster.importing import read_members
from support.bot_play import Play
from support.discord_server import Message
from support.interactions import command, press
from support.rosters import alliance, enrolled

FILE = "members-wos.csv"


async def exported(play: Play) -> Message:
    return await command(play.leader, "members export")


async def test_the_file_has_all_members_by_id_and_is_read_back_as_it_was(play: Play) -> None:
    members = [Member(Fid(3), State(7), 'Аня, «в» "кавычках"', 30), Member(Fid(20)), *alliance(12)]
    await enrolled(play, *members)
    shown = await exported(play)
    assert "14 members." in shown.text
    assert list(read_members([shown.files[FILE]], ANY_DIGITS)) == members


async def test_a_name_that_a_spreadsheet_would_run_is_quoted(play: Play) -> None:
    await enrolled(play, Member(Fid(1), nickname="=cmd()"), Member(Fid(2), nickname="+1"))
    content = (await exported(play)).files[FILE].decode("utf-8-sig")
    assert content == "fid,nickname,state,level\n1,'=cmd(),,\n2,'+1,,\n"


async def test_without_members_there_is_no_file(play: Play) -> None:
    shown = await exported(play)
    assert "There are no members yet" in shown.text
    assert not shown.files


async def test_the_list_leads_to_the_file_and_back(play: Play) -> None:
    await enrolled(play, *alliance(1))
    shown = await command(play.leader, "members list")
    shown = await press(play.leader, shown, "Export")
    assert list(shown.files) == [FILE]
    shown = await press(play.leader, shown, "Back")
    assert "Player 0001" in shown.text
    assert not shown.files


@pytest.fixture
def ten_thousand() -> Sequence[Member]:
    """Make members before any loop runs, as no step of it is to pay for them."""
    return alliance(10_000)


async def test_ten_thousand_members_are_exported_without_holding_the_loop(
    play: Play, ten_thousand: Sequence[Member]
) -> None:
    """The nets under the loop fail this test if a step is too long."""
    await enrolled(play, *ten_thousand)
    assert (await exported(play)).files[FILE].count(b"\n") == 10_001
