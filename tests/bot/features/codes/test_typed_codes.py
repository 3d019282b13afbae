"""What is typed where codes are wanted: a list of codes, or a text that has some."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.bot.features.codes.typed_codes import read_typed
from autoredeem.domain.announcements import MOST_FOUND
from autoredeem.domain.codes import parse_code
from support.facts import NOW

CODES = st.from_regex(r"[A-Z]{3,8}[0-9]{1,4}", fullmatch=True)
SEPARATORS = st.sampled_from([" ", "\n", ", ", "; ", " | ", "、", "`, `", "\n- ", "\n• ", " + "])


def parts(typed: str) -> tuple[list[str], ...]:
    """Return what is sure, doubtful and wrong of what is typed."""
    read = read_typed(typed, NOW.date())
    return list(read.sure), list(read.doubtful), list(read.wrong)


@pytest.mark.parametrize(
    ("typed", "sure"),
    [
        ("ALIVE", ["ALIVE"]),
        ("alive", ["alive"]),
        ("free", ["free"]),
        (" ALIVE\n", ["ALIVE"]),
        ("A1 B2 C3", ["A1", "B2", "C3"]),
        ("alive, second\nthird", ["alive", "second", "third"]),
        ("1. SNOW26\n2. SNOW27\n10) SNOW28", ["SNOW26", "SNOW27", "SNOW28"]),
        ("• SNOW26\n- SNOW27\n* SNOW28", ["SNOW26", "SNOW27", "SNOW28"]),
        ("SNOW26 SNOW26", ["SNOW26"]),
    ],
)
def test_of_a_list_all_are_codes(typed: str, sure: list[str]) -> None:
    assert parts(typed) == (sure, [], [])


@given(st.lists(CODES, min_size=1, max_size=20, unique=True), SEPARATORS)
def test_whatever_separates_them_codes_are_read_as_they_are(
    codes: list[str], separator: str
) -> None:
    assert parts(separator.join(codes)) == (codes, [], [])


@pytest.mark.parametrize(
    ("typed", "sure", "doubtful"),
    [
        ("alive second", [], ["alive", "second"]),
        ("ALIVE second", ["ALIVE"], ["second"]),
        ("**SNOW26**, SNOW27", ["SNOW27"], ["SNOW26"]),
        ("`ALIVE`, **SECOND**", ["ALIVE"], ["SECOND"]),
        ("ALIVE!", [], ["ALIVE"]),
        ("ALIVE - 100 gems", ["ALIVE"], ["100", "gems"]),
    ],
)
def test_a_word_that_may_be_none_is_doubtful(
    typed: str, sure: list[str], doubtful: list[str]
) -> None:
    assert parts(typed) == (sure, doubtful, [])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("New gift code: SNOW26 valid until Friday", "SNOW26"),
        ("GIFT CODE SNOW26", "SNOW26"),
        ("Hey guys, new code: SNOW26, enjoy", "SNOW26"),
        ("Код: SNOW26", "SNOW26"),
    ],
)
def test_of_a_text_only_its_code_is_read(typed: str, code: str) -> None:
    assert parts(typed) == ([code], [], [])


def test_of_a_code_that_nothing_announces_is_asked_first() -> None:
    assert parts("SNOW26 works, thank you!") == ([], ["SNOW26"], [])


@pytest.mark.parametrize("typed", ["NO CODE", "is there a new code?", "Hallo zusammen!", ",", ""])
def test_a_text_without_a_code_has_none(typed: str) -> None:
    assert not read_typed(typed, NOW.date()).codes


@pytest.mark.parametrize("typed", ["straße", "stra**ße**", "~~OLD26~~", "A" * 65])
def test_what_is_no_code_is_wrong(typed: str) -> None:
    assert parts(typed) == ([], [], [typed])


@given(st.text() | st.lists(CODES | st.text(max_size=9), max_size=99).map(" ".join))
def test_whatever_is_typed_what_is_read_are_codes_each_once(typed: str) -> None:
    read = read_typed(typed, NOW.date())
    assert [parse_code(code) for code in read.codes] == list(dict.fromkeys(read.codes))
    assert len(read.doubtful) <= MOST_FOUND
