"""The list of members: in pages, searched, sorted, and the way to each of them."""

from collections.abc import Sequence

import pytest

from autoredeem.domain.guilds import GuildSettings
from autoredeem.domain.ids import Fid, GuildId, State
from autoredeem.domain.players import Member
from support.bot_play import Play
from support.discord_server import MANAGE_GUILD, Message
from support.facts import NOW, changes_to
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
    assert shown.buttons == ["Add", "Import", "Back", "Claimed accounts", "Block list"]


async def test_members_are_shown_ten_a_page(play: Play) -> None:
    await enrolled(play, *alliance(23))
    shown = await listed(play)
    assert "23 members" in shown.text
    assert "Page 1 of 3" in shown.text
    assert names(shown) == [f"Player {number:04}" for number in range(1, 11)]
    assert "Previous" not in shown.buttons
    shown = await press(play.leader, await press(play.leader, shown, "Next"), "Next")
    assert names(shown) == ["Player 0021", "Player 0022", "Player 0023"]
    assert "Next" not in shown.buttons
    shown = await press(play.leader, shown, "Previous")
    assert "Page 2 of 3" in shown.text


async def test_a_line_shows_what_is_known_and_which_states_are_missing(play: Play) -> None:
    await enrolled(play, Member(Fid(1), State(245), "Ann", 30), Member(Fid(2)))
    shown = await listed(play)
    assert "Ann · `1` · state `245` · level 30\n(no name) · `2` · ⚠️ no state" in shown.text
    assert "Without a state: 1. The game needs it." in shown.text
    assert "Without a state" in shown.buttons


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
    await enrolled(play, *alliance(23))
    shown = await choose(play.leader, await listed(play), SORT, "level")
    shown = await press(play.leader, shown, "Next")
    assert names(shown) == [f"Player {number:04}" for number in range(11, 21)]
    form = await (await play.leader.press(shown, "Search")).form()
    shown = await submit(play.leader, form, search="player 002")
    assert names(shown) == ["Player 0020", "Player 0021", "Player 0022", "Player 0023"]


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
    await enrolled(play, *alliance(23))
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
    assert offered(shown, OPEN)[0] == "Player 0110 · 1110"
    member = await choose(play.leader, shown, OPEN, "1110")
    assert "Player 0110" in member.text
    assert (await press(play.leader, member, "Back")).text == shown.text


async def test_a_page_that_is_not_there_any_more_is_the_last_one(play: Play) -> None:
    await enrolled(play, *alliance(21))
    shown = await press(play.leader, await press(play.leader, await listed(play), "Next"), "Next")
    await play.store.remove(play.guild_id, [Fid(1_021)])
    shown = await press(play.leader, shown, "Previous")
    shown = await press(play.leader, shown, "Next") if "Next" in shown.buttons else shown
    assert "Page 2 of 2" in shown.text
    assert names(shown)[-1] == "Player 0020"


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
    assert "Page 1,000 of 1,000" in shown.text
    assert len(names(shown)) == 10
