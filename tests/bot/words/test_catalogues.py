from collections.abc import Iterable

import pytest

from autoredeem.bot.words import key_of
from autoredeem.bot.words.catalogue import catalogue_of, entries_of, sources
from autoredeem.bot.words.language import LANGUAGES
from autoredeem.domain.codes import Life
from autoredeem.domain.errors import InternalError
from autoredeem.domain.guilds import Enrolling
from autoredeem.domain.redemptions import Outcome
from autoredeem.engine.runs import RunEnd
from autoredeem.game.titles import TITLES
from support.catalogues import (
    CATEGORIES,
    categories_of,
    everything_said,
    mentions,
    plural_choices,
    read,
)
from support.words import WORDS

ENGLISH = WORDS.catalogues["en"].phrases
OTHERS = [language for language in LANGUAGES if language != "en"]


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_and_attribute_is_in_every_language_and_none_is_superfluous(
    language: str,
) -> None:
    theirs = WORDS.catalogues[language].phrases

    assert _sayable(theirs) == _sayable(ENGLISH)


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_are_the_same_in_every_language(language: str) -> None:
    theirs = WORDS.catalogues[language].phrases

    for key in _sayable(ENGLISH):
        assert theirs[key].takes - {"title"} == ENGLISH[key].takes - {"title"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_feature_has_its_file_in_every_language(language: str) -> None:
    assert [name for name, _ in sources(language)] == [name for name, _ in sources("en")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plural_has_just_the_forms_that_its_language_needs(language: str) -> None:
    needed = categories_of(language).keys()

    for choice in plural_choices(read(language)):
        assert choice.variants.keys() & CATEGORIES == needed, f"{choice.key}: {set(needed)}"


def test_russian_has_three_forms_and_arabic_six() -> None:
    assert categories_of("ru").keys() == {"one", "few", "many"}
    assert categories_of("ar").keys() == CATEGORIES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_for_several_numbers_names_the_number(language: str) -> None:
    several = {name for name, counts in categories_of(language).items() if len(counts) > 1}

    for choice in plural_choices(read(language)):
        if not mentions(choice.around, choice.counted):
            for form in several & choice.variants.keys():
                assert mentions(choice.variants[form], choice.counted), f"{choice.key} [{form}]"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_said(language: str) -> None:
    said = dict(everything_said(WORDS, language))

    assert said.keys() == WORDS.catalogues[language].phrases.keys()
    assert all(text and "{" not in text and "???" not in text for text in said.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_names_has_words(language: str) -> None:
    keys = WORDS.catalogues[language].phrases.keys()
    outcomes = [key_of("outcome", one) for one in Outcome]
    ends = [key_of("end", one) for one in RunEnd]
    rules = [key_of("enrolling", one) for one in Enrolling]

    assert keys >= {*outcomes, *(f"{key}.advice" for key in outcomes)}
    assert keys >= {*ends, *(f"{key}.advice" for key in ends)}
    assert keys >= {*rules, *(f"{key}.description" for key in rules)}
    assert keys >= {key_of("life", one) for one in Life}
    assert keys >= {f"title-{name}" for name in TITLES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_called_as_its_players_know_it(language: str, title: str) -> None:
    say = WORDS.say(language, title)

    assert say("title-name") == say(f"title-{title}") == TITLES[title].display_name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_that_is_named_exists_and_stands_only_where_discord_draws_markdown(
    language: str,
) -> None:
    titles = ("button-", "hint-", "form-", "word-", "audit-")
    for key, phrase in WORDS.catalogues[language].phrases.items():
        named = {one for one in phrase.takes if one.startswith("command-")}
        assert named <= WORDS.catalogues[language].phrases.keys(), key
        assert not named or not (key.startswith(titles) or "-title" in key), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_has_room_on_a_small_screen(language: str) -> None:
    for key, text in everything_said(WORDS, language):
        if key.startswith("button-"):
            assert len(text) <= 30, key


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("greeting = { $name", "can't be read"),
        ("greeting = Hello\ngreeting = Hi", "twice"),
        ("-term = Hello\n-term = Hi", "twice"),
    ],
)
def test_a_catalogue_that_is_broken_is_refused_with_the_file_s_name(
    content: str, what: str
) -> None:
    with pytest.raises(InternalError, match=what) as refused:
        entries_of([("common.ftl", content)])
    assert "common.ftl" in str(refused.value)


def test_placeholders_of_messages_referred_to_are_counted_and_those_of_terms_are_not() -> None:
    catalogue = catalogue_of(
        "en",
        [
            (
                "a.ftl",
                "whole = { part } { part.more } { -term }\npart = { $one }\n .more = { $two }",
            ),
            ("b.ftl", "-term = { $three }\nlost = { nobody }"),
        ],
    )

    assert catalogue.phrases["whole"].takes == {"one", "two"}
    assert catalogue.phrases["lost"].takes == frozenset()


def _sayable(keys: Iterable[str]) -> set[str]:
    return {key for key in keys if not key.startswith("word-")}
