"""Alliances of a guild: made, changed and removed by its managers; members move between them."""

from collections.abc import Sequence

from autoredeem.bot.kit.custom_ids import parse_custom_id
from autoredeem.domain.alliances import MOST_ALLIANCES, Alliance, AllianceId
from autoredeem.domain.ids import Fid, GuildId, RoleId, State
from autoredeem.domain.players import Member
from support.bot_play import STATE, Play
from support.discord_server import Message, Upload
from support.facts import NOW
from support.interactions import choose, command, forge, press, submit
from support.rosters import carried, enrolled, offered, roster, trail

REDS, BLUES = AllianceId(1), AllianceId(2)
PUT = "Put into an alliance"


async def allied(play: Play, *more: Alliance) -> None:
    """Make Reds and Blues, with a member in each, and one in none."""
    guild = play.guild_id
    await play.store.add_alliances(
        [Alliance(guild, REDS, "Reds", State(7)), Alliance(guild, BLUES, "Blues"), *more]
    )
    await enrolled(
        play,
        Member(Fid(1_001), State(1), "Ann", alliance=REDS),
        Member(Fid(1_002), State(1), "Bob", alliance=BLUES),
        Member(Fid(1_003), None, "Cat"),
    )


async def alliances(play: Play) -> Sequence[Alliance]:
    return await play.store.alliances([play.guild_id])


async def in_alliance(play: Play) -> dict[int, AllianceId | None]:
    return {fid: one.alliance for fid, one in (await roster(play)).items()}


async def opened(play: Play, alliance: AllianceId = REDS) -> Message:
    shown = await (await play.leader.forge("alliances")).message()
    return await choose(play.leader, shown, "Choose an alliance", str(alliance))


async def saved(play: Play, shown: Message, button: str, **fields: str) -> Message:
    form = await (await play.leader.press(shown, button)).form()
    return await submit(play.leader, form, fields)


async def test_a_guild_without_alliances_sees_nothing_of_them(play: Play) -> None:
    await enrolled(play, Member(Fid(1_001), State(1), "Ann"), Member(Fid(1_002)))
    panel = await command(play.leader, "autoredeem")
    members = await command(play.leader, "members list")
    assert "By alliance" not in offered(members, "Sort the list")
    seen = [
        panel,
        members,
        await press(play.leader, members, "Filter"),
        await command(play.leader, "members show", id="1001"),
        await command(play.leader, "members add", ids="31180101"),
        await command(play.leader, "members import", file=Upload("a.csv", b"id\n31180102\n")),
        await command(play.leader, "members export"),
        await command(play.player, "autoredeem"),
    ]
    for shown in seen:
        parts = [*carried(shown), *shown.buttons, shown.text]
        assert not [part for part in parts if "alliance" in part.casefold()]


async def test_the_first_alliance_is_made_from_the_settings(play: Play) -> None:
    shown = await press(play.leader, await command(play.leader, "autoredeem"), "Settings")
    shown = await press(play.leader, await press(play.leader, shown, "More"), "Alliances")
    assert "There are no alliances here." in shown.text
    shown = await saved(play, shown, "New alliance", name="  Réds\u202e ", state="7", first="3")
    assert "The alliance is there." in shown.text
    [made] = await alliances(play)
    assert (made.name, made.state, made.priority) == ("Réds", State(7), 3)
    assert await trail(play) == ["made the alliance Réds"]


async def test_an_alliance_is_changed_in_each_of_its_parts(play: Play) -> None:
    await allied(play)
    shown = await saved(play, await opened(play), "Edit", name="Greens", state="8", first="9")
    assert "Default state: `8`" in shown.text
    leaders = play.guild.role("Leaders")
    shown = await choose(play.leader, shown, "Role that manages this alliance’s members", leaders)
    assert f"<@&{leaders.id}>" in shown.text
    [now] = [one for one in await alliances(play) if one.id == REDS]
    role = RoleId(leaders.id)
    assert now == Alliance(play.guild_id, REDS, "Greens", State(8), None, role, 9)
    shown = await choose(play.leader, shown, "Role that manages this alliance’s members")
    assert "Role of its managers: not chosen" in shown.text
    assert set(await trail(play)) == {"changed the alliance Greens"}


