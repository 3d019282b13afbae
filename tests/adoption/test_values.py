"""Cells of other bots' tables: whatever stands in one, it is a value that may be kept, or none."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.adoption.values import (
    answer_in,
    fid_in,
    guild_in,
    is_on,
    level_in,
    number_in,
    rank_in,
    state_in,
    time_in,
)
from autoredeem.domain.player_input import PLAYER_ID_DIGITS
from support.other_bots import NOW

CELLS = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(max_size=30),
    st.from_regex(r"\s?[0-9]{1,22}(\.0)?\s?", fullmatch=True),
    st.datetimes().map(str),
    st.binary(max_size=30),
)
"""All that SQLite may give."""


@given(CELLS)
def test_no_cell_is_too_odd(cell: object) -> None:
    fid, state, level = fid_in(cell, PLAYER_ID_DIGITS), state_in(cell), level_in(cell)
    assert fid is None or len(str(fid)) in PLAYER_ID_DIGITS
    assert state is None or 1 <= state <= 99_999
    assert level is None or 1 <= level <= 999
    guild = guild_in(cell)
    assert guild is None or 1 <= guild < 2**63
    assert rank_in(cell) >= 0
    at = time_in(cell, NOW)
    assert at is None or (at.tzinfo is UTC and at <= NOW)
    assert isinstance(is_on(cell), bool)
    assert answer_in(cell) == answer_in(answer_in(cell))


@pytest.mark.parametrize(
    ("cell", "number"),
    [(" 12 ", 12), (b"12", 12), (12.0, 12), ("12.0", 12), (12.5, None), (0, None), (-1, None)],
)
def test_a_number_is_read_in_any_type(cell: object, number: int | None) -> None:
    assert number_in(cell, 99) == number


def test_an_id_that_lost_digits_is_none() -> None:
    assert guild_in(1.2345678901234567e18) is None
    assert guild_in(1_234_567_890_123_456_789) == 1_234_567_890_123_456_789


@pytest.mark.parametrize(
    "cell",
    ["2026-01-02T03:04:05Z", "2026-01-02 03:04:05+00:00", 1_767_323_045, 1_767_323_045_000],
)
def test_a_time_is_read_as_each_bot_writes_it(cell: object) -> None:
    assert time_in(cell, NOW) == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_a_time_that_can_not_be_is_none_and_one_that_is_to_come_is_now() -> None:
    assert time_in("1970-01-01", NOW) is None
    assert time_in("yesterday", NOW) is None
    assert time_in((NOW + timedelta(days=9)).isoformat(), NOW) == NOW


@pytest.mark.parametrize("word", ["ROLE_NOT_EXIST", "role not exist.", " ROLE NOT  EXIST "])
def test_one_word_in_three_spellings_is_one(word: str) -> None:
    assert answer_in(word) == "ROLE NOT EXIST"
