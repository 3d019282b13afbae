"""What commands and their options are called, as Discord wants to be told: one text per locale.

A command's message is `command-` and its path (`command-members-add`), with attributes
`.description`, and `.option-ids` and `.option-ids-description` for an option named `ids`. English
names are the ones that Discord sends back: they equal the last word of the path, and the option's
name. Only a command in a message's menu (`command-redeem-message`) is called as people read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from autoredeem.bot.words.messages import ENGLISH, Words

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
    """What an option is called."""

    name: Localized
    description: Localized


@dataclass(frozen=True, slots=True)
class CommandWords:
    """What a command, or a group or one of its sub-commands, is called, with its options by name.

    A command in a message's menu has no description. Options are in the order in which they are
    written in English.
    """

    name: Localized
    description: Localized | None
    options: Mapping[str, OptionWords]


def localized(words: Words, key: str) -> Localized:
    """Give a message without placeholders in all languages that have it, for Discord's locales."""
    others = {
        locale: words.say(language)(key)
        for language, locales in LOCALES.items()
        if key in words.catalogues[language].phrases
        for locale in locales
    }
    return Localized(words.say(ENGLISH)(key), others)


def command_words(words: Words, *path: str) -> CommandWords:
    """Give what a command is called: `command_words(words, "members", "add")`."""
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
        one.removeprefix(start)
        for one in keys
        if one.startswith(start) and not one.endswith(_DESCRIPTION)
    ]
