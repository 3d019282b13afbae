"""What was written while nobody read is read once, later, and reactions go on over restarts."""

from dataclasses import replace
from pathlib import Path

import pytest

from autoredeem.bot.services.channel_watch.history import MOST_CAUGHT_UP
from autoredeem.bot.services.channel_watch.registry import MOST_DEAD
from autoredeem.bot.services.channel_watch.turns import MOST_WAITING
from autoredeem.domain.sources import WatchedChannel
from autoredeem.store import open_store
from support.bot_play import becomes
from support.deadlines import PATIENT
from support.discord_server import DiscordServer
from support.discord_server.places import READ_HISTORY
from support.watch_play import DEAD, news_guild, watching


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'wos.db'}"


def pages(server: DiscordServer) -> int:
    """Return how many pages of messages were asked for."""
    return len(server.called("GET", r"/messages$"))


async def test_what_was_written_while_the_bot_was_off_is_read_once_when_it_is_back(
    discord_server: DiscordServer, store_url: str
) -> None:
    guild = news_guild(discord_server)
    async with watching(discord_server, store_url, guild=guild) as watch:
        await watch.shows(await watch.leader.say("Code: SNOW26"), "✅")
    member = [await watch.player.say("Code: FROST26"), await watch.leader.say("nothing")]
    missed = await watch.leader.say("Again a code: SNOW26")
    async with watching(discord_server, store_url, guild=guild, watched=False) as watch:
        await watch.shows(missed, "🔁")
        await watch.shows(member[0], "❓")
        await watch.read(missed)
    calls = len(discord_server.calls)
    async with watching(discord_server, store_url, guild=guild, watched=False) as watch:
        await watch.shows(await watch.leader.say("Code: FROST26"), "✅")
        await watch.shows(missed, "🔁")
    again = discord_server.calls[calls:]
    assert not [one for one in again if f"/{missed.id}/reactions" in one.path]


async def test_of_very_many_messages_the_latest_five_hundred_are_read(
    discord_server: DiscordServer, url: str
) -> None:
    guild = news_guild(discord_server)
    async with watching(discord_server, url, guild=guild) as watch:
        await watch.read(await watch.leader.say("nothing"))
    first = await watch.leader.say("Code: FROST26")
    read = await watch.leader.say("Code: SNOW26")
    for number in range(MOST_CAUGHT_UP - 1):
        await watch.player.say(f"line {number}")
    before = pages(discord_server)
    async with watching(discord_server, url, guild=guild, watched=False) as watch:
        await watch.shows(read, "✅")
        await watch.shows(first)
    assert pages(discord_server) - before == MOST_CAUGHT_UP / 100


async def test_what_comes_in_between_two_sessions_is_read(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url) as watch:
        await watch.read(await watch.leader.say("nothing"))
        discord_server.gateway.lets_in = False
        await discord_server.invalidate()
        await discord_server.drop_connections()
        await discord_server.until(lambda: not discord_server.gateway.sessions)
        missed = await watch.leader.say("Code: SNOW26")
        discord_server.gateway.lets_in = True
        await discord_server.session(2)
        await watch.shows(await watch.leader.say("Code: FROST26"), "✅")
        await watch.shows(missed, "✅")


async def test_a_first_watch_begins_now(discord_server: DiscordServer, url: str) -> None:
    async with watching(discord_server, url, watched=False) as watch:
        before = await watch.leader.say("Code: SNOW26")
        await watch.watch(watch.play.guild, watch.news)
        await watch.shows(await watch.leader.say("Code: FROST26"), "✅")
        await watch.shows(before)


async def test_the_reactions_of_an_earlier_process_are_followed_further(
    discord_server: DiscordServer, url: str
) -> None:
    guild = news_guild(discord_server)
    # Too slow for an answer before it is stopped.
    async with watching(discord_server, url, guild=guild, per_minute=1) as watch:
        message = await watch.leader.say("Code: SNOW26")
        await watch.shows(message, "⏳")
        await watch.read(message)
    async with watching(discord_server, url, guild=guild, watched=False) as watch:
        await watch.shows(message, "✅")


