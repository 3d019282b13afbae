"""Two managers at work at the same time: what each of them chose is chosen."""

import asyncio

from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.ids import RoleId
from support.bot_play import Play, becomes
from support.bot_runs import done_of
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
        asked = play.gate.asked
        changing = asyncio.gather(
            choose(one, of_one, "Manager role"),
            choose(other, of_other, "Who may enroll whom?", rule.value),
        )
        await becomes(lambda before=asked: play.gate.asked == before + 2)  # type: ignore[misc]
        play.gate.open()
        await changing
        # then the role that was revoked does not come back
        settings = await play.settings()
        assert (settings.manager_role, settings.enrolling) == (None, rule)
        assert settings.enabled
        assert settings.channel == play.results.id


async def test_what_another_has_changed_meanwhile_is_shown(play: Play) -> None:
    (one, of_one), (other, of_other) = await panels(play)
    await press(other, of_other, "Switch auto-redeem on")
    shown = await choose(one, of_one, "Channel for results", play.guild.channel("general"))
    assert "Auto-redeem: on" in shown.text
    assert await done_of(play) == ["set-on", "set-channel"]


async def test_a_server_that_the_bot_left_in_the_middle_of_a_choice_stays_left(
    any_play: Play,
) -> None:
    play, gate = any_play, any_play.gate
    (one, of_one), _ = await panels(play)
    # given a choice whose settings were read, and which is not written yet
    gate.close()
    asked = gate.asked
    choosing = asyncio.create_task(choose(one, of_one, "Manager role"))
    await becomes(lambda: gate.asked == asked + 1)
    gate.open()
    gate.close()
    await becomes(lambda: gate.asked == asked + 2)
    # when the bot is removed
    await gate._store.change_guilds({play.guild_id: {"left_at": NOW}}, by="test", at=NOW)
    gate.open()
    await choosing
    # then
    assert (await play.settings()).left_at == NOW
