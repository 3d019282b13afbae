"""The guild's settings chosen: each choice is saved at once, and the settings are shown again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Unpack

from autoredeem.bot.features.setup.panel import settings
from autoredeem.bot.kit.cards import Card, Form, Input
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import BY, FormContext, Rejection, Request
from autoredeem.bot.kit.inputs import channel_chosen, role_chosen, state_given
from autoredeem.bot.kit.services import settings_of
from autoredeem.codes.sharing import share_found_in
from autoredeem.domain.guilds import Enrolling, GuildChanges


async def choose_channel(request: Request) -> Card:
    """Set the channel for the progress board, or none."""
    channel = await channel_chosen(request)
    card = await _save(request, *_noted("channel", channel), channel=channel)
    request.bot.channel_chosen(request.title, request.guild_id)
    return card


async def choose_role(request: Request) -> Card:
    """Set the role of managers, or none: then only Manage Server makes a manager."""
    role = await role_chosen(request)
    return await _save(request, *_noted("role", role), manager_role=role)


def state_form(context: FormContext) -> Form:
    """Return the form for the state that most players live in."""
    say = context.say
    label = Input("state", say("form-state-label"), hint="1042", required=False, most=12)
    return Form(say("form-state-title"), custom_id("set-state"), [label])


async def choose_state(request: Request) -> Card:
    """Set the state for whoever enrols without one, or none."""
    state = state_given(request)
    return await _save(request, *_noted("state", state), state=state)


async def choose_enrolling(request: Request) -> Card:
    """Set who may enrol whom."""
    rule = next((one for one in Enrolling if one.value == request.picked), None)
    if rule is None:
        raise Rejection("error-input")
    return await _save(request, "enrolling", enrolling=rule)


async def choose_language(request: Request) -> Card:
    """Set the guild's language, or each person's own."""
    language = request.picked if request.picked in request.bot.words.languages else ""
    request.bot.cache.set_language(request.guild_id, language)
    there = (
        replace(request, say=request.bot.words.say(language, request.title))
        if language
        else request
    )
    for title in request.played:
        if title != request.title:
            store, changes = request.bot.titles[title].store, GuildChanges(language=language)
            await store.change_guilds({request.guild_id: changes}, by=BY, at=request.at)
    return await _save(there, *_noted("language", language), language=language)


async def switch(request: Request) -> Card:
    """Switch auto-redeem on, which opens all codes that are alive or untried, or off."""
    on = request.params.get("on") == "1"
    card = await _save(request, "on" if on else "off", enabled=on)
    if on:
        await request.services.rollout.open_in(request.guild_id)
    return card


async def switch_sharing(request: Request) -> Card:
    """Share what is found here, and what was, once another guild that shares finds it; or not."""
    on = request.params.get("on") == "1"
    card = await _save(request, "sharing-on" if on else "sharing-off", share_found=on)
    if on and await share_found_in(request.services.store, request.guild_id, at=request.at):
        request.services.rollout.poll()
    return card


def _noted(what: str, selected: object) -> tuple[str, Mapping[str, str]]:
    """Return what the trail gets of a choice, or of taking it back."""
    return (what, {what: str(selected)}) if selected else (f"no-{what}", {})


async def _save(
    request: Request,
    what: str,
    details: Mapping[str, str] | None = None,
    **selected: Unpack[GuildChanges],
) -> Card:
    """Write what was chosen, and show the settings as they are then: others choose as well."""
    store = request.services.store
    if request.settings.left_at:
        # Whoever chooses something here has the bot here.
        selected["left_at"] = None
    await store.change_guilds({request.guild_id: selected}, by=BY, at=request.at)
    await request.audit(f"set-{what}", **(details or {}))
    request.bot.cache.invalidate(request.guild_id)
    now = await settings_of(store, request.guild_id)
    played = {**request.played, request.title: now}
    return await settings(replace(request, settings=now, played=played))
