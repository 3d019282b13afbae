"""Two managers at work at the same time: what each of them chose is chosen."""

import asyncio
from collections.abc import Coroutine
from typing import Unpack

from autoredeem.domain.guilds import Enrolling, GuildChanges
from autoredeem.domain.ids import RoleId
from support.bot_play import Play, becomes
from support.discord_server import Message, Person
from support.discord_server.places import MANAGE_GUILD
from support.facts import NOW
from support.interactions import choose, command, press

ROUNDS = 10


async def panels(play: Play) -> tuple[tuple[Person, Message], tuple[Person, Message]]:
    """Return two managers, each with the settings before them."""
    other = play.server.person(guild=play.guild, permissions=MANAGE_GUILD)
    first, second = [
        (who, await press(who, await command(who, "autoredeem"), "Settings"))
        for who in (play.leader, other)
    ]
    return first, second


async def test_of_two_settings_that_are_changed_at_once_none_is_lost(any_play: Play) -> None:
    play, role = any_play, any_play.guild.role("Leaders")
    (one, of_one), (other, of_other) = await panels(play)
    for number in range(ROUNDS):
        rule = [Enrolling.SELF, Enrolling.MANAGERS][number % 2]
        await play.set_up(manager_role=RoleId(role.id), enabled=True)
        of_other = await press(other, of_other, "More")
        # when both have been read before either is written
        play.gate.close()
        read = play.gate.verbs["guilds"]
        changing = asyncio.gather(
            choose(one, of_one, "Manager role"),
            choose(other, of_other, "Who may enroll whom?", rule.value),
        )
        await becomes(lambda before=read: play.gate.verbs["guilds"] >= before + 2)  # type: ignore[misc]
        play.gate.open()
        await changing
        # then the role that was revoked does not come back
        settings = await play.settings()
        assert (settings.manager_role, settings.enrolling) == (None, rule)
        assert settings.enabled
        assert settings.channel == play.results.id


async def test_what_another_has_changed_meanwhile_is_shown(play: Play) -> None:
    (one, of_one), _ = await panels(play)
    choosing = await held_before_it_writes(play, choose(one, of_one, "Manager role"))
    await changed_by_another(play, enabled=True)
    play.gate.open()
    assert "Auto-redeem: on" in (await choosing).text


async def test_a_server_that_the_bot_left_in_the_middle_of_a_choice_stays_left(
    any_play: Play,
) -> None:
    play = any_play
    (one, of_one), _ = await panels(play)
    choosing = await held_before_it_writes(play, choose(one, of_one, "Manager role"))
    await changed_by_another(play, left_at=NOW)
    play.gate.open()
    await choosing
    assert (await play.settings()).left_at == NOW


async def held_before_it_writes(
    play: Play, choosing: Coroutine[None, None, Message]
) -> asyncio.Task[Message]:
    """Begin a choice, and hold it when the settings were read and nothing is written yet."""
    gate = play.gate
    gate.close()
    before, task = gate.verbs.copy(), asyncio.create_task(choosing)
    await becomes(lambda: gate.verbs["guilds"] > before["guilds"])
    gate.open()
    gate.close()
    await becomes(lambda: gate.verbs["change_guilds"] > before["change_guilds"])
    return task


async def changed_by_another(play: Play, **changes: Unpack[GuildChanges]) -> None:
    """Change settings past the gate that holds the handlers' store."""
    await play.gate._store.change_guilds({play.guild_id: changes}, by="test", at=NOW)
