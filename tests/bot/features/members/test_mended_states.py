"""*Set the state of these*: of a whole list, of a page, of who was chosen, or who was pasted."""

from collections.abc import Sequence

import pytest

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.known_players import KnownPlayer
from support.bot_play import REAL, STATE, Play, becomes
from support.bot_runs import done_of, enrol, stranger
from support.discord_server import Message
from support.facts import NOW
from support.interactions import command, forge, press, submit
from support.needs import WRONG, refused, states_of, wrong_states
from support.rosters import trail

SET, PAGE, SOME = (
    "Set the state of these",
    "Only those on this page",
    "Set the state of some of these",
)
MANY = REAL[:45]
FEW = REAL[:3]


async def mend(play: Play, seen: Message, button: str = SET, **typed: str) -> Message:
    """Press a button and send its form."""
    form = await (await play.leader.press(seen, button)).form()
    return await submit(play.leader, form, typed)


async def test_a_whole_list_gets_a_state_and_is_empty_then(play: Play) -> None:
    await refused(play, MANY)
    await enrol(play, REAL[45:46], state=WRONG)

    seen = await mend(play, await wrong_states(play), state="245")

    assert "45 members now have state `245`." in seen.text
    assert "Nobody is left in this list" in seen.text
    assert set(await states_of(play, MANY)) == {STATE}
    assert await states_of(play, REAL[45:46]) == [WRONG]
    assert await trail(play) == ["set the state of 45 members: 245"]


async def test_those_on_a_page_get_a_state_and_nobody_else(play: Play) -> None:
    await refused(play, MANY)

    second = await press(play.leader, await wrong_states(play), "Next")
    seen = await mend(play, second, PAGE, state="245")

    assert "20 members now have state `245`." in seen.text
    assert seen.text.startswith("Wrong states: 25")
    assert await states_of(play, MANY) == [
        *[WRONG] * 20,
        *[STATE] * 20,
        *[WRONG] * 5,
    ]


async def test_a_page_that_shows_others_by_now_is_left_as_it_is(play: Play) -> None:
    await refused(play, MANY)
    seen = await wrong_states(play)
    form = await (await play.leader.press(seen, PAGE)).form()
    await submit(play.leader, form, state="245")

    again = await play.leader.forge_form(form.custom_id, seen, state="246", ids="")

    assert "this page shows others by now" in (await again.message()).text
    assert {*await states_of(play, MANY)} == {STATE, WRONG}


async def test_whoever_is_chosen_in_the_menu_stands_in_the_form(play: Play) -> None:
    await refused(play, FEW)

    seen = await wrong_states(play)
    chosen = [str(FEW[0]), str(FEW[2])]
    form = await (await play.leader.choose(seen, SOME, *chosen)).form()
    done = await submit(play.leader, form, state="245")

    assert form.fields["ids"]["value"] == "\n".join(chosen)
    assert "2 members now have state `245`." in done.text
    assert await states_of(play, FEW) == [STATE, WRONG, STATE]


async def test_whoever_clears_the_chosen_players_changes_nobody(play: Play) -> None:
    await refused(play, FEW)

    form = await (await play.leader.choose(await wrong_states(play), SOME, str(FEW[0]))).form()
    sent = await play.leader.forge_form(form.custom_id, None, state="245", ids="")

    assert "There is no player ID in that" in (await sent.message()).text
    assert set(await states_of(play, FEW)) == {WRONG}


async def test_pasted_players_get_the_state_beside_each_or_else_the_one_for_all(play: Play) -> None:
    await refused(play, FEW)
    pasted = f"{FEW[0]} 301\n{FEW[1]}: 302\n{FEW[2]}"

    seen = await mend(play, await wrong_states(play), state="245", ids=pasted)

    assert await states_of(play, FEW) == [301, 302, STATE]
    assert "1 member now has state `301`." in seen.text
    assert await trail(play) == ["set the state of 3 members: 245, 301, 302"]


