"""What a member file's lines become."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import LONGEST_NICKNAME, Member
from autoredeem.roster.importing import Problem, read_members
from autoredeem.roster.lines import LONGEST_LINE, lines_of
from autoredeem.roster.problems import Kind


def read(*lines: str) -> tuple[list[Member], list[Problem]]:
    """Read lines of text; give the members and the problems apart."""
    return apart(read_members(line.encode() for line in lines))


def apart(rows: Iterable[Member | Problem]) -> tuple[list[Member], list[Problem]]:
    """Give the members and the problems apart."""
    everything = list(rows)
    return (
        [row for row in everything if isinstance(row, Member)],
        [row for row in everything if isinstance(row, Problem)],
    )


def reason_of(*lines: str) -> str:
    """Give the reason of the one problem in these lines, which is on the last of them."""
    _, [problem] = read(*lines)
    assert problem.line == len(lines)
    return problem.reason


def numbered(*fids: int) -> list[Member]:
    """Give members of whom the id is all that is known."""
    return [Member(Fid(fid)) for fid in fids]


def test_a_plain_list_has_one_or_many_ids_a_line() -> None:
    members, problems = read("12345678", "1 2,3;4\t5", '"6"', "", " # 7", "00123", "8,,")

    assert members == numbered(12345678, 1, 2, 3, 4, 5, 6, 123, 8)
    assert problems == []


@pytest.mark.parametrize(
    "lines",
    [
        ("fid,nickname,state,level", "1,Bob,245,30"),
        ("Level;STATE;Name;Player ID", "30;245;Bob;1"),
        ("Furnace_LV\tKingdom\tPlayer\tPLAYER_ID", "30\t245\tBob\t1"),
        ("sep=;", "user-id;nick;kid;tc", "1;Bob;245;30"),
        ("sep=\t", "userid\tnick\tserver\tfl", "1\tBob\t245\t30"),
        ("_id,fid,guild_id,nickname,state,level", "ab12,1,99,Bob,245,30"),
        ('"fid","nickname","state","level"', '"1","Bob","245","30"'),
        ("fid,nickname,state,level,,,", "1,Bob,245,30,,,", ",,,,,,"),
        ("fid | nickname | state | level", "1 | Bob | 245 | 30"),
        ("# from the spreadsheet", "", "fid,nickname,state,level", "# a note", "1,Bob,245,30"),
    ],
)
def test_a_table_is_read_by_its_header(lines: tuple[str, ...]) -> None:
    assert read(*lines) == ([Member(Fid(1), State(245), "Bob", 30)], [])


def test_what_a_row_leaves_empty_is_not_known() -> None:
    members, problems = read("fid,nickname,state,level", "1,,,", "2", "3,Bob")

    assert members == [*numbered(1, 2), Member(Fid(3), nickname="Bob")]
    assert problems == []


def test_a_header_of_ids_alone_begins_a_list() -> None:
    assert read("Player ID", "1", "2 3") == (numbered(1, 2, 3), [])


def test_a_title_above_the_header_is_told_and_the_table_is_read() -> None:
    members, problems = read("Alliance, winter", "fid,state", "1,245")

    assert members == [Member(Fid(1), State(245))]
    assert [problem.line for problem in problems] == [1]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1.23E+09", "spreadsheet"),
        ("1,5E9", "spreadsheet"),
        ("12345678.0", "spreadsheet"),
        ("=A1+1", "formula"),
        ("Bob", "'Bob' is not a player id"),
        ("0", "0 is not allowed"),
        ("-5", "'-5' is not a whole number"),
        ("9" * 16, "too large"),
        ("12\x1b[31m34", "player id"),
    ],
)
def test_what_is_no_id_is_told_with_its_line_and_the_others_stay(cell: str, said: str) -> None:
    members, [problem] = read("111", cell, "222")

    assert members == numbered(111, 222)
    assert problem.line == 2
    assert said in problem.reason


def test_a_row_without_a_header_enrols_no_state_as_a_player() -> None:
    members, [problem] = read("12345678,Bob,245,30")

    assert members == []
    assert "header" in problem.reason


def test_a_bad_id_among_others_on_a_line_leaves_those() -> None:
    members, [problem] = read("1 0 2 0 3")

    assert members == numbered(1, 2, 3)
    assert "and 1 more on this line" in problem.reason


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,Bob,x,30", "column 'Kingdom': 'x' is not a whole number"),
        ("1,Bob,245.0,30", "column 'Kingdom': '245.0' is how a spreadsheet"),
        ("1,Bob,100000,30", "column 'Kingdom': '100000' is too large"),
        ("1,Bob,245,FC5", "column 'Furnace Lv': 'FC5' is not a whole number"),
        (",Bob,245,30", "column 'ID': is empty"),
        ("=1+1,Bob,245,30", "column 'ID': '=1+1' is a formula"),
        ("1,Bob,12,24,30", "more cells than the header"),
        ('1,"Bob,245,30', "quotes"),
    ],
)
def test_a_row_with_anything_wrong_is_not_imported(row: str, said: str) -> None:
    assert said in reason_of("ID,Name,Kingdom,Furnace Lv", row)


def test_a_stray_quote_spoils_its_own_line_only() -> None:
    members, problems = read("fid,name", '1,"Bob', '2,Bo"b', "3,Al")

    assert [(member.fid, member.nickname) for member in members] == [(2, 'Bo"b'), (3, "Al")]
    assert [problem.line for problem in problems] == [2]


def test_of_a_player_who_is_there_twice_the_first_line_counts() -> None:
    members, [problem] = read("fid,state", "7,1", "007,2", "8,3")

    assert members == [Member(Fid(7), State(1)), Member(Fid(8), State(3))]
    assert problem == Problem(3, "7 is already in this file", Kind.TWICE, "7")


@pytest.mark.parametrize(
    ("lines", "kind", "text"),
    [
        ([b"x12"], Kind.NO_HEADER, "x12"),
        ([b"0"], Kind.WRONG_FID, "0"),
        ([b"=1+1"], Kind.FORMULA, "=1+1"),
        ([b"1.2E+9"], Kind.SHORTENED, "1.2E+9"),
        ([b"fid,state", b",7"], Kind.WRONG_FID, ""),
        ([b"fid,state", b"1,North"], Kind.WRONG_STATE, "North"),
        ([b"fid,level", b"1,FC5"], Kind.WRONG_LEVEL, "FC5"),
        ([b"fid,level", b"1,=A1"], Kind.FORMULA, "=A1"),
        ([b"fid,level", b"1,2,3"], Kind.TOO_MANY_CELLS, ""),
        ([b"fid,name", b'1,"Bob'], Kind.QUOTES, ""),
        ([b"1 " * LONGEST_LINE], Kind.LONG_LINE, ""),
        ([b"\xff"], Kind.NOT_TEXT, ""),
        ([b"1\x00"], Kind.NOT_TEXT, ""),
    ],
)
def test_a_problem_can_be_said_in_any_language(lines: list[bytes], kind: Kind, text: str) -> None:
    _, [problem] = apart(read_members(lines))

    assert (problem.kind, problem.text) == (kind, text)


def test_of_several_problems_on_a_line_the_first_is_told_and_the_others_counted() -> None:
    _, [problem] = read("1 0 2 1 99999999999999999")

    assert (problem.text, problem.more) == ("0", 2)


def test_a_row_that_was_refused_does_not_count_as_the_first() -> None:
    members, [problem] = read("fid,state", "7,x", "7,2")

    assert members == [Member(Fid(7), State(2))]
    assert problem.line == 2


def test_a_table_without_a_column_of_ids_says_what_is_missing() -> None:
    assert "such as fid,nickname" in reason_of("name,kingdom")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"\xe9t\xe9", "UTF-8"),
        (b"1\x002\x00", "NUL"),
        (b"1 " * LONGEST_LINE, "longer than 65,536 bytes"),
    ],
)
def test_a_line_that_is_no_text_is_told(line: bytes, said: str) -> None:
    members, [problem] = apart(read_members([b"1", line, b"2"]))

    assert members == numbered(1, 2)
    assert problem.line == 2
    assert said in problem.reason


def test_marks_that_copying_leaves_around_an_id_do_not_matter() -> None:
    assert read("\u200b123\u200b", "\ufeff4", "\u202a56\u202c")[0] == numbered(123, 4, 56)


def test_a_nickname_is_made_safe_to_show() -> None:
    [member], _ = read("fid,name", "1, Cafe\u0301\x1b[31m \u202eBob\t\u2028x " + "y" * 100)

    assert member.nickname.startswith("Caf\u00e9[31m Bob x yyy")
    assert len(member.nickname) == LONGEST_NICKNAME


@given(st.binary(), st.integers(1, 40))
def test_no_file_at_all_raises_and_every_reason_is_one_visible_line(
    content: bytes, size: int
) -> None:
    chunks = [content[start : start + size] for start in range(0, len(content), size)]
    lines = list(lines_of(chunks))

    _, problems = apart(read_members(lines))

    assert all(1 <= problem.line <= len(lines) for problem in problems)
    assert all(problem.reason.isprintable() for problem in problems)


@given(st.lists(st.text(st.sampled_from("01.Ee-+,;\t|\"='#x\ufeff\x00\u0661 "))))
def test_no_text_raises_either(lines: list[str]) -> None:
    members, problems = read(*lines)

    assert len({member.fid for member in members}) == len(members)
    assert all(problem.reason.isprintable() for problem in problems)


junk = st.sampled_from(["Bob", "0", "-1", "1e9", "=1", "\x00", "1 2 x", "9" * 20])


@given(st.lists(st.one_of(junk, st.integers(1, 60).map(str), st.sampled_from(["", " ", "# x"]))))
def test_every_line_is_a_member_a_problem_or_blank(lines: list[str]) -> None:
    members, problems = read(*lines)

    kept: list[str] = []
    refused = []
    for number, line in enumerate(lines, 1):
        if line.isdecimal() and 0 < int(line) <= 60 and line not in kept:
            kept.append(line)
        elif line.strip() and not line.startswith("#"):
            refused.append(number)
    assert [str(member.fid) for member in members] == kept
    assert [problem.line for problem in problems] == refused
