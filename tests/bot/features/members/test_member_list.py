"""The list of members: in pages, searched, sorted, and the way to each of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import Fid, GuildId, State, UserId
from autoredeem.domain.players import Member
from support.bot_play import Play
from support.discord_server import MANAGE_GUILD, Message
from support.facts import NOW, attempt, changes_to, settlement
from support.interactions import choose, command, press, submit
from support.rosters import alliance, carried, enrolled, offered

OPEN, SORT = "Open a member", "Sort the list"


async def listed(play: Play, **options: str) -> Message:
    return await command(play.leader, "members list", **options)


def names(shown: Message) -> list[str]:
    return [line.partition(" · ")[0] for line in shown.text.splitlines() if " · " in line]


async def test_a_guild_without_members_is_shown_how_to_get_some(play: Play) -> None:
    shown = await listed(play)
    assert "There are no members yet" in shown.text
    assert shown.buttons == ["Add", "Import", "Claimed accounts", "Block list", "Back"]


async def test_members_are_shown_25_a_page(play: Play) -> None:
    await enrolled(play, *alliance(53))
    shown = await listed(play)
    assert "53 members" in shown.text
    assert "Page 1 of 3" in shown.text
    assert names(shown) == [f"Player {number:04}" for number in range(1, 26)]
    assert not {"First", "Previous"} & set(shown.buttons)
    shown = await press(play.leader, await press(play.leader, shown, "Next"), "Next")
    assert names(shown) == ["Player 0051", "Player 0052", "Player 0053"]
    assert not {"Next", "Last"} & set(shown.buttons)
    shown = await press(play.leader, shown, "Previous")
    assert "Page 2 of 3" in shown.text


async def test_the_first_the_last_and_any_page_are_one_step_away(play: Play) -> None:
    await enrolled(play, *alliance(101))
    shown = await press(play.leader, await listed(play), "Last")
    assert "Page 5 of 5" in shown.text
    assert "Page 1 of 5" in (await press(play.leader, shown, "First")).text
    for typed, page in (("3", 3), ("٣", 3), ("99", 5), ("0", 1), ("x", 1)):
        form = await (await play.leader.press(shown, "Go to page")).form()
        assert f"Page {page} of 5" in (await submit(play.leader, form, number=typed)).text


async def test_a_list_of_one_page_leads_to_no_other(play: Play) -> None:
    await enrolled(play, *alliance(25))
    shown = await listed(play)
    assert not {"First", "Previous", "Go to page", "Next", "Last"} & set(shown.buttons)


async def test_a_page_of_the_longest_names_fits_into_a_message(play: Play) -> None:
    await enrolled(play, *[Member(Fid(1_000 + n), State(245), "@*" * 32, 30) for n in range(25)])
    assert "`1024`" in (await listed(play)).text


async def test_members_are_sorted_by_how_they_fared_with_the_latest_code(play: Play) -> None:
    await enrolled(play, *[Member(Fid(n), State(1), f"Player {n}") for n in (1, 2, 3)])
    older = settlement(Fid(2), guild_id=play.guild_id, code="OLDER")
    await play.store.settle([older, settlement(Fid(1), guild_id=play.guild_id, code="NEWEST")])
    failed = replace(attempt(Fid(3), guild_id=play.guild_id), code="NEWEST")
    await play.store.note_attempts([failed])
    for code, at in (("OLDER", NOW), ("NEWEST", NOW + timedelta(hours=1))):
        await play.store.want_runs([(play.guild_id, code)], at=at)
    shown = await choose(play.leader, await listed(play), SORT, "outcome")
    assert names(shown) == ["Player 3", "Player 2", "Player 1"]


async def test_those_without_a_discord_owner_are_found(play: Play) -> None:
    await enrolled(play, *alliance(3), Member(Fid(7), nickname="Owned", owner=UserId(5)))
    shown = await press(play.leader, await listed(play), "Filter")
    shown = await press(play.leader, shown, "Without a Discord owner")
    assert "3 members fit without a Discord owner" in shown.text
    assert "Owned" not in shown.text
    assert "Owned" in (await press(play.leader, shown, "Show all")).text


async def test_those_who_need_something_are_found_and_lead_to_what_mends_it(play: Play) -> None:
    await enrolled(play, *alliance(3), Member(Fid(7), nickname="Stateless"))
    shown = await press(play.leader, await listed(play), "Filter")
    shown = await choose(play.leader, shown, "Members who need something", "Without a state")
    assert "1 member fits Without a state" in shown.text
    assert names(shown) == ["Stateless"]
    mending = await press(play.leader, shown, "Without a state")
    assert "Set the state of these" in mending.buttons
    back = await press(play.leader, mending, "Back")
    assert "Player 0001" in back.text


async def test_a_line_shows_what_is_known_and_which_states_are_missing(play: Play) -> None:
    await enrolled(play, Member(Fid(1), State(245), "Ann", 30), Member(Fid(2)))
    shown = await listed(play)
    assert "Ann · `1` · state `245` · level 30\n(no name) · `2` · ⚠️ no state" in shown.text
    assert "Without a state: 1. The game needs it." in shown.text


@pytest.mark.parametrize(
    ("order", "first"), [("name", "Ann"), ("id", "Dan"), ("state", "Bob"), ("level", "Cat")]
)
async def test_a_list_can_be_sorted(play: Play, order: str, first: str) -> None:
    await enrolled(
        play,
        Member(Fid(4), State(3), "Ann", 1),
        Member(Fid(3), None, "Bob", 2),
        Member(Fid(2), State(2), "Cat", 9),
        Member(Fid(1), State(1), "Dan"),
    )
    reply = await play.leader.choose(await listed(play), SORT, order)
    assert names(await reply.message())[0] == first


async def test_the_order_stays_from_page_to_page_and_in_a_search(play: Play) -> None:
    await enrolled(play, *alliance(53))
    shown = await choose(play.leader, await listed(play), SORT, "level")
    shown = await press(play.leader, shown, "Next")
    assert names(shown) == [f"Player {number:04}" for number in range(26, 51)]
    form = await (await play.leader.press(shown, "Search")).form()
    shown = await submit(play.leader, form, search="player 005")
    assert names(shown) == ["Player 0050", "Player 0051", "Player 0052", "Player 0053"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ÄNN", ["Änn"]),
        ("ann", ["Änn"]),
        ("77", ["Bob", "Cat"]),
        ("٧٧", ["Bob", "Cat"]),
        ("ob", ["Bob"]),
    ],
)
async def test_a_search_takes_a_part_of_a_name_an_id_or_a_state(
    play: Play, search: str, found: list[str]
) -> None:
    await enrolled(
        play,
        Member(Fid(1), State(1), "Änn"),
        Member(Fid(9_779), State(1), "Bob"),
        Member(Fid(2), State(77), "Cat"),
    )
    shown = await listed(play, search=search)
    assert names(shown) == found
    assert "Show all" in shown.buttons
    shown = await press(play.leader, shown, "Show all")
    assert names(shown) == ["Änn", "Bob", "Cat"]


async def test_a_search_that_finds_nobody_says_so_and_pings_nobody(play: Play) -> None:
    await enrolled(play, *alliance(1))
    shown = await listed(play, search="@everyone **x**")
    assert "Nothing found for @\u200beveryone \\*\\*x\\*\\*" in shown.text


async def test_the_form_of_a_search_has_what_was_searched_for(play: Play) -> None:
    await enrolled(play, *alliance(53))
    shown = await listed(play, search="0007")
    form = await (await play.leader.press(shown, "Search")).form()
    assert form.fields["search"]["value"] == "0007"
    shown = await submit(play.leader, form, search="")
    assert "Page 1 of 3" in shown.text


async def test_a_member_is_opened_and_left_for_the_page_one_came_from(play: Play) -> None:
    await enrolled(play, *alliance(200))
    shown = await choose(play.leader, await listed(play), SORT, "id")
    form = await (await play.leader.press(shown, "Search")).form()
    shown = await submit(play.leader, form, search="player 01")
    shown = await press(play.leader, shown, "Next")
    assert offered(shown, OPEN)[0] == "Player 0125 · 1125"
    member = await choose(play.leader, shown, OPEN, "1125")
    assert "Player 0125" in member.text
    assert (await press(play.leader, member, "Back")).text == shown.text


async def test_a_page_that_is_not_there_any_more_is_the_last_one(play: Play) -> None:
    await enrolled(play, *alliance(51))
    shown = await press(play.leader, await press(play.leader, await listed(play), "Next"), "Next")
    await play.store.remove(play.guild_id, [Fid(1_051)])
    shown = await press(play.leader, shown, "Previous")
    shown = await press(play.leader, shown, "Next") if "Next" in shown.buttons else shown
    assert "Page 2 of 2" in shown.text
    assert names(shown)[-1] == "Player 0050"


async def test_the_longest_search_fits_into_every_button(play: Play) -> None:
    await enrolled(play, *alliance(21), *[Member(Fid(10**15 - 1), nickname="%=&?" * 16)])
    shown = await listed(play, search="%=&?" * 10)
    assert len(names(shown)) == 1
    assert max(map(len, carried(shown))) <= 100


async def test_a_guild_sees_only_its_own_members(play: Play) -> None:
    await enrolled(play, *alliance(3))
    other = play.server.guild("South", channels=("general",))
    settings = GuildSettings(GuildId(other.id), chosen_at=NOW)
    await play.store.change_guilds(changes_to(settings), by="test", at=NOW)
    leader = play.server.person(guild=other, permissions=MANAGE_GUILD)
    assert "no members yet" in (await command(leader, "members list")).text
    answer = await command(leader, "members show", id="1001")
    assert "`1001` is not a member here" in answer.text


async def test_the_list_leads_back_to_the_panel(play: Play) -> None:
    assert "Whiteout Survival" in (await press(play.leader, await listed(play), "Back")).text


@pytest.fixture
def ten_thousand() -> Sequence[Member]:
    """Make members before any loop runs, as no step of it is to pay for them."""
    return [
        *alliance(5_000),
        *(Member(Fid(one), nickname="𝓟𝓵𝓪́𝔂𝓮𝓻" * 8) for one in range(100_000, 105_000)),
    ]


async def test_ten_thousand_members_are_listed_without_holding_the_loop(
    play: Play, ten_thousand: Sequence[Member]
) -> None:
    """The nets under the loop fail this test if a step is too long."""
    await enrolled(play, *ten_thousand)
    shown = await listed(play, search="player")
    assert "10,000 members fit" in shown.text
    shown = await (await play.leader.forge("members?page=1000&sort=name", shown)).message()
    assert "Page 400 of 400" in shown.text
    assert len(names(shown)) == 25
