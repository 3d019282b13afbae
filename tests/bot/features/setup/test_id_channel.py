"""The panel's ID channel: managers choose it, see what is missing, and post the players' card."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.ids import Fid
from autoredeem.domain.sources import WatchPurpose
from support.bot_play import Play
from support.bot_runs import done_of
from support.discord_server import DiscordServer, Message
from support.discord_server.options import Resolved
from support.discord_server.parts import CHANNEL_MENU
from support.discord_server.places import ADD_REACTIONS, PIN_MESSAGES, SEND_MESSAGES
from support.facts import NOW
from support.interactions import choose, command, press, shown, submit
from support.rosters import roster
from support.watch_play import WatchPlay, watching

MENU = "Where do players write their IDs?"


@pytest.fixture
async def watch(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[WatchPlay]:
    """Give a guild in which nothing is watched yet, of a bot that may read messages."""
    url = f"sqlite:///{tmp_path / 'wos.db'}"
    async with watching(discord_server, url, watched=False) as watch:
        yield watch


async def opened(play: Play) -> Message:
    """Return the panel's page of the ID channel."""
    panel = await press(play.leader, await command(play.leader, "autoredeem"), "Settings")
    return await press(play.leader, await press(play.leader, panel, "More"), "ID channel")


async def chosen(watch: WatchPlay) -> Message:
    """Choose the channel `news`; return the page."""
    return await choose(watch.play.leader, await opened(watch.play), MENU, watch.news)


async def test_it_is_off_until_a_channel_is_chosen_and_off_again_once_it_is_switched_off(
    watch: WatchPlay,
) -> None:
    before = await watch.player.say("31180101")
    assert "It is off" in (await opened(watch.play)).text
    page = await chosen(watch)
    assert f"Players write in <#{watch.news.id}>" in page.text
    assert "⚠️" not in page.text
    await watch.shows(await watch.player.say("31180102"), "✅")
    page = await press(watch.play.leader, page, "Switch it off")
    assert "It is off" in page.text
    assert await watch.play.store.watched_channels() == []
    unread = await watch.player.say("31180103")
    assert await done_of(watch.play) == ["ids-on", "enrolled", "ids-off"]
    await watch.shows(before)
    await watch.shows(unread)


async def test_another_channel_takes_the_place_of_the_one_before(watch: WatchPlay) -> None:
    page = await chosen(watch)
    general = watch.play.guild.channel("general")
    page = await choose(watch.play.leader, page, MENU, general)
    assert f"Players write in <#{general.id}>" in page.text
    (watched,) = await watch.play.store.watched_channels()
    assert (watched.channel, watched.purpose) == (general.id, WatchPurpose.IDS)


async def test_a_channel_has_one_purpose(watch: WatchPlay) -> None:
    play = watch.play
    await watch.watch(play.guild, watch.news)
    refused = await chosen(watch)
    assert "is watched for gift codes" in refused.text
    general = play.guild.channel("general")
    await choose(play.leader, await opened(play), MENU, general)
    panel = await press(play.leader, await command(play.leader, "autoredeem"), "Settings")
    page = await press(play.leader, await press(play.leader, panel, "More"), "Watched channels")
    assert str(general.id) not in page.text
    refused = await choose(play.leader, page, "Watch one more channel", general)
    assert "Players write their IDs in" in refused.text
    assert len(await play.store.watched_channels()) == 2


async def test_the_card_s_button_enrolls_whoever_presses_it(watch: WatchPlay) -> None:
    watch.news.granted = PIN_MESSAGES
    page = await press(watch.play.leader, await chosen(watch), "Post the card")
    assert "posted and pinned" in page.text
    (card,) = watch.news.messages.values()
    assert "Write your player ID here" in card.text
    assert card.pinned
    form = await (await watch.player.press(card, "Enroll my account")).form()
    answer = await submit(watch.player, form, id="31180101")
    assert answer.ephemeral
    assert "Enrolled" in answer.text
    assert Fid(31_180_101) in await roster(watch.play)
    assert await done_of(watch.play) == ["ids-on", "ids-card", "enrolled"]


async def test_a_card_that_is_posted_anew_takes_the_place_of_the_one_before(
    watch: WatchPlay,
) -> None:
    page = await press(watch.play.leader, await chosen(watch), "Post the card")
    assert "may not pin it" in page.text
    (first,) = watch.news.messages.values()
    await press(watch.play.leader, page, "Post the card")
    (second,) = watch.news.messages.values()
    assert first is not second
    assert not second.pinned


