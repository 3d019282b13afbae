"""Workbooks are read as people fill them, within bounds."""

import io
import zipfile
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from autoredeem.domain.ids import Fid, State
from autoredeem.domain.players import Member
from autoredeem.roster import importing, workbooks
from autoredeem.roster.importing import LARGEST_STRUCTURED, read_members
from autoredeem.roster.problems import Kind, Problem

Rows = Sequence[Sequence[object]]


def book(*sheets: Rows) -> bytes:
    """Write a workbook."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for rows in sheets:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(list(row))
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def packed(**sizes: int) -> bytes:
    """Pack files of so many NULs, by their names."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, size in sizes.items():
            with made.open(name, "w") as part:
                for _ in range(size // 1_000_000):
                    part.write(bytes(1_000_000))
    return kept.getvalue()


def problem_of(content: bytes) -> Problem:
    """Return the one thing that a file comes to: its problem."""
    (row,) = read_members([content])
    assert isinstance(row, Problem)
    return row


def test_numbers_and_texts_of_a_sheet_are_its_players() -> None:
    content = book(
        [
            ("POL, winter", None, None),
            ("Chief ID", "Chief Name", "Kingdom"),
            (310_000_011, "Vela", 245),
            ("45,720,093", "Orin", "#245"),
            (8_812_345.0, None, 245.0),
        ]
    )

    assert list(read_members([content])) == [
        Member(Fid(310_000_011), State(245), "Vela"),
        Member(Fid(45_720_093), State(245), "Orin"),
        Member(Fid(8_812_345), State(245)),
    ]


def test_a_sheet_may_be_a_plain_list() -> None:
    content = book([("Player ID",), (310_000_011,), ("Vela 45720093",)])

    assert list(read_members([content])) == [
        Member(Fid(310_000_011)),
        Member(Fid(45_720_093), nickname="Vela"),
    ]


def test_every_sheet_is_read_and_a_problem_names_its_row() -> None:
    content = book(
        [("ID", "Name"), (310_000_011, "Vela"), ("", "Nobody")],
        [("some", "notes")],
        [("Name", "ID"), ("Orin", 45_720_093)],
    )

    first, problem, second = read_members([content])

    assert isinstance(first, Member)
    assert isinstance(problem, Problem)
    assert problem.line == 3
    assert second == Member(Fid(45_720_093), nickname="Orin")


def test_a_workbook_without_players_says_so() -> None:
    assert problem_of(book([("some", "notes"), ("more", "notes")])).kind is Kind.NO_ID_COLUMN


def test_a_workbook_that_unpacks_without_end_is_refused_before_it_is_unpacked() -> None:
    bomb = packed(**{"xl/workbook.xml": workbooks.MOST_UNPACKED + 1_000_000})

    assert len(bomb) < LARGEST_STRUCTURED
    assert problem_of(bomb).kind is Kind.TOO_LARGE


def test_a_sheet_with_rows_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 50)
    content = book([("ID", "Name"), *((310_000_000 + at, "x") for at in range(60))])

    assert problem_of(content).kind is Kind.TOO_LARGE


def test_a_file_of_more_bytes_than_are_held_in_memory_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "LARGEST_STRUCTURED", 100)

    assert problem_of(b"PK\x03\x04" + bytes(100)).kind is Kind.TOO_LARGE
    assert problem_of(b"[1," + b"1," * 50).kind is Kind.TOO_LARGE


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (packed(readme=0), Kind.NOT_TEXT),
        (packed(**{"xl/workbook.xml": 0}), Kind.BROKEN),
        (book([("ID",), (310_000_011,)])[:-200], Kind.BROKEN),
        (b"\xd0\xcf\x11\xe0" + bytes(100), Kind.OLD_WORKBOOK),
        (b"%PDF-1.7 310000011", Kind.NOT_TEXT),
    ],
)
def test_what_can_not_be_read_says_what_to_do(content: bytes, kind: Kind) -> None:
    problem = problem_of(content)

    assert problem.kind is kind
    assert ";" in problem.reason


def test_without_the_reader_of_workbooks_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)

    assert (
        'pip install "autoredeem[workbooks]"' in problem_of(book([("ID",), (310_000_011,)])).reason
    )
