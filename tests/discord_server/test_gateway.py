"""Connections come and go; sessions are resumed where Discord resumes them."""

import discord
import pytest

from support.discord_server import DiscordServer, Guild
from support.discord_server.gateway import MESSAGE_CONTENT
from support.discord_server.tls import GATEWAY, RESUME_GATEWAY
from support.plain_bot import PlainBot, running


@pytest.fixture
def guild(discord_server: DiscordServer) -> Guild:
    return discord_server.guild("North", channels=("general",))


async def test_a_bot_logs_in_and_is_told_of_its_guilds(
    discord_server: DiscordServer, guild: Guild
) -> None:
    async with running(PlainBot(discord_server), discord_server.token) as bot:
        await discord_server.session()
        await bot.until("guild_available")
        assert [each.name for each in bot.guilds] == ["North"]
        assert bot.user is not None
        assert bot.user.id == discord_server.world.bot.id
    assert discord_server.intents == discord.Intents(guilds=True).value
    assert discord_server.gateway.connections[0].request.host == GATEWAY
    assert "zlib-stream" in discord_server.gateway.connections[0].request.query_string


async def test_a_wrong_token_is_refused_by_both_sides(discord_server: DiscordServer) -> None:
    bot = PlainBot(discord_server)
    async with bot:
        with pytest.raises(discord.LoginFailure):
            await bot.start("another.token")
    bot = PlainBot(discord_server)
    async with bot:
        await bot.login(discord_server.token)
        bot.http.token = "another.token"  # noqa: S105 - nobody's
        with pytest.raises(discord.ConnectionClosed) as closed:
            await bot.connect()
    assert closed.value.code == 4004


async def test_a_privileged_intent_has_to_be_given(discord_server: DiscordServer) -> None:
    intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
    bot = PlainBot(discord_server, intents)
    async with bot:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await bot.start(discord_server.token)


async def test_messages_are_read_with_the_privileged_intent_only(
    discord_server: DiscordServer, guild: Guild
) -> None:
    discord_server.gateway.allowed = MESSAGE_CONTENT
    with_content = discord.Intents(guild_messages=True, message_content=True)
    read: list[str] = []
    for number, intents in enumerate((discord.Intents(guild_messages=True), with_content), 1):
        async with running(PlainBot(discord_server, intents), discord_server.token) as bot:
            await discord_server.session(number)
            await discord_server.person(guild=guild).say("SNOW1")
            await bot.until("message")
            read += [message.content for message in bot.cached_messages]
    assert read == ["", "SNOW1"]


async def test_heartbeats_are_counted_and_acknowledged(discord_server: DiscordServer) -> None:
    discord_server.gateway.heartbeat_ms = 20
    async with running(PlainBot(discord_server), discord_server.token):
        await discord_server.session()
        await discord_server.heartbeat(3)
    assert discord_server.gateway.heartbeats >= 4


async def test_a_dropped_connection_is_resumed_and_what_was_missed_is_told(
    discord_server: DiscordServer, guild: Guild
) -> None:
    async with running(PlainBot(discord_server), discord_server.token) as bot:
        first = await discord_server.session()
        await bot.until("ready")
        await discord_server.drop_connections()
        await discord_server.until(lambda: first.closed, "the end of the first connection")
        await discord_server.remove_bot(guild)
        await bot.until("resumed")
        await bot.until("guild_remove")
    assert first.closed == 1006
    assert len(discord_server.gateway.identified) == len(discord_server.gateway.resumed) == 1
    assert discord_server.gateway.connections[1].request.host == RESUME_GATEWAY


async def test_a_bot_that_is_asked_to_reconnect_resumes(
    discord_server: DiscordServer, guild: Guild
) -> None:
    async with running(PlainBot(discord_server), discord_server.token) as bot:
        await discord_server.session()
        await bot.until("ready")
        await discord_server.ask_to_reconnect()
        await bot.until("resumed")
        await discord_server.add_bot(discord_server.guild("South"))
        await bot.until("guild_join")
    assert len(discord_server.gateway.identified) == 1


@pytest.mark.parametrize("resumable", [False, True])
async def test_a_session_that_is_not_valid_begins_anew(
    discord_server: DiscordServer,
    guild: Guild,
    resumable: bool,  # noqa: FBT001 - a parameter
) -> None:
    async with running(PlainBot(discord_server), discord_server.token) as bot:
        first = await discord_server.session()
        await discord_server.invalidate(resumable=resumable)
        await discord_server.until(lambda: first.closed, "the end of the first connection")
        second = await discord_server.session(1 if resumable else 2)
        await bot.until("resumed" if resumable else "ready")
    assert (second.session is first.session) == resumable
    assert len(discord_server.gateway.identified) == (1 if resumable else 2)


async def test_a_bot_that_is_started_again_has_a_session_of_its_own(
    discord_server: DiscordServer, guild: Guild
) -> None:
    for number in (1, 2):
        async with running(PlainBot(discord_server), discord_server.token) as bot:
            await discord_server.session(number)
            await bot.until("ready")
        await discord_server.until(lambda: not discord_server.gateway.live, "the end")
    assert len(discord_server.gateway.sessions) == 1
