"""Workbooks (`.xlsx`), by whatever name; and what is neither a workbook nor text."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Any

from autoredeem.domain.text import trim
from autoredeem.roster.column_finder import Finder
from autoredeem.roster.columns import Columns
from autoredeem.roster.entries import Row, Taken
from autoredeem.roster.problems import Kind, Unreadable
from autoredeem.roster.prose import Style, read_line
from autoredeem.roster.tables import as_taken, known_fields

MOST_UNPACKED = 100_000_000
"""Bytes of a workbook's parts together; more is a bomb, or no list of members."""

MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_SHEETS = 20
_DEEPEST_HEADER = 40
_LOOKED_AT = 400
_FEWEST_KNOWN = 2
_ZIP = b"PK\x03\x04"
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"SQLite format 3", "a database"),
)
_OLD = b"\xd0\xcf\x11\xe0"

Cells = Sequence[str]


def is_workbook(head: bytes) -> bool:
    """Whether a file begins as a workbook does, which is a ZIP file."""
    return head.startswith(_ZIP)


def no_text(head: bytes) -> None:
    """Raise Unreadable for a file that is known to be something else, with what to do."""
    if head.startswith(_OLD):
        reason = "an old workbook (.xls), or one with a password; save it as .xlsx or CSV without"
        raise Unreadable(Kind.OLD_WORKBOOK, reason)
    for begin, what in _OTHERS:
        if head.startswith(begin):
            reason = f"this is {what}, not text; send a list, a table as CSV, or an .xlsx workbook"
            raise Unreadable(Kind.NOT_TEXT, reason)


def read_workbook(content: bytes, digits: range, id_column: str, taken: Taken) -> Iterator[Row]:
    """Give the players of all sheets; the lines are the sheet's rows.

    Raises Unreadable for what is no workbook, and for one that is too large once unpacked.
    """
    found = False
    error: Unreadable | None = None
    for rows in _sheets(content):
        try:
            for row in _sheet(rows, digits, id_column, taken):
                found = True
                yield row
        except Unreadable as wrong:
            error = error or wrong
    if error and not found:
        raise error


def _sheets(content: bytes) -> Iterator[list[tuple[int, Cells]]]:
    _check_size(content)
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra; and not for every start
    except ImportError:
        reason = (
            'workbooks need one more package here: pip install "autoredeem[workbooks]";'
            " or save the sheet as CSV"
        )
        raise Unreadable(Kind.NO_READER, reason) from None
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets[:MOST_SHEETS]:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
            yield _filled(rows)
    except Unreadable:
        raise
    except Exception as error:  # a library over a stranger's bytes may raise anything
        reason = f"this workbook can't be read ({type(error).__name__}); save it again, or as CSV"
        raise Unreadable(Kind.BROKEN, reason) from error


def _check_size(content: bytes) -> None:
    """Raise Unreadable for a ZIP file that is no workbook, or too large; its index tells."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            sizes = {one.filename: one.file_size for one in packed.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        reason = "this file is broken: it begins as a workbook and ends too early; save it again"
        raise Unreadable(Kind.BROKEN, reason) from error
    if "xl/workbook.xml" not in sizes:
        reason = "a packed file, but no .xlsx workbook; unpack it, or save the list as CSV"
        raise Unreadable(Kind.NOT_TEXT, reason)
    if sum(sizes.values()) > MOST_UNPACKED:
        reason = (
            f"the workbook is larger than {MOST_UNPACKED // 1_000_000} MB unpacked; save as CSV"
        )
        raise Unreadable(Kind.TOO_LARGE, reason)


def _filled(rows: Iterator[tuple[Any, ...]]) -> list[tuple[int, Cells]]:
    kept: list[tuple[int, Cells]] = []
    for number, values in enumerate(rows, 1):
        if number > MOST_ROWS:
            reason = f"a sheet has more than {MOST_ROWS:,} rows; save the members alone, or as CSV"
            raise Unreadable(Kind.TOO_LARGE, reason)
        cells = [_text(value) for value in values]
        if any(cells):
            kept.append((number, cells))
    return kept


def _text(value: object) -> str:
    """Return a cell as it would be typed: a number with all its digits, a time as ISO."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return trim(str(value))


def _sheet(
    rows: list[tuple[int, Cells]], digits: range, id_column: str, taken: Taken
) -> Iterator[Row]:
    at = next(
        (at for at, (_, cells) in enumerate(islice(rows, _DEEPEST_HEADER)) if _is_header(cells)),
        None,
    )
    if at is None and all(sum(map(bool, cells)) < 2 for _, cells in rows):  # noqa: PLR2004 - one cell a row
        for number, cells in rows:
            if not any(map(_is_header, [cells])):
                yield from read_line(number, "".join(cells), Style(digits))
        return
    headings = tuple(rows[at][1]) if at is not None else ()
    while headings and not headings[-1]:
        headings = headings[:-1]
    below = rows[at + 1 if at is not None else 0 :]
    columns = Finder(headings, [cells for _, cells in below[:_LOOKED_AT]], digits, id_column).find()
    as_taken(columns, taken)
    yield from _rows(columns, below)


def _is_header(cells: Cells) -> bool:
    return known_fields(cells) >= _FEWEST_KNOWN


def _rows(columns: Columns, rows: list[tuple[int, Cells]]) -> Iterator[Row]:
    for number, cells in rows:
        yield from columns.rows(number, cells)
