"""Each code that works is announced once in a guild's channel, whatever happens in between."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import cast

import discord
import pytest

from autoredeem.bot.gateway.messages import post
from autoredeem.bot.services.announcer import Announcer
from autoredeem.bot.services.announcer.render import announcement_card
from autoredeem.bot.services.announcer.service import NOT_TOLD, nonce_of
from autoredeem.bot.services.posted_before import NONCE_HOLDS
from autoredeem.codes.announcing import announce_in
from autoredeem.domain.codes import Life, Standing
from autoredeem.domain.guilds import GuildChanges, Posting
from autoredeem.domain.ids import ChannelId, GuildId
from autoredeem.domain.redemptions import Outcome
from autoredeem.domain.sources import Announcement, Listing, SourceKind
from autoredeem.store.interface import Store
from autoredeem.store.records import CodeRecord
from support.bot_play import CLOCK, Play, becomes, eventually
from support.bot_runs import enrol
from support.discord_server import DiscordServer, Guild, Message
from support.discord_server.places import READ_HISTORY
from support.facts import NOW
from support.interactions import command
from support.mortal_store import Dying, KilledError
from support.words import ENGLISH

NEW, AGAIN = "New gift code: ALIVE", "Gift code issued again: ALIVE"
LONG_AGO = NONCE_HOLDS + timedelta(minutes=1)


async def bring(play: Play, code: str = "ALIVE", source: SourceKind = SourceKind.FEED) -> None:
    """Bring a code for all guilds."""
    await play.store.add_codes([code], at=CLOCK.now(), source=source)
    play.services.rollout.poll()


async def announced(play: Play, title: str = NEW) -> Message:
    """Return the guild's announcement, once it is noted as posted."""
    message = await play.server.message_in(play.results, lambda one: title in one.text)
    await eventually(play.store.unfinished_announcements, [])
    return message


def announcements(play: Play) -> list[Message]:
    return [
        one
        for one in play.server.messages(play.results)
        if "gift code" in one.text.lower() and "```" in one.text
    ]


async def noted(play: Play, issue: str = "ALIVE") -> list[Announcement]:
    return list(await play.store.announcements_of([issue]))


async def test_a_code_that_works_is_announced_in_the_guilds_channel(any_play: Play) -> None:
    play = any_play
    await play.set_up(enabled=True)
    await enrol(play)
    await bring(play)
    seen = await announced(play)
    assert "This code works. It was found in a public list of codes." in seen.text
    assert "The bot is redeeming it for 10 players of this server" in seen.text
    assert "```\nALIVE\n```" in seen.text
    assert seen.buttons == ["Enroll", "Official redemption page"]
    assert not seen.pings
    (row,) = await noted(play)
    assert (row.channel, row.message) == (play.results.id, seen.id)
    form = await (await play.player.press(seen, "Enroll")).form()
    assert "Player ID" in str(form)


async def test_until_when_it_works_is_told_where_a_source_says_it(play: Play) -> None:
    await play.set_up(enabled=True)
    expires = CLOCK.now() + timedelta(days=2)
    await play.store.add_codes(["ALIVE"], at=CLOCK.now())
    await play.store.note_listings({"ALIVE": Listing(expires, expires)})
    await enrol(play)
    play.services.rollout.poll()
    seen = await announced(play)
    assert f"This code works until <t:{int(expires.timestamp())}:f>" in seen.text
    assert "Somebody added it." in seen.text


async def test_what_does_not_work_is_not_announced(play: Play) -> None:
    await play.set_up(enabled=True)
    await enrol(play)
    await bring(play, "OLD")
    await bring(play)
    await announced(play)
    assert len(announcements(play)) == 1
    assert await noted(play, "OLD") == []


async def test_a_guild_without_a_channel_is_told_nothing(play: Play) -> None:
    await play.set_up(enabled=True, channel=None)
    await enrol(play)
    await bring(play)
    await eventually(play.store.awaiting_announcement, [])
    assert await noted(play) == []


