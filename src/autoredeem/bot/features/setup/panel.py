"""`/autoredeem`: the panel and the settings, what is missing, and the ways to everything else."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from autoredeem.bot.features.setup.watched_channels import watch_fails
from autoredeem.bot.kit.cards import (
    Button,
    ButtonStyle,
    Card,
    ChannelMenu,
    Choice,
    Field,
    Menu,
    RoleMenu,
    Row,
    Tone,
)
from autoredeem.bot.kit.channels import Refusal
from autoredeem.bot.kit.custom_ids import about_title, custom_id
from autoredeem.bot.kit.games import card_about
from autoredeem.bot.kit.guild_directory import LookupFailed
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import key_of
from autoredeem.domain.guilds import Enrolling, OptOutStatus
from autoredeem.domain.ids import ChannelId
from autoredeem.store.records import RunStatus


async def panel(request: Request) -> Card:
    """Show managers how the guild is doing, and players what they can do.

    Of several games, first a little of each.
    """
    card = await (_games_card(request) if _shows_all(request) else _panel_card(request))
    if not request.operator:
        return card
    return replace(
        card, rows=[*card.rows, [Button(request.say("button-operator"), custom_id("operator"))]]
    )


async def settings(request: Request) -> Card:
    """Show the guild's settings, what is missing, and menus to change them."""
    say = request.say
    missing = await _missing_text(request)
    fields = [Field(say("settings-missing"), missing)] if missing else []
    if request.title and not (request.settings.enabled or request.settings.share_found):
        # It is asked while the guild is set up; those that are at work keep it in their settings.
        fields.append(Field(say("settings-share"), say("settings-share.why")))
    rows = _settings_rows(request)
    return Card(say("settings-title"), "\n".join(_settings_lines(request)), fields, rows=rows)


def _settings_rows(request: Request) -> Sequence[Row]:
    say, more = request.say, {"more": 1} if request.params.get("more") else {}
    rows: list[Row] = [_title_menu(request)]
    if request.several:
        link = custom_id("settings", **more)
        rows.append(_games_row(request, link, current=request.title))
    if not request.title:
        return rows
    if not more:
        return [*rows, _channel_menu(request), _role_menu(request), _settings_buttons(request)]
    back = Button(say("button-back"), custom_id("settings"))
    watch = Button(say("button-watch"), custom_id("watch"))
    return [*rows, _enrolling_menu(request), _language_menu(request), [back, watch]]


def _settings_buttons(request: Request) -> Sequence[Button]:
    say, on = request.say, request.settings.enabled
    label = say("button-switch-off") if on else say("button-switch-on")
    style = ButtonStyle.PLAIN if on else ButtonStyle.GOOD
    return [
        Button(label, custom_id("switch", on=int(not on)), style),
        Button(say("button-state"), custom_id("state-form")),
        _share_button(request),
        Button(say("button-more"), custom_id("settings", more=1)),
        Button(say("button-back"), custom_id("panel")),
    ]


async def _panel_card(request: Request) -> Card:
    if not request.title:
        return await settings(request) if request.manager else _not_set_up_card(request)
    card = await (_manager_card(request) if request.manager else _player_card(request))
    if not request.several:
        return card
    back = Button(request.say("button-back"), custom_id("panel"))
    return replace(card, rows=[*card_about(request.title, card).rows, [back]])


def _shows_all(request: Request) -> bool:
    return request.several and not request.named


async def _games_card(request: Request) -> Card:
    """Show each game in a field, and lead to those that the person manages."""
    say, each = request.say, [request.about(title) for title in request.played]
    fields = await asyncio.gather(*map(_game_field, each))
    row = [Button(say("button-my-accounts"), custom_id("me"), ButtonStyle.MAIN)]
    rows: list[Row] = [row]
    if any(one.manager for one in each):
        rows.insert(0, _games_row(request, custom_id("panel")))
    text = say("panel-games") if len(rows) > 1 else say("panel-for-players")
    return Card(say("panel-title"), text, fields, rows=rows)


async def _game_field(request: Request) -> Field:
    lines = [_switch_line(request)]
    if request.manager:
        lines = await _manager_lines(request, await _count_asked(request))
    if request.manager and (missing := await _missing_text(request)):
        lines.append(f"⚠️ {request.say('settings-missing')}:\n{missing}")
    return Field(request.say(f"title-{request.title}"), "\n".join(lines))


def _games_row(request: Request, link: str, current: str = "") -> Sequence[Button]:
    """Return a button for each game that the person manages, which leads to the same in it."""
    return [
        Button(
            request.say(f"title-{title}"),
            about_title(link, title),
            ButtonStyle.PLAIN if title == current else ButtonStyle.MAIN,
            enabled=title != current,
        )
        for title in request.played
        if request.about(title).manager
    ]


def _not_set_up_card(request: Request) -> Card:
    return Card(request.say("panel-title"), request.say("panel-not-set-up"), tone=Tone.WARNING)


async def _manager_lines(request: Request, asked: int) -> list[str]:
    say, store = request.say, request.services.store
    members = await store.count_members(request.guild_id)
    runs = await store.runs_in([request.guild_id], RunStatus.OPEN)
    lines = [
        _switch_line(request),
        say("panel-members", count=members),
        say("panel-runs", count=len(runs)),
    ]
    return [*lines, say("panel-asked", count=asked)] if asked else lines


