"""In a guild that plays two games, everything says which one it is about, or asks."""

from functools import partial

import pytest

from autoredeem.domain.guilds import Action
from autoredeem.domain.ids import Fid, GuildId, RoleId, UserId
from autoredeem.domain.players import Member
from support.bot_play import STATE, becomes, eventually
from support.discord_server import MANAGE_GUILD, Message, Person, Upload
from support.discord_server.parts import flat
from support.facts import NOW
from support.interactions import choose, command, forge, press, shown, submit
from support.two_games import KINGSHOT, NAMES, WOS, TwoGames, set_up_both

ASKED = "Which game?\nThis server plays several"
REAL = "31180101"


def games_in(message: Message) -> set[str]:
    """Return the games that the custom ids of a message carry; an empty text for those without."""
    carried = [part["custom_id"] for part in flat(message.components) if "custom_id" in part]
    tags = {"w:": WOS, "k:": KINGSHOT}
    return {tags.get(one[:2], "") for one in carried}


@pytest.mark.parametrize("title", [WOS, KINGSHOT])
@pytest.mark.parametrize(
    ("name", "options", "says"),
    [
        ("members list", {}, "Members"),
        ("members export", {}, "members"),
        ("members add", {"ids": REAL}, "added"),
        ("members state", {"state": "9"}, ""),
        ("codes list", {}, ""),
        ("codes add", {"codes": "FRESH26"}, "FRESH26"),
        ("redeem", {"code": "ALIVE"}, "ALIVE"),
        ("runs", {}, ""),
        ("enroll", {"id": REAL}, "Enrolled"),
    ],
)
async def test_a_command_that_names_a_game_is_about_that_game_and_so_are_its_buttons(
    two: TwoGames, title: str, name: str, options: dict[str, str], says: str
) -> None:
    answer = await command(two.play.leader, name, **options, game=title)
    assert says.casefold() in answer.text.casefold()
    assert f" · {NAMES[title]}" in answer.text.splitlines()[0]
    assert games_in(answer) <= {title}


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("members list", {}),
        ("members add", {"ids": REAL}),
        ("members remove", {"ids": "101 111"}),
        ("codes list", {}),
        ("codes add", {"codes": "FRESH26"}),
        ("redeem", {"code": "FRESH26"}),
        ("runs", {}),
        ("enroll", {"id": REAL}),
        ("unenroll", {}),
    ],
)
async def test_a_command_that_may_be_about_either_asks_with_a_button_for_each(
    two: TwoGames, name: str, options: dict[str, str]
) -> None:
    answer = await command(two.play.leader, name, **options)
    assert answer.text.startswith(ASKED)
    assert answer.buttons == [NAMES[WOS], NAMES[KINGSHOT]]
    chosen = await press(two.play.leader, answer, NAMES[KINGSHOT])
    assert " · Kingshot" in chosen.text.splitlines()[0] or chosen.text.startswith("That did not")
    assert games_in(chosen) <= {KINGSHOT}


async def test_what_was_typed_goes_on_in_the_game_that_is_chosen(any_two: TwoGames) -> None:
    two = any_two
    answer = await command(two.play.player, "enroll", id=REAL, state="245")
    answer = await press(two.play.player, answer, NAMES[KINGSHOT])
    assert answer.text.startswith("Enrolled")
    assert Fid(int(REAL)) in await two.members(KINGSHOT)
    assert Fid(int(REAL)) not in await two.members(WOS)


async def test_what_is_too_long_for_a_button_and_a_file_are_kept_until_the_game_is_chosen(
    two: TwoGames,
) -> None:
    leader, fids = two.play.leader, [*range(31_180_101, 31_180_141)]
    asked = await command(leader, "members add", ids=" ".join(map(str, fids)))
    assert asked.text.startswith(ASKED)
    preview = await press(leader, asked, NAMES[KINGSHOT])
    await press(leader, preview, "Import")
    assert set(map(Fid, fids)) <= (await two.members(KINGSHOT)).keys()
    table = Upload("members.csv", b"fid,nickname,state\n31180145,Ann,245\n")
    asked = await command(leader, "members import", file=table)
    assert asked.text.startswith(ASKED)
    preview = await press(leader, asked, NAMES[WOS])
    await press(leader, preview, "Import")
    assert Fid(31_180_145) in await two.members(WOS)
    assert Fid(31_180_145) not in await two.members(KINGSHOT)


async def test_what_one_person_was_asked_is_not_answered_by_another(two: TwoGames) -> None:
    fids = " ".join(str(fid) for fid in range(31_180_101, 31_180_141))
    asked = await command(two.play.leader, "members add", ids=fids)
    (first, _) = [part["custom_id"] for part in flat(asked.components) if "custom_id" in part]
    other = await forge(two.play.player, asked, first)
    assert "too old or incomplete" in other.text
    assert len(await two.members(WOS)) == 3


