"""Channels and roles are a guild's own: another guild's is refused, and never written to."""

from autoredeem.domain.guilds import Board
from autoredeem.domain.ids import ChannelId, MessageId, RoleId
from support.bot_play import Play, becomes
from support.bot_runs import done_of, enrol
from support.discord_server import Guild, Message
from support.discord_server.options import Resolved
from support.discord_server.parts import CHANNEL_MENU, ROLE_MENU, STRING_MENU
from support.discord_server.places import Channel, Role
from support.facts import NOW
from support.interactions import choose, command, press, shown

CATEGORY = 4
"""A kind of channel that takes no messages, by Discord's documentation."""

NO_CHANNEL = "can’t find this channel on this server"
NO_ROLE = "can’t find this role on this server"
NO_ANSWER = "Discord did not answer the bot. Nothing was changed."


async def south(play: Play) -> Guild:
    """Return another guild that the bot is in."""
    guild = play.server.guild("South", channels=("general", "results"), roles=("Leaders",))
    await play.server.add_bot(guild)
    return guild


async def pick(play: Play, menu: str, kind: int, value: str, *known: Channel | Role) -> Message:
    """Have the leader choose whatever value in a menu; what is `known` Discord sends along."""
    resolved = Resolved(play.server.world, play.leader.standing.channel)
    for thing in known:
        resolved.add(thing)
    panel = await command(play.leader, "autoredeem")
    values = {"values": [value], "resolved": resolved.data}
    return await shown(await play.leader.forge(menu, panel, kind=kind, **values))


async def test_a_channel_of_another_guild_is_refused_whatever_discord_sends_along(
    any_play: Play,
) -> None:
    play = any_play
    before, theirs = await play.settings(), (await south(play)).channel("results")
    without_bot = play.server.guild("West").channel("general")
    assert without_bot.guild
    without_bot.guild.has_bot = False
    for foreign in (theirs, without_bot):
        answer = await pick(play, "set-channel", CHANNEL_MENU, str(foreign.id), foreign)
        assert NO_CHANNEL in answer.text
    assert await play.settings() == before
    assert await done_of(play) == []


async def test_a_role_of_another_guild_is_refused_whatever_discord_sends_along(
    any_play: Play,
) -> None:
    play = any_play
    before, theirs = await play.settings(), (await south(play)).role("Leaders")
    answer = await pick(play, "set-role", ROLE_MENU, str(theirs.id), theirs)
    assert NO_ROLE in answer.text
    assert await play.settings() == before
    assert await done_of(play) == []


async def test_what_discord_does_not_send_along_is_no_channel_and_no_role(play: Play) -> None:
    channel, role = play.guild.channel("general"), play.guild.role("Leaders")
    before = await play.settings()
    for value in (str(channel.id), "-1", "general", "9" * 30):
        for kind in (CHANNEL_MENU, STRING_MENU):
            answer = await pick(play, "set-channel", kind, value, role)
            assert NO_CHANNEL in answer.text
    for value in (str(role.id), "0", "Leaders"):
        assert NO_ROLE in (await pick(play, "set-role", ROLE_MENU, value, channel)).text
    assert await play.settings() == before


async def test_a_channel_that_takes_no_messages_is_refused(play: Play) -> None:
    before = await play.settings()
    category = play.guild.add_channel("Alliance", CATEGORY)
    for known in (False, True):
        if known:
            await play.server.guild_available(play.guild)
            await play.server.heartbeat()
        answer = await pick(play, "set-channel", CHANNEL_MENU, str(category.id), category)
        assert NO_CHANNEL in answer.text
    assert await play.settings() == before


