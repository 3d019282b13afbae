"""The connection to Discord: made, lost, made again; one process at a time; commands told once."""

import asyncio

import pytest

from autoredeem.bot.commands import ACTS as COMMAND_ACTS
from autoredeem.bot.commands import payload
from autoredeem.bot.features import ACTS
from autoredeem.bot.syncing import same
from autoredeem.domain.errors import InvalidSetting
from autoredeem.engine import Process
from support.bot_play import Play, becomes
from support.discord_server import DiscordServer
from support.words import WORDS

GUILDS = 1


async def test_it_asks_for_no_intent_but_guilds(play: Play) -> None:
    assert play.server.intents == GUILDS


def test_every_command_leads_to_an_act() -> None:
    assert set(COMMAND_ACTS.values()) <= ACTS.names


def test_commands_that_discord_knows_are_not_told_again() -> None:
    wanted = payload(WORDS)
    known = [{**one, "id": "1", "version": "2", "nsfw": False} for one in wanted]
    assert same(known, wanted)
    assert not same(known[1:], wanted)
    assert not same([{**known[0], "description": "another"}, *known[1:]], wanted)


async def test_discord_is_told_of_the_commands_once(play: Play) -> None:
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
    await becomes(lambda: play.bot.look().ok)


async def test_it_is_not_ready_while_the_connection_is_gone(play: Play) -> None:
    await becomes(lambda: play.bot.look().ok and bool(play.bot.look().details))
    await play.bot._close()
    assert not play.bot.look().ok
    assert play.bot.look().why == "there is no connection to Discord"


async def test_a_token_that_discord_refuses_ends_it_with_one_line(
    play: Play, discord_server: DiscordServer
) -> None:
    discord_server.world.token = "another"  # noqa: S105 - nobody's
    await play.bot._close()
    other = play.bot.__class__(
        "wrong", play.bot._office, Process("another"), play.bot._random,
        discord_server.connector,
    )  # fmt: skip
    other._lease.mine.set()
    with pytest.raises(InvalidSetting, match="AUTOREDEEM_DISCORD_TOKEN: Discord refuses it"):
        async with asyncio.timeout(30):
            await other._serve()
