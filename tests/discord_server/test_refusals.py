"""What Discord refuses is refused, and a bot that is wrong in form fails its test."""

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
from discord import ui

from support.discord_server import DiscordServer, Guild
from support.discord_server.places import MISSING_ACCESS, Channel
from support.discord_server.schema import ABSENT, schema
from support.discord_server.tls import Certificates
from support.discord_server.wire import Payload
from support.plain_bot import Interaction, PlainBot, running


@pytest.fixture
def guild(discord_server: DiscordServer) -> Guild:
    return discord_server.guild(channels=("general",))


@pytest.fixture
def channel(guild: Guild) -> Channel:
    return guild.channel("general")


@pytest.fixture
async def bot(discord_server: DiscordServer, guild: Guild) -> AsyncIterator[PlainBot]:
    bot = PlainBot(discord_server)

    @bot.tree.command(description="Does as the test says")
    async def act(interaction: Interaction) -> None:
        if bot.on_part is not None:
            await bot.on_part(interaction)

    async with running(bot, discord_server.token):
        await discord_server.session()
        yield bot


def into(bot: PlainBot, channel: Channel) -> discord.PartialMessageable:
    return bot.get_partial_messageable(channel.id)


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"content": "x" * 2_001}, "content"),
        ({"embed": discord.Embed(title="x" * 257)}, "embeds.0.title"),
        ({"embed": discord.Embed().add_field(name="", value="x")}, "embeds.0.fields.0.name"),
        ({"embeds": [discord.Embed(description="x" * 3_001)] * 2}, "embeds"),
        ({}, "empty"),
    ],
)
async def test_a_message_that_does_not_fit_is_refused(
    discord_server: DiscordServer,
    bot: PlainBot,
    channel: Channel,
    said: Payload,
    where: str,
) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await into(bot, channel).send(**said)
    assert refused.value.status == 400
    assert where in discord_server.take_violations()[0]
    assert discord_server.messages(channel) == []


async def test_parts_with_the_same_id_are_refused(
    discord_server: DiscordServer, bot: PlainBot, channel: Channel
) -> None:
    view = ui.View(timeout=None)
    for label in ("Stop", "Go on"):
        view.add_item(ui.Button(label=label, custom_id="same"))
    with pytest.raises(discord.HTTPException, match="cannot be duplicated"):
        await into(bot, channel).send("going", view=view)
    assert len(discord_server.take_violations()) == 2


def test_a_mistake_fails_the_test_at_its_end(discord_certificates: Certificates) -> None:
    async def say_too_much(server: DiscordServer) -> None:
        channel = server.guild().channel("general")
        async with running(PlainBot(server), server.token) as bot:
            await server.session()
            with pytest.raises(discord.HTTPException):
                await into(bot, channel).send("x" * 2_001)

    with (
        pytest.raises(AssertionError, match=r"content: Must be between 0 and 2000"),
        DiscordServer(discord_certificates) as server,
    ):
        asyncio.run(say_too_much(server))


@pytest.mark.skipif(schema() is None, reason=ABSENT)
async def test_what_the_document_forbids_is_noticed(
    discord_server: DiscordServer, bot: PlainBot, channel: Channel
) -> None:
    """The rules in code don't know of colours; the document does."""
    embed = discord.Embed.from_dict({"title": "x", "color": 0x1FFFFFF})
    await into(bot, channel).send(embed=embed)
    (violation,) = discord_server.take_violations()
    assert "embeds.0.color" in violation
    assert "OpenAPI" in violation


async def test_an_interaction_is_acknowledged_once(
    discord_server: DiscordServer, bot: PlainBot, guild: Guild
) -> None:
    codes: list[int] = []

    async def twice(interaction: Interaction) -> None:
        again = discord.InteractionResponse(interaction)
        await interaction.response.send_message("once")
        with pytest.raises(discord.HTTPException) as refused:
            await again.send_message("twice")
        codes.append(refused.value.code)
        await interaction.followup.send("then this")

    bot.on_part = twice
    reply = await discord_server.person(guild=guild).command("act")
    await reply.message(lambda one: one.content == "then this")
    assert codes == [40060]