async def test_two_alliances_are_not_called_alike(play: Play) -> None:
    await allied(play)
    listed = await (await play.leader.forge("alliances")).message()
    shown = await saved(play, listed, "New alliance", name="ＲＥＤＳ")
    assert "An alliance is called ＲＥＤＳ already" in shown.text
    shown = await saved(play, await opened(play, BLUES), "Edit", name="reds")
    assert "An alliance is called reds already" in shown.text
    assert [one.name for one in await alliances(play)] == ["Reds", "Blues"]


async def test_what_is_no_name_no_state_or_no_priority_changes_nothing(play: Play) -> None:
    await allied(play)
    before = await alliances(play)
    for fields, why in (
        ({"name": "\u200b "}, "needs a name"),
        ({"name": "X", "state": "north"}, "is not a state"),
        ({"name": "X", "first": "10"}, "from 0 to 9"),
    ):
        listed = await (await play.leader.forge("alliances")).message()
        assert why in (await saved(play, listed, "New alliance", **fields)).text
    assert await alliances(play) == before


async def test_no_guild_makes_more_alliances_than_a_menu_shows(play: Play) -> None:
    many = [
        Alliance(play.guild_id, AllianceId(n), f"A{n:02}") for n in range(1, MOST_ALLIANCES + 1)
    ]
    await play.store.add_alliances(many)
    listed = await (await play.leader.forge("alliances")).message()
    assert len(offered(listed, "Choose an alliance")) == MOST_ALLIANCES
    assert "New alliance" not in listed.buttons
    form = await (await play.leader.forge("alliance-form")).form()
    assert "no server can have more" in (await submit(play.leader, form, name="One more")).text
    assert len(await alliances(play)) == MOST_ALLIANCES


async def test_a_name_with_markup_pings_nobody_and_draws_nothing(play: Play) -> None:
    await play.store.add_alliances([Alliance(play.guild_id, REDS, "@everyone **x** <#1>")])
    await enrolled(play, Member(Fid(1_001), State(1), "Ann", alliance=REDS))
    for name in ("alliances", "alliance?a=1", "members?a=1", "members", "member?id=1001"):
        shown = await (await play.leader.forge(name)).message()
        assert "@everyone" not in shown.text
        assert "**x**" not in shown.text


async def test_a_removed_alliance_keeps_its_members_as_members(play: Play) -> None:
    await allied(play)
    shown = await press(play.leader, await opened(play), "Remove")
    assert "Its 1 member stays a member" in shown.text
    assert len(await alliances(play)) == 2
    shown = await press(play.leader, shown, "Yes, remove")
    assert "Reds is removed" in shown.text
    assert [one.id for one in await alliances(play)] == [BLUES]
    assert await in_alliance(play) == {1_001: None, 1_002: BLUES, 1_003: None}
    assert await trail(play) == ["removed the alliance Reds"]


async def test_a_member_is_moved_from_the_card_and_gets_the_alliances_state(play: Play) -> None:
    await allied(play)
    shown = await command(play.leader, "members show", id="1003")
    shown = await choose(play.leader, shown, PUT, str(REDS))
    assert "1 member is in Reds now." in shown.text
    assert "Alliance: Reds" in shown.text
    assert (await roster(play))[1_003] == Member(Fid(1_003), State(7), "Cat", alliance=REDS)
    shown = await press(play.leader, shown, "Take out")
    assert (await in_alliance(play))[1_003] is None
    assert "Take out" not in shown.buttons
    assert await trail(play) == [
        "took 1 member out of an alliance",
        "put 1 member into the alliance Reds",
    ]


async def test_members_are_moved_by_a_list_of_ids(play: Play) -> None:
    await allied(play)
    shown = await saved(
        play, await opened(play), "Move members here", ids="1001, 1002\n1003 77 nobody"
    )
    assert "2 members are in Reds now." in shown.text
    assert "`77`" in shown.text
    assert "nobody" in shown.text
    assert set((await in_alliance(play)).values()) == {REDS}
    shown = await press(play.leader, shown, "Members")
    assert "3 members fit Reds" in shown.text


async def test_members_are_added_into_the_alliance_that_is_open(play: Play) -> None:
    await allied(play)
    shown = await saved(play, await opened(play), "Add", ids="31180101 31180102")
    assert "2 members added" in shown.text
    for fid in (31180101, 31180102):
        assert (await roster(play))[fid] == Member(Fid(fid), State(7), alliance=REDS)


