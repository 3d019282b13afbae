"""The state of all who have none is set at once."""

from collections.abc import Sequence

import pytest

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member
from support.bot_play import Play
from support.discord_server import Message
from support.facts import NOW
from support.interactions import command, submit
from support.rosters import alliance, enrolled, roster, trail


async def stated(play: Play, state: str) -> Message:
    return await command(play.leader, "members state", state=state)


async def test_only_those_without_a_state_get_it(play: Play) -> None:
    await enrolled(play, Member(Fid(1), State(7)), Member(Fid(2)), Member(Fid(3)))
    assert "2 members now have state `9`." in (await stated(play, "9")).text
    assert [one.state for one in (await roster(play)).values()] == [7, 9, 9]
    assert await trail(play) == ["set state 9 for 2 members who had none"]


async def test_with_ids_these_get_it_whatever_they_had(play: Play) -> None:
    await enrolled(play, Member(Fid(1), State(7)), Member(Fid(2)), Member(Fid(3), State(7)))
    shown = await command(play.leader, "members state", state="9", ids="1")
    assert "1 member now has state `9`." in shown.text
    assert [one.state for one in (await roster(play)).values()] == [9, None, 7]
    assert await trail(play) == ["set the state of 1 member: 9"]


async def test_where_nobody_is_without_nothing_changes(play: Play) -> None:
    await enrolled(play, Member(Fid(1), State(7)))
    assert "nobody here is without a state" in (await stated(play, "9")).text
    assert not await trail(play)


async def test_what_is_no_state_changes_nothing(play: Play) -> None:
    await enrolled(play, Member(Fid(1)))
    assert "x is not a state" in (await stated(play, "x")).text
    assert "is not a state" in (await (await play.leader.forge("members-state")).message()).text
    assert (await roster(play))[1].state is None


async def test_an_enrolment_leads_there_through_a_form(play: Play) -> None:
    await play.set_up(state=None)
    shown = await command(play.leader, "members add", ids="31180101")
    form = await (await play.leader.press(shown, "Set missing states")).form()
    shown = await submit(play.leader, form, state="245")
    assert "1 member now has state `245`." in shown.text


async def test_whoever_has_a_state_now_gets_the_living_codes(play: Play) -> None:
    await play.set_up(enabled=True)
    await play.store.add_codes(["ALIVE"], at=NOW)
    await enrolled(play, Member(Fid(101)))
    await stated(play, "245")
    assert await play.store.runs(among=[(play.guild_id, code_key("ALIVE"))])


@pytest.fixture
def ten_thousand() -> Sequence[Member]:
    """Make members before any loop runs, as no step of it is to pay for them."""
    return [Member(one.fid) for one in alliance(10_000)]


async def test_ten_thousand_states_are_set_without_holding_the_loop(
    play: Play, ten_thousand: Sequence[Member]
) -> None:
    """The nets under the loop fail this test if a step is too long."""
    await enrolled(play, *ten_thousand)
    assert "10,000 members now have" in (await stated(play, "9")).text
