from dataclasses import replace
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from autoredeem.bot.words import Words, choose, moment
from autoredeem.bot.words.catalogue import catalogue_of
from autoredeem.domain.errors import InternalError
from support.words import WORDS

FSI, PDI = "\u2068", "\u2069"


def small_words(*, strict: bool = False) -> Words:
    english = "greeting = Hello, { $name }!\nonly = Only in English: { $name }\nplain = Good"
    arabic = "greeting = مرحبًا { $name }!\nplain = جيد"
    catalogues = {
        tag: catalogue_of(tag, [("common.ftl", content)])
        for tag, content in {"en": english, "ar": arabic}.items()
    }
    return Words(catalogues, strict=strict)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("ru", "ru"),
        ("ru-RU", "ru"),
        ("AR_EG", "ar"),
        ("en-GB", "en"),
        ("de", "en"),
        ("", "en"),
        ("–", "en"),
    ],
)
def test_an_unknown_tag_falls_back(tag: str, language: str) -> None:
    assert WORDS.say(tag).language == language


def test_languages_are_named_as_their_speakers_do() -> None:
    assert WORDS.languages == {"en": "English", "ru": "Русский", "ar": "العربية"}


def test_the_guild_s_language_comes_before_the_reader_s() -> None:
    assert choose("ar", "ru") == "ar"
    assert choose("", "ru") == "ru"
    assert choose("", None) == "en"


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [
        ("en", 1, "1 member: x"),
        ("en", 2_000, "2,000 members: x"),
        ("ru", 1, "1 участник: x"),
        ("ru", 3, "3 участника: x"),
        ("ru", 5, "5 участников: x"),
        ("ru", 21, "21 участник: x"),
        ("ru", 1_000, "1\xa0000 участников: x"),
        ("ar", 0, "لا أحد: x"),
        ("ar", 1, "عضو واحد: x"),
        ("ar", 2, "عضوان: x"),
        ("ar", 3, "3 أعضاء: x"),
        ("ar", 11, "11 عضوًا: x"),
        ("ar", 100, "100 عضو: x"),
    ],
)
def test_a_count_has_its_plural_and_is_written_as_the_language_does(
    language: str, count: int, text: str
) -> None:
    said = WORDS.say(language)("outcome-group", count=count, reason="x")

    assert said.replace(FSI, "").replace(PDI, "") == text


@pytest.mark.parametrize(("language", "isolated"), [("en", False), ("ru", False), ("ar", True)])
def test_placeables_are_isolated_only_where_text_runs_from_right_to_left(
    language: str, *, isolated: bool
) -> None:
    say = WORDS.say(language)

    assert say.rtl is isolated
    assert (FSI in say("page", page=1, pages=2)) is isolated
    assert say.name("Bob") == (f"{FSI}Bob{PDI}" if isolated else "Bob")
    assert say.plain("Bob") == (f"{FSI}Bob{PDI}" if isolated else "Bob")
    assert say.code("AB12") == (f"{FSI}`AB12`{PDI}" if isolated else "`AB12`")


def test_the_title_is_given_to_every_message_that_asks_for_it() -> None:
    assert WORDS.say("en")("outcome-wrong-state") == "wrong state"
    assert WORDS.say("en", "kingshot")("outcome-wrong-state") == "wrong kingdom"
    assert WORDS.say("en")("outcome-wrong-state", title="kingshot") == "wrong kingdom"


def test_an_empty_name_is_said_to_be_empty() -> None:
    assert WORDS.say("en").name(" \u200b ") == "(no name)"
    assert WORDS.say("ru").plain("") == "(без имени)"


def test_a_list_has_the_language_s_comma() -> None:
    assert WORDS.say("en").listing(["1", "2"]) == "1, 2"
    assert WORDS.say("ar").listing(["1", "2"]) == f"{FSI}1{PDI}، {FSI}2{PDI}"


def test_of_several_the_first_ten_are_named_and_the_others_counted() -> None:
    say = WORDS.say("en")
    assert say.some(range(10), str) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
    assert say.some(range(1_210), str) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 1,200 more"
    assert say.left_out(1_200) == ["… and 1,200 more"]
    assert say.left_out(0) == say.left_out(-3) == []


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "0 s"),
        (0.4, "0 s"),
        (4, "4 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (125, "2 min"),
        (3_003, "50 min"),
        (3_600, "1 h"),
        (4_200, "1 h 10 min"),
        (86_399, "23 h 59 min"),
        (86_400, "1 d"),
        (2 * 86_400 + 3 * 3_600, "2 d 3 h"),
        (100 * 86_400, "more than 100 days"),
    ],
)
def test_a_duration_is_said_as_exactly_as_people_would(seconds: float, text: str) -> None:
    assert WORDS.say("en").duration(seconds) == text


def test_a_duration_is_said_in_the_language() -> None:
    assert WORDS.say("ru").duration(4_200) == "1 ч 10 мин"


def test_a_command_is_plain_text_until_its_id_is_known_and_can_be_tapped_then() -> None:
    words = replace(WORDS, mentions={})
    said = words.say("en")("none-accounts")
    assert said.endswith("Add one with /enroll.")
    assert "/участники добавить" in words.say("ru")("none-members")
    words.mentions["command-enroll"] = "</enroll:17>"
    assert words.say("en")("none-accounts").endswith("Add one with </enroll:17>.")
    assert "</enroll:17>" in words.say("ar")("none-accounts")
    assert WORDS.say("en")("none-accounts") == said


def test_a_moment_is_left_to_discord() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)

    assert moment(at) == "<t:1767225600:R>"
    assert moment(at, "f") == "<t:1767225600:f>"


def test_a_message_that_a_language_lacks_is_given_in_english() -> None:
    say = small_words(strict=True).say("ar")

    assert say("only", name="Bob") == "Only in English: Bob"
    assert say("greeting", name="Bob") == f"مرحبًا {FSI}Bob{PDI}!"


def test_a_message_that_is_nowhere_is_shown_by_its_key_and_logged_once() -> None:
    say = small_words().say("ar")

    with capture_logs() as logs:
        assert [say("nowhere"), say("nowhere")] == ["nowhere", "nowhere"]
    assert [one["event"] for one in logs] == [
        "A message can't be said: there is no message nowhere"
    ]


def test_a_missing_value_shows_the_key_and_one_too_many_changes_nothing() -> None:
    say = small_words().say("en")

    with capture_logs() as logs:
        assert say("greeting") == "greeting"
        assert say("plain", name="Bob") == "Good"
    assert len(logs) == 2


def test_a_value_that_is_too_long_is_cut() -> None:
    with capture_logs() as logs:
        said = small_words().say("en")("greeting", name="x" * 3_000)
    assert said == f"Hello, {'x' * 2_000}!"
    assert len(logs) == 1


def test_in_tests_each_of_these_raises() -> None:
    say = small_words(strict=True).say("en")

    with pytest.raises(InternalError, match="no message nowhere"):
        say("nowhere")
    with pytest.raises(InternalError, match="Unknown external: name"):
        say("greeting")
    with pytest.raises(InternalError, match="no placeholder who"):
        say("plain", who="Bob")
    with pytest.raises(InternalError, match="so long a value: name"):
        say("greeting", name="x" * 3_000)
