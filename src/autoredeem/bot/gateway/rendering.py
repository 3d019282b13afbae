"""Cards and forms as Discord's objects."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from autoredeem.bot.kit.cards import (
    Button,
    ButtonStyle,
    Card,
    ChannelMenu,
    FileInput,
    Form,
    Input,
    Link,
    Menu,
    PersonMenu,
    RoleMenu,
    Row,
    Tone,
)

COLOURS: Mapping[Tone, int] = {
    Tone.PLAIN: 0x5865F2,
    Tone.GOOD: 0x2E7D32,
    Tone.WARNING: 0xF9A825,
    Tone.BAD: 0xC62828,
}

STYLES: Mapping[ButtonStyle, discord.ButtonStyle] = {
    ButtonStyle.PLAIN: discord.ButtonStyle.secondary,
    ButtonStyle.MAIN: discord.ButtonStyle.primary,
    ButtonStyle.GOOD: discord.ButtonStyle.success,
    ButtonStyle.DANGER: discord.ButtonStyle.danger,
}

TEXT_CHANNELS = [discord.ChannelType.text, discord.ChannelType.news]


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """A card as Discord takes it."""

    embed: discord.Embed
    view: ui.View
    file: discord.File | None


def render(card: Card) -> RenderedMessage:
    """Return a card as Discord's objects.

    The client does not keep its view: handlers are found by the components' custom ids.
    """
    file = discord.File(io.BytesIO(card.file.content), card.file.name) if card.file else None
    return RenderedMessage(_embed(card), _view(card), file)


def render_form(form: Form) -> ui.Modal:
    """Return a form as Discord's modal."""
    modal = ui.Modal(title=form.title, custom_id=form.custom_id, timeout=None)
    for one in form.inputs:
        modal.add_item(_input(one))
    modal.stop()
    return modal


def _embed(card: Card) -> discord.Embed:
    embed = discord.Embed(
        title=card.title, description=card.text or None, colour=COLOURS[card.tone]
    )
    for one in card.fields:
        embed.add_field(name=one.name, value=one.value, inline=one.inline)
    if card.footer:
        embed.set_footer(text=card.footer)
    return embed


def _view(card: Card) -> ui.View:
    view = ui.View(timeout=None)
    for number, row in enumerate(card.rows):
        for item in _items(row):
            item.row = number
            view.add_item(item)
    # The client sends a stopped view, and does not keep it.
    view.stop()
    return view


def _items(row: Row) -> Iterator[ui.Item[Any]]:
    match row:
        case Menu():
            yield _select(row)
        case RoleMenu():
            yield ui.RoleSelect(
                custom_id=row.custom_id,
                placeholder=row.hint,
                min_values=0,
                default_values=_defaults(row.selected, discord.SelectDefaultValueType.role),
            )
        case ChannelMenu():
            yield ui.ChannelSelect(
                custom_id=row.custom_id,
                placeholder=row.hint,
                min_values=0,
                channel_types=TEXT_CHANNELS,
                default_values=_defaults(row.selected, discord.SelectDefaultValueType.channel),
            )
        case PersonMenu():
            yield ui.UserSelect(
                custom_id=row.custom_id,
                placeholder=row.hint,
                min_values=0,
                default_values=_defaults(row.selected, discord.SelectDefaultValueType.user),
            )
        case _:
            for button in row:
                yield _button(button)


def _button(button: Button | Link) -> ui.Button[Any]:
    if isinstance(button, Link):
        return ui.Button(label=button.label, url=button.url)
    return ui.Button(
        label=button.label,
        custom_id=button.custom_id,
        style=STYLES[button.style],
        disabled=not button.enabled,
    )


def _select(menu: Menu) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=choice.label,
            value=choice.value,
            description=choice.about or None,
            default=choice.selected,
        )
        for choice in menu.choices
    ]
    return ui.Select(
        custom_id=menu.custom_id,
        placeholder=menu.hint,
        options=options,
        min_values=menu.least,
        max_values=menu.most,
    )


def _defaults(
    selected: int | None, kind: discord.SelectDefaultValueType
) -> list[discord.SelectDefaultValue]:
    if selected is None:
        return []
    # A text, as Discord documents ids; the library would send a number.
    return [discord.SelectDefaultValue(id=str(selected), type=kind)]  # type: ignore[arg-type]


def _input(one: Input | FileInput) -> ui.Label[Any]:
    if isinstance(one, FileInput):
        upload = ui.FileUpload[Any](custom_id=one.name, min_values=1, max_values=1)
        return ui.Label(text=one.label, description=one.about or None, component=upload)
    return ui.Label(text=one.label, component=_text_input(one))


def _text_input(one: Input) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=one.name,
        style=discord.TextStyle.paragraph if one.long else discord.TextStyle.short,
        placeholder=one.hint or None,
        default=one.value or None,
        required=one.required,
        max_length=one.most,
    )
