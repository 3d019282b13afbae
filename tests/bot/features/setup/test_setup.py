"""Setting up a guild: by its managers, each choice saved at once and written into the trail."""

from datetime import timedelta

import pytest

from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import Action, Enrolling, Posting
from autoredeem.domain.ids import Fid, GuildId
from autoredeem.domain.players import Member
from support.bot_play import Play, playing_bot
from support.bot_runs import NEVER, done_of, enrol
from support.discord_server import DiscordServer
from support.facts import ME, NOW
from support.interactions import choose, command, press, submit
from support.mongod import mongod_uri, mongodb_url, raw_database

__all__ = ["mongod_uri", "mongodb_url"]


async def test_a_guild_is_set_up_from_one_panel(empty_play: Play) -> None:
    play, leader = empty_play, empty_play.leader
    shown = await command(leader, "autoredeem")
    assert "Choose the game first" in shown.text
    shown = await choose(leader, shown, "Which game, or which games?", "wos")
    shown = await choose(leader, shown, "Channel for results", play.results)
    role = play.guild.role("Leaders")
    shown = await choose(leader, shown, "Manager role", role)
    form = await (await leader.press(shown, "Default state")).form()
    shown = await submit(leader, form, state="245")
    shown = await press(leader, shown, "Switch auto-redeem on")
    assert "What is missing" not in shown.text
    settings = await play.settings()
    assert (settings.enabled, settings.state) == (True, 245)
    assert settings.channel == play.results.id
    assert settings.manager_role == role.id
    shown = await press(leader, shown, "Back")
    assert "Auto-redeem is on" in shown.text
    trail = await press(leader, shown, "Who did what")
    assert trail.text.count(f"<@{leader.id}>") == 5
    assert "chose the game: Whiteout Survival" in trail.text


async def test_a_guild_that_changes_its_game_leaves_the_other_at_rest(empty_play: Play) -> None:
    play, leader = empty_play, empty_play.leader
    await play.set_up(enabled=True)
    members = [Member(Fid(fid)) for fid in range(101, 104)]
    await play.store.enrol(play.guild_id, members, by="test", at=NOW)
    shown = await command(leader, "autoredeem")
    shown = await press(leader, shown, "Settings")
    shown = await choose(leader, shown, "Which game, or which games?", "kingshot")
    assert shown.text.startswith("Change the game to Kingshot?\nWhiteout Survival stops")
    assert (await play.settings()).enabled
    shown = await press(leader, shown, "Yes, change")
    assert "Game: Kingshot" in shown.text
    assert "kingdom" in shown.text
    assert not (await play.settings()).enabled
    assert not await play.services.rollout.open_in(play.guild_id)
    shown = await choose(leader, shown, "Which game, or which games?", "wos")
    shown = await press(leader, shown, "Yes, change")
    assert "Default state: 245" in shown.text.replace("`", "")


async def test_whoever_changes_the_game_is_told_first_what_that_does_and_can_leave_it(
    empty_play: Play,
) -> None:
    play, leader = empty_play, empty_play.leader
    await play.set_up(enabled=True)
    play.world.script(NEVER)
    await enrol(play)
    await play.services.engine.want([(play.guild_id, "ALIVE"), (play.guild_id, "SECOND")])
    shown = await press(leader, await command(leader, "autoredeem"), "Settings")
    asked = await choose(leader, shown, "Which game, or which games?", "kingshot")
    assert "switched off for it, and 2 runs that are going on stop." in asked.text
    assert "Nothing is deleted" in asked.text
    shown = await press(leader, asked, "Cancel")
    assert "Game: Whiteout Survival" in shown.text
    assert await done_of(play) == []
    shown = await choose(leader, shown, "Which game, or which games?", "wos")
    assert "Game: Whiteout Survival" in shown.text
    assert await done_of(play) == []


async def test_while_nothing_is_known_of_a_server_its_channel_is_not_called_gone(
    play: Play,
) -> None:
    await play.set_up(enabled=True)
    await play.server.guild_unavailable(play.guild)
    await play.server.heartbeat()
    assert "What is missing" not in (await command(play.leader, "autoredeem")).text


async def test_a_channel_that_is_gone_or_forbidden_is_among_what_is_missing(play: Play) -> None:
    await play.set_up(enabled=True)
    assert "What is missing" not in (await command(play.leader, "autoredeem")).text
    play.server.forbid(play.results)
    await play.server.channel_changed(play.results)
    shown = await command(play.leader, "autoredeem")
    where = f"<#{play.results.id}>"
    assert f"The bot may not write in {where}: let it" in shown.text
    shown = await press(play.leader, shown, "Settings")
    assert "The bot may not write" in shown.text
    await play.server.delete_channel(play.results)
    shown = await command(play.leader, "autoredeem")
    assert f"The channel for results ({where}) is gone: choose another." in shown.text


