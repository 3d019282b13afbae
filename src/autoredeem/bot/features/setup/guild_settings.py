"""The guild's settings chosen: each choice is saved at once, and the settings are shown again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from autoredeem.bot.features.setup.panel import settings
from autoredeem.bot.kit.cards import Card, Form, Input
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.handlers import BY, FormContext, Rejection, Request
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.guilds import ChannelId, Enrolling, GuildSettings, RoleId
from autoredeem.domain.players import State, parse_state
from autoredeem.store.interface import RunStatus

LARGEST_ID = 2**63 - 1


async def choose_title(request: Request) -> Card:
    """Switch the guild to another title; the settings of the one before stay with it."""
    title = _one(request)
    if title not in request.bot.titles:
        raise Rejection("error-no-such-title")
    before = await request.bot.titles[title].store.guilds([request.guild_id])
    # Whatever an older bot's deployment knew of the guild is kept.
    selected = before[0] if before else GuildSettings(request.guild_id)
    say = request.bot.words.say(request.say.language, title)
    there = replace(request, title=title, settings=selected, say=say)
    card = await _save(there, "title", {"game": title}, chosen_at=request.at)
    if request.title and request.title != title:
        await _pause_title(request)
    return card


async def _pause_title(request: Request) -> None:
    """Switch off the title that was played before, and stop its open runs."""
    store = request.services.store
    await store.save_guilds([replace(request.settings, enabled=False)], by=BY, at=request.at)
    runs = await store.runs_in([request.guild_id], RunStatus.OPEN)
    await request.services.engine.stop([run.key for run in runs])


async def choose_channel(request: Request) -> Card:
    """Set the channel for the progress board, or none."""
    channel = _snowflake(request)
    selected = ChannelId(channel) if channel else None
    if selected is None:
        return await _save(request, "no-channel", channel=None)
    return await _save(request, "channel", {"channel": str(selected)}, channel=selected)


async def choose_role(request: Request) -> Card:
    """Set the role of managers, or none: then only Manage Server makes a manager."""
    role = _snowflake(request)
    selected = RoleId(role) if role else None
    if selected is None:
        return await _save(request, "no-role", manager_role=None)
    return await _save(request, "role", {"role": str(selected)}, manager_role=selected)


def state_form(context: FormContext) -> Form:
    """Return the form for the state that most players live in."""
    say = context.say
    label = Input("state", say("form-state-label"), hint="1042", required=False, most=12)
    return Form(say("form-state-title"), custom_id("set-state"), [label])


async def choose_state(request: Request) -> Card:
    """Set the state for whoever enrols without one, or none."""
    state = state_in(request)
    if state is None:
        return await _save(request, "no-state", state=None)
    return await _save(request, "state", {"state": str(state)}, state=state)


async def choose_enrolling(request: Request) -> Card:
    """Set who may enrol whom."""
    rule = next((one for one in Enrolling if one.value == _one(request)), None)
    if rule is None:
        raise Rejection("error-input")
    return await _save(request, "enrolling", enrolling=rule)


async def choose_language(request: Request) -> Card:
    """Set the guild's language, or each person's own."""
    language = _one(request) if _one(request) in request.bot.words.languages else ""
    request.bot.cache.set_language(request.guild_id, language)
    if not language:
        return await _save(request, "no-language", language="")
    there = replace(request, say=request.bot.words.say(language, request.title))
    return await _save(there, "language", {"language": language}, language=language)


async def switch(request: Request) -> Card:
    """Switch auto-redeem on, which opens all codes that are alive or untried, or off."""
    on = request.params.get("on") == "1"
    card = await _save(request, "on" if on else "off", enabled=on)
    if on:
        await request.services.spreader.spread_to(request.guild_id)
    return card


def state_in(request: Request, name: str = "state") -> State | None:
    """Read a state that was typed; None where nothing was. Raises Sorry for what is none."""
    typed = request.params.get(name, "").strip()
    if not typed:
        return None
    try:
        return parse_state(typed)
    except InvalidInput:
        raise Rejection("error-wrong-state", text=request.say.name(typed, 40)) from None


async def _save(
    request: Request,
    what: str,
    details: Mapping[str, str] | None = None,
    **selected: Any,  # noqa: ANN401 - the fields of GuildSettings
) -> Card:
    made = replace(request.settings, left_at=None, **selected)
    await request.services.store.save_guilds([made], by=BY, at=request.at)
    await request.audit(f"set-{what}", **(details or {}))
    request.bot.cache.invalidate(request.guild_id)
    return await settings(replace(request, settings=made))


def _one(request: Request) -> str:
    return request.selected[0] if request.selected else ""


def _snowflake(request: Request) -> int | None:
    """Read an id from a menu of Discord's own; what was forged into it is nobody's."""
    selected = _one(request)
    return int(selected) if selected.isdecimal() and 0 < int(selected) <= LARGEST_ID else None