async def test_nothing_is_said_by_a_token_that_is_not_acknowledged_or_has_expired(
    discord_server: DiscordServer, bot: PlainBot, guild: Guild
) -> None:
    codes: list[int] = []
    over, tried = asyncio.Event(), asyncio.Event()

    async def early_and_late(interaction: Interaction) -> None:
        with pytest.raises(discord.NotFound) as refused:
            await interaction.followup.send("too early")
        codes.append(refused.value.code)
        await interaction.response.defer()
        await over.wait()
        with pytest.raises(discord.HTTPException) as late:
            await interaction.edit_original_response(content="too late")
        codes.append(late.value.code)
        tried.set()

    bot.on_part = early_and_late
    reply = await discord_server.person(guild=guild).command("act")
    await reply.acknowledged()
    reply.expire()
    over.set()
    await tried.wait()
    assert codes == [10015, 50027]


async def test_a_wrong_callback_tells_the_person_at_once(
    discord_server: DiscordServer, bot: PlainBot, guild: Guild
) -> None:
    async def too_long(interaction: Interaction) -> None:
        with pytest.raises(discord.HTTPException):
            await interaction.response.send_message("x" * 2_001)

    bot.on_part = too_long
    reply = await discord_server.person(guild=guild).command("act")
    with pytest.raises(AssertionError, match="Invalid Form Body"):
        await reply.message()
    assert len(discord_server.take_violations()) == 1


async def test_a_channel_may_be_gone_or_forbidden(
    discord_server: DiscordServer, bot: PlainBot, channel: Channel
) -> None:
    discord_server.forbid(channel, MISSING_ACCESS)
    with pytest.raises(discord.Forbidden) as refused:
        await into(bot, channel).send("hello")
    assert refused.value.code == 50001
    discord_server.allow(channel)
    await into(bot, channel).send("hello")
    await discord_server.delete_channel(channel)
    with pytest.raises(discord.NotFound) as missing:
        await into(bot, channel).send("hello")
    assert missing.value.code == 10003


async def test_a_429_is_waited_for(
    discord_server: DiscordServer, bot: PlainBot, channel: Channel
) -> None:
    discord_server.limit_rate("POST", "/messages$", times=2)
    await into(bot, channel).send("hello")
    statuses = [call.status for call in discord_server.called("POST", "/messages$")]
    assert statuses == [429, 429, 200]


async def test_a_message_of_someone_else_is_not_edited(
    discord_server: DiscordServer, bot: PlainBot, guild: Guild, channel: Channel
) -> None:
    said = await discord_server.person(guild=guild).say("mine")
    with pytest.raises(discord.Forbidden) as refused:
        await into(bot, channel).get_partial_message(said.id).edit(content="yours")
    assert refused.value.code == 50005


async def test_a_message_that_was_deleted_is_unknown(
    discord_server: DiscordServer, bot: PlainBot, channel: Channel
) -> None:
    sent = await into(bot, channel).send("hello")
    await discord_server.delete_message(channel.messages[sent.id])
    with pytest.raises(discord.NotFound) as missing:
        await sent.edit(content="again")
    assert missing.value.code == 10008


@pytest.mark.parametrize(
    ("allowed", "woken"),
    [
        ({}, {"@everyone", "<@5>", "<@&6>"}),
        ({"allowed_mentions": discord.AllowedMentions.none()}, set()),
        (
            {
                "allowed_mentions": discord.AllowedMentions(
                    everyone=False, roles=False, users=[discord.Object(5)]
                )
            },
            {"<@5>"},
        ),
    ],
)
async def test_who_is_woken_by_a_message_depends_on_what_is_allowed(
    discord_server: DiscordServer,
    bot: PlainBot,
    channel: Channel,
    allowed: Payload,
    woken: set[str],
) -> None:
    await into(bot, channel).send("@everyone <@5> <@&6>", **allowed)
    (message,) = discord_server.messages(channel)
    assert message.pings == woken
