"""The names and descriptions of commands and their options: one text for each of Discord's locales.

A command's message is `command-` and its path (`command-members-add`), with attributes
`.description`, and `.option-ids` and `.option-ids-description` for an option named `ids`. English
names are those that Discord sends back: the last word of the path, and the option's name. Only a
command in a message's context menu (`command-redeem-message`) has a name as people read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from autoredeem.bot.words.language import ENGLISH
from autoredeem.bot.words.messages import Words

LOCALES: Mapping[str, tuple[str, ...]] = {"ru": ("ru",), "ar": ("ar",)}
"""Which of Discord's locales a language of ours is for. English is everyone else's."""

_OPTION = ".option-"
_DESCRIPTION = "-description"


@dataclass(frozen=True, slots=True)
class Localized:
    """A text in English, and by Discord's locale in other languages."""

    default: str
    others: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OptionWords:
    """The name and description of an option."""

    name: Localized
    description: Localized


@dataclass(frozen=True, slots=True)
class CommandWords:
    """The name and description of a command, a group or a sub-command, and its options by name.

    A command in a message's context menu has no description. Options are in the order of the
    English catalogue.
    """

    name: Localized
    description: Localized | None
    options: Mapping[str, OptionWords]


def localized(words: Words, key: str) -> Localized:
    """Return a message without placeholders in every language that has it."""
    others = {
        locale: words.say(language)(key)
        for language, locales in LOCALES.items()
        if key in words.catalogues[language].phrases
        for locale in locales
    }
    return Localized(words.say(ENGLISH)(key), others)


def command_words(words: Words, *path: str) -> CommandWords:
    """Return the texts of a command: `command_words(words, "members", "add")`."""
    key = "-".join(("command", *path))
    described = f"{key}.description" in words.catalogues[ENGLISH].phrases
    return CommandWords(
        name=localized(words, key),
        description=localized(words, f"{key}.description") if described else None,
        options={
            option: OptionWords(
                name=localized(words, f"{key}{_OPTION}{option}"),
                description=localized(words, f"{key}{_OPTION}{option}{_DESCRIPTION}"),
            )
            for option in _options(words, key)
        },
    )


def _options(words: Words, key: str) -> list[str]:
    start = key + _OPTION
    keys = words.catalogues[ENGLISH].phrases
    return [
        key.removeprefix(start)
        for key in keys
        if key.startswith(start) and not key.endswith(_DESCRIPTION)
    ]