async def test_ids_of_others_are_named_and_left_alone(play: Play) -> None:
    await refused(play, FEW)
    other = await stranger(play)
    elsewhere = Fid(REAL[40])

    seen = await mend(
        play, await wrong_states(play), state="245", ids=f"{FEW[0]}\n{elsewhere}\nnobody"
    )

    assert "1 member now has state `245`." in seen.text
    assert f"1 is not a member here: `{elsewhere}`" in seen.text
    assert "Line 3: There is no player ID in nobody." in seen.text
    assert not await play.store.members_among(play.guild_id, [elsewhere])
    assert other.id != play.leader.id


async def test_whatever_number_is_enrolled_can_be_pasted(play: Play) -> None:
    await refused(play, [101])

    await mend(play, await wrong_states(play), state="245", ids="101")

    assert await states_of(play, [101]) == [STATE]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"state": "north"}, "north is not a state"),
        ({"state": "north", "ids": str(FEW[0])}, "north is not a state"),
        ({}, "is not a state"),
        ({"ids": str(FEW[0])}, "there is no state for some of these players (1)"),
        ({"state": "245", "ids": "nobody"}, "Line 1: There is no player ID in nobody"),
    ],
)
async def test_bad_input_changes_nothing_and_says_what_is_wrong(
    play: Play, typed: dict[str, str], said: str
) -> None:
    await refused(play, FEW)

    seen = await mend(play, await wrong_states(play), **typed)

    assert said in seen.text
    assert set(await states_of(play, FEW)) == {WRONG}
    assert not await done_of(play)


async def test_a_state_that_the_game_refused_as_well_is_said_to_be_none(play: Play) -> None:
    await refused(play, FEW)
    at = NOW.replace(year=NOW.year + 1)
    await play.store.note_players([KnownPlayer(Fid(FEW[0]), refused=((State(301), at),))])
    await play.store.note_players([KnownPlayer(Fid(FEW[0]), refused=((WRONG, at),))])

    seen = await mend(play, await wrong_states(play), state="301")

    assert f"The game has refused this state before (1): `{FEW[0]}`" in seen.text
    assert seen.text.startswith("Wrong states: 1")


async def test_of_two_leaders_who_set_the_same_list_the_second_finds_it_empty(play: Play) -> None:
    await refused(play, FEW)
    seen = await mend(play, await wrong_states(play), state="245")

    again = await play.leader.forge_form("needs-states?need=wrong-state", seen, state="9", ids="")

    assert "Nothing was changed." in (await again.message()).text
    assert set(await states_of(play, FEW)) == {STATE}
    assert len(await trail(play)) == 1


async def test_a_mended_state_gets_every_code_that_is_out(play: Play) -> None:
    await play.set_up(enabled=True)
    await refused(play, FEW)
    await play.store.add_codes(["ALIVE", "SECOND"], at=NOW)

    await mend(play, await wrong_states(play), state="245")

    await becomes(lambda: play.world.counters.by_answer["SUCCESS"] == 2 * len(FEW))


@pytest.mark.parametrize(
    "carried",
    ["", "?need=x", "?need=no-state&page=x&seen=" + "%3D" * 30, "?chosen=yes&seen=" + "a" * 90],
)
async def test_whatever_a_button_carries_opens_the_form(play: Play, carried: str) -> None:
    form = await (await play.leader.forge(f"needs-states-form{carried}")).form()

    assert form.custom_id.startswith("needs-states?need=")


async def test_another_guild_s_list_is_not_touched(play: Play) -> None:
    await refused(play, FEW)
    other = await stranger(play)

    seen = await forge(other, await command(other, "autoredeem"), "needs?need=wrong-state")
    sent = await other.forge_form("needs-states?need=wrong-state", seen, state="9", ids=str(FEW[0]))

    assert f"1 is not a member here: `{FEW[0]}`" in (await sent.message()).text
    assert set(await states_of(play, FEW)) == {WRONG}


@pytest.fixture
def ten_thousand() -> Sequence[Fid]:
    """Make ids before any loop runs, as no step of it is to pay for them."""
    return [Fid(31_200_000 + number) for number in range(10_000)]


async def test_ten_thousand_are_mended_without_holding_the_loop(
    play: Play, ten_thousand: Sequence[Fid]
) -> None:
    """The nets under the loop fail this test if a step is too long."""
    await refused(play, ten_thousand)

    seen = await mend(play, await wrong_states(play), state="245")

    assert "10,000 members now have state `245`." in seen.text
