"""Who has an alliance's role manages the members of that alliance, and nobody else."""

import pytest

from autoredeem.bot.features.members import HANDLERS
from autoredeem.bot.kit.handlers import Handler
from autoredeem.bot.kit.permissions import Right
from autoredeem.domain.alliances import Alliance, AllianceId
from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.ids import Fid, RoleId, State
from autoredeem.domain.players import Member
from support.bot_play import Play
from support.discord_server import Person, Upload
from support.facts import NOW
from support.interactions import choose, command, forge, press, submit
from support.rosters import carried, enrolled, offered, roster

REDS, BLUES = AllianceId(1), AllianceId(2)
OURS, THEIRS, ALONE = Fid(31_180_001), Fid(31_180_002), Fid(31_180_003)
MANAGERS_ONLY = [
    one.name for one in HANDLERS if isinstance(one, Handler) and one.right is Right.MANAGER
]


@pytest.fixture
async def officer(play: Play) -> Person:
    """Give somebody with the role of Reds; there are Blues, too, and somebody in no alliance."""
    role = play.guild.role("Leaders")
    guild = play.guild_id
    await play.store.add_alliances(
        [
            Alliance(guild, REDS, "Reds", State(7), manager_role=RoleId(role.id)),
            Alliance(guild, BLUES, "Blues"),
        ]
    )
    await enrolled(
        play,
        Member(OURS, State(1), "Ours", alliance=REDS),
        Member(THEIRS, State(1), "Theirs", alliance=BLUES),
        Member(ALONE, State(1), "Alone"),
    )
    return play.server.person(guild=play.guild, roles=[role])


async def test_the_panel_leads_officers_to_their_members(play: Play, officer: Person) -> None:
    shown = await press(officer, await command(officer, "autoredeem"), "Members")
    assert "1 member fits Reds" in shown.text
    assert "Members" not in (await command(play.player, "autoredeem")).buttons


@pytest.mark.parametrize("sent", ["members", "members?a=2", "members?a=0", "members?all=1&s=i"])
async def test_officers_see_the_members_of_their_alliance_alone(
    play: Play, officer: Person, sent: str
) -> None:
    shown = await (await officer.forge(sent)).message()
    assert "Ours" in shown.text
    assert not {"Theirs", "Alone", "3 members"} & set(shown.text.split())
    assert not {"Claimed accounts", "Block list"} & set(shown.buttons)
    assert offered(await press(officer, shown, "Filter"), "Choose an alliance") == ["Reds"]
    shown = await (await officer.forge("alliances")).message()
    assert "Blues" not in shown.text
    assert "New alliance" not in shown.buttons


@pytest.mark.parametrize("fid", [THEIRS, ALONE])
async def test_officers_neither_see_nor_change_who_is_not_theirs(
    play: Play, officer: Person, fid: Fid
) -> None:
    before = await roster(play)
    shown = await (await officer.forge("members")).message()
    for sent in (f"member?id={fid}", f"member-edit?id={fid}&nickname=X&state=9"):
        answer = await forge(officer, shown, sent)
        assert "is not in an alliance that you manage" in answer.text
    for sent in (f"alliance-put?id={fid}&to=1", f"alliance-put?id={fid}&to=0"):
        assert "is not in an alliance that you manage" in (await forge(officer, shown, sent)).text
    await forge(officer, shown, f"members-remove?ids={fid}")
    await forge(officer, shown, f"members-remove-yes?ids={fid}")
    form = await (await officer.forge("alliance-move-form?a=1")).form()
    assert "Nobody was moved" in (await submit(officer, form, ids=str(fid))).text
    assert await roster(play) == before


