"""*Wrong states*, *Without a state*, *Unknown players*: lists of who needs somebody."""

import pytest

from autoredeem.domain.ids import Fid
from autoredeem.domain.known_players import KnownPlayer
from support.bot_play import STORED, Play
from support.bot_runs import enrol, stranger
from support.facts import NOW
from support.interactions import choose, command, forge, press
from support.needs import refused, wrong_states
from support.rosters import carried, offered, roster, trail

SOME = STORED[:3]
MANY = STORED[:45]
LISTS = ["Wrong states", "Without a state", "Unknown players"]
TITLES = ["Wrong states: 3", "Without a state: 2", "Unknown players: 1"]


async def test_where_nobody_needs_anything_nothing_is_said_of_it(play: Play) -> None:
    await enrol(play)

    panel, members = (
        await command(play.leader, "autoredeem"),
        await command(play.leader, "members list"),
    )

    assert not {*panel.buttons, *members.buttons} & {*LISTS}
    assert "⚠️ Wrong" not in panel.text + members.text


@pytest.mark.parametrize("page", ["autoredeem", "members list"])
async def test_the_panel_and_the_list_of_members_lead_to_who_needs_what(
    play: Play, page: str
) -> None:
    await refused(play, SOME)
    await enrol(play, STORED[3:5], state=None)
    await enrol(play, STORED[5:6])
    await play.store.note_players([KnownPlayer(Fid(STORED[5]), missing_at=NOW)])

    for name, title in zip(LISTS, TITLES, strict=True):
        seen = await command(play.leader, page)
        assert "Wrong state: 3." in seen.text
        assert "Without a state: 2." in seen.text
        assert "Unknown players: 1." in seen.text
        if page == "members list":
            seen = await press(play.leader, seen, "Filter")
            seen = await choose(play.leader, seen, "Members who need something", name)
        assert (await press(play.leader, seen, name)).text.startswith(title)


async def test_players_see_nothing_of_it(play: Play) -> None:
    await refused(play, SOME)

    seen = await command(play.player, "autoredeem")

    assert "Wrong state" not in seen.text
    assert not {*seen.buttons} & {*LISTS}


async def test_a_long_list_has_pages(play: Play) -> None:
    await refused(play, MANY)

    seen = await wrong_states(play)
    first = seen.text
    assert len(offered(seen, "Set the state of some of these")) == 20
    seen = await press(play.leader, await press(play.leader, seen, "Next"), "Next")

    assert "Page 1 of 3" in first
    assert [one in first for one in ("`101`", "`120`", "`121`")] == [True, True, False]
    assert "Page 3 of 3" in seen.text
    assert seen.text.count("state `7`") == 5


async def test_a_player_whom_the_game_does_not_know_gets_no_state(play: Play) -> None:
    await enrol(play, SOME)
    await play.store.note_players([KnownPlayer(Fid(fid), missing_at=NOW) for fid in SOME])

    panel = await command(play.leader, "autoredeem")
    seen = await press(play.leader, panel, "Unknown players")

    assert "Set the state of these" not in seen.buttons
    assert "Search" not in seen.buttons
    assert "Remove these" in seen.buttons


async def test_a_list_that_has_become_empty_says_so(play: Play) -> None:
    await refused(play, SOME)
    seen = await wrong_states(play)
    await play.store.remove(play.guild_id, [Fid(fid) for fid in SOME])

    for handler in ("needs-ids", "needs-remove", "needs-ask", "needs-search"):
        now = await forge(play.leader, seen, f"{handler}?need=wrong-state")
        assert "Nobody is left in this list" in now.text


@pytest.mark.parametrize("need", ["", "?need="])
async def test_without_a_need_the_first_is_shown_that_somebody_has(play: Play, need: str) -> None:
    await enrol(play, STORED[3:5], state=None)
    seen = await command(play.leader, "autoredeem")

    assert (await forge(play.leader, seen, f"needs{need}")).text.startswith(TITLES[1])


@pytest.mark.parametrize("need", ["?need=level", "?need=wrong-state%00"])
async def test_a_need_that_is_none_shows_no_list(play: Play, need: str) -> None:
    seen = await command(play.leader, "autoredeem")

    assert "That did not work" in (await forge(play.leader, seen, f"needs{need}")).text


async def test_the_ids_are_copied(play: Play) -> None:
    await refused(play, SOME)

    seen = await press(play.leader, await wrong_states(play), "Copy the IDs")

    assert "```\n101 102 103\n```" in seen.text
    assert (await press(play.leader, seen, "Back")).text.startswith("Wrong states: 3")


async def test_more_ids_than_a_card_holds_come_as_a_file(play: Play) -> None:
    fids = range(1_000_000_000, 1_000_000_600)
    await refused(play, fids)

    seen = await press(play.leader, await wrong_states(play), "Copy the IDs")

    ((name, content),) = seen.files.items()
    assert name == "ids-wrong-state.txt"
    assert content.decode().split() == [str(fid) for fid in fids]


async def test_all_in_the_list_are_removed_once_that_is_confirmed(play: Play) -> None:
    await refused(play, MANY)
    await enrol(play, STORED[45:48])

    asked = await press(play.leader, await wrong_states(play), "Remove these")
    assert "45 members will not get gift codes any more:" in asked.text
    assert len(await roster(play)) == 48
    done = await press(play.leader, asked, "Yes, remove")

    assert "45 members removed." in done.text
    assert sorted(await roster(play)) == list(STORED[45:48])
    assert "removed 45 members" in next(iter(await trail(play)))


async def test_of_two_leaders_who_remove_them_the_second_removes_nobody(play: Play) -> None:
    await refused(play, SOME)
    asked = await press(play.leader, await wrong_states(play), "Remove these")
    (yes,) = (one for one in carried(asked) if one.startswith("members-remove-yes"))
    await press(play.leader, asked, "Yes, remove")

    again = await forge(play.leader, asked, yes)

    assert "0 members removed." in again.text
    assert len(await trail(play)) == 1


async def test_removing_can_be_left_and_leads_back_to_the_list(play: Play) -> None:
    await refused(play, SOME)

    asked = await press(play.leader, await wrong_states(play), "Remove these")

    assert (await press(play.leader, asked, "Cancel")).text.startswith("Wrong states: 3")
    assert len(await roster(play)) == 3


async def test_another_guild_sees_none_of_them(play: Play) -> None:
    await refused(play, SOME)
    other = await stranger(play)

    seen = await forge(other, await command(other, "autoredeem"), "needs?need=wrong-state")

    assert "Nobody is left in this list" in seen.text
