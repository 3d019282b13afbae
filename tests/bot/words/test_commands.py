import re
from collections.abc import Iterator

import pytest

from autoredeem.bot.words import CommandWords, Localized, command_words, localized
from autoredeem.bot.words.commands import LOCALES
from autoredeem.bot.words.language import LANGUAGES
from support.words import WORDS

NAME = re.compile(r"[-_\w]{1,32}")
"""Discord's rule for names; its \\p{L} and \\p{N} are `\\w` here."""

TOP = [
    ("autoredeem", ""),
    ("enroll", "id state"),
    ("unenroll", "id"),
    ("me", ""),
    ("members", ""),
    ("codes", ""),
    ("redeem", "code"),
    ("runs", ""),
]
PARTS = [
    ("members add", "ids state"),
    ("members import", "file"),
    ("members export", ""),
    ("members list", "search"),
    ("members edit", "id nickname state"),
    ("members state", "state ids"),
    ("members remove", "ids"),
    ("members show", "id"),
    ("codes add", "codes share"),
    ("codes list", ""),
    ("codes history", "code"),
]
ALL = [path for path, _ in TOP + PARTS]


@pytest.mark.parametrize(("path", "options"), TOP + PARTS)
def test_every_command_has_words_for_itself_and_its_options(path: str, options: str) -> None:
    words = called(path)

    assert words.description is not None
    assert list(words.options) == options.split()


@pytest.mark.parametrize("path", ALL)
def test_english_names_are_the_ones_that_the_program_knows(path: str) -> None:
    words = called(path)

    assert words.name.default == path.rpartition(" ")[2]
    assert all(one.name.default == option for option, one in words.options.items())


@pytest.mark.parametrize("path", ALL)
def test_names_and_descriptions_are_such_as_discord_takes_in_every_language(path: str) -> None:
    words = called(path)
    for name in [words.name, *(one.name for one in words.options.values())]:
        for text in texts(name):
            assert NAME.fullmatch(text), text
            assert text == text.lower()
    for description in [words.description, *(one.description for one in words.options.values())]:
        assert description is not None
        assert all(1 <= len(text) <= 100 for text in texts(description))


@pytest.mark.parametrize("path", [*ALL, "redeem-message"])
def test_every_command_is_called_in_every_language(path: str) -> None:
    assert called(path).name.others.keys() == {"ru", "ar"}


@pytest.mark.parametrize("group", ["", "members ", "codes "])
@pytest.mark.parametrize("locale", ["", "ru", "ar"])
def test_no_two_commands_have_one_name(group: str, locale: str) -> None:
    paths = [path for path in ALL if path.rpartition(" ")[0] == group.strip()]
    names = [in_locale(called(path).name, locale) for path in paths]

    assert len(set(names)) == len(names) > 1


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize("locale", ["", "ru", "ar"])
def test_no_two_options_of_a_command_have_one_name(path: str, locale: str) -> None:
    names = [in_locale(one.name, locale) for one in called(path).options.values()]

    assert len(set(names)) == len(names)


def test_a_command_in_a_message_s_menu_is_called_as_people_read_it() -> None:
    words = command_words(WORDS, "redeem-message")

    assert words.name.default == "Redeem this code"
    assert words.description is None
    assert all(1 <= len(text) <= 32 for text in texts(words.name))


def test_every_language_but_english_has_its_locale_in_discord() -> None:
    """Both are among the locales of Discord's own OpenAPI document (AvailableLocalesEnum)."""
    assert LOCALES.keys() == set(LANGUAGES) - {"en"}
    assert LOCALES == {"ru": ("ru",), "ar": ("ar",)}


def test_what_a_language_lacks_is_left_to_english() -> None:
    assert localized(WORDS, "word-State").others.keys() == {"ru"}


def called(path: str) -> CommandWords:
    return command_words(WORDS, *path.split())


def texts(one: Localized) -> Iterator[str]:
    yield from (one.default, *one.others.values())


def in_locale(one: Localized, locale: str) -> str:
    return one.others.get(locale, one.default)
