"""Commands are taken as Discord takes them."""

import pytest

from support.discord_server import DiscordServer
from support.discord_server.naming import command_findings
from support.discord_server.wire import Payload
from support.plain_bot import Interaction, PlainBot, running


def described(**more: object) -> Payload:
    return {"name": "enroll", "description": "Adds", "type": 1, **more}


def choice(number: int) -> Payload:
    return {"name": f"c{number}", "value": f"c{number}"}


@pytest.mark.parametrize(
    ("command", "where"),
    [
        (described(name="Enroll"), "name"),
        (described(name="en roll"), "name"),
        (described(name="e" * 33), "name"),
        (described(description=""), "description"),
        (described(description="d" * 101), "description"),
        (described(name_localizations={"ru": "Записать"}), "name_localizations.ru"),
        (described(description_localizations={"ru": "о" * 101}), "description_localizations.ru"),
        (described(description_localizations={"xx": "o"}), "description_localizations.xx"),
        (described(options=[described(type=3, name="O")]), "options.0.name"),
        (described(options=[described(type=3)] * 2), "options.1.name"),
        (
            described(options=[described(type=3, choices=[choice(n) for n in range(26)])]),
            "options.0.choices",
        ),
        (
            described(options=[described(type=3), described(type=3, name="b", required=True)]),
            "options",
        ),
        ({"name": "Redeem this code", "type": 3, "description": "no"}, "description"),
    ],
)
def test_a_command_that_breaks_a_rule_is_found(command: Payload, where: str) -> None:
    assert [str(found).partition(": ")[0] for found in command_findings([command])] == [
        f"0.{where}"
    ]


@pytest.mark.parametrize(
    "command",
    [
        described(name="enroll-me_2"),
        described(name_localizations={"ru": "записать", "ar": "تسجيل", "hi": "नामांकन"}),
        {"name": "Redeem this code", "type": 3},
        described(options=[described(type=3, choices=[choice(n) for n in range(25)])]),
    ],
)
def test_a_command_that_breaks_none_is_fine(command: Payload) -> None:
    assert not list(command_findings([command]))


async def test_commands_keep_their_ids_when_they_are_told_again(
    discord_server: DiscordServer,
) -> None:
    bot = PlainBot(discord_server)

    @bot.tree.command(description="Adds a player")
    async def enroll(interaction: Interaction) -> None:
        await interaction.response.send_message("done")

    async with running(bot, discord_server.token):
        await discord_server.session()
        (first,) = discord_server.world.commands[0]
        await bot.tree.sync()
        assert [command.id for command in await bot.tree.fetch_commands()] == [int(first["id"])]
    assert discord_server.world.puts == 2
