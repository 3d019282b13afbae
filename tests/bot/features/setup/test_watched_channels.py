"""The panel's watched channels: managers choose them, of this guild, and see what is missing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from autoredeem.bot.features.setup.watched_channels import MOST_WATCHED
from autoredeem.domain.ids import ChannelId, UserId
from autoredeem.domain.sources import WatchedChannel
from support.bot_play import Play
from support.bot_runs import done_of
from support.discord_server import DiscordServer, Message
from support.discord_server.options import Resolved
from support.discord_server.parts import CHANNEL_MENU
from support.discord_server.places import ADD_REACTIONS, READ_HISTORY
from support.facts import NOW
from support.interactions import choose, command, forge, press, shown
from support.watch_play import WatchPlay, watching


@pytest.fixture
async def watch(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[WatchPlay]:
    """Give a guild in which nothing is watched yet, of a bot that may read messages."""
    url = f"sqlite:///{tmp_path / 'wos.db'}"
    async with watching(discord_server, url, watched=False) as watch:
        yield watch


async def opened(play: Play) -> Message:
    """Return the panel's page of watched channels."""
    panel = await press(play.leader, await command(play.leader, "autoredeem"), "Settings")
    return await press(play.leader, await press(play.leader, panel, "More"), "Watched channels")


async def test_a_channel_that_is_chosen_is_read_until_it_is_removed(watch: WatchPlay) -> None:
    leader = watch.play.leader
    page = await choose(leader, await opened(watch.play), "Watch one more channel", watch.news)
    assert f"1. <#{watch.news.id}>" in page.text
    assert "⚠️" not in page.text
    await watch.shows(await watch.leader.say("Code: SNOW26"), "✅")
    one = await press(leader, page, "1")
    page = await press(leader, one, "Watch it no more")
    assert str(watch.news.id) not in page.text
    assert await watch.play.store.watched_channels() == []
    unread = await watch.leader.say("Code: FROST26")
    assert await done_of(watch.play) == ["watch-added", "codes-found", "watch-removed"]
    await watch.shows(unread)


async def test_a_webhook_that_has_posted_there_counts_once_it_is_chosen(watch: WatchPlay) -> None:
    leader = watch.play.leader
    await watch.watch(watch.play.guild, watch.news)
    hook = watch.play.server.webhook(watch.news, "Gift News")
    await watch.shows(await hook.say("Code: SNOW26"))
    page = await press(leader, await opened(watch.play), "1")
    page = await choose(leader, page, "Which webhooks and bots count?", "Gift News")
    assert "1 webhook or bot counts" in page.text
    await watch.shows(await hook.say("Code: SNOW26"), "✅")
    assert (await watch.watched()).webhooks == {hook.id}
    # and one that has posted nowhere is chosen by nobody
    forged = await forge(leader, page, f"watch-senders?id={watch.news.id}", "12345", str(hook.id))
    assert "1 webhook or bot counts" in forged.text
    assert (await watch.watched()).webhooks == {hook.id}


async def test_five_channels_are_watched_and_no_more(watch: WatchPlay) -> None:
    play, guild = watch.play, watch.play.guild
    more = [guild.add_channel(f"news-{number}") for number in range(MOST_WATCHED)]
    await play.server.guild_available(guild)
    page = await opened(play)
    for channel in more:
        page = await choose(play.leader, page, "Watch one more channel", channel)
    assert "Watch one more channel" not in str(page.components)
    resolved = Resolved(play.server.world, watch.news)
    values = {"values": [resolved.add(watch.news)], "resolved": resolved.data}
    answer = await shown(await play.leader.forge("watch-add", page, kind=CHANNEL_MENU, **values))
    assert "can have 5 channels watched" in answer.text
    assert len(await play.store.watched_channels()) == MOST_WATCHED


async def test_a_channel_of_another_guild_is_neither_watched_nor_changed(
    watch: WatchPlay,
) -> None:
    play = watch.play
    south = play.server.guild("South", channels=("general",))
    await play.server.add_bot(south)
    theirs = south.channel("general")
    await watch.watch(south, theirs)
    before = await play.store.watched_channels()
    resolved = Resolved(play.server.world, watch.news)
    values = {"values": [resolved.add(theirs)], "resolved": resolved.data}
    page = await opened(play)
    answer = await shown(await play.leader.forge("watch-add", page, kind=CHANNEL_MENU, **values))
    assert "can’t find this channel on this server" in answer.text
    for act in ("watched", "watch-remove", "watch-resume", "watch-senders"):
        answer = await forge(play.leader, page, f"{act}?id={theirs.id}")
        assert "is not watched any more" in answer.text
    assert await play.store.watched_channels() == before


async def test_the_panel_says_what_the_bot_lacks_in_a_channel(watch: WatchPlay) -> None:
    play = watch.play
    await watch.watch(play.guild, watch.news)
    watch.news.denied = READ_HISTORY | ADD_REACTIONS
    await play.server.channel_changed(watch.news)
    page = await opened(play)
    assert f"In <#{watch.news.id}> the bot lacks: read the message history, add reactions" in (
        page.text
    )
    assert "Watched channels: not all are read" in (await command(play.leader, "autoredeem")).text


async def test_without_the_intent_the_panel_says_so_and_nothing_else_changes(play: Play) -> None:
    assert "The bot may not read messages yet" in (await opened(play)).text
    assert "Watched channels" not in (await command(play.leader, "autoredeem")).text
    channel = ChannelId(play.results.id)
    watched = WatchedChannel(play.guild_id, channel, UserId(play.leader.id), NOW)
    await play.store.watch_channels([watched])
    assert "Watched channels: not all are read" in (await command(play.leader, "autoredeem")).text


async def test_players_choose_nothing(watch: WatchPlay) -> None:
    await watch.watch(watch.play.guild, watch.news)
    before = await watch.watched()
    page = await opened(watch.play)
    for act in ("watch", "watch-add", *(f"{one}?id={watch.news.id}" for one in (
        "watched", "watch-remove", "watch-resume", "watch-senders"))):  # fmt: skip
        answer = await watch.player.forge(act, page)
        assert "Only for managers" in (await answer.message()).text
    assert await watch.watched() == before
