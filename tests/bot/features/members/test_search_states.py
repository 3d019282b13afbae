"""*Search*: a leader sees what it costs, starts it, sees how far it is, and stops it."""

from typing import cast

import pytest

from autoredeem.domain.ids import UserId
from autoredeem.roster.state_search import SearchProgress
from support.bot_play import STORED, Play
from support.interactions import forge, press, submit
from support.needs import refused, wrong_states
from support.rosters import trail
from support.searched_states import SearchedStates

FEW = STORED[:3]


def search_of(play: Play) -> SearchedStates:
    """Return the search that the bot works with."""
    return cast("SearchedStates", play.services.search)


async def test_what_a_search_costs_is_said_before_it_starts(play: Play) -> None:
    await refused(play, FEW)

    seen = await press(play.leader, await wrong_states(play), "Search")

    assert "Players: 3" in seen.text
    assert "30 requests at most, 5 % of what the bot may send, for about 30 min" in seen.text
    assert not search_of(play).started


async def test_it_is_started_for_the_whole_list_and_shows_how_far_it_is(play: Play) -> None:
    await refused(play, FEW)
    seen = await press(play.leader, await wrong_states(play), "Search")

    seen = await press(play.leader, seen, "Start the search")
    began = seen.text
    search_of(play).shown[play.guild_id] = SearchProgress(3, 2, 1, 14, paused=True)
    seen = await press(play.leader, seen, "Refresh")

    assert "Done: 0 of 3" in began
    assert search_of(play).started == {play.guild_id: (frozenset(FEW), UserId(play.leader.id), 0)}
    assert "Done: 2 of 3\nFound: 1\nRequests: 14\nIt pauses" in seen.text
    assert await trail(play) == ["started to search for the states of 3 members (± 0)"]


async def test_a_wider_search_is_told_and_started_with_its_width(play: Play) -> None:
    await refused(play, FEW)
    seen = await press(play.leader, await wrong_states(play), "Search")

    form = await (await play.leader.press(seen, "Search wider")).form()
    seen = await submit(play.leader, form, span="5")
    told = seen.text
    await press(play.leader, seen, "Start the search")

    assert "60 requests at most" in told
    assert "States up to 5 above and below" in told
    assert search_of(play).started[play.guild_id][2] == 5


@pytest.mark.parametrize("span", ["x", "-1", "51", "999", "1.5"])
async def test_a_width_that_is_none_starts_nothing(play: Play, span: str) -> None:
    await refused(play, FEW)
    seen = await press(play.leader, await wrong_states(play), "Search")

    form = await (await play.leader.press(seen, "Search wider")).form()
    seen = await submit(play.leader, form, span=span)

    assert "isn’t a number from 1 to 50" in seen.text
    assert not search_of(play).started


async def test_it_is_stopped(play: Play) -> None:
    await refused(play, FEW)
    seen = await press(play.leader, await wrong_states(play), "Search")
    seen = await press(play.leader, seen, "Start the search")

    stopped = (await press(play.leader, seen, "Stop")).text
    again = await forge(play.leader, seen, "needs-search-stop?need=wrong-state")

    assert stopped.startswith("Wrong states: 3\nThe search is over")
    assert "The search is over" in again.text
    assert len(await trail(play)) == 2


async def test_when_it_is_over_what_it_found_is_said_and_another_can_start(play: Play) -> None:
    await refused(play, FEW)
    search_of(play).shown[play.guild_id] = SearchProgress(9, 9, 6, 60)

    seen = await press(play.leader, await wrong_states(play), "Search")

    assert "The last search found 6 of 9." in seen.text
    assert "Start the search" in seen.buttons


@pytest.mark.parametrize("handler", ["needs-search", "needs-search-yes", "needs-search-stop"])
async def test_players_whom_the_game_does_not_know_are_not_searched_for(
    play: Play, handler: str
) -> None:
    await refused(play, FEW)

    seen = await forge(play.leader, await wrong_states(play), f"{handler}?need=no-such-player")

    assert "That did not work" in seen.text
    assert not search_of(play).started