async def test_a_channel_and_a_role_that_the_gateway_has_not_told_yet_are_fetched(
    any_play: Play,
) -> None:
    play, leader = any_play, any_play.leader
    channel, role = play.guild.add_channel("new"), play.guild.add_role("New")
    panel = await press(leader, await command(leader, "autoredeem"), "Settings")
    panel = await choose(leader, panel, "Channel for results", channel)
    panel = await choose(leader, panel, "Manager role", role)
    assert "What is missing" in panel.text
    assert "gone" not in panel.text
    settings = await play.settings()
    assert (settings.channel, settings.manager_role) == (channel.id, role.id)
    # and posted to
    await enrol(play)
    await play.services.engine.want([(play.guild_id, "ALIVE")])
    await play.server.message_in(channel, lambda one: "all done" in one.text)


async def test_where_discord_does_not_answer_nothing_is_changed_and_another_try_does(
    play: Play,
) -> None:
    channel, role = play.guild.add_channel("new"), play.guild.add_role("New")
    before = await play.settings()
    play.server.answer("GET", f"/channels/{channel.id}$", 400)
    play.server.answer("GET", f"/roles/{role.id}$", 400)
    answers = [
        await pick(play, "set-channel", CHANNEL_MENU, str(channel.id), channel),
        await pick(play, "set-role", ROLE_MENU, str(role.id), role),
    ]
    assert all(NO_ANSWER in answer.text for answer in answers)
    assert await play.settings() == before
    await pick(play, "set-channel", CHANNEL_MENU, str(channel.id), channel)
    await pick(play, "set-role", ROLE_MENU, str(role.id), role)
    settings = await play.settings()
    assert (settings.channel, settings.manager_role) == (channel.id, role.id)


async def test_a_panel_is_shown_when_discord_does_not_say_whether_its_channel_is_there(
    play: Play,
) -> None:
    channel = play.guild.add_channel("new")
    await play.set_up(enabled=True, channel=ChannelId(channel.id))
    play.server.answer("GET", f"/channels/{channel.id}$", 400)
    assert "What is missing" not in (await command(play.leader, "autoredeem")).text


async def test_a_foreign_channel_that_is_stored_is_never_posted_to_and_the_owner_is_told(
    any_play: Play,
) -> None:
    play, theirs = any_play, (await south(any_play)).channel("results")
    await play.set_up(enabled=True, channel=ChannelId(theirs.id))
    assert "is gone: choose another" in (await command(play.leader, "autoredeem")).text
    await enrol(play)
    await play.services.engine.want([(play.guild_id, "ALIVE")])
    owner = play.server.person(play.guild.owner_id).standing.channel
    told = await play.server.message_in(owner)
    assert f"<#{theirs.id}>" in told.text
    await becomes(lambda: not play.bot.boards._states)
    assert play.server.messages(theirs) == []
    assert play.world.counters.by_answer == {"SUCCESS": 10}


async def test_a_board_that_was_posted_in_a_foreign_channel_is_edited_no_more(
    play: Play,
) -> None:
    theirs = (await south(play)).channel("results")
    await play.set_up(enabled=True, channel=ChannelId(theirs.id))
    board = Board(play.guild_id, ChannelId(theirs.id), MessageId(1), NOW, frozenset(["ALIVE"]))
    await play.store.save_boards([board])
    await enrol(play)
    await play.services.engine.want([(play.guild_id, "ALIVE")])
    owner = play.server.person(play.guild.owner_id).standing.channel
    await play.server.message_in(owner)
    await becomes(lambda: not play.bot.boards._states)
    assert not play.server.called("PATCH", f"/channels/{theirs.id}/")
    assert not play.server.called("POST", f"/channels/{theirs.id}/")


async def test_a_foreign_role_that_is_stored_makes_nobody_a_manager(any_play: Play) -> None:
    play, there = any_play, await south(any_play)
    theirs = there.role("Leaders")
    await play.set_up(manager_role=RoleId(theirs.id))
    member = play.server.person(play.player.id, play.guild, roles=[play.guild.role("Leaders")])
    answer = await command(member, "members list")
    assert "You need the permission" in answer.text