async def test_a_code_of_the_guilds_own_is_announced_there(play: Play) -> None:
    await play.set_up(enabled=True)
    await enrol(play)
    await command(play.leader, "codes add", codes="ALIVE")
    assert "Somebody added it." in (await announced(play)).text


async def test_one_that_works_already_is_announced_where_it_comes_next(play: Play) -> None:
    await works(play)
    await play.store.mark_announced({"ALIVE": 1})
    await play.set_up(enabled=True)
    await enrol(play)
    await command(play.leader, "codes add", codes="ALIVE")
    await announced(play)
    assert len(announcements(play)) == 1


@pytest.fixture
def south(discord_server: DiscordServer) -> Guild:
    """Make another guild before the bot is started."""
    return discord_server.guild("South", channels=("general", "results"))


async def test_what_a_guild_shares_is_announced_in_all_others_and_not_there_again(
    south: Guild, play: Play
) -> None:
    await play.set_up(enabled=True)
    await enrol(play)
    await command(play.leader, "codes add", codes="ALIVE")
    await announced(play)
    channel = south.channel("results")
    chosen: GuildChanges = {"channel": ChannelId(channel.id), "enabled": True}
    await play.store.change_guilds({GuildId(south.id): chosen}, by="test", at=NOW)
    await bring(play)
    await play.server.message_in(channel, lambda one: NEW in one.text)
    await eventually(play.store.unfinished_announcements, [])
    assert len(announcements(play)) == 1


async def works(play: Play, edition: int = 1, *, shared: bool = False) -> CodeRecord:
    """Let a code be known as one that works, and is opened wherever it is wanted."""
    await play.store.add_codes(["ALIVE"], at=NOW, shared=shared)
    standing = Standing(Life.ALIVE, edition=edition, turn=2 * edition - 2)
    await play.store.judge({"ALIVE": standing}, at=NOW)
    await play.store.mark_rolled_out(["ALIVE"], at=NOW)
    (record,) = await play.store.codes(["ALIVE"])
    return record


async def test_a_new_edition_is_announced_as_issued_again(play: Play) -> None:
    await play.set_up(enabled=True)
    await enrol(play)
    await works(play, 2)
    await play.store.mark_announced({"ALIVE": 1})
    await play.store.post_codes([Posting(play.guild_id, "ALIVE", "test", NOW)])
    await play.services.engine.want([(play.guild_id, "ALIVE")])
    play.services.rollout.poll()
    seen = await announced(play, AGAIN)
    assert "whoever got this code before gets it once more" in seen.text
    assert "~" not in seen.text


async def test_codes_that_an_earlier_version_knew_are_not_announced(play: Play) -> None:
    await play.set_up(enabled=True)
    await works(play, shared=True)
    await play.store.mark_announced({"ALIVE": 1})
    await enrol(play)
    await play.services.rollout.open_in(play.guild_id)
    await bring(play, "SECOND")
    await announced(play, "New gift code: SECOND")
    assert len(announcements(play)) == 1


@asynccontextmanager
async def restarted(play: Play) -> AsyncIterator[Announcer]:
    """Let another process announce, in the place of the one that began."""
    client = connection(play)
    announcer = Announcer(play.bot._services)
    announcer.connected(client)
    serving = asyncio.create_task(announcer.serve())
    try:
        yield announcer
    finally:
        serving.cancel()
        await asyncio.wait({serving})


def connection(play: Play) -> discord.Client:
    client = play.bot._connection._client
    assert client
    return client


async def begun(play: Play, ago: timedelta = timedelta()) -> Announcement:
    """Let a process note an announcement, and die before it posts it."""
    await becomes(lambda: connection(play).get_guild(play.guild.id) is not None)
    play.bot.announcer.disconnected()
    record = await works(play)
    await play.store.mark_announced({"ALIVE": 1})
    await enrol(play)
    await play.services.engine.want([(play.guild_id, "ALIVE")])
    await play.server.message_in(play.results, lambda one: "all done" in one.text)
    await announce_in(play.store, [await play.settings()], record, at=CLOCK.now() - ago)
    (row,) = await noted(play)
    return row


