"""The games of a guild are chosen, added and left; nothing of any is ever deleted by it."""

from datetime import timedelta

from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.ids import Fid, RoleId
from support.bot_play import Play
from support.bot_runs import NEVER
from support.discord_server import MANAGE_GUILD
from support.facts import NOW
from support.interactions import choose, command, press, shown, submit
from support.two_games import FIDS, KINGSHOT, WOS, TwoGames

MENU = "Which game, or which games?"


async def test_a_new_server_can_choose_both_games_at_once(empty_play: Play) -> None:
    play, leader = empty_play, empty_play.leader
    answer = await choose(leader, await command(leader, "autoredeem"), MENU, WOS, KINGSHOT)
    assert "Games: Whiteout Survival, Kingshot" in answer.text
    panel = await command(leader, "autoredeem")
    assert "This server plays several games" in panel.text
    assert panel.buttons == ["Whiteout Survival", "Kingshot", "My accounts"]
    assert [one.what for one in await TwoGames(play).trail(WOS)] == ["set-title"]
    assert [one.what for one in await TwoGames(play).trail(KINGSHOT)] == ["set-title"]


async def test_a_game_is_added_without_a_question_and_the_other_goes_on(
    empty_play: Play,
) -> None:
    play, leader, two = empty_play, empty_play.leader, TwoGames(empty_play)
    role = RoleId(play.guild.role("Leaders").id)
    chosen = {"manager_role": role, "language": "ru", "enrolling": Enrolling.SELF}
    await play.set_up(enabled=True, **{**chosen, "language": ""})
    settings = await press(leader, await command(leader, "autoredeem"), "Settings")
    answer = await choose(leader, settings, MENU, WOS, KINGSHOT)
    assert answer.text.startswith("Settings · Kingshot\nGames: Whiteout Survival, Kingshot")
    assert (await two.settings(WOS)).enabled
    added = await two.settings(KINGSHOT)
    assert (added.enabled, added.beside) == (False, True)
    assert (added.manager_role, added.enrolling) == (role, Enrolling.SELF)


async def test_each_game_has_settings_of_its_own_which_a_row_of_buttons_leads_to(
    two: TwoGames,
) -> None:
    leader, play = two.play.leader, two.play
    panel = await press(leader, await command(leader, "autoredeem"), "Kingshot")
    settings = await press(leader, panel, "Settings")
    assert settings.text.startswith("Settings · Kingshot")
    answer = await choose(leader, settings, "Channel for results", play.guild.channel("general"))
    answer = await press(leader, answer, "Switch auto-redeem on")
    form = await (await leader.press(answer, "Default kingdom")).form()
    await submit(leader, form, state="777")
    kingshot, wos = await two.settings(KINGSHOT), await two.settings(WOS)
    assert (kingshot.enabled, kingshot.state) == (True, 777)
    assert kingshot.channel == play.guild.channel("general").id
    assert (wos.enabled, wos.state, wos.channel) == (False, 245, play.results.id)
    other = await press(leader, answer, "Whiteout Survival")
    assert other.text.startswith("Settings · Whiteout Survival")
    assert "Auto-redeem: off" in other.text


async def test_a_language_is_the_server_s_in_all_its_games(two: TwoGames) -> None:
    leader = two.play.leader
    settings = await shown(await leader.forge("k:settings?more=1"))
    await choose(leader, settings, "Which language?", "ar")
    for title in (WOS, KINGSHOT):
        assert (await two.settings(title)).language == "ar"


