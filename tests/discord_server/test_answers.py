"""A person acts, the bot answers, and the person sees what came of it."""

import asyncio
from io import BytesIO
from typing import cast

import discord
import pytest
from discord import app_commands, ui

from support.discord_server import DiscordServer, Guild, Upload
from support.discord_server.interactions import DEFER, DEFER_UPDATE, UPDATE
from support.discord_server.places import READ_HISTORY
from support.discord_server.wire import Payload
from support.plain_bot import Interaction, PlainBot, running


@pytest.fixture
def guild(discord_server: DiscordServer) -> Guild:
    return discord_server.guild(channels=("general", "results"), roles=("Leaders",))


def sent(interaction: Interaction) -> Payload:
    return cast("Payload", interaction.data)


async def test_a_command_is_answered_for_one_person_only(
    discord_server: DiscordServer, guild: Guild
) -> None:
    bot = PlainBot(discord_server)

    @bot.tree.command(description="Adds a player")
    async def enroll(interaction: Interaction, player: int, state: str) -> None:
        await interaction.response.send_message(f"{player} of {state}", ephemeral=True)

    async with running(bot, discord_server.token):
        reply = await discord_server.person(guild=guild).command("enroll", player="123", state=7)
        message = await reply.message()
    assert message.content == "123 of 7"
    assert message.ephemeral
    assert discord_server.messages(guild.channel("general")) == []


