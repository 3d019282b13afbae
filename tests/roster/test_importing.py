"""What a member file comes to: members, problems, and how it was read."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.player_input import ANY_DIGITS, PLAYER_ID_DIGITS
from autoredeem.domain.players import LONGEST_NICKNAME, Member
from autoredeem.roster import importing
from autoredeem.roster.heading_words import Field
from autoredeem.roster.importing import read_ids, read_members
from autoredeem.roster.lines import LONGEST_LINE
from autoredeem.roster.problems import Kind, Problem

A, B, C = 310_000_011, 45_720_093, 8_812_345


def read(
    *lines: str, digits: range = PLAYER_ID_DIGITS, id_column: str = ""
) -> tuple[list[Member], list[Problem]]:
    """Read lines of text; return the members and the problems apart."""
    return apart(read_members(["\n".join(lines).encode()], digits, id_column))


def apart(rows: Iterable[Member | Problem]) -> tuple[list[Member], list[Problem]]:
    """Return the members and the problems apart."""
    everything = list(rows)
    return (
        [row for row in everything if isinstance(row, Member)],
        [row for row in everything if isinstance(row, Problem)],
    )


def numbered(*fids: int) -> list[Member]:
    """Return members of whom the id is all that is known."""
    return [Member(Fid(fid)) for fid in fids]


@pytest.mark.parametrize(
    "lines",
    [
        ("fid,nickname,state,level", f"{A},Vela,245,30"),
        ("Level;STATE;Name;Player ID", f"30;245;Vela;{A}"),
        ("Furnace_LV\tKingdom\tPlayer\tPLAYER_ID", f"30\t245\tVela\t{A}"),
        ("sep=;", "user-id;nick;kid;tc", f"{A};Vela;245;30"),
        ("sep=\t", "userid\tnick\tserver\tfl", f"{A}\tVela\t245\t30"),
        ("_id,fid,guild_id,nickname,state,level", f"ab12,{A},99,Vela,245,30"),
        ('"fid","nickname","state","level"', f'"{A}","Vela","245","30"'),
        ("fid,nickname,state,level,,,", f"{A},Vela,245,30,,,", ",,,,,,"),
        ("fid | nickname | state | level", f"{A} | Vela | 245 | 30"),
        ("# from the spreadsheet", "", "fid,nickname,state,level", "# a note", f"{A},Vela,245,30"),
    ],
)
def test_a_table_is_read_by_its_header(lines: tuple[str, ...]) -> None:
    assert read(*lines) == ([Member(Fid(A), State(245), "Vela", 30)], [])


def test_what_a_row_leaves_empty_is_not_known() -> None:
    members, problems = read("fid,nickname,state,level", f"{A},,,", f"{B}", f"{C},Vela")

    assert members == [*numbered(A, B), Member(Fid(C), nickname="Vela")]
    assert problems == []


def test_a_header_of_ids_alone_begins_a_list() -> None:
    assert read("Player ID", f"{A}", f"{B} {C}") == (numbered(A, B, C), [])


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        ("1.23E+09", Kind.SHORTENED, "1.23E+09"),
        ("=A1+1", Kind.FORMULA, "=A1+1"),
        ("Vela", Kind.WRONG_FID, "Vela"),
        ("0", Kind.WRONG_FID, "0"),
        ("245", Kind.TOO_SHORT, "245"),
        ("123456789012", Kind.TOO_LONG, "123456789012"),
        ("412345678901234567", Kind.DISCORD_ID, "412345678901234567"),
        ("", Kind.WRONG_FID, ""),
    ],
)
def test_what_is_no_id_is_told_with_line_and_column_and_the_others_stay(
    cell: str, kind: Kind, text: str
) -> None:
    members, [problem] = read("ID,Name", f"{A},Vela", f"{cell},Orin", f"{B},Mira")

    assert [member.fid for member in members] == [A, B]
    assert (problem.line, problem.kind, problem.text) == (3, kind, text)
    assert problem.reason.startswith("column 'ID': ")


@pytest.mark.parametrize(
    ("row", "kind", "text"),
    [
        (f"{A},Vela,North,30", Kind.WRONG_STATE, "North"),
        (f"{A},Vela,100000,30", Kind.WRONG_STATE, "100000"),
        (f"{A},Vela,245,huge", Kind.WRONG_LEVEL, "huge"),
    ],
)
def test_a_wrong_state_or_level_costs_nobody_the_enrolment_and_is_told(
    row: str, kind: Kind, text: str
) -> None:
    [member], [problem] = read("ID,Name,Kingdom,Furnace", row)

    assert (member.fid, member.nickname) == (A, "Vela")
    assert (problem.kind, problem.text, problem.enrolled) == (kind, text, True)
    assert "enrolled without it" in problem.reason


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("30", 30),
        ("FC5", 55),
        ("FC 10-2", 82),
        ("30-3", 33),
        ("Lv.29", 29),
        ("TC 30", 30),
        ("-", None),
    ],
)
def test_levels_are_counted_as_the_game_does(said: str, level: int | None) -> None:
    assert read("fid,furnace", f"{A},{said}") == ([Member(Fid(A), level=level)], [])


def test_more_cells_than_the_header_has_are_refused_where_no_name_explains_them() -> None:
    _, [problem] = read("fid,state", f"{A},245,30,7")

    assert problem.kind is Kind.TOO_MANY_CELLS


def test_of_a_player_who_is_there_twice_the_first_line_counts() -> None:
    members, [problem] = read("fid,state", f"{A},1", f"00{A},2", f"{B},3")

    assert members == [Member(Fid(A), State(1)), Member(Fid(B), State(3))]
    assert problem == Problem(3, f"{A} is already in this file", Kind.TWICE, str(A))


def test_of_a_file_however_long_the_latest_players_are_remembered_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "REMEMBERED", 3)
    others = [str(B + n) for n in range(6)]

    near, twice = read("fid,state", f"{A},1", *(f"{one},3" for one in others[:3]), f"{A},2")
    far, problems = read("fid,state", f"{A},1", *(f"{one},3" for one in others), f"{A},2")

    assert [problem.kind for problem in twice] == [Kind.TWICE]
    assert (len(near), len(far), problems) == (4, 8, [])


def test_a_row_that_was_refused_does_not_count_as_the_first() -> None:
    members, [problem] = read("fid,name,x", f"{A} {B},Vela,", f"{A},Vela,")

    assert [member.fid for member in members] == [A]
    assert problem.line == 2


def test_of_two_columns_that_look_like_ids_the_right_one_can_be_named() -> None:
    lines = ("Name,Main ID,Farm ID", f"Vela,{A},{B}")

    members, [problem] = read(*lines)
    assert members == []
    assert (problem.line, problem.kind) == (1, Kind.WHICH_COLUMN)
    assert "'Main ID', 'Farm ID'" in problem.reason

    for name in ("farm_id", "3", "#3"):
        assert read(*lines, id_column=name) == ([Member(Fid(B), nickname="Vela")], [])
    assert read(*lines, id_column="Alt")[1][0].kind is Kind.NO_ID_COLUMN


def test_whoever_insists_may_import_any_number() -> None:
    assert read("fid,name", "5,Vela", digits=ANY_DIGITS)[0] == [Member(Fid(5), nickname="Vela")]
    assert read("5", "7 8", digits=ANY_DIGITS)[0] == numbered(5, 7, 8)
    assert read("Vela 5", f"{A} 245", digits=ANY_DIGITS)[0] == [Member(Fid(A), State(245))]


def test_how_a_table_was_read_is_known_at_its_end() -> None:
    file = read_members([f"#;Wer;Chief ID;Kingdom\n1;Vela;{A};245\n".encode()])
    list(file)

    assert file.taken.columns == {Field.FID: "Chief ID", Field.STATE: "Kingdom"}
    assert file.taken.left_alone == ["Wer"]
    assert file.taken.states == 0


@pytest.mark.parametrize("lines", [(f"{A} 245", f"{B} 246"), (f"{A},Vela,245", f"{B},Orin,246")])
def test_numbers_that_were_only_taken_as_states_are_counted(lines: tuple[str, ...]) -> None:
    file = read_members(["\n".join(lines).encode()])
    list(file)

    assert (file.taken.states, file.taken.example) == (2, (A, 245))


def test_what_is_pasted_into_a_form_is_read_like_a_file() -> None:
    members, [problem] = apart(read_ids(f"id,state\n{A},245\n{B},\n77,"))

    assert members == [Member(Fid(A), State(245)), Member(Fid(B))]
    assert problem.kind is Kind.TOO_SHORT


@pytest.mark.parametrize(
    ("line", "kind"),
    [(b"9\x008\x00\x00", Kind.NOT_TEXT), (b"1 " * LONGEST_LINE, Kind.LONG_LINE)],
)
def test_a_line_that_can_not_be_read_is_told(line: bytes, kind: Kind) -> None:
    rest = b"\n".join(b"%d" % (A + at) for at in range(50))
    members, [problem] = apart(read_members([rest + b"\n" + line + b"\n%d" % B]))

    assert len(members) == 51
    assert (problem.line, problem.kind) == (51, kind)


def test_a_nickname_is_made_safe_to_show() -> None:
    [member], _ = read("fid,name", f"{A}, Cafe\u0301\x1b[31m \u202eVela\t\u2028x " + "y" * 100)

    assert member.nickname.startswith("Caf\u00e9[31m Vela x yyy")
    assert len(member.nickname) == LONGEST_NICKNAME


@given(st.binary(), st.integers(1, 40))
def test_no_file_at_all_raises_and_every_reason_is_one_visible_line(
    content: bytes, size: int
) -> None:
    chunks = [content[start : start + size] for start in range(0, len(content), size)]

    _, problems = apart(read_members(chunks))

    assert all(problem.line >= 1 for problem in problems)
    assert all(problem.reason.isprintable() for problem in problems)


@given(
    st.lists(st.text(st.sampled_from("01.Ee-+,;\t|\"='#x\ufeff\x00\u0661 [{:}]()~@S"))),
    st.sampled_from([PLAYER_ID_DIGITS, ANY_DIGITS]),
)
def test_no_text_raises_either(lines: list[str], digits: range) -> None:
    members, problems = read(*lines, digits=digits)

    assert len({member.fid for member in members}) == len(members)
    assert all(len(str(member.fid)) in digits for member in members)
    assert all(problem.reason.isprintable() for problem in problems)


junk = st.sampled_from(["Vela", "0", "-1", "1e9", "=1", "9" * 20, "245", "[x", "fid;"])


@given(
    st.lists(
        st.one_of(junk, st.integers(10**5, 10**5 + 60).map(str), st.sampled_from(["", " ", "# x"])),
        unique=True,
    )
)
def test_no_junk_between_the_lines_of_a_list_costs_anybody_the_enrolment(lines: list[str]) -> None:
    members, _ = read(*lines)

    assert [str(member.fid) for member in members] == [
        line for line in lines if line.isdecimal() and len(line) == 6
    ]