async def posted(play: Play, row: Announcement) -> Message:
    """Let the process post it before it dies."""
    (record,) = await play.store.codes(["ALIVE"])
    card = announcement_card(ENGLISH, record, None, CLOCK.now())
    await post(connection(play), row.channel, card, nonce_of("wos", row))
    (message,) = announcements(play)
    return message


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("steps", range(1, 6))
async def test_whenever_a_process_is_killed_it_is_posted_once(
    play: Play, steps: int, *, done: bool
) -> None:
    await begun(play)
    wos = play.titles["wos"]
    dying = cast("Store", Dying(play.store, steps, done=done))
    services = replace(play.bot._services, titles={"wos": replace(wos, store=dying)})
    announcer = Announcer(services)
    announcer.connected(connection(play))
    with pytest.raises(KilledError):
        await announcer.serve()
    async with restarted(play):
        message = await announced(play)
    assert announcements(play) == [message]
    assert [one.message for one in await noted(play)] == [message.id]


async def test_one_that_was_posted_but_not_noted_is_posted_once(any_play: Play) -> None:
    message = await posted(any_play, await begun(any_play))
    async with restarted(any_play):
        await announced(any_play)
    assert announcements(any_play) == [message]
    assert [one.message for one in await noted(any_play)] == [message.id]


async def test_one_that_was_not_posted_is(any_play: Play) -> None:
    await begun(any_play)
    async with restarted(any_play):
        message = await announced(any_play)
    assert announcements(any_play) == [message]


async def test_one_whose_nonce_is_forgotten_is_found_in_its_channel(play: Play) -> None:
    message = await posted(play, await begun(play, LONG_AGO))
    play.results.nonces.clear()
    async with restarted(play):
        await announced(play)
    assert announcements(play) == [message]
    assert [one.message for one in await noted(play)] == [message.id]


async def test_one_that_was_not_posted_long_ago_is_posted_now(play: Play) -> None:
    await begun(play, LONG_AGO)
    async with restarted(play):
        message = await announced(play)
    assert announcements(play) == [message]


async def test_where_nobody_can_know_it_is_not_posted_again_and_counted(play: Play) -> None:
    message = await posted(play, await begun(play, LONG_AGO))
    play.results.nonces.clear()
    play.results.denied = READ_HISTORY
    await play.server.channel_changed(play.results)
    channel = connection(play).get_channel(play.results.id)
    assert isinstance(channel, discord.TextChannel)
    await becomes(lambda: not channel.permissions_for(channel.guild.me).read_message_history)
    async with restarted(play) as announcer:
        await eventually(play.store.unfinished_announcements, [])
    assert announcer.not_known == 1
    assert announcements(play) == [message]
    assert [one.message for one in await noted(play)] == [NOT_TOLD]


async def test_a_code_that_died_meanwhile_is_not_announced(play: Play) -> None:
    await begun(play)
    dead = Standing(Life.DEAD, Outcome.EXPIRED, turn=1)
    await play.store.judge({"ALIVE": dead}, at=CLOCK.now())
    async with restarted(play):
        await eventually(play.store.unfinished_announcements, [])
    assert announcements(play) == []


async def test_a_channel_that_takes_no_message_is_left_alone(play: Play) -> None:
    await begun(play)
    play.server.forbid(play.results)
    async with restarted(play):
        await eventually(play.store.unfinished_announcements, [])
    assert announcements(play) == []


async def test_what_discord_does_not_take_for_now_is_posted_later(play: Play) -> None:
    await begun(play)
    play.server.answer("POST", "/messages", 503, times=6)
    async with restarted(play):
        message = await announced(play)
    assert announcements(play) == [message]


def test_each_announcement_has_a_nonce_of_its_own() -> None:
    rows = [
        Announcement(GuildId(guild), issue, ChannelId(1), NOW)
        for guild in (1, 2)
        for issue in ("GIFT", "GIFT~2")
    ]
    nonces = {nonce_of(title, row) for title in ("wos", "kingshot") for row in rows}
    assert len(nonces) == 8
    assert all(len(nonce) <= 25 for nonce in nonces)
