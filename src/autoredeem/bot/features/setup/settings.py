"""What a guild's leaders choose: each choice is saved at once, and the settings are shown anew."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from autoredeem.bot.features.setup.panel import settings
from autoredeem.bot.kit.cards import Card, Form, Input, to
from autoredeem.bot.kit.handlers import BY, Ask, Opening, Sorry
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.guilds import ChannelId, Enrolling, GuildSettings, RoleId
from autoredeem.domain.players import State, parse_state
from autoredeem.store.interface import RunStatus

LARGEST_ID = 2**63 - 1


async def choose_title(ask: Ask) -> Card:
    """Play another title from now on; what was chosen for the one before stays with it."""
    title = _one(ask)
    if title not in ask.desks:
        raise Sorry("error-no-such-title")
    before = await ask.desks[title].store.guilds([ask.guild_id])
    # Whatever an older bot's deployment knew of the guild is kept.
    chosen = before[0] if before else GuildSettings(ask.guild_id)
    say = ask.words.say(ask.say.language, title)
    there = replace(ask, title=title, settings=chosen, say=say)
    card = await _save(there, "title", {"game": title}, chosen_at=ask.at)
    if ask.title and ask.title != title:
        await _leave(ask)
    return card


async def _leave(ask: Ask) -> None:
    """Let the title that was played before rest: nothing is opened for it, what is open stops."""
    store = ask.desk.store
    await store.save_guilds([replace(ask.settings, enabled=False)], by=BY, at=ask.at)
    runs = await store.runs_in([ask.guild_id], RunStatus.OPEN)
    await ask.desk.engine.stop([run.key for run in runs])


async def choose_channel(ask: Ask) -> Card:
    """Tell of runs in another channel, or in none."""
    channel = _snowflake(ask)
    chosen = ChannelId(channel) if channel else None
    if chosen is None:
        return await _save(ask, "no-channel", channel=None)
    return await _save(ask, "channel", {"channel": str(chosen)}, channel=chosen)


async def choose_role(ask: Ask) -> Card:
    """Let those with another role manage, or nobody but those with Manage Server."""
    role = _snowflake(ask)
    chosen = RoleId(role) if role else None
    if chosen is None:
        return await _save(ask, "no-role", manager_role=None)
    return await _save(ask, "role", {"role": str(chosen)}, manager_role=chosen)


def state_form(opening: Opening) -> Form:
    """Ask for the state that most players live in."""
    say = opening.say
    label = Input("state", say("form-state-label"), hint="1042", required=False, most=12)
    return Form(say("form-state-title"), to("set-state"), [label])


async def choose_state(ask: Ask) -> Card:
    """Take another state for whoever enrols without one, or none."""
    state = state_in(ask)
    if state is None:
        return await _save(ask, "no-state", state=None)
    return await _save(ask, "state", {"state": str(state)}, state=state)


async def choose_enrolling(ask: Ask) -> Card:
    """Set who may enrol whom."""
    rule = next((one for one in Enrolling if one.value == _one(ask)), None)
    if rule is None:
        raise Sorry("error-input")
    return await _save(ask, "enrolling", enrolling=rule)


async def choose_language(ask: Ask) -> Card:
    """Speak one language in this guild, or each person's own."""
    language = _one(ask) if _one(ask) in ask.words.languages else ""
    ask.memory.speaks(ask.guild_id, language)
    if not language:
        return await _save(ask, "no-language", language="")
    there = replace(ask, say=ask.words.say(language, ask.title))
    return await _save(there, "language", {"language": language}, language=language)


async def switch(ask: Ask) -> Card:
    """Switch auto-redeem on, which opens all codes that are alive or untried, or off."""
    on = ask.given.get("on") == "1"
    card = await _save(ask, "on" if on else "off", enabled=on)
    if on:
        await ask.desk.spreader.spread_to(ask.guild_id)
    return card


def state_in(ask: Ask, name: str = "state") -> State | None:
    """Read a state that was typed; None where nothing was. Raises Sorry for what is none."""
    typed = ask.given.get(name, "").strip()
    if not typed:
        return None
    try:
        return parse_state(typed)
    except InvalidInput:
        raise Sorry("error-wrong-state", text=ask.say.name(typed, 40)) from None


async def _save(
    ask: Ask,
    what: str,
    details: Mapping[str, str] | None = None,
    **chosen: Any,  # noqa: ANN401 - the fields of GuildSettings
) -> Card:
    made = replace(ask.settings, left_at=None, **chosen)
    await ask.desk.store.save_guilds([made], by=BY, at=ask.at)
    await ask.note(f"set-{what}", **(details or {}))
    ask.memory.forget(ask.guild_id)
    return await settings(replace(ask, settings=made))


def _one(ask: Ask) -> str:
    return ask.chosen[0] if ask.chosen else ""


def _snowflake(ask: Ask) -> int | None:
    """Read an id from a menu of Discord's own; what was forged into it is nobody's."""
    chosen = _one(ask)
    return int(chosen) if chosen.isdecimal() and 0 < int(chosen) <= LARGEST_ID else None
