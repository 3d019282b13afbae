"""Pseudonyms: told apart from users and from each other, for thirty days."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.ids import COMMAND_LINE, NOBODY, UserId
from autoredeem.domain.pseudonyms import is_pseudonym, latest_expired, mark_of, new_pseudonym

times = st.datetimes(datetime(2026, 1, 1), datetime(2240, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are without a zone


@given(times, st.integers())
def test_a_pseudonym_is_over_after_thirty_days_and_not_before(at: datetime, seed: int) -> None:
    pseudonym = new_pseudonym(at, Random(seed))

    assert is_pseudonym(pseudonym)
    assert pseudonym < latest_expired(at + timedelta(days=30))
    assert pseudonym >= latest_expired(at + timedelta(days=31))


@given(times, times, st.integers())
def test_pseudonyms_sort_as_texts_as_they_do_as_numbers(
    one: datetime, other: datetime, seed: int
) -> None:
    random = Random(seed)
    a, b = new_pseudonym(one, random), new_pseudonym(other, random)

    assert (str(a) > str(b)) == (a < b)
    assert str(a) > str(COMMAND_LINE)


def test_whoever_is_known_and_the_operator_have_none() -> None:
    assert not any(map(is_pseudonym, (NOBODY, COMMAND_LINE, UserId(800_001))))


def test_a_mark_tells_pseudonyms_apart() -> None:
    random, at = Random(1), datetime(2026, 3, 1, tzinfo=UTC)
    marks = {mark_of(new_pseudonym(at, random)) for _ in range(20)}

    assert len(marks) == 20
    assert {len(mark) for mark in marks} == {4}