async def unsee(url: str, before: WatchedChannel) -> None:
    """Have the store know of a channel what it knew before: its process was killed."""
    async with open_store(url, "wos", PATIENT) as store:
        await store.unwatch_channels(before.guild_id, [before.channel])
        await store.watch_channels([before])


async def test_so_are_those_of_a_message_that_a_killed_process_did_not_note_as_read(
    discord_server: DiscordServer, url: str
) -> None:
    guild = news_guild(discord_server)
    async with watching(discord_server, url, guild=guild, per_minute=1) as watch:
        before = await watch.watched()
        message = await watch.leader.say("Code: SNOW26")
        await watch.shows(message, "⏳")
    await unsee(url, before)
    async with watching(discord_server, url, guild=guild, watched=False) as watch:
        await watch.shows(message, "✅")


async def test_a_dead_code_that_is_read_again_does_not_count_again(
    discord_server: DiscordServer, url: str
) -> None:
    guild = news_guild(discord_server)
    async with watching(discord_server, url, guild=guild) as watch:
        before = await watch.watched()
        dead = await watch.leader.say(f"Code: {DEAD[0]}")
        await watch.shows(dead, "❌")
    await unsee(url, replace(before, dead=MOST_DEAD - 1))
    async with watching(discord_server, url, guild=guild, watched=False) as watch:
        await watch.read(dead)
        await watch.shows(await watch.leader.say("Code: SNOW26"), "✅")
        assert (await watch.watched()).paused_at is None


async def test_where_the_history_may_not_be_read_new_messages_are_read_all_the_same(
    discord_server: DiscordServer, url: str
) -> None:
    guild = news_guild(discord_server)
    async with watching(discord_server, url, guild=guild) as watch:
        await watch.read(await watch.leader.say("nothing"))
    guild.channel("news").denied = READ_HISTORY
    before = pages(discord_server)
    async with watching(discord_server, url, guild=guild, watched=False) as watch:
        await becomes(lambda: pages(discord_server) > before)
        await watch.leader.say("Code: SNOW26")
        await becomes(lambda: watch.play.world.counters.by_answer.get("SUCCESS", 0) == 10)


async def test_a_page_that_discord_does_not_give_is_asked_for_again(
    discord_server: DiscordServer, url: str
) -> None:
    guild = news_guild(discord_server)
    async with watching(discord_server, url, guild=guild) as watch:
        await watch.read(await watch.leader.say("nothing"))
    missed = await watch.leader.say("Code: SNOW26")
    fault = discord_server.answer("GET", r"/messages$", 400, times=2)
    async with watching(discord_server, url, guild=guild, watched=False) as watch:
        await watch.shows(missed, "✅")
    assert not fault.times


async def test_of_a_flood_that_nothing_can_be_done_with_no_more_is_kept_than_waits_and_all_is_read(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url) as watch:
        await watch.read(await watch.leader.say("nothing"))
        watch.play.gate.close()
        for number in range(MOST_WAITING + 20):
            await watch.leader.say(f"line {number} of it. Code: SNOW26")
        last = await watch.leader.say("Code: FROST26")
        backlog = watch.play.bot._watch._backlog
        await becomes(lambda: list(backlog.channels()) != [])
        watch.play.gate.open()
        await watch.shows(last, "✅")


async def test_reactions_that_discord_refuses_keep_nothing_from_being_redeemed(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url) as watch:
        fault = discord_server.answer("PUT", "/reactions/", 403, {"code": 50013}, times=1)
        refused = await watch.leader.say("Code: SNOW26")
        await becomes(lambda: not fault.times)
        await watch.shows(await watch.leader.say("Code: FROST26"), "✅")
        await watch.shows(refused)


async def test_a_message_that_is_deleted_is_followed_no_more(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, per_minute=1) as watch:
        message = await watch.leader.say("Code: SNOW26")
        await watch.shows(message, "⏳")
        await discord_server.delete_message(message)
        signs = watch.play.bot._watch._signs
        (followed,) = signs.all()
        followed.over, followed.codes = True, ()
        signs.note(followed)
        watch.play.bot._watch._keeper.wake()
        await becomes(lambda: signs.all() == [])
