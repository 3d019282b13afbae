"""A row that is read by one pattern is what it is when it is read cell by cell."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.player_input import ANY_DIGITS, PLAYER_ID_DIGITS
from autoredeem.roster.columns import Columns
from autoredeem.roster.entries import Entry
from autoredeem.roster.heading_words import Field
from autoredeem.roster.plain_rows import plain_rows
from autoredeem.roster.separators import SEPARATORS
from autoredeem.roster.tables import Table

PLACES = {Field.FID: 0, Field.NICKNAME: 1, Field.STATE: 2, Field.LEVEL: 3}
NAMES = ("", "fid", "nickname", "state", "level", "remark")


def columns_of(
    places: Mapping[Field, int] = PLACES,
    width: int = 4,
    mark: str = ",",
    digits: range = PLAYER_ID_DIGITS,
) -> Columns:
    return Columns(NAMES[1 : width + 1], places, digits, width, separator=mark)


cells = st.one_of(
    st.integers(0, 10**11).map(str),
    st.integers(0, 1_200).map(str),
    st.sampled_from(
        ["", " 7", "007", "Ann", "None", "n/a", "'=1", "Ann  B ", "#1", "- -", "x" * 70]
    ),
    st.text(st.sampled_from("01aZ #'=+-.,;\t|\"\x7f\xa0é"), max_size=6),
)


@given(
    row=st.lists(cells, min_size=3, max_size=6),
    order=st.permutations([Field.FID, Field.NICKNAME, Field.STATE, Field.LEVEL, None]),
    known=st.integers(1, 5),
    mark=st.sampled_from(",;\t"),
    digits=st.sampled_from([PLAYER_ID_DIGITS, ANY_DIGITS]),
)
def test_what_the_pattern_fits_means_the_same_cell_by_cell(
    row: list[str], order: list[Field | None], known: int, mark: str, digits: range
) -> None:
    places = {one: at for at, one in enumerate(order[:known]) if one}
    if Field.FID not in places:
        return
    columns, text = columns_of(places, known, mark, digits), mark.join(row[:known])
    rows = plain_rows(columns)
    assert rows
    table = Table(columns, SEPARATORS[mark])
    table.plain = None

    if entry := rows.read(7, text):
        assert list(table.read(7, text)) == [entry]


@pytest.mark.parametrize(
    ("row", "entry"),
    [
        ("123456789,Ann,245,30", Entry(1, Fid(123456789), State(245), "Ann", 30)),
        ("123456789, O'Hara  x ,,", Entry(1, Fid(123456789), nickname="O'Hara x")),
        (" 123456789 ,None, 245 ,1", Entry(1, Fid(123456789), State(245), level=1)),
    ],
)
def test_rows_of_ordinary_files_fit_the_pattern(row: str, entry: Entry) -> None:
    rows = plain_rows(columns_of())

    assert rows
    assert rows.read(1, row) == entry


@pytest.mark.parametrize(
    "row",
    [
        "12345,Ann,245,30",
        '123456789,"Ann",245,30',
        "123456789,Änn,245,30",
        "123456789,Ann,S245,30",
        "123456789,Ann,245,FC 5",
        "123456789,Ann,245",
        "123456789,Ann,245,30,",
        "#123456789,Ann,245,30",
    ],
)
def test_what_is_odd_in_any_way_is_read_cell_by_cell(row: str) -> None:
    rows = plain_rows(columns_of())

    assert rows
    assert rows.read(1, row) is None


@pytest.mark.parametrize("mark", ["|", "  ", " - ", "،", ""])
def test_rows_with_other_separators_are_read_cell_by_cell(mark: str) -> None:
    assert plain_rows(columns_of(mark=mark)) is None
