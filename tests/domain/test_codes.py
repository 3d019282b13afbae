import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.codes import (
    Life,
    Standing,
    best_spelling,
    code_key,
    issue_of,
    parse_code,
    spelling_of,
)
from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.redemptions import Outcome


@given(st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True))
def test_a_code_keeps_its_spelling_and_its_key_ignores_case(code: str) -> None:
    assert parse_code(f"\u2066 {code}\u2069\u200b\n") == code
    assert parse_code("\u200b".join(code)) == code
    assert code_key(code.lower()) == code_key(code.upper())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the code is empty"),
        (" \n", "the code is empty"),
        ("GIFT CODE", "has a space at position 5"),
        ("GIFT\x07", "has a control character at position 5"),
        ("straße", "has 'ß' at position 5"),
        ("A" * 65, "has 65 characters"),
        ("A" * 1000, "has 1000 characters"),
        ("ΑΒΓ", "at position 1"),
    ],
)
def test_what_is_no_code_is_refused_with_what_is_allowed(text: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_code(text)
    assert reason in str(refused.value)
    assert "1 to 64 of the letters" in str(refused.value)


@given(st.text())
def test_any_text_is_either_a_code_or_refused_in_one_visible_line(text: str) -> None:
    try:
        code = parse_code(text)
    except InvalidInput as refused:
        assert str(refused).isprintable()
    else:
        assert code.isascii()
        assert parse_code(code) == code


def test_a_spelling_that_is_alive_is_sent_rather_than_another_of_the_same_code() -> None:
    alive, dead = Standing(Life.ALIVE), Standing(Life.DEAD, Outcome.NO_SUCH_CODE)
    assert best_spelling("gift", {}) == "gift"
    assert best_spelling("gift", {"GIFT": dead}) == "gift"
    assert best_spelling("gift", {"gift": dead, "Gift": alive}) == "Gift"
    assert best_spelling("gift", {"gift": alive, "Gift": alive}) == "gift"


@given(st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True), st.integers(1, 99))
def test_an_issue_of_a_code_is_called_as_no_code_is_but_for_the_first(code: str, n: int) -> None:
    assert spelling_of(issue_of(code, n)) == code
    assert code_key(issue_of(code, n)) == issue_of(code_key(code), n)
    if n == 1:
        assert issue_of(code, n) == code
    else:
        with pytest.raises(InvalidInput):
            parse_code(issue_of(code, n))