@pytest.mark.parametrize(
    ("menu", "value", "field", "chosen"),
    [
        ("Who may enroll whom?", "managers", "enrolling", Enrolling.MANAGERS),
        ("Which language?", "ar", "language", "ar"),
    ],
)
async def test_what_is_chosen_is_saved_and_written_into_the_trail(
    play: Play, menu: str, value: str, field: str, chosen: object
) -> None:
    shown = await command(play.leader, "autoredeem")
    shown = await press(play.leader, shown, "Settings")
    shown = await press(play.leader, shown, "More")
    await choose(play.leader, shown, menu, value)
    assert getattr(await play.settings(), field) == chosen
    (action,) = await play.store.actions(play.guild_id, limit=10)
    assert (action.what, action.user) == (f"set-{field}", play.leader.id)


async def test_a_channel_and_a_role_can_be_taken_back(play: Play) -> None:
    shown = await command(play.leader, "autoredeem")
    shown = await press(play.leader, shown, "Settings")
    shown = await choose(play.leader, shown, "Channel for results")
    assert "Channel for results: not chosen" in shown.text
    assert (await play.settings()).channel is None


@pytest.mark.parametrize("typed", ["many", "0", "-5", "99999999", "1042 or so"])
async def test_a_state_that_is_none_is_refused_with_what_is_allowed(play: Play, typed: str) -> None:
    before = await play.settings()
    shown = await command(play.leader, "autoredeem")
    shown = await press(play.leader, shown, "Settings")
    form = await (await play.leader.press(shown, "Default state")).form()
    answer = await submit(play.leader, form, state=typed)
    assert "is not a state. A state is a number, such as 245." in answer.text
    assert await play.settings() == before


async def test_the_trail_is_read_page_by_page(play: Play) -> None:
    actions = [
        Action(f"{number:02}", play.guild_id, NOW + timedelta(minutes=number), ME, "set-on")
        for number in range(25)
    ]
    await play.store.note_actions(actions)
    shown = await command(play.leader, "autoredeem")
    shown = await press(play.leader, shown, "Who did what")
    seen = [shown.text]
    while "Older" in shown.buttons:
        shown = await press(play.leader, shown, "Older")
        seen.append(shown.text)
    assert [text.count("switched auto-redeem on") for text in seen] == [10, 10, 5]
    shown = await press(play.leader, shown, "Newest")
    assert shown.text == seen[0]


async def test_a_deployment_of_the_older_bot_goes_on_with_what_it_had(
    discord_server: DiscordServer, mongodb_url: str
) -> None:
    guild = discord_server.guild("Old", channels=("results",))
    async with raw_database(mongodb_url) as database:
        settings = {"_id": str(guild.id), "guild_id": guild.id, "enabled": True}
        await database["auto_redeem_settings"].insert_one(settings)
        channel = {"_id": str(guild.id), "channel_id": guild.channel("results").id}
        await database["auto_redeem_channels"].insert_one(channel)
    async with playing_bot(discord_server, {"wos": mongodb_url}, guild=guild) as play:
        shown = await command(play.leader, "autoredeem")
        shown = await choose(play.leader, shown, "Which game?", "wos")
        assert "Auto-redeem: on" in shown.text
        assert (await play.settings()).channel == guild.channel("results").id


SHARE, KEEP = "Share what we find", "Stop sharing finds"
QUESTION = "Share what you find?"


async def test_whoever_sets_a_guild_up_is_asked_whether_to_share_what_is_found(
    empty_play: Play,
) -> None:
    play, leader = empty_play, empty_play.leader
    shown = await choose(
        leader, await command(leader, "autoredeem"), "Which game, or which games?", "wos"
    )
    assert QUESTION in shown.text
    assert "Nobody learns who found it." in shown.text
    assert not (await play.settings()).share_found
    shown = await press(leader, shown, SHARE)
    assert "Sharing what is found here: on" in shown.text
    assert QUESTION not in shown.text
    assert (await play.settings()).share_found
    shown = await press(leader, shown, KEEP)
    assert not (await play.settings()).share_found
    assert (await done_of(play))[-2:] == ["set-sharing-on", "set-sharing-off"]


async def test_a_guild_that_is_set_up_is_not_asked_and_shares_nothing_until_it_says_so(
    play: Play,
) -> None:
    await play.set_up(enabled=True)
    shown = await press(play.leader, await command(play.leader, "autoredeem"), "Settings")
    assert QUESTION not in shown.text
    assert "Sharing what is found here: off" in shown.text
    assert SHARE in shown.buttons


async def test_who_shares_now_shares_what_was_found_before(play: Play) -> None:
    other = GuildId(5)
    await play.store.change_guilds({other: {"share_found": True}}, by="test", at=NOW)
    await play.store.add_codes(["ALIVE"], at=NOW, shared=False)
    guilds = (play.guild_id, other)
    await play.store.post_codes([Posting(guild, "ALIVE", "test", NOW) for guild in guilds])
    await play.store.judge({"ALIVE": Standing(Life.ALIVE)}, at=NOW)
    shown = await press(play.leader, await command(play.leader, "autoredeem"), "Settings")
    await press(play.leader, shown, SHARE)
    assert [one.shared for one in await play.store.codes()] == [True]


async def test_only_managers_share_what_is_found(play: Play) -> None:
    answer = await (await play.player.forge("set-sharing?on=1")).message()
    assert "Only for managers" in answer.text
    assert not (await play.settings()).share_found
