"""The connection: made, lost, made again; one process at a time; commands synced once."""

import asyncio
from pathlib import Path

import pytest
import structlog

from autoredeem.bot.features.registry import HANDLERS
from autoredeem.bot.gateway.command_sync import same_commands
from autoredeem.bot.gateway.command_table import HANDLERS as COMMAND_HANDLERS
from autoredeem.bot.gateway.command_table import payload
from autoredeem.domain.errors import InvalidSetting
from autoredeem.engine import Process
from support.bot_play import Play, becomes, playing_bot
from support.discord_server import DiscordServer
from support.discord_server.gateway import GUILD_MESSAGES, GUILD_REACTIONS, MESSAGE_CONTENT
from support.words import WORDS

GUILDS = 1


async def test_it_asks_for_no_intent_but_guilds(play: Play) -> None:
    assert play.server.intents == GUILDS


def test_every_command_leads_to_a_handler() -> None:
    assert set(COMMAND_HANDLERS.values()) <= HANDLERS.names


def test_commands_that_discord_knows_are_not_synced_again() -> None:
    wanted = payload(WORDS, ["wos"])
    known = [{**one, "id": "1", "version": "2", "nsfw": False} for one in wanted]
    assert same_commands(known, wanted)
    assert not same_commands(known[1:], wanted)
    assert not same_commands([{**known[0], "description": "another"}, *known[1:]], wanted)


async def test_the_commands_are_synced_once(play: Play) -> None:
    assert len(play.server.called("PUT", "/commands")) == 1
    await play.server.drop_connections()
    await play.server.session()
    assert len(play.server.called("PUT", "/commands")) == 1
    ((_, known),) = play.server.world.commands.items()
    assert {one["name"] for one in known} >= {"autoredeem", "enroll", "me"}


@pytest.mark.parametrize("trouble", ["ask_to_reconnect", "drop_connections", "invalidate"])
async def test_a_lost_connection_is_made_again(play: Play, trouble: str) -> None:
    before = len(play.server.gateway.connections)
    await getattr(play.server, trouble)()
    await play.server.until(lambda: len(play.server.gateway.connections) > before)
    await play.server.session()
    shown = await (await play.leader.command("autoredeem")).message()
    assert "Whiteout Survival" in shown.text
    await becomes(lambda: play.bot.health().ok)


async def test_it_is_not_ready_while_the_connection_is_gone(play: Play) -> None:
    await becomes(lambda: play.bot.health().ok and bool(play.bot.health().details))
    await play.bot._connection.close()
    assert not play.bot.health().ok
    assert play.bot.health().why == "there is no connection to Discord"


async def test_without_the_message_content_intent_it_connects_and_says_what_to_switch_on(
    discord_server: DiscordServer, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'wos.db'}"
    with structlog.testing.capture_logs() as log:
        async with playing_bot(discord_server, {"wos": url}, content=True) as play:
            await play.set_up()
            await becomes(lambda: play.bot.health().ok)
            assert "switch on Message Content Intent" in play.bot.health().why
            assert play.server.intents == GUILDS
            assert [one["intents"] & MESSAGE_CONTENT for one in play.server.gateway.identified] == [
                MESSAGE_CONTENT,
                0,
            ]
            page = await (await play.leader.forge("watch")).message()
            assert "Discord doesn’t let the bot read messages" in page.text
    (error,) = (one for one in log if one["log_level"] == "error")
    assert "on your application's page Bot" in error["event"]


async def test_with_the_message_content_intent_it_asks_for_messages_and_reactions(
    discord_server: DiscordServer, tmp_path: Path
) -> None:
    discord_server.gateway.allowed = MESSAGE_CONTENT
    url = f"sqlite:///{tmp_path / 'wos.db'}"
    async with playing_bot(discord_server, {"wos": url}, content=True) as play:
        asked = GUILDS | GUILD_MESSAGES | GUILD_REACTIONS | MESSAGE_CONTENT
        assert play.server.intents == asked
        await becomes(lambda: play.bot.health().ok)
        assert play.bot.health().why == ""


async def test_a_token_that_discord_refuses_ends_it_with_one_line(
    play: Play, discord_server: DiscordServer
) -> None:
    other = play.bot.__class__(
        "wrong", play.bot._services, Process("another"), play.bot._connection._access.random,
        discord_server.connector,
    )  # fmt: skip
    other._lease.mine.set()
    with pytest.raises(InvalidSetting, match="AUTOREDEEM_DISCORD_TOKEN: Discord refuses it"):
        async with asyncio.timeout(30):
            await other._connection.serve()
