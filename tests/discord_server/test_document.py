"""What the server answers is what Discord's own document says that Discord answers."""

import discord
import pytest
from discord import app_commands, ui

from support.discord_server import DiscordServer
from support.discord_server.schema import ABSENT, schema
from support.plain_bot import Interaction, PlainBot, running


@pytest.mark.skipif(schema() is None, reason=ABSENT)
async def test_answers_are_written_as_the_document_says(discord_server: DiscordServer) -> None:
    bot, guild = PlainBot(discord_server), discord_server.guild()

    @bot.tree.command(description="Adds a player")
    @app_commands.describe(state="The state")
    async def enroll(interaction: Interaction, state: int) -> None:
        view = ui.View().add_item(ui.Button(label="Stop"))
        await interaction.response.send_message(f"{state}", view=view)
        await interaction.followup.send(embed=discord.Embed(title="more"))
        await interaction.edit_original_response(content="done")

    async with running(bot, discord_server.token):
        ann = discord_server.person(guild=guild)
        await (await ann.command("enroll", state=7)).message(lambda one: one.content == "done")
        await bot.tree.fetch_commands()
        await bot.fetch_guild(guild.id, with_counts=False)
        await bot.fetch_channel(guild.channel("general").id)
        await (await bot.fetch_user(ann.id)).send("hello")
    judge = schema()
    assert judge is not None
    answered = [call for call in discord_server.calls if call.status == 200]
    assert len(answered) > 8
    wrong = [judge.wrong_answer(call, call.answer) for call in answered]
    assert "\n".join(text for text in wrong if text) == ""
