"""What a feed's polls mean: which codes are new, which come anew, and how many are taken."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.codes.intake import Listed
from autoredeem.codes.sources.history import MOST_NEW, Step, after_poll, troubles_of
from autoredeem.codes.sources.items import Items
from autoredeem.domain.sources import FeedState, FeedTrouble
from support.virtual_time import EPOCH

A_DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def items(*codes: str, left_out: int = 0) -> Items:
    return Items(dict.fromkeys(codes), left_out=left_out)


def polled(*polls: tuple[timedelta, Items], state: FeedState | None = None) -> list[Step]:
    """Return the steps of polls, each so long after the first."""
    steps = []
    state = state or FeedState("news")
    for after, listed in polls:
        steps.append(step := after_poll(state, listed, EPOCH + after))
        state = step.state
    return steps


def known_for_long(*codes: str) -> FeedState:
    """Return the state of a feed that has listed these codes for two days, in five good polls."""
    return polled(*((A_DAY * n / 2, items(*codes)) for n in range(-4, 1)))[-1].state


def anew(step: Step) -> set[str]:
    return {one.code for one in step.listed if one.anew}


def test_what_is_there_at_the_first_polls_is_new_but_does_not_come_anew() -> None:
    first, second = polled((timedelta(), items("OLD", "OLDER")), (HOUR, items("OLD", "OLDER")))
    assert first.listed == (Listed("OLD"), Listed("OLDER"))
    assert (first.new, second.new) == (("OLD", "OLDER"), ())
    assert second.listed == tuple(replace(one, is_new=False) for one in first.listed)


@pytest.mark.parametrize(
    ("polls", "spread"), [(2, 2 * A_DAY), (10, A_DAY - timedelta(seconds=1))], ids=["few", "lately"]
)
def test_a_feed_has_to_be_known_for_a_day_and_three_polls_first(
    polls: int, spread: timedelta
) -> None:
    before = polled(*((spread * n / polls, items("OLD")) for n in range(polls)))
    after = after_poll(before[-1].state, items("OLD", "NEW"), EPOCH + spread)
    assert after.new == ("NEW",)
    assert not anew(after)


def test_a_code_that_a_feed_of_long_standing_never_listed_comes_anew() -> None:
    step = after_poll(known_for_long("OLD"), items("OLD", "NEW"), EPOCH + HOUR)
    assert anew(step) == {"NEW"}
    assert step.state.news_at == EPOCH + HOUR


@pytest.mark.parametrize(
    ("missing", "back", "comes_anew"),
    [
        ((1, 12, 26), 27, True),
        ((1, 12, 24), 25, True),
        ((1, 12, 23), 24, False),
        ((1, 30), 31, False),
        ((1, 2, 3, 4, 5, 6), 7, False),
    ],
)
def test_a_code_comes_anew_when_it_was_missing_for_a_day_over_three_good_polls(
    missing: Sequence[int], back: int, *, comes_anew: bool
) -> None:
    *_, step = polled(
        *((HOUR * hour, items("OTHER")) for hour in missing),
        (HOUR * back, items("OTHER", "GIFT")),
        state=known_for_long("GIFT", "OTHER"),
    )
    assert anew(step) == ({"GIFT"} if comes_anew else set())


def test_what_the_feed_says_has_expired_is_handed_on_but_known_to_nobody_by_it() -> None:
    listed = Items({"GONE": EPOCH - HOUR, "LASTS": EPOCH + HOUR})
    step = after_poll(FeedState("news"), listed, EPOCH)
    assert step.listed == (
        Listed("GONE", EPOCH - HOUR, is_new=False),
        Listed("LASTS", EPOCH + HOUR),
    )
    assert step.new == ("LASTS",)
    assert step.state.codes.keys() == {"LASTS"}


def test_a_code_whose_expired_item_is_prolonged_comes_anew() -> None:
    over = Items({"GIFT": EPOCH})
    *_, back = polled(
        *((HOUR * hour, over) for hour in (1, 12, 26)),
        (HOUR * 27, Items({"GIFT": EPOCH + 9 * A_DAY})),
        state=known_for_long("GIFT"),
    )
    assert anew(back) == {"GIFT"}


def test_of_ten_thousand_new_codes_fifty_an_hour_are_taken_and_none_is_lost() -> None:
    flood = items(*(f"CODE{n}" for n in range(200)))
    steps = polled(*((timedelta(minutes=15) * n, flood) for n in range(17)))
    taken = [len(step.new) for step in steps]
    assert taken == [50, 0, 0, 0] * 4 + [0]
    assert [step.waiting for step in steps][::4] == [150, 100, 50, 0, 0]
    assert len({code for step in steps for code in step.new}) == 200
    assert all(len(step.listed) <= 200 - step.waiting for step in steps)


def test_a_flooded_feed_s_known_codes_are_listed_all_the_same() -> None:
    state = known_for_long("OLD")
    flood = items(*(f"CODE{n}" for n in range(99)), "OLD")
    step = after_poll(state, flood, EPOCH + HOUR)
    assert Listed("OLD", is_new=False) in step.listed
    assert (len(step.new), step.waiting) == (MOST_NEW, 49)


@pytest.mark.parametrize("jump", [-400, -1, 400], ids="{} days".format)
def test_a_clock_that_jumps_changes_nothing_about_codes_that_are_there(jump: int) -> None:
    step = after_poll(known_for_long("GIFT"), items("GIFT"), EPOCH + jump * A_DAY)
    assert (step.listed, step.new, step.waiting) == ((Listed("GIFT", is_new=False),), (), 0)
    later = after_poll(step.state, items("GIFT"), EPOCH)
    assert (later.listed, later.new) == ((Listed("GIFT", is_new=False),), ())


def test_a_clock_that_went_back_keeps_no_new_code_waiting() -> None:
    flood = items(*(f"CODE{n}" for n in range(60)))
    ahead = after_poll(FeedState("news"), flood, EPOCH + 400 * A_DAY)
    (_, step) = polled((timedelta(), flood), (HOUR, flood), state=ahead.state)
    assert (ahead.waiting, len(step.new), step.waiting) == (10, 10, 0)


moments = st.integers(0, 60 * 24 * 40).map(lambda minutes: EPOCH + timedelta(minutes=minutes))
listings = st.sets(st.sampled_from([f"C{n}" for n in range(120)]))


@given(st.lists(st.tuples(moments, listings), max_size=12))
def test_whatever_a_feed_lists_and_the_clock_says_no_hour_takes_more_than_its_fifty(
    polls: Sequence[tuple[datetime, Iterable[str]]],
) -> None:
    state = FeedState("news")
    for now, listed in polls:
        step = after_poll(state, items(*sorted(listed)), now)
        assert step.state.taken <= MOST_NEW
        assert {one.code for one in step.listed} == set(listed) & step.state.codes.keys()
        state = step.state


@pytest.mark.parametrize(
    ("days", "failing_for", "too_many", "expected"),
    [
        (13.9, 0, False, set()),
        (14, 0, False, {FeedTrouble.SILENT}),
        (1, 86_399, False, set()),
        (1, 86_400, False, {FeedTrouble.FAILING}),
        (1, 0, True, {FeedTrouble.FLOODED}),
    ],
)
def test_an_operator_is_told_of_a_day_of_failures_two_weeks_of_silence_and_of_floods(
    days: float, failing_for: float, *, too_many: bool, expected: set[FeedTrouble]
) -> None:
    state = after_poll(FeedState("news"), items("GIFT"), EPOCH).state
    now = EPOCH + days * A_DAY
    assert troubles_of(state, now, failing_for=failing_for, too_many=too_many) == expected


def test_a_feed_that_never_listed_anything_is_silent_too() -> None:
    state = after_poll(FeedState("news"), items(), EPOCH).state
    told = troubles_of(state, EPOCH + 14 * A_DAY, failing_for=0, too_many=False)
    assert told == {FeedTrouble.SILENT}
