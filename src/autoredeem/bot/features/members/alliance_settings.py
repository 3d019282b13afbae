"""Alliances made, changed and deleted: each choice is saved at once."""

from dataclasses import replace
from typing import Unpack

from autoredeem.bot.features.members.alliance_details import alliance_card
from autoredeem.bot.features.members.alliance_list import list_alliances
from autoredeem.bot.features.members.alliance_lookup import alliance_given
from autoredeem.bot.features.members.format import NAME
from autoredeem.bot.features.members.list_state import alliance_in
from autoredeem.bot.kit.cards import Button, ButtonStyle, Card, Form, Input, Tone
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import channel_chosen, role_chosen, state_given
from autoredeem.domain.alliances import (
    HIGHEST_PRIORITY,
    LONGEST_NAME,
    MOST_ALLIANCES,
    Alliance,
    AllianceChanges,
    alliance_named,
    new_alliance_id,
    parse_alliance_name,
    parse_priority,
)
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.text import tidy, trim


def alliance_form(context: FormContext) -> Form:
    """Return the form for name, state and priority, filled in with what the button carries."""
    say, params = context.say, context.params
    one = alliance_in(params.get("a", ""))
    name = tidy(params.get("name", ""), LONGEST_NAME)
    state, priority = params.get("state", "")[:12], params.get("first", "")[:1]
    inputs = [
        Input("name", say("form-alliance-name"), name, required=one is None, most=LONGEST_NAME),
        Input("state", say("form-alliance-state"), state, hint="245", required=False, most=12),
        Input(
            "first",
            say("form-alliance-priority", most=HIGHEST_PRIORITY),
            priority,
            hint="0",
            required=False,
            most=4,
        ),
    ]
    target = custom_id("alliance-save", a=one) if one else custom_id("alliance-save")
    return Form(say("form-alliance-title"), target, inputs)


async def save_alliance(request: Request) -> Card:
    """Make an alliance, or change the one that the form was for."""
    chosen = AllianceChanges(state=state_given(request), priority=_priority_given(request))
    name = _name_given(request)
    if name:
        chosen["name"] = name
    if request.params.get("a"):
        return await _change(request, await alliance_given(request), **chosen)
    return await _make(request, chosen)


async def choose_alliance_role(request: Request) -> Card:
    """Set the role of those who may manage the alliance's members, or none."""
    one = await alliance_in_params(request)
    return await _change(request, one, manager_role=await role_chosen(request))


async def choose_alliance_channel(request: Request) -> Card:
    """Set the channel for the board of the alliance's members, or none."""
    one = await alliance_in_params(request)
    card = await _change(request, one, channel=await channel_chosen(request))
    request.bot.channel_chosen(request.title, request.guild_id)
    return card


async def delete_alliance(request: Request) -> Card:
    """Ask whether to delete an alliance, then do so: its members stay, in none."""
    one, say = await alliance_given(request), request.say
    name = say.name(one.name, NAME)
    if request.params.get("sure") != "1":
        counts = await request.services.store.alliance_counts(request.guild_id)
        text = say("alliance-delete-text", name=name, count=counts.get(one.id, 0))
        yes = custom_id("alliance-delete", a=one.id, sure=1)
        row = [
            Button(say("button-remove-yes"), yes, ButtonStyle.DANGER),
            Button(say("button-cancel"), custom_id("alliance", a=one.id)),
        ]
        return Card(say("alliance-delete-title"), text, tone=Tone.WARNING, rows=[row])
    await request.services.store.remove_alliances([one.key], at=request.at)
    await request.audit("alliance-removed", name=one.name)
    card = await list_alliances(request)
    return replace(card, text=f"{say('alliance-removed', name=name)}\n\n{card.text}")


async def alliance_in_params(request: Request) -> Alliance:
    """Return the alliance that a menu carries, in which something else is chosen."""
    return await alliance_given(replace(request, selected=()))


async def _make(request: Request, chosen: AllianceChanges) -> Card:
    store = request.services.store
    there = await store.alliances([request.guild_id])
    if "name" not in chosen or len(there) >= MOST_ALLIANCES:
        raise Rejection("alliances-too-many", most=MOST_ALLIANCES)
    number = new_alliance_id(request.at, {one.id for one in there})
    made = Alliance(request.guild_id, number, **chosen)
    if alliance_named(there, made.name) or not await store.add_alliances([made]):
        raise _taken(request, made.name)
    await request.audit("alliance-made", name=made.name)
    return await alliance_card(request, made, request.say("alliance-made"))


async def _change(request: Request, one: Alliance, **chosen: Unpack[AllianceChanges]) -> Card:
    store = request.services.store
    if not await store.change_alliances({one.key: chosen}):
        raise _taken(request, chosen.get("name", one.name))
    await request.audit("alliance-changed", name=chosen.get("name", one.name))
    now = replace(one, **chosen)
    return await alliance_card(request, now, request.say("alliance-changed"))


def _taken(request: Request, name: str) -> Rejection:
    return Rejection("alliances-name-taken", name=request.say.name(name, NAME))


def _name_given(request: Request) -> str:
    """Return the name that was typed, empty where none was. Raises Rejection for what is none."""
    typed = request.params.get("name", "")
    if not trim(typed) and request.params.get("a"):
        return ""
    try:
        return parse_alliance_name(typed)
    except InvalidInput:
        raise Rejection("alliances-wrong-name", most=LONGEST_NAME) from None


def _priority_given(request: Request) -> int:
    typed = trim(request.params.get("first", ""))
    try:
        return parse_priority(typed) if typed else 0
    except InvalidInput:
        raise Rejection("alliances-wrong-priority", most=HIGHEST_PRIORITY) from None
