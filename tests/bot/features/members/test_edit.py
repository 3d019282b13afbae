"""A member's name and state are changed; what is left empty stays."""

from autoredeem.domain.codes import code_key
from autoredeem.domain.ids import Fid, State, UserId
from autoredeem.domain.players import Member
from support.bot_play import Play
from support.discord_server import Message
from support.facts import NOW
from support.interactions import command, submit
from support.rosters import enrolled, roster, trail

ANN = Member(Fid(101), State(245), "Ann", 30, UserId(7))


async def edited(play: Play, **options: str) -> Message:
    return await command(play.leader, "members edit", **options)


async def test_a_name_and_a_state_are_changed_and_the_rest_stays(play: Play) -> None:
    await enrolled(play, ANN)
    shown = await edited(play, id="101", nickname="  Änn\u202e\n the Great ", state="7")
    assert "The changes are saved." in shown.text
    assert (await roster(play))[101] == Member(Fid(101), State(7), "Änn the Great", 30, UserId(7))
    assert await trail(play) == ["edited Änn the Great (101)"]


async def test_what_is_not_given_stays(play: Play) -> None:
    await enrolled(play, ANN)
    await edited(play, id="Ann", state="7")
    assert (await roster(play))[101] == Member(Fid(101), State(7), "Ann", 30, UserId(7))


async def test_the_form_has_what_is_known_and_what_is_left_empty_stays(play: Play) -> None:
    await enrolled(play, ANN)
    shown = await command(play.leader, "members show", id="101")
    form = await (await play.leader.press(shown, "Edit")).form()
    assert form.fields["nickname"]["value"] == "Ann"
    assert form.fields["state"]["value"] == "245"
    shown = await submit(play.leader, form, nickname="", state="7")
    assert "Ann\nThe changes are saved." in shown.text
    assert (await roster(play))[101].state == 7


async def test_a_name_that_a_button_can_not_carry_is_left_out_of_the_form(play: Play) -> None:
    await enrolled(play, Member(Fid(10**15 - 1), State(99_999), "%" * 64))
    shown = await command(play.leader, "members show", id=str(10**15 - 1))
    form = await (await play.leader.press(shown, "Edit")).form()
    assert not form.fields["nickname"].get("value")
    assert form.fields["state"]["value"] == "99999"


async def test_the_same_again_changes_nothing_and_leaves_no_trace(play: Play) -> None:
    await enrolled(play, ANN)
    assert "it was like this already" in (await edited(play, id="101", nickname="Ann")).text
    assert not await trail(play)


async def test_something_has_to_be_given(play: Play) -> None:
    await enrolled(play, ANN)
    assert "Please give a name or a state" in (await edited(play, id="101")).text
    assert "Please give a name or a state" in (await edited(play, id="101", nickname="\u200b")).text


async def test_what_is_no_state_changes_nothing(play: Play) -> None:
    await enrolled(play, ANN)
    assert "0 is not a state" in (await edited(play, id="101", nickname="Bob", state="0")).text
    assert (await roster(play))[101] == ANN


async def test_nobody_is_enrolled_by_editing(play: Play) -> None:
    assert "is not a member here" in (await edited(play, id="102", state="7")).text
    assert not await roster(play)


async def test_a_member_whose_state_was_corrected_gets_the_living_codes(play: Play) -> None:
    await play.set_up(enabled=True)
    await play.store.add_codes(["ALIVE"], at=NOW)
    await enrolled(play, Member(Fid(101)))
    await edited(play, id="101", state="245")
    assert await play.store.runs(among=[(play.guild_id, code_key("ALIVE"))])


async def test_a_changed_name_is_what_autocompletion_suggests(play: Play) -> None:
    await enrolled(play, ANN)
    await play.leader.autocomplete("members show", id="A")
    await edited(play, id="101", nickname="Zoe")
    assert play.bot is not None
    names: list[str] = []
    while not names:
        choices = await (await play.leader.autocomplete("members show", id="1")).choices()
        names = [one["name"] for one in choices]
    assert names == ["101 Zoe"]
