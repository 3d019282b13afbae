"""Two questions prove Discord and the token, change nothing, and never show the token."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from autoredeem.runtime import discord_diagnostics
from autoredeem.runtime.discord_diagnostics import discord_finding
from autoredeem.runtime.findings import Finding, Level
from support.discord_server import Guild
from support.discord_server.gateway import MESSAGE_CONTENT
from support.discord_server.rest import API, application
from support.discord_server.world import Fault, World

TOKEN = "S3CRET.of.the-tests"  # noqa: S105 - it opens the tests' server only


@dataclass(frozen=True, slots=True)
class Server:
    """Discord's REST side without TLS, in the test's own loop."""

    world: World
    api: str

    def says(self, path: str, status: int, body: Any) -> None:  # noqa: ANN401 - what no server says
        """Let it answer the next such request so."""
        self.world.faults.append(Fault("GET", re.compile(path), status, body, {}, 1))

    async def asked(self, token: str = TOKEN, *, message_content: bool = False) -> Finding:
        """Ask it; the token is shown in no case."""
        finding = await discord_finding(SecretStr(token), self.api, message_content=message_content)
        assert "S3CRET" not in f"{finding}"
        assert bool(finding.advice) is (finding.level is not Level.OK)
        return finding


async def serving(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def discord() -> AsyncIterator[Server]:
    world = World(TOKEN)
    guild = Guild("North", "en-US")
    world.guilds[guild.id] = guild
    async for url in serving(application(world)):
        yield Server(world, url + API)


async def test_without_a_token_nobody_is_asked() -> None:
    finding = await discord_finding(None, "http://127.0.0.1:1")
    assert finding.level is Level.OK
    assert "serves without Discord" in finding.found


async def test_it_says_who_the_bot_is_and_in_how_many_servers(discord: Server) -> None:
    finding = await discord.asked(f" {TOKEN}\n")
    assert finding.level is Level.OK
    assert (
        f"the token of {discord.world.bot.name}; servers that this is in: about 1" in finding.found
    )
    assert [call.method for call in discord.world.calls] == ["GET", "GET"]
    assert discord.world.calls[0].headers["User-Agent"].startswith("DiscordBot (")


async def test_whether_it_may_read_messages_is_said_where_it_is_to(discord: Server) -> None:
    finding = await discord.asked(message_content=True)
    assert finding.level is Level.WARN
    assert "it does not let the bot read messages" in finding.found
    assert "switch on Message Content Intent" in finding.advice
    assert "on request only" in finding.advice
    discord.world.gateway.allowed = MESSAGE_CONTENT
    assert (await discord.asked(message_content=True)).level is Level.OK


async def test_a_token_that_is_refused_fails_with_where_to_take_another(discord: Server) -> None:
    finding = await discord.asked("S3CRET.but.wrong")
    assert finding.level is Level.FAIL
    assert "refuses the token" in finding.found
    assert "set AUTOREDEEM_DISCORD_TOKEN to it" in finding.advice
    assert len(discord.world.calls) == 1


@pytest.mark.parametrize("token", ["S3CRET\r\nHost: x", "S3CRET…"])
async def test_what_can_be_no_token_is_not_sent(discord: Server, token: str) -> None:
    finding = await discord.asked(token)
    assert finding.level is Level.FAIL
    assert "characters that are in no token" in finding.found
    assert not discord.world.calls


@pytest.mark.parametrize(
    ("more", "found", "advice"),
    [
        (
            {"interactions_endpoint_url": "https://S3CRET/here"},
            "sends what people do there to another address",
            "empty the field Interactions Endpoint URL",
        ),
        ({"id": "77", "approximate_guild_count": 0}, "is in: about 0", "&client_id=77"),
    ],
)
async def test_what_keeps_people_from_reaching_it_is_warned_of(
    discord: Server, more: dict[str, object], found: str, advice: str
) -> None:
    discord.says("applications", 200, {"approximate_guild_count": 2, **more})
    finding = await discord.asked()
    assert finding.level is Level.WARN
    assert found in finding.found
    assert advice in finding.advice


@pytest.mark.parametrize("path", ["users", "applications"])
@pytest.mark.parametrize(
    ("status", "level", "found"),
    [
        (401, Level.FAIL, "refuses the token"),
        (429, Level.WARN, "lets this internet address wait"),
        (503, Level.FAIL, "a trouble of its own (HTTP 503)"),
        (302, Level.WARN, "answered what nobody knows (HTTP 302)"),
    ],
)
async def test_any_other_answer_decides(
    discord: Server, path: str, status: int, level: Level, found: str
) -> None:
    discord.says(path, status, {"S3CRET": 1})
    finding = await discord.asked()
    assert finding.level is level
    assert found in finding.found


@pytest.mark.parametrize(
    "text", ["<html>", "[]", "7", "[" * 60_000, "\ud800".encode("utf-8", "surrogatepass")]
)
async def test_what_nobody_can_read_is_said(text: str | bytes) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=text)

    app = web.Application()
    app.router.add_get("/{any:.*}", answer)
    async for url in serving(app):
        finding = await discord_finding(SecretStr(TOKEN), url)
        assert finding.level is Level.WARN
        assert "what nobody can read" in finding.found


async def test_a_name_stays_in_its_line(discord: Server) -> None:
    discord.says("users", 200, {"username": "Evil\n\x1b[31mOK" + "!" * 1_000})
    finding = await discord.asked()
    assert finding.found.isprintable()
    assert len(finding.found) < 200


async def test_silence_ends_with_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord_diagnostics, "DISCORD_WITHIN", 0.05)
    gone = asyncio.Event()

    async def never(_: web.Request) -> web.Response:
        await gone.wait()
        return web.Response()

    app = web.Application()
    app.router.add_get("/{any:.*}", never)
    async for url in serving(app):
        finding = await discord_finding(SecretStr(TOKEN), url)
        gone.set()
        assert finding.level is Level.FAIL
        assert "no answer within" in finding.found


async def test_nobody_there_is_said_with_the_reason() -> None:
    finding = await discord_finding(SecretStr(TOKEN), "http://127.0.0.1:1")
    assert finding.level is Level.FAIL
    assert "Connection refused" in finding.found
