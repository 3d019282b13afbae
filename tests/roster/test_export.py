"""A file that spreadsheets open safely and that the import reads back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autoredeem.domain.ids import LARGEST_FID, LARGEST_STATE, Fid, State
from autoredeem.domain.player_input import ANY_DIGITS
from autoredeem.domain.players import Member, tidy_nickname
from autoredeem.roster.cells import guard, unguard
from autoredeem.roster.export import Format, export_members
from autoredeem.roster.importing import read_members

# U+FFFD, what a wrong code page leaves of a name, is no name.
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\ufffd")
nicknames = st.one_of(
    st.text(characters, max_size=80), st.text(st.sampled_from("'=+-@\t\r\n,;\"| #ab"), max_size=8)
)
members = st.builds(
    Member,
    fid=st.integers(1, LARGEST_FID).map(Fid),
    state=st.none() | st.integers(1, LARGEST_STATE).map(State),
    nickname=nicknames,
    level=st.none() | st.integers(1, 999),
)


def test_an_export_has_a_header_and_a_row_for_each_member() -> None:
    some = [Member(Fid(1), State(245), "Bob, the great", 30), Member(Fid(2))]

    assert list(export_members(some)) == [
        "fid,nickname,state,level\n",
        '1,"Bob, the great",245,30\n',
        "2,,,\n",
    ]
    assert list(export_members(some, Format.TSV))[1] == "1\tBob, the great\t245\t30\n"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", "\uff1d1"])
def test_no_cell_of_an_export_is_run_as_a_formula(name: str) -> None:
    _, row = export_members([Member(Fid(1), nickname=name)])

    assert row == f"1,'{name},,\n"


@given(st.lists(members, unique_by=lambda member: member.fid), st.sampled_from(Format))
@example([Member(Fid(1), nickname="0E0")], Format.CSV)
@example([Member(Fid(1), nickname="123456")], Format.CSV)
def test_what_was_exported_is_imported_again(some: list[Member], form: Format) -> None:
    chunks = (line.encode() for line in export_members(some, form))

    again = list(read_members(chunks, ANY_DIGITS))

    tidied = [Member(m.fid, m.state, tidy_nickname(m.nickname), m.level) for m in some]
    assert again == tidied


@given(st.text() | st.text(st.sampled_from("'=+-@\t\ra")))
def test_a_guard_is_taken_off_whatever_it_guards(cell: str) -> None:
    assert unguard(guard(cell)) == cell
    assert not guard(cell).startswith(tuple("=+-@\t\r"))


@pytest.mark.parametrize("name", ["None", "nan", "-", "n/a", "'none"])
def test_a_player_who_is_called_nothing_keeps_that_name(name: str) -> None:
    assert unguard(guard(name)) == name
    assert guard(name) != name
