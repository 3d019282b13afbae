"""Codes in watched channels: whose count, what becomes of them, and what people see of it."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from autoredeem.bot.kit.guild_limits import GuildLimits
from autoredeem.domain.codes import Life
from autoredeem.domain.ids import ChannelId
from autoredeem.domain.sources import SourceKind
from support.bot_play import becomes, eventually
from support.bot_runs import done_of
from support.discord_server import DiscordServer
from support.watch_play import DEAD, WatchPlay, another_guild, news_guild, watching

SNAPSHOT = {
    "type": 0,
    "content": "Code: SNOW26",
    "timestamp": "2026-01-01T00:00:00+00:00",
    "edited_timestamp": None,
    "embeds": [],
    "components": [],
    "attachments": [],
    "flags": 0,
}


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'wos.db'}"


async def all_redeemed(watch: WatchPlay, code: str, members: int = 10) -> None:
    """Wait until the game has paid the guild's ten members."""
    counters = watch.play.world.counters
    await becomes(lambda: sum(code in asked for asked in counters.asked.values()) >= members)


async def test_a_manager_s_code_is_taken_and_redeemed_for_this_guild_alone(
    discord_server: DiscordServer, store_url: str
) -> None:
    async with watching(discord_server, store_url) as watch:
        message = await watch.leader.say("Here it is! Code: SNOW26")
        await watch.shows(message, "✅")
        await all_redeemed(watch, "SNOW26")
        (record,) = await watch.codes("SNOW26")
        assert (record.shared, record.source) == (False, SourceKind.CHANNEL)
        assert await done_of(watch.play) == ["codes-found"]
        await watch.read(message)
        await eventually(partial(seen_of, watch), message.id)


async def seen_of(watch: WatchPlay) -> int | None:
    """Return the last message that the store knows as read."""
    return (await watch.watched()).seen


@pytest.mark.parametrize(
    "more",
    [
        {"embeds": [{"type": "rich", "title": "News", "description": "Code: SNOW26"}]},
        {"message_snapshots": [{"message": SNAPSHOT}]},
    ],
    ids=["embeds", "forwarded"],
)
async def test_codes_in_embeds_and_in_forwarded_messages_are_found(
    discord_server: DiscordServer, url: str, more: dict[str, Any]
) -> None:
    async with watching(discord_server, url) as watch:
        await watch.shows(await watch.leader.say("look", **more), "✅")


async def test_a_code_that_comes_by_an_edit_is_found(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url) as watch:
        message = await watch.leader.say("wait for it")
        await watch.read(message)
        await watch.leader.edit(message, content="Code: SNOW26")
        await watch.shows(message, "✅")


async def test_another_person_s_find_is_asked_about_and_taken_by_a_manager_s_tap_alone(
    discord_server: DiscordServer, store_url: str
) -> None:
    async with watching(discord_server, store_url) as watch:
        message = await watch.player.say("Code: SNOW26")
        await watch.shows(message, "❓")
        assert await watch.codes("SNOW26") == []
        await watch.player.react(message, "❓")
        await watch.leader.react(message, "👍")
        later = await watch.player.say("no code at all")
        await watch.read(later)
        assert await watch.codes("SNOW26") == []
        await watch.leader.react(message, "❓")
        await watch.shows(message, "✅")
        (line,) = await watch.play.store.actions(watch.play.guild_id, limit=9)
        assert (line.what, line.user) == ("codes-found", watch.leader.id)


async def test_a_manager_s_own_question_mark_takes_nothing(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url) as watch:
        message = await watch.player.say("is there anything new?")
        await watch.leader.react(message, "❓")
        await watch.shows(await watch.leader.say("Code: SNOW26"), "✅")
        await watch.shows(message)


async def test_a_doubtful_find_of_a_manager_s_is_asked_about(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url) as watch:
        message = await watch.leader.say("SNOW26")
        await watch.shows(message, "❓")
        assert await watch.codes("SNOW26") == []
        await watch.leader.react(message, "❓")
        await watch.shows(message, "✅")


async def test_a_followed_channel_counts_and_a_webhook_or_a_bot_only_if_it_was_chosen(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, watched=False) as watch:
        follower = discord_server.webhook(watch.news, "Official", follows=True)
        chosen, other = (discord_server.webhook(watch.news, name) for name in ("Good", "Bad"))
        bot = discord_server.webhook(watch.news, "A bot")
        await watch.watch(watch.play.guild, watch.news, webhooks=frozenset([chosen.id]))
        ignored = [await other.say("Code: FROST26"), await bot.say("Code: FROST26")]
        await watch.shows(await follower.say("Code: SNOW26"), "✅")
        message = await chosen.say("Codes: FROST26 and SNOW26")
        await watch.shows(message, "✅")
        for one in ignored:
            await watch.shows(one)


