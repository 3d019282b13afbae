"""From a feed's items to codes: whatever stands there, only what can be a code is one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.codes.sources.items import MOST_ITEMS, Item, read_items, read_time
from autoredeem.domain.codes import parse_code

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)

SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-12-24T18:00:00Z", datetime(2026, 12, 24, 18, tzinfo=UTC)),
        ("2026-12-24T18:00:00.123+02:00", datetime(2026, 12, 24, 16, 0, 0, 123_000, UTC)),
        ("2026-12-24 18:00:00", datetime(2026, 12, 24, 18, tzinfo=UTC)),
        ("2026-12-24", datetime(2026, 12, 25, tzinfo=UTC)),
        ("Thu, 24 Dec 2026 18:00:00 +0000", datetime(2026, 12, 24, 18, tzinfo=UTC)),
        ("Thu, 24 Dec 2026 18:00:00 GMT", datetime(2026, 12, 24, 18, tzinfo=UTC)),
        (1_798_135_200, datetime(2026, 12, 24, 18, tzinfo=UTC)),
        (1_798_135_200_000, datetime(2026, 12, 24, 18, tzinfo=UTC)),
        ("1798135200", datetime(2026, 12, 24, 18, tzinfo=UTC)),
        ("2020-01-01", datetime(2020, 1, 2, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_feeds_write_them(said: object, meant: datetime) -> None:
    assert read_time(said, NOW) == meant


@pytest.mark.parametrize(
    "junk",
    [None, "", "soon", True, 0, -1, 10**400, 1e308, float("nan"), [], {}, "0000-00-00",
     "9999-12-31", "2126-01-01T00:00:00Z", "1970-01-01", "2026-13-45", "9" * 5_000,
     "Thu, 99 Dec 99999999999"],
)  # fmt: skip
def test_a_time_that_can_t_be_meant_is_none(junk: object) -> None:
    assert read_time(junk, NOW) is None


@given(st.one_of(st.text(), st.integers(), st.floats(), st.binary(), st.lists(st.text())))
def test_no_time_raises_anything(said: object) -> None:
    found = read_time(said, NOW)
    assert found is None or found.tzinfo


anything = st.one_of(
    st.text(), st.integers(), st.none(), st.booleans(), st.dictionaries(st.text(), st.text())
)


@given(said=st.lists(anything), titles=st.booleans())
def test_whatever_is_taken_can_be_parsed_and_all_items_are_counted(
    said: list[object], *, titles: bool
) -> None:
    found = read_items([Item(one) for one in said], NOW, titles=titles)
    assert all(parse_code(code) == code for code in found.codes)
    assert found.refused <= len(said)


@pytest.mark.parametrize("titles", [True, False])
@pytest.mark.parametrize(
    "said",
    [SCRIPT, f"GIFT{SCRIPT}", "code: <b>GIFT2026</b>", "", "x" * 65, None, True, ["GIFT"], {}],
)
def test_what_has_a_script_in_it_or_is_no_text_is_refused_and_counted(
    said: object, *, titles: bool
) -> None:
    found = read_items([Item(said), Item("GIFT")], NOW, titles=titles)
    assert (list(found.codes), found.refused) == (["GIFT"], 1)


def test_a_code_that_is_a_number_counts_as_its_digits() -> None:
    assert list(read_items([Item(777888)], NOW, titles=False).codes) == ["777888"]


def test_a_title_may_say_more_than_the_code_where_that_is_sure() -> None:
    said = [
        Item("SNOWDAY2026"),
        Item("New gift code: FROSTY99 🎁"),
        Item("Server maintenance today"),
    ]
    found = read_items(said, NOW, titles=True)
    assert (list(found.codes), found.refused) == (["SNOWDAY2026", "FROSTY99"], 1)
    assert read_items(said[1:], NOW, titles=False).codes == {}


def test_of_a_code_that_is_listed_twice_the_later_expiry_counts_and_none_is_latest() -> None:
    day = timedelta(days=1)
    ends = [(NOW - day).isoformat(), (NOW + day).isoformat(), NOW.isoformat()]
    assert read_items([Item("A", it) for it in ends], NOW, titles=False).codes == {"A": NOW + day}
    assert read_items([Item("A", it) for it in (ends[0], None)], NOW, titles=False).codes == {
        "A": None
    }


def test_five_hundred_items_are_read_and_the_others_counted() -> None:
    many = [Item(f"CODE{n}") for n in range(10_000)]
    found = read_items(many, NOW, titles=False)
    assert (len(found.codes), found.left_out) == (MOST_ITEMS, 9_500)
    assert read_items(many[:3], NOW, titles=False, more=7).left_out == 7
