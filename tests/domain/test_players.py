import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import LARGEST_FID, parse_fid, parse_guild_id, parse_state
from autoredeem.domain.players import parse_level
from autoredeem.domain.text import shorten


@given(st.integers(1, LARGEST_FID), st.integers(0, 3))
def test_an_id_is_read_as_a_number_whatever_zeros_lead_it(number: int, zeros: int) -> None:
    assert parse_fid(f" {'0' * zeros}{number} ") == number


@pytest.mark.parametrize("text", ["٤٢", "４２"])
def test_digits_of_every_script_are_digits(text: str) -> None:
    assert parse_fid(text) == 42


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("  ", "is empty"),
        ("0", "0 is not allowed"),
        ("٠", "0 is not allowed"),
        ("-5", "'-5' is not a whole number"),
        ("12.0", "'12.0' is not a whole number"),
        ("1e9", "'1e9' is not a whole number"),
        ("²", "'²' is not a whole number"),
        ("1_000", "'1_000' is not a whole number"),
        ("1000000000000000", "is too large"),
        ("9" * 10_000, "is too large"),
    ],
)
def test_what_is_no_id_is_refused_with_what_is_allowed(text: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_fid(text)
    assert reason in str(refused.value)
    assert "a player id is a number from 1 to 999999999999999" in str(refused.value)
    assert len(str(refused.value)) < 200


@given(st.text())
def test_any_text_is_either_a_number_in_range_or_refused(text: str) -> None:
    for parse, largest in ((parse_fid, LARGEST_FID), (parse_guild_id, 2**63 - 1)):
        try:
            assert 1 <= parse(text) <= largest
        except InvalidInput as refused:
            assert str(refused).isprintable()


def test_states_and_levels_have_their_own_ranges() -> None:
    assert parse_state("0099") == 99
    assert parse_level("30") == 30
    with pytest.raises(InvalidInput, match="a state is a number from 1 to 99999"):
        parse_state("100000")
    with pytest.raises(InvalidInput, match="a level is a number from 1 to 999"):
        parse_level("1000")


@given(st.text())
def test_a_quoted_text_is_one_short_visible_line(text: str) -> None:
    quoted = shorten(text)
    assert quoted.isprintable()
    assert len(quoted) <= 43
