"""Every button, menu and form of old messages still does what it did."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from autoredeem.bot.features.codes.outcome_groups import GROUPS as NUMBERED
from autoredeem.bot.features.registry import HANDLERS
from autoredeem.bot.kit.custom_ids import parse_custom_id
from autoredeem.bot.kit.handlers import Handler
from autoredeem.domain.guilds import Action, GuildChanges
from frozen.parts import (
    ACTS,
    ANYONE,
    GROUPS,
    MANAGER,
    NEVER_CARRIED,
    OPENS,
    OPERATOR,
    PARAMETERS,
    RIGHTS,
    Act,
    Open,
)
from frozen.trail import KINDS
from support.bot_play import Play
from support.discord_server import Message, Reply, parts
from support.discord_server.options import Resolved

FORMS = {parse_custom_id(one.custom_id).handler for one in OPENS}
CARRIED = [
    *(one.custom_id for one in ACTS),
    *(carried for one in OPENS for carried in (one.custom_id, one.form)),
]
ACTING = list(dict.fromkeys(parse_custom_id(one.custom_id).handler for one in ACTS))

ACROSS = {name for name in HANDLERS.names if getattr(HANDLERS.get(name), "across", False)}
"""What is about all games that a guild plays, or about which those are."""

FOR_BOTH = "watch-add"
"""What is done in all games that a guild plays at once."""

NAMED = " · Whiteout Survival"

BESIDE_BUTTONS = {"codes-found", "player-asked", "members-checked"}
"""What messages in watched channels add to the trail, what the game is asked, and
what needs a list that was just sent."""

LATER = datetime(2100, 1, 1, tzinfo=UTC)
"""When the other game was added: after all that the guild chose."""

REFUSED = "That did not work"
"""What stands above an answer that tells of an old message or of a bug."""

WITHOUT_RIGHT = "Only for "
"""What stands above one that tells of a missing right."""


def test_every_handler_is_in_the_list_with_its_right() -> None:
    found = {name: HANDLERS.get(name) for name in HANDLERS.names}
    rights = {name: one.right.name for name, one in found.items() if isinstance(one, Handler)}
    assert rights == RIGHTS
    assert found.keys() - rights.keys() == FORMS


def test_every_handler_and_parameter_of_the_list_is_tried() -> None:
    tried: dict[str, set[str]] = {}
    for target in map(parse_custom_id, CARRIED):
        tried.setdefault(target.handler, set()).update(target.params)
    assert tried.keys() == (RIGHTS.keys() | FORMS) - NEVER_CARRIED
    assert {name: carried for name, carried in tried.items() if carried} == PARAMETERS


def test_the_groups_of_members_have_the_numbers_that_old_messages_carry() -> None:
    assert NUMBERED == GROUPS


def test_every_kind_of_the_trail_is_written_by_an_old_button() -> None:
    assert {kind for act in ACTS for kind in act.notes} == KINDS.keys() - BESIDE_BUTTONS


@pytest.mark.parametrize("handler", ACTING)
async def test_an_old_button_does_what_it_did(old: Play, handler: str) -> None:
    await _each_act(old, handler)


@pytest.mark.parametrize("handler", [one for one in ACTING if one not in {*ACROSS, FOR_BOTH}])
@pytest.mark.parametrize("tag", ["", "w:"], ids=["old", "new"])
async def test_beside_another_game_it_does_so_in_its_own_and_says_which(
    old: Play, handler: str, tag: str
) -> None:
    added: GuildChanges = {"chosen_at": LATER, "beside": True}
    await old.titles["kingshot"].store.change_guilds({old.guild_id: added}, by="test", at=LATER)
    for answer in await _each_act(old, handler, tag, beside=True):
        if not answer.startswith((REFUSED, WITHOUT_RIGHT)):
            assert answer.splitlines()[0].endswith(NAMED), handler
    assert not await old.titles["kingshot"].store.actions(old.guild_id, limit=9)


async def _each_act(
    old: Play, handler: str, tag: str = "", *, beside: bool = False
) -> Sequence[str]:
    """Do all that a handler can do, as it was frozen. Return what the answers say.

    Where another game is played `beside`, each says which game it is about, and is else the same.
    """
    said = []
    for act in ACTS:
        if parse_custom_id(act.custom_id).handler == handler:
            for pressed in act.first:
                right = RIGHTS[parse_custom_id(pressed).handler]
                who = old.leader if right == MANAGER else old.player
                await (await who.forge(pressed)).message()
            before = {line.id for line in await _lines(old)}
            used = replace(act, custom_id=tag + act.custom_id)
            answer = await (await _use(old, used, RIGHTS[handler])).message()
            seen = _seen(answer).replace(NAMED, "", 1) if beside else _seen(answer)
            said.append(answer.text)
            noted = [line for line in await _lines(old) if line.id not in before]
            assert _placed(old, act.shows) in seen, act
            assert seen.startswith(REFUSED) == act.refused, act
            assert tuple(sorted(line.what for line in noted)) == act.notes, act
            assert [_shape(line.details) for line in noted] == [
                _shape(KINDS[line.what]) for line in noted
            ]
    return said


async def test_an_old_button_opens_the_form_that_it_opened(old: Play) -> None:
    for one in OPENS:
        form = await (await old.player.forge(one.custom_id)).form()
        values = {name: field.get("value") or "" for name, field in form.fields.items()}
        assert Open(one.custom_id, form.custom_id, values) == one


async def test_an_old_button_asks_for_the_right_that_it_asked_for(old: Play) -> None:
    before = await _lines(old)
    for act in ACTS:
        right = RIGHTS[parse_custom_id(act.custom_id).handler]
        if right != ANYONE:
            less = MANAGER if right == OPERATOR else ANYONE
            seen = await (await _use(old, act, less)).message()
            assert seen.text.startswith(WITHOUT_RIGHT), act
    assert await _lines(old) == before


async def _use(play: Play, act: Act, right: str) -> Reply:
    """Press, choose or send, as somebody who has just this right."""
    who = {ANYONE: play.player, OPERATOR: play.operator}.get(right, play.leader)
    carried = _placed(play, act.custom_id)
    if act.filled:
        filled = {name: _placed(play, text) for name, text in act.filled.items()}
        return await who.forge_form(carried, None, **filled)
    if not act.chosen:
        return await who.forge(carried)
    resolved = Resolved(play.server.world, who.standing.channel)
    kind = parts.STRING_MENU
    if {"{channel}", "{general}"} & {*act.chosen}:
        kind = parts.CHANNEL_MENU
        resolved.add(play.results)
        resolved.add(play.guild.channel("general"))
    elif "{role}" in act.chosen:
        kind = parts.ROLE_MENU
        resolved.add(play.guild.role("Leaders"))
    values = [_placed(play, one) for one in act.chosen]
    return await who.forge(carried, kind=kind, values=values, resolved=resolved.data)


def _placed(play: Play, text: str) -> str:
    """Put the guild's own ids into a text."""
    return text.format(
        channel=play.results.id,
        general=play.guild.channel("general").id,
        role=play.guild.role("Leaders").id,
        guild=play.guild_id,
    )


def _seen(message: Message) -> str:
    """Return what an answer says and what its components carry, all of which the list knows."""
    carried = [part["custom_id"] for part in parts.flat(message.components) if "custom_id" in part]
    for target in map(parse_custom_id, carried):
        assert target.handler in RIGHTS.keys() | FORMS
        assert target.params.keys() <= PARAMETERS.get(target.handler, frozenset())
    return "\n".join([message.text, *carried])


def _shape(details: Mapping[str, str | int]) -> dict[str, type]:
    return {name: type(value) for name, value in details.items()}


async def _lines(play: Play) -> Sequence[Action]:
    """Return the guild's trails in all titles."""
    trails = [await one.store.actions(play.guild_id, limit=100) for one in play.titles.values()]
    return [line for trail in trails for line in trail]
