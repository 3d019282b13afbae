"""`/autoredeem`: the panel and the settings, what is missing, and the ways to everything else."""

from dataclasses import replace

from autoredeem.bot.features.setup.watched_channels import failing_watches
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
from autoredeem.bot.kit.custom_ids import custom_id
from autoredeem.bot.kit.guild_directory import LookupFailed
from autoredeem.bot.kit.handlers import Request
from autoredeem.bot.words import key_of
from autoredeem.domain.guilds import Enrolling, OptOutStatus
from autoredeem.domain.ids import ChannelId
from autoredeem.domain.sources import WatchPurpose
from autoredeem.store.records import RunStatus


async def panel(request: Request) -> Card:
    """Show managers how the guild is doing, and players what they can do."""
    card = await _panel_card(request)
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
    buttons = [Button(say("button-state"), custom_id("state-form"))]
    if request.title:
        on = request.settings.enabled
        label = say("button-switch-off") if on else say("button-switch-on")
        style = ButtonStyle.PLAIN if on else ButtonStyle.GOOD
        buttons.insert(0, Button(label, custom_id("switch", on=int(not on)), style))
        buttons.append(_share_button(request))
        buttons.append(Button(say("button-more"), custom_id("settings", more=1)))
        buttons.append(Button(say("button-back"), custom_id("panel")))
    rows: list[Row] = [_title_menu(request)]
    if request.title and request.params.get("more"):
        rows += [
            _enrolling_menu(request),
            _language_menu(request),
            [
                Button(say("button-back"), custom_id("settings")),
                Button(say("button-watch"), custom_id("watch")),
                Button(say("button-ids"), custom_id("ids")),
            ],
        ]
    elif request.title:
        rows += [_channel_menu(request), _role_menu(request), buttons]
    return Card(say("settings-title"), "\n".join(_settings_lines(request)), fields, rows=rows)


async def _panel_card(request: Request) -> Card:
    if not request.title:
        return await settings(request) if request.manager else _not_set_up_card(request)
    return await (_manager_card(request) if request.manager else _player_card(request))


def _not_set_up_card(request: Request) -> Card:
    return Card(request.say("panel-title"), request.say("panel-not-set-up"), tone=Tone.WARNING)


async def _manager_card(request: Request) -> Card:
    say, store = request.say, request.services.store
    members = await store.count_members(request.guild_id)
    runs = await store.runs_in([request.guild_id], RunStatus.OPEN)
    state = say("panel-on") if request.settings.enabled else say("panel-off")
    asked = await store.opted_out(request.guild_id, [OptOutStatus.ASKED])
    lines = [state, say("panel-members", count=members), say("panel-runs", count=len(runs))]
    if asked:
        lines.append(say("panel-asked", count=len(asked)))
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
    state = say("panel-on") if request.settings.enabled else say("panel-off")
    row = [Button(say("button-my-accounts"), custom_id("me"), ButtonStyle.MAIN)]
    return Card(_title(request), f"{state}\n{say('panel-for-players')}", rows=[row])


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
    failing = await failing_watches(request)
    if WatchPurpose.CODES in failing:
        lines.append(say("missing-watch"))
    if WatchPurpose.IDS in failing:
        lines.append(say("missing-ids"))
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
    title = say(f"title-{request.title}") if request.title else none
    return [
        say("settings-game", game=title),
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


def _share_button(request: Request) -> Button:
    on = request.settings.share_found
    label = request.say("button-share-off" if on else "button-share-on")
    return Button(label, custom_id("set-sharing", on=int(not on)))


def _title_menu(request: Request) -> Menu:
    choices = [
        Choice(request.say(f"title-{title}"), title, selected=title == request.title)
        for title in request.bot.titles
    ]
    return Menu(custom_id("choose-title"), request.say("hint-title"), choices)


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