@pytest.mark.parametrize(("fid", "title"), [("101", WOS), ("111", KINGSHOT)])
async def test_an_id_that_is_enrolled_in_one_game_says_which(
    two: TwoGames, fid: str, title: str
) -> None:
    answer = await command(two.play.leader, "members show", id=fid)
    assert f" · {NAMES[title]}" in answer.text.splitlines()[0]
    edited = await command(two.play.leader, "members edit", id=fid, nickname="Zoe")
    assert games_in(edited) <= {title}
    assert (await two.members(title))[Fid(int(fid))].nickname == "Zoe"


async def test_an_id_that_is_enrolled_in_both_is_asked_about(two: TwoGames) -> None:
    await two.store(KINGSHOT).enrol(two.play.guild_id, [Member(Fid(101), STATE)], by="test", at=NOW)
    assert (await command(two.play.leader, "members show", id="101")).text.startswith(ASKED)


async def test_a_code_that_is_known_in_one_game_says_which(two: TwoGames) -> None:
    await command(two.play.leader, "codes add", codes="SECOND", game=KINGSHOT)
    answer = await command(two.play.leader, "codes history", code="second")
    assert " · Kingshot" in answer.text.splitlines()[0]


async def test_a_code_of_another_guild_s_says_nothing(two: TwoGames) -> None:
    await two.store(KINGSHOT).add_codes(["THEIRS"], at=NOW, shared=False)
    answer = await command(two.play.leader, "codes history", code="THEIRS")
    assert answer.text.startswith(ASKED)


async def test_a_message_that_names_a_game_is_about_that_game(two: TwoGames) -> None:
    leader = two.play.leader
    said = await leader.say("Kingshot gift code: SECOND")
    answer = await shown(await leader.message_command("Redeem this code", said))
    assert " · Kingshot" in answer.text.splitlines()[0]


async def test_a_form_carries_the_game_of_the_button_that_opened_it(two: TwoGames) -> None:
    leader = two.play.leader
    listed = await command(leader, "members list", game=KINGSHOT)
    form = await (await leader.press(listed, "Add")).form()
    assert form.data["title"].endswith(" · Kingshot")
    await submit(leader, form, ids=REAL, state="245")
    assert Fid(int(REAL)) in await two.members(KINGSHOT)
    assert Fid(int(REAL)) not in await two.members(WOS)


@pytest.mark.parametrize("old", ["members", "codes", "runs", "settings", "member?id=101"])
async def test_an_old_button_is_about_the_game_that_the_guild_chose_first(
    two: TwoGames, old: str
) -> None:
    answer = await shown(await two.play.leader.forge(old))
    assert " · Whiteout Survival" in answer.text.splitlines()[0]
    assert games_in(answer) <= {WOS, KINGSHOT if old == "settings" else WOS}


async def test_a_manager_of_one_game_alone_is_taken_to_that_game_and_kept_out_of_the_other(
    two: TwoGames,
) -> None:
    role = two.play.guild.role("Leaders")
    changes = {two.play.guild_id: {"manager_role": RoleId(role.id)}}
    await two.store(KINGSHOT).change_guilds(changes, by="test", at=NOW)  # type: ignore[arg-type]
    manager = two.play.server.person(guild=two.play.guild, roles=[role])
    listed = await command(manager, "members list")
    assert " · Kingshot" in listed.text.splitlines()[0]
    refused = await command(manager, "members list", game=WOS)
    assert refused.text.startswith("Only for managers")
    forged = await shown(await manager.forge("w:members"))
    assert forged.text.startswith("Only for managers")


async def test_whoever_manages_neither_is_refused_and_not_asked(two: TwoGames) -> None:
    refused = await command(two.play.player, "members list")
    assert refused.text.startswith("Only for managers")


async def test_a_game_that_the_server_does_not_play_is_refused_with_what_to_do(
    two: TwoGames,
) -> None:
    await two.store(KINGSHOT).change_guilds(
        {two.play.guild_id: {"chosen_at": None}}, by="test", at=NOW
    )
    answer = await command(two.play.leader, "members list", game=KINGSHOT)
    assert "This server does not play Kingshot." in answer.text
    forged = await shown(await two.play.leader.forge("k:members"))
    assert "This server does not play Kingshot." in forged.text


async def test_a_server_that_plays_one_game_sees_nothing_of_another(two: TwoGames) -> None:
    await two.store(KINGSHOT).change_guilds(
        {two.play.guild_id: {"chosen_at": None}}, by="test", at=NOW
    )
    leader = two.play.leader
    for name in ("autoredeem", "me", "members list", "codes list", "runs"):
        answer = await command(leader, name)
        assert "Kingshot" not in answer.text, name
        assert games_in(answer) <= {""}, name


