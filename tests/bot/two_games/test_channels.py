"""Codes in channels, boards and announcements, in a guild that plays two games."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from autoredeem.domain.codes import code_key
from autoredeem.domain.guilds import GuildChanges
from autoredeem.domain.ids import ChannelId, RoleId
from autoredeem.store.records import CodeRecord
from support.bot_play import becomes, eventually
from support.discord_server import MANAGE_GUILD, DiscordServer, Message, Person
from support.discord_server.gateway import MESSAGE_CONTENT
from support.discord_server.parts import flat
from support.facts import NOW
from support.interactions import choose, command, press, shown
from support.two_games import KINGSHOT, WOS, TwoGames, playing_two, urls_in
from support.watch_play import DEAD, WatchPlay, world_of_news

TITLES = (WOS, KINGSHOT)


@pytest.fixture
async def both(discord_server: DiscordServer, tmp_path: Path) -> AsyncIterator[TwoGames]:
    """Give a guild that plays both games, whose bot may read messages; nothing is watched yet."""
    discord_server.gateway.allowed = MESSAGE_CONTENT
    channels, roles = ("general", "results", "news"), ("Leaders", "Helpers")
    guild, world = discord_server.guild("North", channels=channels, roles=roles), world_of_news()
    guild.role("Leaders").permissions |= MANAGE_GUILD
    playing = playing_two(
        discord_server, urls_in(tmp_path), enabled=True, guild=guild, world=world, content=True
    )
    async with playing as two:
        yield two


def watch_of(two: TwoGames) -> tuple[WatchPlay, Person]:
    """Return the watch over the channel for news, and a manager who writes there."""
    play, news = two.play, two.play.guild.channel("news")
    leader = play.server.person(guild=play.guild, roles=[play.guild.role("Leaders")]).at(news)
    return WatchPlay(play, news, leader, play.player.at(news)), leader


async def watched_for(two: TwoGames, *titles: str) -> tuple[WatchPlay, Person]:
    """Have the channel watched for games, as a manager does. Return as above."""
    watch, leader = watch_of(two)
    asked = await shown(await two.play.leader.forge("w:watch"))
    await choose(two.play.leader, asked, "Watch one more channel", watch.news)
    for title in set(TITLES) - set(titles):
        tag = {WOS: "w", KINGSHOT: "k"}[title]
        await shown(await two.play.leader.forge(f"{tag}:watch-remove?id={watch.news.id}"))
    registry = two.play.bot._watch._registry
    await becomes(lambda: registry.titles_of(ChannelId(watch.news.id)) == set(titles))
    return watch, leader


async def known_in(two: TwoGames, code: str) -> set[str]:
    """Return the games in whose store a code is known."""
    found: dict[str, list[CodeRecord]] = {
        title: list(await two.store(title).codes([code_key(code)])) for title in TITLES
    }
    return {title for title, records in found.items() if records}


async def test_a_channel_is_watched_for_both_games_until_managers_choose_one(
    both: TwoGames,
) -> None:
    leader = both.play.leader
    watch, _ = await watched_for(both, *TITLES)
    one = await shown(await leader.forge(f"k:watched?id={watch.news.id}"))
    assert "Codes from here are tried in each of Whiteout Survival, Kingshot" in one.text
    await press(leader, one, "Watch it no more")
    assert not await both.store(KINGSHOT).watched_channels([both.play.guild_id])
    one = await shown(await leader.forge(f"w:watched?id={watch.news.id}"))
    assert "Codes from here are tried in Whiteout Survival alone." in one.text


async def test_a_code_that_names_no_game_is_tried_in_both_and_each_judges_its_own(
    both: TwoGames,
) -> None:
    watch, leader = await watched_for(both, *TITLES)
    message = await leader.say("Code: SNOW26")
    await watch.shows(message, "✅")
    assert await known_in(both, "SNOW26") == set(TITLES)
    for title in TITLES:
        assert [one.what for one in await both.trail(title)][-1] == "codes-found"


async def test_a_code_that_works_in_one_game_is_shown_as_working(both: TwoGames) -> None:
    watch, leader = await watched_for(both, *TITLES)
    removed = list(await both.members(WOS))
    await both.store(WOS).remove(both.play.guild_id, removed)
    dead = await leader.say(f"Code: {DEAD[0]}")
    await eventually(partial(known_in, both, DEAD[0]), set(TITLES))
    # Whiteout Survival has nobody to try it with, so it is not known there.
    await watch.shows(dead, "⏳")
    works = await leader.say("Code: SNOW26")
    await eventually(partial(known_in, both, "SNOW26"), set(TITLES))
    await watch.shows(works, "✅")


async def test_a_message_that_names_a_game_is_tried_in_that_game_alone(both: TwoGames) -> None:
    watch, leader = await watched_for(both, *TITLES)
    await watch.shows(await leader.say("A gift for Kingshot! Code: SNOW26"), "✅")
    assert await known_in(both, "SNOW26") == {KINGSHOT}
    await watch.shows(await leader.say("WOS code: FROST26"), "✅")
    assert await known_in(both, "FROST26") == {WOS}


async def test_a_channel_of_one_game_brings_the_other_nothing(both: TwoGames) -> None:
    watch, leader = await watched_for(both, KINGSHOT)
    await watch.shows(await leader.say("Code: SNOW26"), "✅")
    assert await known_in(both, "SNOW26") == {KINGSHOT}


async def test_dead_codes_in_both_games_pause_a_channel_for_both(both: TwoGames) -> None:
    watch, leader = await watched_for(both, *TITLES)
    for code in DEAD[:10]:
        await watch.shows(await leader.say(f"Code: {code}"), "❌")
    server = both.play.server
    await server.message_in(watch.news, partial(_says_paused, "Whiteout Survival"))
    told = await server.message_in(watch.news, partial(_says_paused, "Kingshot"))
    assert "This channel isn’t read any more · Kingshot" in told.text
    await press(leader, told, "Read it again")
    (kingshot,) = await both.store(KINGSHOT).watched_channels([both.play.guild_id])
    assert kingshot.paused_at is None
    (wos,) = await both.store(WOS).watched_channels([both.play.guild_id])
    assert wos.paused_at


def _says_paused(game: str, message: Message) -> bool:
    return message.text.startswith(f"This channel isn’t read any more · {game}")


async def test_a_tap_of_one_game_s_manager_takes_codes_in_that_game_alone(both: TwoGames) -> None:
    watch, _ = await watched_for(both, *TITLES)
    helper = await helper_in(both, KINGSHOT)
    message = await watch.player.say("Code: SNOW26")
    await watch.shows(message, "❓")
    await helper.react(message, "❓")
    await eventually(partial(known_in, both, "SNOW26"), {KINGSHOT})
    await watch.shows(message, "✅", "❓")


async def helper_in(two: TwoGames, title: str) -> Person:
    """Return a manager of one game alone, by its role, in the channel for news."""
    guild, role = two.play.guild, two.play.guild.role("Helpers")
    changes: GuildChanges = {"manager_role": RoleId(role.id)}
    await two.store(title).change_guilds({two.play.guild_id: changes}, by="test", at=NOW)
    return two.play.server.person(guild=guild, roles=[role]).at(guild.channel("news"))


async def test_boards_and_announcements_name_the_game_and_their_buttons_carry_it(
    both: TwoGames,
) -> None:
    play, leader = both.play, both.play.leader
    await command(leader, "codes add", codes="SNOW26", game=KINGSHOT)
    board = await play.server.message_in(
        play.results, lambda one: "all done" in one.text and " · Kingshot" in one.text
    )
    assert "Redeemed now: 5" in board.text
    carried = [part["custom_id"] for part in flat(board.components) if "custom_id" in part]
    assert all(one.startswith("k:") for one in carried)
    announced = await play.server.message_in(
        play.results, lambda one: "```" in one.text or "SNOW26" in one.text
    )
    assert " · Kingshot" in announced.text


async def test_a_board_of_each_game_is_shown_where_both_redeem(both: TwoGames) -> None:
    play, leader = both.play, both.play.leader
    for title in TITLES:
        await command(leader, "codes add", codes="FROST26", game=title)

    def done(name: str, one: Message) -> bool:
        return f" · {name}" in one.text and "all done" in one.text

    for name, count in (("Whiteout Survival", 3), ("Kingshot", 5)):
        board = await play.server.message_in(play.results, partial(done, name))
        assert f"Redeemed now: {count}" in board.text


async def test_what_a_manager_of_one_game_posts_is_asked_about_in_the_other(
    both: TwoGames,
) -> None:
    watch, _ = await watched_for(both, *TITLES)
    helper = await helper_in(both, KINGSHOT)
    message = await helper.say("Code: SNOW26")
    await eventually(partial(known_in, both, "SNOW26"), {KINGSHOT})
    await watch.shows(message, "✅", "❓")
