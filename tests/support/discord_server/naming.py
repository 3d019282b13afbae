"""What Discord refuses in commands.

From https://docs.discord.com/developers/interactions/application-commands: names and descriptions
in every language, options, choices.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from support.discord_server.limits import length
from support.discord_server.parts import Path
from support.discord_server.wire import Finding, Payload

NAME, DESCRIPTION, CHOICE, OPTIONS, TOTAL = 32, 100, 100, 25, 8_000
CHAT, ENTRY_POINT = 1, 4
STRING = 3
# The list of the OpenAPI document; the reference's table lacks ar and he.
_LOCALES = (
    "ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl pt-BR ro"
    " ru sv-SE th tr uk vi zh-CN zh-TW"
)
LOCALES = frozenset(_LOCALES.split())
MARKS = frozenset("-_'ʼ")


def command_findings(commands: Sequence[Payload]) -> Iterator[Finding]:
    """Check all commands that the bot wants to have."""
    for index, command in enumerate(commands):
        yield from _command(command, (index,))
    yield from _twice(commands, (), ("type", "name"))


def _command(command: Payload, path: Path) -> Iterator[Finding]:
    is_chat = command.get("type") in (None, CHAT, ENTRY_POINT)
    yield from _named(command, path, is_chat=is_chat)
    if not is_chat:
        if command.get("description"):
            yield Finding((*path, "description"), "Context menu commands have no description")
        return
    yield from _described(command, path)
    yield from _options(command.get("options") or (), path)
    if _size(command) > TOTAL:
        yield Finding(path, f"Command exceeds maximum size of {TOTAL}")


def _named(holder: Payload, path: Path, *, is_chat: bool) -> Iterator[Finding]:
    names = {("name",): holder.get("name"), **_in_languages(holder, "name_localizations")}
    yield from _languages(holder, "name_localizations", path)
    for place, name in names.items():
        if not (isinstance(name, str) and _is_name(name, is_chat=is_chat)):
            text = "Command name is invalid"
            yield Finding((*path, *place), text, "APPLICATION_COMMAND_INVALID_NAME")


def _described(holder: Payload, path: Path) -> Iterator[Finding]:
    if not holder.get("description"):
        yield Finding((*path, "description"), "This field is required", "BASE_TYPE_REQUIRED")
    yield from length(holder, "description", DESCRIPTION, path)
    yield from _languages(holder, "description_localizations", path)
    for name, locale in _in_languages(holder, "description_localizations"):
        yield from length(holder[name], locale, DESCRIPTION, (*path, name), least=1)


def _in_languages(holder: Payload, name: str) -> dict[tuple[str, ...], str]:
    return {(name, locale): text for locale, text in (holder.get(name) or {}).items()}


def _languages(holder: Payload, name: str, path: Path) -> Iterator[Finding]:
    for locale in set(holder.get(name) or ()) - LOCALES:
        yield Finding((*path, name, locale), f"Value must be one of {sorted(LOCALES)}.")


def _is_name(name: str, *, is_chat: bool) -> bool:
    if not 1 <= len(name) <= NAME:
        return False
    return not is_chat or (name == name.lower() and all(map(_may_stand_in_name, name)))


def _may_stand_in_name(character: str) -> bool:
    script = unicodedata.name(character, "").partition(" ")[0]
    in_category = unicodedata.category(character)[0] in "LN"
    return in_category or character in MARKS or script in {"DEVANAGARI", "THAI"}


def _options(options: Sequence[Payload], path: Path) -> Iterator[Finding]:
    if len(options) > OPTIONS:
        yield Finding((*path, "options"), f"Must be {OPTIONS} or fewer in length.")
    yield from _twice(options, (*path, "options"), ("name",))
    asked = [bool(option.get("required")) for option in options]
    if asked != sorted(asked, reverse=True):
        text = "Required options must be placed before non-required options"
        yield Finding((*path, "options"), text, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID")
    for index, option in enumerate(options):
        place = (*path, "options", index)
        yield from _named(option, place, is_chat=True)
        yield from _described(option, place)
        yield from _choices(option, place)
        yield from _options(option.get("options") or (), place)


def _choices(option: Payload, path: Path) -> Iterator[Finding]:
    choices = option.get("choices") or ()
    if len(choices) > OPTIONS:
        yield Finding((*path, "choices"), f"Must be {OPTIONS} or fewer in length.")
    if choices and option.get("autocomplete"):
        yield Finding((*path, "autocomplete"), "Cannot be used together with choices")
    for index, choice in enumerate(choices):
        place = (*path, "choices", index)
        yield from length(choice, "name", CHOICE, place, least=1)
        yield from _languages(choice, "name_localizations", place)
        for name, locale in _in_languages(choice, "name_localizations"):
            yield from length(choice[name], locale, CHOICE, (*place, name), least=1)
        if option["type"] == STRING:
            yield from length(choice, "value", CHOICE, place)


def _twice(those: Iterable[Payload], path: Path, keys: Sequence[str]) -> Iterator[Finding]:
    seen = set()
    for index, one in enumerate(those):
        identity = tuple(one.get(key) for key in keys)
        if identity in seen:
            yield Finding((*path, index, "name"), "This name is already used")
        seen.add(identity)


def _size(command: Payload) -> int:
    """Count name, description and values, each in its longest language."""
    own = sum(_longest(command, name) for name in ("name", "description"))
    choices = command.get("choices") or ()
    own += sum(_longest(choice, "name") + len(str(choice["value"])) for choice in choices)
    return own + sum(map(_size, command.get("options") or ()))


def _longest(holder: Payload, name: str) -> int:
    texts = [holder.get(name) or "", *(holder.get(f"{name}_localizations") or {}).values()]
    return max(map(len, texts))