async def test_officers_put_nobody_into_another_alliance(play: Play, officer: Person) -> None:
    before = await roster(play)
    shown = await (await officer.forge("members")).message()
    for sent in (f"alliance-put?id={OURS}&to=2", "alliance?a=2", "members-export?a=2"):
        assert "no such alliance" in (await forge(officer, shown, sent)).text
    for form_id in ("members-add-form?a=2", "alliance-move-form?a=2"):
        form = await (await officer.forge(form_id)).form()
        answer = await submit(officer, form, ids=f"{OURS} 31180101")
        assert "no such alliance" in answer.text
    assert await roster(play) == before


async def test_officers_edit_remove_and_take_out_their_own(play: Play, officer: Person) -> None:
    shown = await (await officer.forge(f"member?id={OURS}")).message()
    shown = await choose(officer, shown, "Put into an alliance", str(REDS))
    form = await (await officer.press(shown, "Edit")).form()
    shown = await submit(officer, form, nickname="New name")
    assert (await roster(play))[OURS].nickname == "New name"
    await press(officer, await press(officer, shown, "Remove"), "Yes, remove")
    assert OURS not in await roster(play)


async def test_officers_add_newcomers_into_their_alliance_and_take_nobody_over(
    play: Play, officer: Person
) -> None:
    shown = await (await officer.forge("members")).message()
    form = await (await officer.press(shown, "Add")).form()
    answer = await submit(officer, form, ids=f"31180101 {OURS} {THEIRS} {ALONE}")
    assert "1 member added" in answer.text or "1 player" in answer.text
    everyone = await roster(play)
    assert everyone[31180101] == Member(Fid(31180101), State(7), alliance=REDS)
    assert (everyone[THEIRS].alliance, everyone[ALONE].alliance) == (BLUES, None)


async def test_a_file_of_an_officers_takes_nobody_over(play: Play, officer: Person) -> None:
    table = f"id,name,alliance\n31180101,New,Blues\n{THEIRS},Mine,Reds\n{ALONE},Mine,\n".encode()
    shown = await command(officer, "members import", file=Upload("a.csv", table))
    assert "are members already, but not in your alliance" in shown.text
    await press(officer, shown, "Import")
    everyone = await roster(play)
    assert everyone[31180101].alliance == REDS
    assert (everyone[THEIRS].nickname, everyone[ALONE].nickname) == ("Theirs", "Alone")


async def test_officers_export_their_own_alone(play: Play, officer: Person) -> None:
    shown = await command(officer, "members export")
    content = shown.files["members-wos.csv"]
    assert b"Ours" in content
    assert not [name for name in (b"Theirs", b"Alone") if name in content]


async def test_where_players_enroll_only_themselves_officers_add_nobody(
    play: Play, officer: Person
) -> None:
    await play.set_up(enrolling=Enrolling.SELF)
    shown = await (await officer.forge("members")).message()
    form = await (await officer.press(shown, "Add")).form()
    assert "players enroll only themselves" in (await submit(officer, form, ids="31180101")).text


@pytest.mark.parametrize("handler", MANAGERS_ONLY)
async def test_what_is_for_managers_of_the_server_is_not_for_officers(
    play: Play, officer: Person, handler: str
) -> None:
    before = await roster(play), await play.store.alliances([play.guild_id])
    shown = await (await officer.forge("members")).message()
    answer = await forge(officer, shown, f"{handler}?a=1&sure=1&id={OURS}&name=X&state=5")
    assert "Only for managers" in answer.text
    assert (await roster(play), await play.store.alliances([play.guild_id])) == before


async def test_who_has_no_role_of_an_alliance_manages_nothing(play: Play, officer: Person) -> None:
    del officer
    assert "Only for managers" in (await (await play.player.forge("members")).message()).text


async def test_an_officer_whose_alliance_is_removed_manages_nothing(
    play: Play, officer: Person
) -> None:
    shown = await (await officer.forge("members")).message()
    assert carried(shown)
    await play.store.remove_alliances([(play.guild_id, REDS)], at=NOW)
    assert "Only for managers" in (await forge(officer, shown, f"member?id={OURS}")).text