async def test_what_is_dead_known_or_too_much_for_today_is_shown(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, limits=GuildLimits(codes_a_day=2)) as watch:
        await watch.shows(await watch.leader.say(f"Code: {DEAD[0]}"), "❌")
        await watch.shows(await watch.leader.say("Code: SNOW26"), "✅")
        await watch.shows(await watch.leader.say("Again, the code: SNOW26"), "🔁")
        await watch.shows(await watch.player.say("I have one: code: SNOW26"), "🔁")
        await watch.shows(await watch.leader.say("Code: FROST26"), "🚫")
        assert await watch.codes("FROST26") == []


async def test_a_code_that_dies_later_is_shown_as_dead(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url) as watch:
        message = await watch.leader.say("Code: SNOW26")
        await watch.shows(message, "✅")
        (record,) = await watch.codes("SNOW26")
        dead = record.standing.__class__(Life.DEAD, turn=record.standing.turn + 1)
        await watch.play.store.judge({"SNOW26": dead}, at=record.updated_at)
        await watch.shows(message, "❌")


async def test_where_auto_redeem_is_off_codes_are_kept_and_not_tried(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url, enabled=False) as watch:
        await watch.shows(await watch.leader.say("Code: SNOW26"), "🔁")
        (record,) = await watch.codes("SNOW26")
        assert record.standing.life is Life.UNTRIED
        assert await watch.play.store.runs() == []


async def test_what_an_official_channel_brings_is_for_all(
    discord_server: DiscordServer, url: str
) -> None:
    guild = news_guild(discord_server)
    official = [ChannelId(guild.channel("news").id)]
    async with watching(discord_server, url, guild=guild, official=official) as watch:
        await watch.shows(await watch.leader.say("Code: SNOW26"), "✅")
        (record,) = await watch.codes("SNOW26")
        assert record.shared


async def test_after_ten_dead_codes_in_a_row_a_channel_pauses_until_a_manager_resumes_it(
    discord_server: DiscordServer, store_url: str
) -> None:
    async with watching(discord_server, store_url) as watch:
        await watch.shows(await watch.leader.say(f"Code: {DEAD[10]}"), "❌")
        await watch.shows(await watch.leader.say("Code: SNOW26"), "✅")
        await eventually(partial(dead_of, watch), 0)
        for code in DEAD[:10]:
            assert (await watch.watched()).paused_at is None
            await watch.shows(await watch.leader.say(f"Code: {code}"), "❌")
        told = await discord_server.message_in(watch.news)
        assert "The last 10 gift codes from here did not work" in told.text
        assert (await watch.watched()).paused_at
        unread = await watch.leader.say("Code: FROST26")
        await discord_server.heartbeat(1)
        await watch.shows(unread)
        answer = await (await watch.player.press(told, "Read it again")).message()
        assert "Only for managers" in answer.text
        await (await watch.leader.press(told, "Read it again")).message()
        # What was written meanwhile is read then.
        await watch.shows(unread, "✅")
        assert (await watch.watched()).dead == 0


async def dead_of(watch: WatchPlay) -> int:
    """Return how many codes in a row were dead."""
    return (await watch.watched()).dead


async def test_one_dead_code_over_and_over_pauses_no_channel(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url) as watch:
        for number in range(12):
            await watch.shows(await watch.leader.say(f"{number}: code: {DEAD[0]}"), "❌")
        assert (await watch.watched()).dead == 1


async def test_a_guild_that_is_blocked_finds_nothing(
    discord_server: DiscordServer, url: str
) -> None:
    async with watching(discord_server, url) as watch:
        settings = await watch.play.settings()
        await watch.play.store.change_guilds(
            {settings.guild_id: {"blocked_at": settings.chosen_at}}, by="test", at=watch_time(watch)
        )
        await watch.read(await watch.leader.say("Code: SNOW26"))
        assert await watch.codes("SNOW26") == []


def watch_time(watch: WatchPlay) -> Any:  # noqa: ANN401 - an aware time
    """Return the time of now."""
    return watch.play.bot._services.clock.now()


async def test_junk_in_one_guild_s_channel_costs_it_its_quota_and_others_nothing(
    discord_server: DiscordServer, url: str
) -> None:
    limits = GuildLimits(codes_a_day=5)
    async with watching(discord_server, url, limits=limits) as watch:
        _, other = await another_guild(watch)
        junk = [await watch.leader.say(f"Code: JUNK{number:04}") for number in range(60)]
        message = await other.say("Code: SNOW26")
        await watch.shows(message, "⏳")
        read = watch.play.bot._watch._registry.seen(ChannelId(watch.news.id)) or 0
        assert read < junk[-1].id
        await watch.read(junk[-1])
        postings = await watch.play.store.postings(watch.play.guild_id)
        assert len(postings) <= 5