async def test_the_card_speaks_the_guild_s_language(watch: WatchPlay) -> None:
    await choose(watch.play.leader, await opened(watch.play), MENU, watch.news)
    await watch.play.store.change_guilds(
        {watch.play.guild_id: {"language": "ru"}}, by="test", at=NOW
    )
    await shown(await watch.play.leader.forge("ids-card"))
    (card,) = watch.news.messages.values()
    assert card.buttons == ["Записать мой аккаунт"]


async def test_a_channel_that_takes_no_message_gets_no_card(watch: WatchPlay) -> None:
    page = await chosen(watch)
    watch.news.denied = SEND_MESSAGES
    watch.news.refusal = 50013
    answer = await press(watch.play.leader, page, "Post the card")
    assert "The bot may not write in" in answer.text
    assert (await watch.watched()).card is None
    answer = await shown(await watch.play.leader.forge("ids-off"))
    answer = await shown(await watch.play.leader.forge("ids-card"))
    assert "Choose the channel first" in answer.text


async def test_the_panel_says_what_the_bot_lacks_in_the_channel(watch: WatchPlay) -> None:
    play = watch.play
    await chosen(watch)
    watch.news.denied = ADD_REACTIONS
    await play.server.channel_changed(watch.news)
    page = await opened(play)
    assert f"In <#{watch.news.id}> the bot lacks: add reactions" in page.text
    panel = await command(play.leader, "autoredeem")
    assert "ID channel: what players write is not read" in panel.text
    assert "Watched channels" not in panel.text


async def test_the_panel_says_that_the_channel_was_deleted_and_another_takes_its_place(
    watch: WatchPlay,
) -> None:
    play = watch.play
    await chosen(watch)
    await play.server.delete_channel(watch.news)
    page = await opened(play)
    assert f"In <#{watch.news.id}> the bot lacks: view the channel" in page.text
    answer = await press(play.leader, page, "Post the card")
    assert "is gone. Choose another channel" in answer.text
    page = await choose(play.leader, await opened(play), MENU, play.guild.channel("general"))
    assert "⚠️" not in page.text
    assert "ID channel" not in (await command(play.leader, "autoredeem")).text


async def test_where_only_managers_enroll_the_page_says_that_others_are_refused(
    watch: WatchPlay,
) -> None:
    await chosen(watch)
    await watch.play.store.change_guilds(
        {watch.play.guild_id: {"enrolling": Enrolling.MANAGERS}}, by="test", at=NOW
    )
    assert "Here only managers enroll accounts" in (await opened(watch.play)).text


async def test_without_the_intent_the_card_s_button_works_and_the_panel_says_what_does_not(
    play: Play,
) -> None:
    page = await choose(play.leader, await opened(play), MENU, play.results)
    assert "The bot may not read messages yet" in page.text
    await press(play.leader, page, "Post the card")
    card = next(one for one in play.results.messages.values() if one.buttons)
    assert "Write your player ID here" not in card.text
    form = await (await play.player.press(card, "Enroll my account")).form()
    assert "Enrolled" in (await submit(play.player, form, id="31180101")).text
    panel = await command(play.leader, "autoredeem")
    assert "ID channel: what players write is not read" in panel.text


async def test_a_channel_of_another_guild_is_not_chosen(watch: WatchPlay) -> None:
    play = watch.play
    south = play.server.guild("South", channels=("general",))
    await play.server.add_bot(south)
    resolved = Resolved(play.server.world, watch.news)
    values = {"values": [resolved.add(south.channel("general"))], "resolved": resolved.data}
    page = await opened(play)
    answer = await shown(await play.leader.forge("ids-set", page, kind=CHANNEL_MENU, **values))
    assert "can’t find this channel on this server" in answer.text
    assert await play.store.watched_channels() == []


async def test_players_choose_nothing(watch: WatchPlay) -> None:
    page = await chosen(watch)
    before = await watch.watched()
    for act in ("ids", "ids-set", "ids-off", "ids-card"):
        answer = await watch.player.forge(act, page)
        assert "Only for managers" in (await answer.message()).text
    assert await watch.watched() == before
    assert list(watch.news.messages.values()) == []
