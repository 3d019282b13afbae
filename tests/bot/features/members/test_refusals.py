"""Whatever is pressed or sent, and by whomever: nothing is done without the right to it."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from autoredeem.bot.features.members import HANDLERS
from autoredeem.bot.kit.handlers import FormHandler, Handler
from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member
from support.bot_play import Play
from support.discord_server import MANAGE_GUILD, Person, Upload
from support.discord_server.parts import BUTTON, STRING_MENU
from support.interactions import command, press, submit
from support.rosters import alliance, enrolled, offered, roster, trail

HANDLER_NAMES = [handler.name for handler in HANDLERS if isinstance(handler, Handler)]
FORMS = [handler.name for handler in HANDLERS if isinstance(handler, FormHandler)]
GIVEN = "id=1001&ids=1001,5&state=7&nickname=Bob"
UPDATED, MODAL = (4, 5, 6), 9

odd = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["0", "-1", "9" * 30, "1001", "1001,1002", "nan", "١", "²", "\ud800", "%3", "level", "\x00"]
    ),
)
PARAM_NAMES = (
    "id",
    "ids",
    "page",
    "sort",
    "find",
    "search",
    "part",
    "state",
    "nickname",
    "asked",
    "name",
    *("a", "b", "f", "first", "o", "p", "s", "sure", "to"),
)
given_things = st.fixed_dictionaries({}, optional=dict.fromkeys(PARAM_NAMES, odd))


# Without shrinking: each try takes a trip through Discord, and what is found is short as it is.
EXAMPLES = settings(
    max_examples=200,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.parametrize("handler", HANDLER_NAMES)
async def test_nobody_but_managers_does_anything_with_members(play: Play, handler: str) -> None:
    await enrolled(play, *alliance(3), Member(Fid(5)))
    before = await roster(play)
    answer = await (await play.player.forge(f"{handler}?{GIVEN}")).message()
    assert "Only for managers" in answer.text
    assert "Player 0001" not in answer.text
    assert await roster(play) == before
    assert not await trail(play)


async def test_an_old_button_does_nothing_for_who_is_no_manager_any_more(play: Play) -> None:
    await enrolled(play, *alliance(1))
    shown = await command(play.leader, "members remove", ids="1001")
    before = play.server.person(play.leader.id, guild=play.guild)
    answer = await press(before, shown, "Yes, remove")
    assert "Only for managers" in answer.text
    assert len(await roster(play)) == 1


@pytest.mark.parametrize("name", FORMS)
async def test_a_form_shows_nothing_and_does_nothing_for_who_is_no_manager(
    play: Play, name: str
) -> None:
    await enrolled(play, *alliance(3))
    form = await (await play.player.forge(name)).form()
    assert not any(field.get("value") for field in form.fields.values())
    file = Upload("members.csv", b"100000101")
    filled = {field: file if field == "file" else "1001" for field in form.fields}
    answer = await submit(play.player, form, filled)
    assert "Only for managers" in answer.text


async def test_who_is_no_manager_gets_no_names_by_autocompletion(play: Play) -> None:
    await enrolled(play, *alliance(3))
    while not await (await play.leader.autocomplete("members show", id="1")).choices():
        """Nothing is known yet: it is read for the next key."""
    assert not await (await play.player.autocomplete("members show", id="1")).choices()


@EXAMPLES
@given(
    st.sampled_from(HANDLER_NAMES + FORMS),
    st.one_of(given_things, st.text(max_size=60)),
    st.lists(odd, max_size=2),
)
async def test_whatever_is_forged_is_answered_and_no_bug(
    play: Play, handler: str, carried: dict[str, str] | str, chosen: list[str]
) -> None:
    pairs = carried if isinstance(carried, str) else "&".join(map("=".join, carried.items()))
    await enrolled(play, *alliance(3))
    kind = STRING_MENU if chosen else BUTTON
    reply = await play.leader.forge(f"{handler}?{pairs}", kind=kind, values=chosen)
    acknowledged = await reply.acknowledged()
    if acknowledged.type in UPDATED:
        assert "something went wrong" not in (await reply.message()).text
    else:
        assert acknowledged.type == MODAL


@EXAMPLES
@given(st.sampled_from(HANDLER_NAMES), given_things)
async def test_whatever_is_typed_into_a_form_is_answered_and_no_bug(
    play: Play, handler: str, typed: dict[str, str]
) -> None:
    await enrolled(play, *alliance(3))
    reply = await play.leader.forge_form(handler, None, **typed)
    assert "something went wrong" not in (await reply.message()).text


async def _do_everything(play: Play, leader: Person) -> None:
    """Use each command, and see that what it says is no more than Discord takes."""
    everything = [
        ("list", {}),
        ("list", {"search": "player 00"}),
        ("show", {"id": "1001"}),
        ("show", {"id": "Player"}),
        ("edit", {"id": "1001", "nickname": "بدر", "state": "7"}),
        ("edit", {"id": "1001"}),
        ("add", {"ids": "2001 x 2002"}),
        ("import", {"file": Upload("m.csv", b"fid,state\n2003,1\n2004,x\n,\n=1,2\n2005,6,7")}),
        ("export", {}),
        ("state", {"state": "8"}),
        ("state", {"state": "8"}),
        ("remove", {"ids": " ".join(str(one) for one in range(1_001, 1_030)) + " x"}),
    ]
    for name, options in everything:
        reply = await leader.command(f"members {name}", **options)  # type: ignore[arg-type]
        assert "went wrong" not in (await reply.message()).text
    for form in FORMS:
        assert (await (await leader.forge(f"{form}?id=1&name=x")).form()).title
    shown = await (await leader.forge("members-remove-yes?ids=1002,1003")).message()
    assert offered(await (await leader.forge("members", shown)).message(), _opening(leader))


def _opening(leader: Person) -> str:
    hints = {"en-US": "Open a member", "ru": "Открыть участника", "ar": "افتح عضوًا"}
    return hints[leader.standing.locale]


@pytest.mark.parametrize("locale", ["en-US", "ru", "ar"])
async def test_all_is_said_in_every_language_and_fits(play: Play, locale: str) -> None:
    """The catalogues of the tests are strict, and the tests' Discord takes no more than Discord."""
    await play.set_up(state=None)
    await enrolled(play, *alliance(40), Member(Fid(10**15 - 1), State(99_999), "_" * 64, 999))
    leader = play.server.person(guild=play.guild, permissions=MANAGE_GUILD, locale=locale)
    await _do_everything(play, leader)
