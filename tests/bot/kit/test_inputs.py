"""What people type, choose and paste is read by one rule, wherever it is typed."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.bot.kit.handlers import Rejection, Request
from autoredeem.bot.kit.inputs import (
    code_given,
    each_in,
    fid_given,
    id_given,
    read_or_none,
    state_given,
    state_needed,
)
from autoredeem.bot.kit.pagination import LAST_PAGE, page_number, page_of, pages_of
from autoredeem.domain.codes import parse_code
from autoredeem.domain.ids import LARGEST_FID, LARGEST_STATE, UserId, parse_fid
from support.bot_requests import request_from
from support.store_model import MemoryStore

STORE = MemoryStore()
MARKS = st.text(st.sampled_from(" \n\xa0\u200b\u200e\u2066\u2069\ufeff"), max_size=3)
CODES = st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True)
READERS: Mapping[str, Callable[[Request], object]] = {
    "id": fid_given,
    "state": state_needed,
    "code": code_given,
}


def given_to(name: str, text: str) -> Request:
    """Ask with one thing typed."""
    return request_from([STORE], UserId(7), {name: text})


def chosen_of(text: str) -> Request:
    """Ask with one thing chosen in a menu."""
    return request_from([STORE], UserId(7), selected=[text])


@given(st.integers(1, LARGEST_FID), st.integers(1, LARGEST_STATE), CODES, MARKS)
def test_what_is_given_reads_as_itself_whatever_unseen_is_around_it(
    fid: int, state: int, code: str, marks: str
) -> None:
    assert fid_given(given_to("id", f"{marks}{fid}{marks}")) == fid
    assert state_given(given_to("state", f"{marks}{state}{marks}")) == state
    assert code_given(given_to("code", f"{marks}{code}{marks}")) == code
    assert fid_given(chosen_of(str(fid))) == fid
    assert code_given(chosen_of(code)) == code


@pytest.mark.parametrize("name", READERS)
@given(text=st.text(max_size=100))
def test_whatever_is_typed_is_read_or_refused_in_words_that_exist(name: str, text: str) -> None:
    ask = given_to(name, text)
    try:
        assert READERS[name](ask)
    except Rejection as refused:
        assert ask.say(refused.key, **refused.said) != refused.key


@given(MARKS)
def test_what_shows_as_nothing_was_not_given(marks: str) -> None:
    assert id_given(given_to("id", marks)) == ""
    assert state_given(given_to("state", marks)) is None
    with pytest.raises(Rejection, match="error-wrong-state"):
        state_needed(given_to("state", marks))
    with pytest.raises(Rejection, match="error-old-message"):
        code_given(given_to("code", marks))


@given(st.lists(st.text(max_size=5) | st.integers(1, 99).map(str)))
def test_of_several_each_is_read_once_in_order_and_the_others_are_named(parts: list[str]) -> None:
    right, wrong = each_in(parts, parse_fid)

    read = {part: read_or_none(parse_fid, part) for part in parts}
    assert right == list(dict.fromkeys(fid for fid in read.values() if fid))
    assert wrong == [part for part, fid in read.items() if fid is None]


def test_spellings_of_a_code_are_not_the_same() -> None:
    assert each_in(["Gift", "GIFT", "gift!", "Gift"], parse_code) == (["Gift", "GIFT"], ["gift!"])


@given(st.integers(1, LAST_PAGE))
def test_a_page_s_number_reads_as_itself(number: int) -> None:
    assert page_number(str(number)) == number


@given(st.text())
def test_the_page_that_is_shown_is_one_that_there_is(text: str) -> None:
    page = page_of(range(95), text, 10)

    assert 1 <= page.number <= page.pages == pages_of(95, 10) == 10
    assert list(page.items) == list(range(95))[(page.number - 1) * 10 : page.number * 10]


@pytest.mark.parametrize("text", ["", "0", "-1", "two", "1.5", str(LAST_PAGE + 1), "9" * 10_000])
def test_what_is_no_page_is_the_first(text: str) -> None:
    assert page_number(text) == 1