async def _count_asked(request: Request) -> int:
    asked = await request.services.store.opted_out(request.guild_id, [OptOutStatus.ASKED])
    return len(asked)


def _switch_line(request: Request) -> str:
    return request.say("panel-on" if request.settings.enabled else "panel-off")


async def _manager_card(request: Request) -> Card:
    say, asked = request.say, await _count_asked(request)
    lines = await _manager_lines(request, asked)
    missing = await _missing_text(request)
    fields = [Field(say("settings-missing"), missing)] if missing else []
    rows: list[Row] = [
        [
            Button(say("button-members"), custom_id("members"), ButtonStyle.MAIN),
            Button(say("button-codes"), custom_id("codes"), ButtonStyle.MAIN),
            Button(say("button-runs"), custom_id("runs"), ButtonStyle.MAIN),
            Button(say("button-catch-up"), custom_id("catch-up")),
        ],
        [
            Button(say("button-my-accounts"), custom_id("me")),
            Button(say("button-settings"), custom_id("settings")),
            Button(say("button-audit"), custom_id("audit")),
            *([Button(say("button-block-list"), custom_id("opt-outs"))] if asked else []),
        ],
    ]
    tone = Tone.WARNING if missing or asked else Tone.GOOD
    return Card(_title(request), "\n".join(lines), fields, tone=tone, rows=rows)


async def _player_card(request: Request) -> Card:
    say = request.say
    row = [Button(say("button-my-accounts"), custom_id("me"), ButtonStyle.MAIN)]
    text = f"{_switch_line(request)}\n{say('panel-for-players')}"
    return Card(_title(request), text, rows=[row])


def _title(request: Request) -> str:
    return request.say("panel-title-of", game=request.say(f"title-{request.title}"))


async def _missing_text(request: Request) -> str:
    """Return what is not chosen yet or does not work, and what to do; empty if all is well."""
    say, selected = request.say, request.settings
    if not request.title:
        return say("missing-title")
    lines = []
    if selected.channel is None:
        lines.append(say("missing-channel"))
    elif refusal := await _refusal_of(request, selected.channel):
        lines.append(say(key_of("channel", refusal), channel=f"<#{selected.channel}>"))
    if selected.state is None:
        lines.append(say("missing-state"))
    if not selected.enabled:
        lines.append(say("missing-switch"))
    if await watch_fails(request):
        lines.append(say("missing-watch"))
    return "\n".join(f"- {line}" for line in lines)


async def _refusal_of(request: Request, channel: ChannelId) -> Refusal | None:
    """Return why a channel takes no message; None as well where that can't be found out now."""
    try:
        return await request.directory.refusal_of(channel)
    except LookupFailed:
        return None


def _settings_lines(request: Request) -> list[str]:
    say, selected, none = request.say, request.settings, request.say("nothing-chosen")
    language = request.bot.words.languages.get(selected.language, say("language-of-each"))
    return [
        _games_line(request),
        say("settings-channel", channel=f"<#{selected.channel}>" if selected.channel else none),
        say(
            "settings-role", role=f"<@&{selected.manager_role}>" if selected.manager_role else none
        ),
        say("settings-state", state=say.code(str(selected.state)) if selected.state else none),
        say("settings-enrolling", who=say(key_of("enrolling", selected.enrolling))),
        say("settings-language", language=language),
        say("settings-share-on") if selected.share_found else say("settings-share-off"),
        say("settings-switch-on") if selected.enabled else say("settings-switch-off"),
    ]


def _games_line(request: Request) -> str:
    say = request.say
    if not request.several:
        title = say(f"title-{request.title}") if request.title else say("nothing-chosen")
        return say("settings-game", game=title)
    names = say.listing(say(f"title-{title}") for title in request.played)
    return say("settings-games", games=names)


def _share_button(request: Request) -> Button:
    on = request.settings.share_found
    label = request.say("button-share-off" if on else "button-share-on")
    return Button(label, custom_id("set-sharing", on=int(not on)))


def _title_menu(request: Request) -> Menu:
    choices = [
        Choice(request.say(f"title-{title}"), title, selected=title in request.played)
        for title in request.bot.titles
    ]
    hint = request.say("hint-titles" if len(choices) > 1 else "hint-title")
    return Menu(custom_id("choose-title"), hint, choices, most=len(choices))


def _channel_menu(request: Request) -> ChannelMenu:
    return ChannelMenu(
        custom_id("set-channel"), request.say("hint-channel"), request.settings.channel
    )


def _role_menu(request: Request) -> RoleMenu:
    return RoleMenu(custom_id("set-role"), request.say("hint-role"), request.settings.manager_role)


def _enrolling_menu(request: Request) -> Menu:
    choices = [
        Choice(
            request.say(key_of("enrolling", one)),
            one.value,
            selected=one is request.settings.enrolling,
        )
        for one in Enrolling
    ]
    return Menu(custom_id("set-enrolling"), request.say("hint-enrolling"), choices)


def _language_menu(request: Request) -> Menu:
    each = Choice(request.say("language-of-each"), "-", selected=not request.settings.language)
    choices = [
        Choice(name, tag, selected=tag == request.settings.language)
        for tag, name in request.bot.words.languages.items()
    ]
    return Menu(custom_id("set-language"), request.say("hint-language"), [each, *choices])
