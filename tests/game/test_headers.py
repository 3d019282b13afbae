import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autoredeem.game.headers import LONGEST_WAIT, count, retry_after

DATE = "Wed, 21 Oct 2026 07:28:00 GMT"


@pytest.mark.parametrize(
    ("text", "read"),
    [("0", 0), ("30", 30), ("007", 7), ("999999999", 999_999_999), ("1000000000", None)]
    + [
        (junk, None)
        for junk in ("", "-1", "+1", "1.5", "1e3", " 1", "1_0", "٣", "²", "nan", "30;w=60")
    ]
    + [(None, None), ("9" * 5_000, None)],
)
def test_a_count_is_up_to_nine_ascii_digits(text: str | None, read: int | None) -> None:
    assert count(text) == read


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("0", 0), ("17", 17), ("1.5", 1.5), ("900", 900), ("901", 900), ("9" * 5_000, LONGEST_WAIT)]
    + [
        (junk, None)
        for junk in ("", "-1", "nan", "inf", "1e3", "soon", "0x10", "1,5", "٣", ".", "5.")
    ],
)
def test_seconds_to_wait_are_read_and_capped(asked: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": asked, "date": DATE}) == seconds


@pytest.mark.parametrize(
    ("until", "date", "seconds"),
    [
        ("Wed, 21 Oct 2026 07:28:30 GMT", DATE, 30),
        ("Wednesday, 21-Oct-26 07:28:30 GMT", DATE, 30),
        ("Wed Oct 21 07:28:30 2026", DATE, 30),
        ("Wed, 21 Oct 2026 07:28:30 -0000", DATE, 30),
        ("Wed, 21 Oct 2026 07:27:00 GMT", DATE, 0),
        ("Thu, 22 Oct 2026 07:28:00 GMT", DATE, LONGEST_WAIT),
        ("Wed, 21 Oct 2026 07:28:30 GMT", "", None),
        ("Wed, 21 Oct 2026 07:28:30 GMT", "today", None),
        ("Wed, 99 Oct 2026 07:28:30 GMT", DATE, None),
        ("Wed, 21 Oct 99999999999999999999 07:28:30 GMT", DATE, None),
    ],
)
def test_a_date_to_wait_for_counts_from_the_answers_own_date(
    until: str, date: str, seconds: float | None
) -> None:
    assert retry_after({"retry-after": until, "date": date}) == seconds


PIECES = st.sampled_from(
    ["Wed", ",", " ", "21", "Oct", "2026", "07:28:30", "GMT", "-", "+9999", ":", "0", "9" * 20, "("]
)


@given(st.text() | st.lists(PIECES).map("".join), st.text() | st.lists(PIECES).map("".join))
@example("0 ,0 0", DATE)
def test_no_wait_makes_the_reading_fail(asked: str, date: str) -> None:
    seconds = retry_after({"retry-after": asked, "date": date})
    assert seconds is None or 0 <= seconds <= LONGEST_WAIT


def test_an_answer_that_says_nothing_of_waiting_is_none() -> None:
    assert retry_after({}) is None