async def test_a_file_puts_members_into_alliances_by_a_column(play: Play) -> None:
    await allied(play)
    table = (
        "id,name,alliance\n31180101,Dan,reds\n31180102,Eve,BLUES\n31180103,Fay,\n"
        "31180104,Gil,Greens\n"
    )
    shown = await command(play.leader, "members import", file=Upload("a.csv", table.encode()))
    assert "There is no alliance Greens here: 1 player stays out of it." in shown.text
    await press(play.leader, shown, "Import")
    everyone = await roster(play)
    assert [everyone[fid].alliance for fid in range(31180101, 31180105)] == [
        REDS,
        BLUES,
        None,
        None,
    ]
    assert [everyone[fid].state for fid in (31180101, 31180102)] == [State(7), STATE]


async def test_a_file_is_imported_into_the_alliance_that_is_open(play: Play) -> None:
    await allied(play)
    table = b"id,alliance\n31180101,\n31180102,Blues\n1003,\n"
    form = await (await play.leader.press(await opened(play), "Import")).form()
    shown = await submit(play.leader, form, file=Upload("a.csv", table))
    await press(play.leader, shown, "Import")
    found = await in_alliance(play)
    assert (found[31180101], found[31180102], found[1_003]) == (REDS, BLUES, None)


async def test_what_is_exported_with_alliances_can_be_imported_again(play: Play) -> None:
    await allied(play)
    await enrolled(play, Member(Fid(31180101), State(1), "Dan", alliance=REDS))
    before = await roster(play)
    exported = await command(play.leader, "members export")
    content = exported.files["members-wos.csv"]
    assert b"fid,nickname,state,level,alliance\n1001,Ann,1,,Reds\n" in content
    await play.store.move_members(play.guild_id, dict.fromkeys(map(Fid, before)), at=NOW)
    shown = await command(play.leader, "members import", file=Upload("a.csv", content))
    assert "1 member will be changed" in shown.text
    await press(play.leader, shown, "Import")
    assert (await roster(play))[31180101] == before[31180101]


async def test_a_list_shows_alliances_and_is_filtered_by_one_or_by_none(play: Play) -> None:
    await allied(play)
    shown = await command(play.leader, "members list")
    assert "Ann · `1001` · state `1` · Reds" in shown.text
    shown = await press(play.leader, shown, "Filter")
    shown = await choose(play.leader, shown, "Choose an alliance", str(BLUES))
    assert "1 member fits Blues:\nBob · `1002` · state `1`" in shown.text
    assert "Ann" not in shown.text
    shown = await press(play.leader, await press(play.leader, shown, "Filter"), "In no alliance")
    assert "1 member fits in no alliance:\nCat" in shown.text
    shown = await press(play.leader, shown, "Show all")
    assert "Ann" in shown.text


async def test_a_list_is_sorted_by_alliance_in_the_order_of_their_priorities(play: Play) -> None:
    await allied(play)
    await play.store.change_alliances({(play.guild_id, BLUES): {"priority": 5}})
    shown = await command(play.leader, "members list")
    shown = await choose(play.leader, shown, "Sort the list", "alliance")
    lines = [line for line in shown.text.splitlines() if " · `1" in line]
    assert [line.split(" ·")[0] for line in lines] == ["Bob", "Ann", "Cat"]


async def test_an_alliance_of_another_guild_is_none_here(play: Play) -> None:
    await allied(play)
    other = play.server.guild("South", channels=("general",))
    foreign = Alliance(GuildId(other.id), AllianceId(9), "Theirs")
    await play.store.add_alliances([foreign])
    shown = await command(play.leader, "members list")
    for sent in (
        "alliance?a=9",
        "alliance-delete?a=9&sure=1",
        "alliance-put?id=1001&to=9",
        "members-export?a=9",
    ):
        assert "no such alliance" in (await forge(play.leader, shown, sent)).text
    assert await play.store.alliances([foreign.guild_id]) == [foreign]
    assert (await in_alliance(play))[1_001] == REDS


async def test_buttons_of_alliances_carry_any_name(play: Play) -> None:
    await play.store.add_alliances([Alliance(play.guild_id, AllianceId(999_999_999), "%=&?" * 10)])
    shown = await opened(play, AllianceId(999_999_999))
    assert max(map(len, carried(shown))) <= 100
    form = next(one for one in carried(shown) if one.startswith("alliance-form"))
    assert "name" not in parse_custom_id(form).params
