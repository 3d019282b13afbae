"""The slash commands, a table: names and options of each, and the handler that it leads to.

Names here are those in English, and the keys of their texts in the catalogues.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from autoredeem.bot.words import CommandWords, Localized, Words, command_words, localized

Payload = dict[str, Any]


class Kind(IntEnum):
    """Types of options, by Discord's documentation."""

    SUB_COMMAND = 1
    TEXT = 3
    YES_NO = 5
    FILE = 11


SLASH, ON_MESSAGE = 1, 3
IN_GUILDS, INSTALLED_IN_GUILDS = 0, 0
"""Types of commands, where they can be used, and how the bot has to be installed for it."""

MANAGE_SERVER = 1 << 5
"""The permission, by Discord's documentation."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command; one that `suggests` has autocompletion.

    One that is `of_titles` has them as choices, and is there where several are served.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = True
    suggests: bool = False
    most: int | None = None
    of_titles: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A command that leads to a handler, or a group of them (`parts`).

    One `for_managers` is shown by Discord to those with Manage Server alone, until a server's
    leaders show it to others. It is the handler that looks at rights.
    """

    name: str
    handler: str = ""
    options: Sequence[Option] = ()
    parts: Sequence["Command"] = field(default=())
    on_message: bool = False
    for_managers: bool = False


IDS = Option("ids", most=4_000)
ID = Option("id", suggests=True, most=60)
STATE = Option("state", required=False, most=12)
CODE = Option("code", suggests=True, most=64)
GAME = "game"
OF = Option(GAME, required=False, of_titles=True)

COMMANDS: Sequence[Command] = (
    Command("autoredeem", "panel"),
    Command("enroll", "enroll", (Option("id", most=20), STATE, OF)),
    Command("unenroll", "unenroll", (Option("id", required=False, most=20), OF)),
    Command("me", "me"),
    Command(
        "members",
        for_managers=True,
        parts=(
            Command("add", "members-add", (IDS, STATE, OF)),
            Command("import", "members-import", (Option("file", Kind.FILE), OF)),
            Command("export", "members-export", (OF,)),
            Command("list", "members", (Option("search", required=False, most=40), OF)),
            Command(
                "edit",
                "member-edit",
                (ID, Option("nickname", required=False, most=64), STATE, OF),
            ),
            Command(
                "state",
                "members-state",
                (Option("state", most=12), Option("ids", required=False, most=4_000), OF),
            ),
            Command("remove", "members-remove", (IDS, OF)),
            Command("show", "member", (ID, OF)),
        ),
    ),
    Command(
        "codes",
        for_managers=True,
        parts=(
            Command(
                "add",
                "codes-add",
                (Option("codes", most=2_000), Option("share", Kind.YES_NO, required=False), OF),
            ),
            Command("list", "codes", (OF,)),
            Command("history", "code", (CODE, OF)),
            Command("remove", "code-remove", (CODE, OF)),
        ),
    ),
    Command("redeem", "redeem", (Option("code", suggests=True, most=2_000), OF), for_managers=True),
    Command("runs", "runs", (OF,), for_managers=True),
    Command("redeem-message", "redeem-message", on_message=True, for_managers=True),
)


def _handlers(commands: Iterable[Command], above: str = "") -> Iterable[tuple[str, str]]:
    for command in commands:
        path = f"{above}{command.name}"
        if command.handler:
            yield path, command.handler
        yield from _handlers(command.parts, f"{path} ")


HANDLERS: Mapping[str, str] = dict(_handlers(COMMANDS))
"""The handler of each command, by its path."""

IN_THE_MENU = next(command.name for command in COMMANDS if command.on_message)
"""The one command in messages' context menu: Discord sends the name that people read, not a key."""


def handler_of(path: str) -> str | None:
    """Return the name of the handler that a command leads to; None for an unknown command."""
    return HANDLERS.get(path)


def payload(words: Words, titles: Collection[str]) -> Sequence[Payload]:
    """Return all commands as Discord takes them, with their texts in every language.

    Where several `titles` are served, one of them can be chosen.
    """
    return [
        {
            **_payload(command, words, (), titles),
            "type": ON_MESSAGE if command.on_message else SLASH,
            "contexts": [IN_GUILDS],
            "integration_types": [INSTALLED_IN_GUILDS],
            "default_member_permissions": MANAGE_SERVER if command.for_managers else None,
        }
        for command in COMMANDS
    ]


def _payload(
    command: Command, words: Words, above: Sequence[str], titles: Collection[str]
) -> Payload:
    path = (*above, command.name)
    texts = command_words(words, *path)
    named = _localizations("name", texts.name)
    if texts.description is None:
        # One in a context menu has none, and no options.
        return named
    parts = [
        {**_payload(part, words, path, titles), "type": Kind.SUB_COMMAND.value}
        for part in command.parts
    ]
    options = [
        _title_option(option, words, titles) if option.of_titles else _option(option, texts)
        for option in command.options
        if len(titles) > 1 or not option.of_titles
    ]
    return {
        **named,
        **_localizations("description", texts.description),
        "options": parts or options,
    }


def _option(option: Option, texts: CommandWords) -> Payload:
    words = texts.options[option.name]
    made: Payload = {
        **_localizations("name", words.name),
        **_localizations("description", words.description),
        "type": option.kind.value,
        "required": option.required,
    }
    if option.suggests:
        made["autocomplete"] = True
    if option.most:
        made["max_length"] = option.most
    return made


def _title_option(option: Option, words: Words, titles: Collection[str]) -> Payload:
    """Return the option that names a title: the same for every command that has it."""
    names = {title: localized(words, f"title-{title}") for title in titles}
    return {
        **_localizations("name", localized(words, "option-game")),
        **_localizations("description", localized(words, "option-game.description")),
        "type": option.kind.value,
        "required": option.required,
        "choices": [
            {**_localizations("name", name), "value": title} for title, name in names.items()
        ],
    }


def _localizations(what: str, text: Localized) -> Payload:
    return {what: text.default, f"{what}_localizations": dict(text.others)}