async def test_a_game_is_left_after_a_question_and_keeps_all_that_it_had(
    any_two: TwoGames,
) -> None:
    two, play, leader = any_two, any_two.play, any_two.play.leader
    changes = {play.guild_id: {"enabled": True}}
    await two.store(KINGSHOT).change_guilds(changes, by="test", at=NOW)  # type: ignore[arg-type]
    play.world.script(NEVER)
    await play.titles[KINGSHOT].engine.want([(play.guild_id, "ALIVE")])
    settings = await shown(await leader.forge("k:settings"))
    asked = await choose(leader, settings, MENU, WOS)
    assert asked.text.startswith("Only Whiteout Survival from now on?\nKingshot stops")
    assert "1 run that is going on stops." in asked.text
    assert "Nothing is deleted" in asked.text
    assert (await two.settings(KINGSHOT)).enabled
    answer = await press(leader, asked, "Yes, change")
    assert answer.text.startswith("Settings\nGame: Whiteout Survival")
    left = await two.settings(KINGSHOT)
    assert (left.enabled, left.chosen_at, left.state) == (False, None, 245)
    assert len(await two.members(KINGSHOT)) == len(FIDS[KINGSHOT])
    assert [one.what for one in await two.trail(WOS)] == ["set-no-title"]
    again = await choose(leader, answer, MENU, WOS, KINGSHOT)
    assert "Games: Whiteout Survival, Kingshot" in again.text
    assert "Default kingdom: 245" in again.text.replace("`", "")


async def test_the_game_that_was_chosen_first_can_be_left_too(two: TwoGames) -> None:
    leader = two.play.leader
    settings = await shown(await leader.forge("w:settings"))
    asked = await choose(leader, settings, MENU, KINGSHOT)
    answer = await press(leader, asked, "Yes, change")
    assert answer.text.startswith("Settings\nGame: Kingshot")
    listed = await command(leader, "members list")
    assert "kingshot 111" in listed.text
    old = await shown(await leader.forge("w:members"))
    assert "This server does not play Whiteout Survival" in old.text


async def test_whoever_manages_one_game_alone_can_t_stop_the_other(two: TwoGames) -> None:
    role = two.play.guild.role("Leaders")
    changes = {two.play.guild_id: {"manager_role": RoleId(role.id)}}
    await two.store(WOS).change_guilds(changes, by="test", at=NOW)  # type: ignore[arg-type]
    manager = two.play.server.person(guild=two.play.guild, roles=[role])
    forged = await shown(await manager.forge("set-title?game=wos"))
    assert "You need the permission “Manage Server”" in forged.text
    assert (await two.settings(KINGSHOT)).chosen_at


async def test_a_server_that_changed_its_game_before_plays_the_later_one_alone(
    two: TwoGames,
) -> None:
    play = two.play
    later = {"chosen_at": NOW + timedelta(days=1), "beside": False}
    await two.store(KINGSHOT).change_guilds({play.guild_id: later}, by="test", at=NOW)  # type: ignore[dict-item]
    listed = await command(play.leader, "members list")
    assert listed.text.startswith("5 members\n")
    assert "kingshot 111" in listed.text


async def test_the_panel_shows_players_both_games_and_managers_what_is_missing_in_each(
    two: TwoGames,
) -> None:
    panel = await command(two.play.player, "autoredeem")
    assert panel.buttons == ["My accounts"]
    assert panel.text.count("Auto-redeem is off") == 2
    panel = await command(two.play.leader, "autoredeem")
    assert "3 members." in panel.text
    assert "5 members." in panel.text
    assert panel.text.count("What is missing") == 2


async def test_members_are_managed_in_their_own_game_from_the_panel_on(two: TwoGames) -> None:
    leader = two.play.leader
    panel = await press(leader, await command(leader, "autoredeem"), "Kingshot")
    listed = await press(leader, panel, "Members")
    assert "kingshot 111" in listed.text
    assert "wos 101" not in listed.text
    back = await press(leader, listed, "Back")
    assert back.text.startswith("autoredeem · Kingshot")
    overview = await press(leader, back, "Back")
    assert "This server plays several games" in overview.text


async def test_two_managers_who_choose_at_once_leave_the_server_with_a_game(
    two: TwoGames,
) -> None:
    other = two.play.server.person(guild=two.play.guild, permissions=MANAGE_GUILD)
    await shown(await two.play.leader.forge("set-title?game=wos"))
    await shown(await other.forge("set-title?game=kingshot"))
    answer = await command(other, "autoredeem")
    assert answer.text.startswith("autoredeem · Kingshot")
    assert Fid(111) in await two.members(KINGSHOT)
