"""Commands are synced when Discord knows others, and only then."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.bot.features.registry import HANDLERS
from autoredeem.bot.gateway.command_sync import mentions_of, same_commands
from autoredeem.bot.gateway.command_table import COMMANDS, payload
from autoredeem.bot.gateway.command_table import Command as TableCommand
from autoredeem.bot.kit.handlers import Handler
from autoredeem.bot.kit.permissions import Right
from support.bot_play import Play, playing_bot
from support.discord_server import DiscordServer
from support.words import WORDS

WANTED = payload(WORDS)

Command = dict[str, Any]
Change = Callable[[list[Command]], object]

OF_COMMANDS: Mapping[str, object] = {
    "id": "1",
    "application_id": "2",
    "version": "3",
    "default_member_permissions": None,
    "dm_permission": True,
    "nsfw": False,
    "handler": None,
    "name_localized": "something",
    "guild_id": None,
}
OF_OPTIONS: Mapping[str, object] = {
    "required": False,
    "autocomplete": False,
    "choices": [],
    "options": [],
    "min_length": None,
    "name_localizations": None,
    "description_localizations": None,
}
"""What Discord may add, or give instead of leaving it out."""


def known(random: Random) -> list[Command]:
    """Return the commands as Discord may return them: in any order, with more or fewer fields."""
    commands = [_returned(one, OF_COMMANDS, random) for one in deepcopy(WANTED)]
    random.shuffle(commands)
    return commands


def _returned(one: Command, more: Mapping[str, object], random: Random) -> Command:
    said = {name: value for name, value in one.items() if value or random.random() < 0.5}
    said |= {
        name: value for name, value in more.items() if not one.get(name) and random.random() < 0.5
    }
    if one.get("options"):
        said["options"] = [_returned(option, OF_OPTIONS, random) for option in one["options"]]
    fields = list(said.items())
    random.shuffle(fields)
    return dict(fields)


def find(commands: Sequence[Command], *path: str) -> Command:
    """Return a command, or a part or an option of one."""
    found = next(one for one in commands if one["name"] == path[0])
    return find(found["options"], *path[1:]) if path[1:] else found


@given(st.randoms(use_true_random=False))
def test_what_discord_adds_or_leaves_out_is_no_change(random: Random) -> None:
    assert same_commands(known(random), WANTED)


CHANGES: Mapping[str, Change] = {
    "a command is new": lambda now: now.append({**now[0], "name": "another"}),
    "a command is gone": lambda now: now.pop(),
    "all are gone": list.clear,
    "a description": lambda now: find(now, "me").update(description="other words"),
    "a name in Russian": lambda now: find(now, "me")["name_localizations"].update(ru="иначе"),
    "a language more": lambda now: find(now, "me")["name_localizations"].update(de="ich"),
    "a language less": lambda now: find(now, "me")["description_localizations"].pop("ru"),
    "no languages": lambda now: find(now, "me").pop("name_localizations"),
    "a part": lambda now: find(now, "codes")["options"].pop(),
    "the order of parts": lambda now: find(now, "codes")["options"].reverse(),
    "an option": lambda now: find(now, "enroll")["options"].pop(),
    "an option is required": lambda now: find(now, "enroll", "state").update(required=True),
    "an option is not required": lambda now: find(now, "enroll", "id").pop("required"),
    "completion begins": lambda now: find(now, "enroll", "id").update(autocomplete=True),
    "completion ends": lambda now: find(now, "redeem", "code").pop("autocomplete"),
    "a length": lambda now: find(now, "redeem", "code").update(max_length=65),
    "no length": lambda now: find(now, "redeem", "code").pop("max_length"),
    "choices": lambda now: find(now, "redeem", "code").update(choices=[{"name": "a"}]),
    "deep in a part": lambda now: find(now, "codes", "history", "code").update(type=4),
    "who may by default": lambda now: find(now, "me").update(default_member_permissions="32"),
    "where it is offered": lambda now: find(now, "me").update(contexts=[0, 1]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_differs_is_a_change_in_either_direction(change: Change) -> None:
    other = deepcopy(list(WANTED))
    change(other)
    assert not same_commands(known(Random(1)), other)
    assert not same_commands(other, WANTED)


def test_who_may_by_default_is_a_number_there_and_a_text_here() -> None:
    other = [
        {**one, "default_member_permissions": str(one["default_member_permissions"] or "") or None}
        for one in WANTED
    ]
    assert same_commands(other, WANTED)


def test_commands_are_shown_to_whom_their_handlers_serve() -> None:
    def rights(command: TableCommand) -> set[Right]:
        handler = HANDLERS.get(command.handler)
        own = {handler.right} if isinstance(handler, Handler) else set()
        return own.union(*map(rights, command.parts))

    for command, sent in zip(COMMANDS, WANTED, strict=True):
        managers = rights(command) <= {Right.MANAGER, Right.ALLIANCE}
        assert managers or rights(command) == {Right.ANYONE}
        assert sent["default_member_permissions"] == (1 << 5 if managers else None)


def test_a_command_is_tapped_by_the_id_that_discord_gave_it() -> None:
    commands = [{**one, "id": str(number)} for number, one in enumerate(WANTED, start=1)]
    mentions = mentions_of(commands)
    assert mentions["command-autoredeem"] == "</autoredeem:1>"
    assert mentions["command-members-edit"] == "</members edit:5>"
    assert "command-members" not in mentions
    assert not any("Redeem" in one for one in mentions.values())


async def test_commands_in_texts_can_be_tapped_once_discord_has_said_their_ids(play: Play) -> None:
    shown = await (await play.leader.command("members list")).message()
    (commands,) = play.server.world.commands.values()
    ids = {one["name"]: one["id"] for one in commands}
    assert f"</members add:{ids['members']}>" in str(shown.embeds)
    assert f"</enroll:{ids['enroll']}>" in str(shown.embeds)


async def test_a_changed_text_is_synced_once_at_the_next_start(
    discord_server: DiscordServer, tmp_path: Path
) -> None:
    urls = {"wos": f"sqlite:///{tmp_path / 'wos.db'}"}

    async def puts() -> int:
        before = len(discord_server.called("PUT", "/commands"))
        async with playing_bot(discord_server, urls):
            await discord_server.session(len(discord_server.gateway.connections))
        return len(discord_server.called("PUT", "/commands")) - before

    assert await puts() == 1
    assert await puts() == 0
    ((_, stored),) = discord_server.world.commands.items()
    find(stored, "me")["description_localizations"]["ru"] = "прежние слова"
    assert await puts() == 1
    assert await puts() == 0
    ((_, stored),) = discord_server.world.commands.items()
    assert same_commands(stored, WANTED)