async def test_another_guild_s_games_are_its_own(two: TwoGames) -> None:
    south = two.play.server.guild("South", channels=("general", "results"))
    settings = {"chosen_at": NOW, "state": STATE}
    changes = {GuildId(south.id): settings}
    await two.store(KINGSHOT).change_guilds(changes, by="test", at=NOW)  # type: ignore[arg-type]
    stranger = two.play.server.person(guild=south, permissions=MANAGE_GUILD)
    listed = await command(stranger, "members list")
    assert "There are no members yet" in listed.text
    assert "Whiteout" not in listed.text
    assert games_in(listed) <= {""}


@pytest.mark.parametrize("title", [WOS, KINGSHOT])
async def test_suggestions_are_of_the_game_that_was_named_or_of_both(
    two: TwoGames, title: str
) -> None:
    leader = two.play.leader
    await suggested(two, leader, id="")
    both = await suggested(two, leader, id="")
    assert len(both) == 8
    named = await suggested(two, leader, game=title, id="")
    assert set(named) == {str(fid) for fid in (await two.members(title))}


async def suggested(two: TwoGames, person: Person, **options: str) -> list[str]:
    """Type into the option of a command, until the guild is known. Return what is suggested."""
    choices = await (await person.autocomplete("members show", **options)).choices()
    await becomes(lambda: two.play.bot._services.cache.get(two.play.guild_id) is not None)
    return [choice["value"] for choice in choices]


async def test_notices_of_both_games_are_told_with_the_next_card(two: TwoGames) -> None:
    player = UserId(two.play.player.id)
    for title, fid in ((WOS, "101"), (KINGSHOT, "111")):
        notice = Action(fid, two.play.guild_id, NOW, player, "claim-undone", {"id": fid})
        await two.store(title).leave_notices([notice])
    answer = await command(two.play.player, "me")
    told = answer.payload()["content"].splitlines()
    assert told[0].startswith("Whiteout Survival: A manager of this server undid your claim")
    assert told[1].startswith("Kingshot: A manager of this server undid your claim of `111`")
    for title in (WOS, KINGSHOT):
        await eventually(partial(two.store(title).notices, two.play.guild_id, player), [])


async def test_a_menu_of_accounts_leads_to_the_account_s_own_game(two: TwoGames) -> None:
    player = UserId(two.play.player.id)
    for title, fid in ((WOS, 101), (KINGSHOT, 111)):
        mine = Member(Fid(fid), owner=player)
        await two.store(title).enrol(two.play.guild_id, [mine], by="test", at=NOW)
    accounts = await command(two.play.player, "me")
    assert "Whiteout Survival" in accounts.text
    assert "`111`" in accounts.text
    account = await choose(two.play.player, accounts, "Which account? · Kingshot", "111")
    assert " · Kingshot" in account.text.splitlines()[0]
    gone = await press(two.play.player, account, "Unenroll me")
    await press(two.play.player, gone, "Yes, unenroll")
    assert Fid(111) not in await two.members(KINGSHOT)
    assert Fid(101) in await two.members(WOS)


async def test_what_is_deleted_of_a_person_is_deleted_in_both_games(two: TwoGames) -> None:
    player = UserId(two.play.player.id)
    for title, fid in ((WOS, 31_180_101), (KINGSHOT, 31_180_102)):
        mine = Member(Fid(fid), STATE, owner=player)
        await two.store(title).enrol(two.play.guild_id, [mine], by="test", at=NOW)
    accounts = await command(two.play.player, "me")
    data = await press(two.play.player, accounts, "My data")
    asked = await press(two.play.player, data, "Delete my data")
    await press(two.play.player, asked, "Yes, delete")
    for title in (WOS, KINGSHOT):
        assert all(one.owner != player for one in (await two.members(title)).values())
    await set_up_both(two)
    assert "no accounts here yet" in (await command(two.play.player, "me")).text


async def test_whoever_has_accounts_in_one_game_alone_is_not_asked_about_which(
    two: TwoGames,
) -> None:
    player = UserId(two.play.player.id)
    mine = Member(Fid(111), owner=player)
    await two.store(KINGSHOT).enrol(two.play.guild_id, [mine], by="test", at=NOW)
    answer = await command(two.play.player, "unenroll")
    assert answer.text.startswith("Unenroll an account · Kingshot\nkingshot 111")


@pytest.mark.parametrize("title", ["chess", "KINGSHOT", "w:", " "])
async def test_a_game_that_nobody_serves_is_refused(two: TwoGames, title: str) -> None:
    forged = await shown(await two.play.leader.forge(f"set-title?game={title}"))
    assert "The bot does not serve this game." in forged.text
    for played in (WOS, KINGSHOT):
        assert (await two.settings(played)).chosen_at