async def test_a_promised_answer_is_awaited_and_stays_as_private_as_promised(
    discord_server: DiscordServer, guild: Guild
) -> None:
    bot = PlainBot(discord_server)

    @bot.tree.command(description="Shows something")
    async def panel(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(content="first")
        await interaction.edit_original_response(embed=discord.Embed(title="second"))

    async with running(bot, discord_server.token):
        reply = await discord_server.person(guild=guild).command("panel")
        assert (await reply.acknowledged()).type == DEFER
        message = await reply.message(lambda one: bool(one.embeds))
    assert message.text == "first\nsecond"
    assert (message.edits, message.ephemeral, message.loading) == (2, True, False)


async def test_the_first_thing_said_after_a_promise_is_what_was_promised(
    discord_server: DiscordServer, guild: Guild
) -> None:
    bot = PlainBot(discord_server)

    @bot.tree.command(description="Says two things")
    async def panel(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("promised")
        await interaction.followup.send("more")

    async with running(bot, discord_server.token):
        reply = await discord_server.person(guild=guild).command("panel")
        more = await reply.message(lambda one: one.content == "more")
    assert reply.interaction.original is not None
    assert (reply.interaction.original.content, more.content) == ("promised", "more")
    assert not more.ephemeral


async def test_subcommands_take_every_type_of_option(
    discord_server: DiscordServer, guild: Guild
) -> None:
    bot, given = PlainBot(discord_server), []
    members = app_commands.Group(name="members", description="Members")

    @members.command(description="Adds members")
    async def add(
        interaction: Interaction,
        file: discord.Attachment,
        who: discord.Member,
        role: discord.Role,
        where: discord.TextChannel,
        *,
        quiet: bool = False,
    ) -> None:
        given.extend([await file.read(), who.id, role.name, where.name, quiet])
        await interaction.response.send_message("done", file=discord.File(BytesIO(b"1"), "a.csv"))

    bot.tree.add_command(members)
    async with running(bot, discord_server.token):
        ann, bob = (discord_server.person(guild=guild, name=name) for name in ("ann", "bob"))
        reply = await ann.command(
            "members add",
            file=Upload("ids.txt", b"1, 2"),
            who=bob,
            role=guild.role("Leaders"),
            where=guild.channel("results"),
            quiet=True,
        )
        message = await reply.message()
    assert given == [b"1, 2", bob.id, "Leaders", "results", True]
    assert message.files == {"a.csv": b"1"}
    assert len(discord_server.called("GET", "attachments")) == 1


async def test_what_the_client_would_not_send_is_not_sent(
    discord_server: DiscordServer, guild: Guild
) -> None:
    bot = PlainBot(discord_server)

    @bot.tree.command(description="Adds a player")
    @app_commands.guild_only()
    async def enroll(interaction: Interaction, player: app_commands.Range[int, 1, 9]) -> None:
        await interaction.response.send_message("never")

    async with running(bot, discord_server.token):
        ann, alone = discord_server.person(guild=guild), discord_server.person()
        for person, name, options in [
            (ann, "unknown", {}),
            (ann, "enroll", {}),
            (ann, "enroll", {"player": 10}),
            (ann, "enroll", {"player": 1, "state": 2}),
            (alone, "enroll", {"player": 1}),
        ]:
            with pytest.raises(AssertionError):
                await person.command(name, **options)
    assert not discord_server.world.interactions


async def test_a_button_changes_the_message_that_it_stands_in(
    discord_server: DiscordServer, guild: Guild
) -> None:
    bot = PlainBot(discord_server)

    async def stop(interaction: Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="stopped", view=None)

    bot.on_part = stop
    async with running(bot, discord_server.token):
        await discord_server.session()
        view = ui.View(timeout=None).add_item(ui.Button(label="Stop", custom_id="stop|1"))
        await bot.get_partial_messageable(guild.channel("general").id).send("going", view=view)
        shown = await discord_server.message_in(guild.channel("general"))
        assert shown.buttons == ["Stop"]
        reply = await discord_server.person(guild=guild).press(shown, "Stop")
        assert (await reply.acknowledged()).type == DEFER_UPDATE
        assert await reply.message() is shown
    assert (shown.content, shown.buttons) == ("stopped", [])
    assert [edit.message for edit in discord_server.edits] == [shown]


async def test_menus_bring_what_was_chosen(discord_server: DiscordServer, guild: Guild) -> None:
    bot = PlainBot(discord_server)
    chosen: list[Payload] = []

    async def note(interaction: Interaction) -> None:
        chosen.append(sent(interaction))
        await interaction.response.edit_message(content=f"{len(chosen)}")

    bot.on_part = note
    texts = ui.Select[ui.View](
        custom_id="title", options=[discord.SelectOption(label="Kingshot", value="k")]
    )
    view = ui.View(timeout=None).add_item(texts)
    view.add_item(ui.ChannelSelect(custom_id="where")).add_item(ui.RoleSelect(custom_id="who"))
    async with running(bot, discord_server.token):
        await discord_server.session()
        await bot.get_partial_messageable(guild.channel("general").id).send("?", view=view)
        shown = await discord_server.message_in(guild.channel("general"))
        ann = discord_server.person(guild=guild)
        results, leaders = guild.channel("results"), guild.role("Leaders")
        for menu, thing in (("title", "Kingshot"), ("where", results), ("who", leaders)):
            reply = await ann.choose(shown, menu, thing)
            assert (await reply.acknowledged()).type == UPDATE
    assert [each["values"] for each in chosen] == [["k"], [str(results.id)], [str(leaders.id)]]
    assert chosen[1]["resolved"]["channels"][str(results.id)]["name"] == "results"
    assert shown.content == "3"


async def test_a_form_is_opened_filled_in_and_sent(
    discord_server: DiscordServer, guild: Guild
) -> None:
    bot = PlainBot(discord_server)

    class Enrol(ui.Modal, title="Enrol a player"):
        player: ui.Label["Enrol"] = ui.Label(
            text="Player's id", component=ui.TextInput(custom_id="fid", max_length=12)
        )
        state = ui.TextInput["Enrol"](label="State", custom_id="state", default="7")

        async def on_submit(self, interaction: discord.Interaction) -> None:
            player = self.player.component
            assert isinstance(player, ui.TextInput)
            await interaction.response.send_message(f"{player.value} of {self.state.value}")

    @bot.tree.command(description="Adds a player")
    async def enroll(interaction: Interaction) -> None:
        await interaction.response.send_modal(Enrol())

    async with running(bot, discord_server.token):
        ann = discord_server.person(guild=guild)
        form = await (await ann.command("enroll")).form()
        assert (form.title, list(form.fields)) == ("Enrol a player", ["fid", "state"])
        with pytest.raises(AssertionError):
            await ann.submit(form)
        message = await (await ann.submit(form, {"Player's id": "123"})).message()
    assert message.content == "123 of 7"
    assert guild.channel("general").messages[message.id] is message


async def test_proposals_come_while_someone_types(
    discord_server: DiscordServer, guild: Guild
) -> None:
    bot = PlainBot(discord_server)

    @bot.tree.command(description="Redeems a code")
    async def redeem(interaction: Interaction, code: str) -> None:
        await interaction.response.send_message(code)

    @redeem.autocomplete("code")
    async def codes(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed}OW", value="SNOW")]

    async with running(bot, discord_server.token):
        reply = await discord_server.person(guild=guild).autocomplete("redeem", code="SN")
        assert await reply.choices() == [{"name": "SNOW", "value": "SNOW"}]


async def test_a_message_is_acted_upon_from_its_menu(
    discord_server: DiscordServer, guild: Guild
) -> None:
    """The message comes with the act, content and all, with no privileged intent."""
    bot = PlainBot(discord_server)

    @bot.tree.context_menu(name="Redeem this code")
    async def redeem(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(message.content)

    async with running(bot, discord_server.token):
        ann = discord_server.person(guild=guild)
        said = await ann.say("SNOW1")
        reply = await ann.message_command("Redeem this code", said)
        assert (await reply.message()).content == "SNOW1"


async def test_a_person_is_who_and_where_the_test_says(
    discord_server: DiscordServer, guild: Guild
) -> None:
    bot, seen = PlainBot(discord_server), []

    @bot.tree.command(description="Who am I")
    async def me(interaction: Interaction) -> None:
        rights = interaction.permissions
        where = interaction.channel_id
        seen.append((interaction.user.id, str(interaction.locale), rights.manage_guild, where))
        await interaction.response.send_message("you")

    async with running(bot, discord_server.token):
        results = guild.channel("results")
        ann = discord_server.person(5, guild, locale="ru", permissions=1 << 5).at(results)
        alone = discord_server.person(5, locale="ar")
        for person in (ann, alone):
            await (await person.command("me")).message()
    conversation = discord_server.world.conversation(ann.user)
    assert seen == [(5, "ru", True, results.id), (5, "ar", False, conversation.id)]
    assert [one.content for one in discord_server.messages(conversation)] == ["you"]


async def test_parts_and_forms_can_be_forged(discord_server: DiscordServer, guild: Guild) -> None:
    bot, seen = PlainBot(discord_server), []

    async def note(interaction: Interaction) -> None:
        seen.append(sent(interaction)["custom_id"])
        await interaction.response.send_message("no", ephemeral=True)

    bot.on_part = note
    async with running(bot, discord_server.token):
        ann = discord_server.person(guild=guild)
        await (await ann.forge("stop|9")).message()
        await (await ann.forge_form("enrol|9", fid="1")).message()
    assert seen == ["stop|9", "enrol|9"]


async def test_a_form_takes_files_and_choices(discord_server: DiscordServer, guild: Guild) -> None:
    bot = PlainBot(discord_server)
    title = ui.Select["Import"](
        custom_id="title", options=[discord.SelectOption(label="Kingshot", value="k")]
    )

    class Import(ui.Modal, title="Import"):
        game = ui.Label["Import"](text="Game", component=title)
        file = ui.Label["Import"](text="List", component=ui.FileUpload(custom_id="file"))

        async def on_submit(self, interaction: discord.Interaction) -> None:
            assert isinstance(self.file.component, ui.FileUpload)
            (attached,) = self.file.component.values
            data = (await attached.read()).decode()
            await interaction.response.send_message(f"{title.values} {data}")

    @bot.tree.command(description="Imports")
    async def members(interaction: Interaction) -> None:
        await interaction.response.send_modal(Import())

    async with running(bot, discord_server.token):
        ann = discord_server.person(guild=guild)
        form = await (await ann.command("members")).form()
        reply = await ann.submit(form, Game="Kingshot", List=Upload("a.csv", b"1,2"))
        assert (await reply.message()).content == "['k'] 1,2"


async def test_a_hundred_people_at_once_are_answered_each(
    discord_server: DiscordServer, guild: Guild
) -> None:
    bot, gate = PlainBot(discord_server), asyncio.Event()

    @bot.tree.command(description="Who am I")
    async def me(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await gate.wait()
        await interaction.edit_original_response(content=str(interaction.user.id))

    async with running(bot, discord_server.token):
        people = [discord_server.person(guild=guild) for _ in range(100)]
        replies = [await person.command("me") for person in people]
        answers = [await reply.acknowledged() for reply in replies]
        assert {answer.type for answer in answers} == {DEFER}
        assert not discord_server.edits
        gate.set()
        messages = [await reply.message() for reply in replies]
    assert [message.content for message in messages] == [str(person.id) for person in people]


async def test_of_two_messages_with_one_nonce_the_first_is_the_answer(
    discord_server: DiscordServer, guild: Guild
) -> None:
    channel = guild.channel("results")
    async with running(PlainBot(discord_server), discord_server.token) as bot:
        post = bot.get_partial_messageable(channel.id).send
        sent = [(await post("hello", nonce=nonce)).id for nonce in ("a", "a", "b")]
        channel.nonces.clear()
        sent.append((await post("hello", nonce="a")).id)
    assert sent[0] == sent[1]
    assert [one.id for one in discord_server.messages(channel)] == sorted(set(sent))
    assert len(set(sent)) == 3


async def test_the_messages_after_one_are_read_oldest_first(
    discord_server: DiscordServer, guild: Guild
) -> None:
    channel = guild.channel("results")
    async with running(PlainBot(discord_server), discord_server.token) as bot:
        where = bot.get_partial_messageable(channel.id)
        sent = [await where.send(str(number)) for number in range(4)]
        read = [one.content async for one in where.history(after=sent[0])]
        channel.denied = READ_HISTORY
        with pytest.raises(discord.Forbidden):
            await anext(where.history())
    assert read == ["1", "2", "3"]
