"""`/autoredeem`: what is there, what is missing, and the way to everything else."""

from dataclasses import replace

from autoredeem.bot.kit.cards import (
    Button,
    Card,
    ChannelMenu,
    Choice,
    Field,
    Look,
    Menu,
    RoleMenu,
    Row,
    Tone,
    to,
)
from autoredeem.bot.kit.handlers import Ask
from autoredeem.bot.words import key_of
from autoredeem.domain.guilds import Enrolling
from autoredeem.store.interface import RunStatus


async def panel(ask: Ask) -> Card:
    """Show managers what is set up and going on, and players what they can do."""
    card = await _panel(ask)
    if not ask.operator:
        return card
    return replace(card, rows=[*card.rows, [Button(ask.say("button-operator"), to("operator"))]])


async def settings(ask: Ask) -> Card:
    """Show what a guild's leaders chose, what is missing, and menus to choose anew."""
    say = ask.say
    fields = [Field(say("settings-missing"), missing)] if (missing := _missing(ask)) else []
    buttons = [Button(say("button-state"), to("state-form"))]
    if ask.title:
        on = ask.settings.enabled
        label = say("button-switch-off") if on else say("button-switch-on")
        look = Look.PLAIN if on else Look.GOOD
        buttons.insert(0, Button(label, to("switch", on=int(not on)), look))
        buttons.append(Button(say("button-more"), to("settings", more=1)))
        buttons.append(Button(say("button-back"), to("panel")))
    rows: list[Row] = [_titles(ask)]
    if ask.title and ask.given.get("more"):
        rows += [_enrolling(ask), _languages(ask), [Button(say("button-back"), to("settings"))]]
    elif ask.title:
        rows += [_channel(ask), _role(ask), buttons]
    return Card(say("settings-title"), "\n".join(_chosen(ask)), fields, rows=rows)


async def _panel(ask: Ask) -> Card:
    if not ask.title:
        return await settings(ask) if ask.manager else _not_set_up(ask)
    return await (_of_managers(ask) if ask.manager else _of_players(ask))


def _not_set_up(ask: Ask) -> Card:
    return Card(ask.say("panel-title"), ask.say("panel-not-set-up"), tone=Tone.WARNING)


async def _of_managers(ask: Ask) -> Card:
    say, store = ask.say, ask.desk.store
    members = await store.count_members(ask.guild_id)
    runs = await store.runs_in([ask.guild_id], RunStatus.OPEN)
    state = say("panel-on") if ask.settings.enabled else say("panel-off")
    text = "\n".join(
        [state, say("panel-members", count=members), say("panel-runs", count=len(runs))]
    )
    missing = _missing(ask)
    fields = [Field(say("settings-missing"), missing)] if missing else []
    rows: list[Row] = [
        [
            Button(say("button-members"), to("members"), Look.MAIN),
            Button(say("button-codes"), to("codes"), Look.MAIN),
            Button(say("button-runs"), to("runs"), Look.MAIN),
        ],
        [
            Button(say("button-my-accounts"), to("me")),
            Button(say("button-settings"), to("settings")),
            Button(say("button-audit"), to("audit")),
        ],
    ]
    tone = Tone.WARNING if missing else Tone.GOOD
    return Card(_titled(ask), text, fields, tone=tone, rows=rows)


async def _of_players(ask: Ask) -> Card:
    say = ask.say
    state = say("panel-on") if ask.settings.enabled else say("panel-off")
    row = [Button(say("button-my-accounts"), to("me"), Look.MAIN)]
    return Card(_titled(ask), f"{state}\n{say('panel-for-players')}", rows=[row])


def _titled(ask: Ask) -> str:
    return ask.say("panel-title-of", game=ask.say(f"title-{ask.title}"))


def _missing(ask: Ask) -> str:
    """Say what is not chosen yet and what each is for; empty when all is there."""
    say, chosen = ask.say, ask.settings
    if not ask.title:
        return say("missing-title")
    missing = {
        "missing-channel": chosen.channel is None,
        "missing-state": chosen.state is None,
        "missing-switch": not chosen.enabled,
    }
    return "\n".join(f"- {say(key)}" for key, lacks in missing.items() if lacks)


def _chosen(ask: Ask) -> list[str]:
    say, chosen, none = ask.say, ask.settings, ask.say("nothing-chosen")
    language = ask.words.languages.get(chosen.language, say("language-of-each"))
    title = say(f"title-{ask.title}") if ask.title else none
    return [
        say("settings-game", game=title),
        say("settings-channel", channel=f"<#{chosen.channel}>" if chosen.channel else none),
        say("settings-role", role=f"<@&{chosen.manager_role}>" if chosen.manager_role else none),
        say("settings-state", state=say.code(str(chosen.state)) if chosen.state else none),
        say("settings-enrolling", who=say(key_of("enrolling", chosen.enrolling))),
        say("settings-language", language=language),
        say("settings-switch-on") if chosen.enabled else say("settings-switch-off"),
    ]


def _titles(ask: Ask) -> Menu:
    choices = [
        Choice(ask.say(f"title-{title}"), title, chosen=title == ask.title) for title in ask.desks
    ]
    return Menu(to("set-title"), ask.say("hint-title"), choices)


def _channel(ask: Ask) -> ChannelMenu:
    return ChannelMenu(to("set-channel"), ask.say("hint-channel"), ask.settings.channel)


def _role(ask: Ask) -> RoleMenu:
    return RoleMenu(to("set-role"), ask.say("hint-role"), ask.settings.manager_role)


def _enrolling(ask: Ask) -> Menu:
    choices = [
        Choice(ask.say(key_of("enrolling", one)), one.value, chosen=one is ask.settings.enrolling)
        for one in Enrolling
    ]
    return Menu(to("set-enrolling"), ask.say("hint-enrolling"), choices)


def _languages(ask: Ask) -> Menu:
    each = Choice(ask.say("language-of-each"), "-", chosen=not ask.settings.language)
    choices = [
        Choice(name, tag, chosen=tag == ask.settings.language)
        for tag, name in ask.words.languages.items()
    ]
    return Menu(to("set-language"), ask.say("hint-language"), [each, *choices])
