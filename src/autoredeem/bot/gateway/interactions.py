"""Interactions parsed: which handler, with which parameters. They may be forged by anybody."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import discord

from autoredeem.bot.gateway.command_table import GAME, IN_THE_MENU, ON_MESSAGE, Kind, handler_of
from autoredeem.bot.gateway.errors import DISCORD_ERRORS
from autoredeem.bot.kit.custom_ids import parse_custom_id
from autoredeem.bot.kit.handlers import DownloadFailed, Upload
from autoredeem.bot.kit.permissions import Person
from autoredeem.domain.ids import RoleId, UserId
from autoredeem.domain.text import without_marks

TEXTS = frozenset({"content", "name", "title", "description", "value", "text"})
"""Fields with text for people. A text display has `content`."""

READ = (
    *("content", "author", "name", "title", "description", "value", "text", "embeds", "fields"),
    *("footer", "components", "message_snapshots", "message"),
)
"""These, and fields with parts that have such fields, in the order in which people see them.

A container has sections, and these have texts.
"""

FILE_UPLOAD = discord.ComponentType.file_upload.value

DEEPEST = 8
"""Parts in parts: more than Discord's own nesting."""

Interaction = discord.Interaction[Any]
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Invocation:
    """A handler by name, and what it is invoked with.

    `title` is the game that it names; empty where it names none. `typed` says that it is a command,
    of which somebody could name one. `resolved` are the ids of channels and roles that Discord sent
    along as those of the menu. `in_place` says that the card is to replace the message of the
    button or menu: one that only the person sees.
    """

    handler: str
    params: Mapping[str, str] = field(default_factory=dict)
    selected: Sequence[str] = ()
    resolved: frozenset[str] = frozenset()
    file: Upload | None = None
    in_place: bool = False
    title: str = ""
    typed: bool = False


def parse_interaction(interaction: Interaction) -> Invocation | None:
    """Return what an interaction invokes; None for a command or a type that is unknown.

    Nothing in it has invisible marks any more.
    """
    invocation = _parse(interaction)
    if invocation is None:
        return None
    params = {name: without_marks(text) for name, text in invocation.params.items()}
    selected = [without_marks(str(value)) for value in invocation.selected]
    return replace(invocation, params=params, selected=selected)


def _parse(interaction: Interaction) -> Invocation | None:
    data: Data = interaction.data or {}
    if interaction.type is discord.InteractionType.application_command:
        return _parse_command(interaction, data)
    message = interaction.message
    in_place = message is not None and message.flags.ephemeral
    target = parse_custom_id(str(data.get("custom_id", "")))
    if interaction.type is discord.InteractionType.component:
        selected, resolved = data.get("values", ()), _resolved_ids(data)
        return Invocation(
            target.handler,
            target.params,
            selected,
            resolved,
            in_place=in_place,
            title=target.title,
        )
    if interaction.type is discord.InteractionType.modal_submit:
        submitted = Invocation(target.handler, target.params, in_place=in_place, title=target.title)
        return _parse_form(interaction, data, submitted)
    return None


def is_autocompletion(interaction: Interaction) -> bool:
    """Whether an interaction asks for choices while an option is typed."""
    return interaction.type is discord.InteractionType.autocomplete


def person_of(interaction: Interaction) -> Person:
    """Return who sent an interaction, with the permissions and roles that Discord sent along."""
    user = interaction.user
    roles = user.roles if isinstance(user, discord.Member) else ()
    return Person(
        UserId(user.id),
        manages_server=interaction.permissions.manage_guild,
        roles=frozenset(RoleId(role.id) for role in roles),
    )


def focused_option(interaction: Interaction) -> tuple[str, str, str]:
    """Return what is being typed: the option, the text so far, and the game that was chosen."""
    data: Data = interaction.data or {}
    _, options = _path_of(data)
    focused = next((one for one in options if one.get("focused")), {})
    game = next((str(one.get("value", "")) for one in options if one.get("name") == GAME), "")
    return str(focused.get("name", "")), without_marks(str(focused.get("value", ""))), game


def _parse_command(interaction: Interaction, data: Data) -> Invocation | None:
    path, options = _path_of(data)
    handler = handler_of(path)
    if handler is None:
        return None
    resolved: Data = data.get("resolved", {})
    params = {one["name"]: str(one["value"]) for one in options if one["type"] != Kind.FILE}
    files = [one["value"] for one in options if one["type"] == Kind.FILE]
    if target := data.get("target_id"):
        params["text"] = text_of(resolved.get("messages", {}).get(target, {}))
    title, file = params.pop(GAME, ""), _upload(interaction, data, files)
    return Invocation(handler, params, file=file, title=title, typed=True)


def _parse_form(interaction: Interaction, data: Data, target: Invocation) -> Invocation:
    """Return what a form invokes: its target, with what was typed and the file that came along."""
    parts = list(_inputs(data.get("components", ())))
    typed = {str(one["custom_id"]): str(one["value"]) for one in parts if "value" in one}
    files = [id_ for one in parts if one.get("type") == FILE_UPLOAD for id_ in one["values"]]
    file = _upload(interaction, data, files)
    return replace(target, params={**typed, **target.params}, file=file)


def _resolved_ids(data: Data) -> frozenset[str]:
    resolved: Data = data.get("resolved", {})
    return frozenset(id_ for kind in ("channels", "roles") for id_ in resolved.get(kind, ()))


def _path_of(data: Data) -> tuple[str, Sequence[Data]]:
    """Return a command's path with its sub-command, and the options of the innermost."""
    if data.get("type") == ON_MESSAGE:
        return IN_THE_MENU, ()
    name, options = str(data.get("name", "")), data.get("options", ())
    if options and options[0]["type"] == Kind.SUB_COMMAND:
        return f"{name} {options[0]['name']}", options[0].get("options", ())
    return name, options


def _upload(interaction: Interaction, data: Data, files: Sequence[Any]) -> Upload | None:
    """Return the first of the files that were sent along; None where none was."""
    sent: Data = data.get("resolved", {}).get("attachments", {})
    file = next((sent[str(id_)] for id_ in files if str(id_) in sent), None)
    if file is None:
        return None
    url = str(file["url"])

    async def read() -> bytes:
        try:
            return bytes(await interaction.client.http.get_from_cdn(url))
        except DISCORD_ERRORS as error:
            raise DownloadFailed(repr(error)) from None

    return Upload(str(file["filename"]), int(file["size"]), read)


def text_of(message: Data) -> str:
    """Return all text of a message: its own, and that of embeds, components and what it forwards.

    Whatever stands where Discord documents nothing of the kind is left out.
    """
    return "\n".join(_texts_in(message, 0))


def _texts_in(part: object, depth: int) -> Iterator[str]:
    if not isinstance(part, Mapping) or depth > DEEPEST:
        return
    for name in READ:
        inner = part.get(name)
        if isinstance(inner, str) and name in TEXTS:
            yield inner
            continue
        for one in inner if isinstance(inner, list) else [inner]:
            yield from _texts_in(one, depth + 1)


def _inputs(components: Iterable[Data]) -> Iterator[Data]:
    """Yield each of a form's inputs, which stand in labels or in rows."""
    for one in components:
        inner = [one["component"]] if "component" in one else one.get("components", ())
        yield from _inputs(inner)
        if "custom_id" in one:
            yield one
