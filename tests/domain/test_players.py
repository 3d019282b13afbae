from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import (
    LARGEST_DISCORD_ID,
    LARGEST_FID,
    LARGEST_STATE,
    parse_channel_id,
    parse_fid,
    parse_guild_id,
    parse_role_id,
    parse_state,
    parse_user_id,
)
from autoredeem.domain.players import LARGEST_LEVEL, parse_level

READERS: Mapping[Callable[[str], int], int] = {
    parse_fid: LARGEST_FID,
    parse_state: LARGEST_STATE,
    parse_level: LARGEST_LEVEL,
    parse_guild_id: LARGEST_DISCORD_ID,
    parse_user_id: LARGEST_DISCORD_ID,
    parse_channel_id: LARGEST_DISCORD_ID,
    parse_role_id: LARGEST_DISCORD_ID,
}
AROUND = st.text(st.sampled_from(" \t\n\xa0\u200b\u200e\u2066\ufeff"), max_size=3)
each_reader = pytest.mark.parametrize(("parse", "largest"), READERS.items())


@each_reader
@given(st.data(), st.integers(0, 3), AROUND, AROUND)
def test_a_number_is_read_whatever_zeros_lead_it_and_whatever_unseen_is_around_it(
    parse: Callable[[str], int],
    largest: int,
    data: st.DataObject,
    zeros: int,
    before: str,
    after: str,
) -> None:
    number = data.draw(st.integers(1, largest))
    assert parse(f"{before}{'0' * zeros}{number}{after}") == number


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


@each_reader
@given(st.text() | st.text(st.characters(categories=["Nd", "No", "Zs", "Cf"])))
def test_any_text_is_either_a_number_in_range_that_reads_as_itself_or_refused(
    parse: Callable[[str], int], largest: int, text: str
) -> None:
    try:
        number = parse(text)
    except InvalidInput as refused:
        assert str(refused).isprintable()
    else:
        assert 1 <= number <= largest
        assert parse(str(number)) == number


def test_states_and_levels_have_their_own_ranges() -> None:
    assert parse_state("0099") == 99
    assert parse_level("30") == 30
    with pytest.raises(InvalidInput, match="a state is a number from 1 to 99999"):
        parse_state("100000")
    with pytest.raises(InvalidInput, match="a level is a number from 1 to 999"):
        parse_level("1000")
