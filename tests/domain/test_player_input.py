"""What people type as a player's id."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.ids import LARGEST_FID
from autoredeem.domain.player_input import (
    ANY_DIGITS,
    PLAYER_ID_DIGITS,
    Fault,
    NotAPlayerId,
    parse_player_id,
    parse_stored_id,
)

AROUND = st.text(st.sampled_from(" \t\xa0\u200b\u200e\u2066\ufeff'\"`"), max_size=3)


@given(st.integers(10**5, 10**10 - 1), AROUND, AROUND, st.sampled_from([0, 0, 0, 2]))
def test_an_id_is_read_whatever_is_around_it(fid: int, before: str, after: str, zeros: int) -> None:
    assert parse_player_id(f"{before}{'0' * zeros}{fid}{after}") == fid


@given(st.integers(10**5, 10**10 - 1), st.sampled_from(".,'_\u2019\u066c \xa0\u2009\u202f"))
def test_groups_of_three_are_one_id(fid: int, mark: str) -> None:
    assert parse_player_id(f"{fid:,}".replace(",", mark)) == fid


@pytest.mark.parametrize(
    "text", ["310000011.0", "310000011.", "310000011,00", '="310000011"', "'310000011", "٣١٠٠٠٠٠١١"]
)
def test_what_spreadsheets_and_scripts_make_of_an_id_is_that_id(text: str) -> None:
    assert parse_player_id(text) == 310_000_011


@pytest.mark.parametrize(
    ("text", "fault", "said"),
    [
        ("", Fault.NO_NUMBER, "is empty"),
        ("Vela", Fault.NO_NUMBER, "'Vela' is not a player id"),
        ("-310000011", Fault.NO_NUMBER, "is not a player id"),
        ("0", Fault.NO_NUMBER, "'0' is not a player id"),
        ("0000000", Fault.NO_NUMBER, "is not a player id"),
        ("245", Fault.TOO_SHORT, "too short"),
        ("12,345", Fault.TOO_SHORT, "too short"),
        ("31000001122", Fault.TOO_LONG, "too large"),
        ("123 456 789 245", Fault.TOO_LONG, "too large"),
        ("412345678901234567", Fault.DISCORD, "an id of Discord's"),
        ("1.23E+08", Fault.SHORTENED, "format the column as text"),
        ("1,5e9", Fault.SHORTENED, "format the column as text"),
        ("310000011.5", Fault.SHORTENED, "format the column as text"),
        ("=A1+1", Fault.FORMULA, "is a formula"),
        ("12\x1b[31m34", Fault.NO_NUMBER, "is not a player id"),
        ("9" * 10_000, Fault.TOO_LONG, "too large"),
    ],
)
def test_what_is_no_id_is_refused_with_what_to_do(text: str, fault: Fault, said: str) -> None:
    with pytest.raises(NotAPlayerId) as refused:
        parse_player_id(text)
    assert refused.value.fault is fault
    assert said in str(refused.value)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 200


def test_whoever_insists_may_have_any_number_that_can_be_kept() -> None:
    assert parse_player_id("5", ANY_DIGITS) == 5
    assert parse_player_id(str(LARGEST_FID), ANY_DIGITS) == LARGEST_FID
    with pytest.raises(NotAPlayerId, match="from 1 to 999999999999999"):
        parse_player_id(str(LARGEST_FID + 1), ANY_DIGITS)


@given(st.text() | st.text(st.characters(categories=["Nd", "No", "Zs", "Cf", "Po"])))
def test_any_text_is_an_id_of_the_right_length_or_refused(text: str) -> None:
    try:
        fid = parse_player_id(text)
    except NotAPlayerId as refused:
        assert str(refused).isprintable()
    else:
        assert len(str(fid)) in PLAYER_ID_DIGITS


@pytest.mark.parametrize(
    ("typed", "fid"), [("5", 5), ("31,180,101", 31_180_101), (" 31 180 101 ", 31_180_101), ("٧", 7)]
)
def test_of_whom_is_stored_any_number_is_read_in_groups_or_not(typed: str, fid: int) -> None:
    assert parse_stored_id(typed) == fid
