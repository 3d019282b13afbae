"""Members as a file that a spreadsheet opens safely and that `importing` reads back."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain

from autoredeem.domain.alliances import AllianceId
from autoredeem.domain.players import Member, tidy_nickname
from autoredeem.roster.cells import guard

HEADER = ("fid", "nickname", "state", "level")
ALLIANCE = "alliance"


class Format(StrEnum):
    """What stands between two cells."""

    CSV = "csv"
    TSV = "tsv"


def export_members(
    members: Iterable[Member],
    form: Format = Format.CSV,
    alliances: Mapping[AllianceId | None, str] | None = None,
) -> Iterator[str]:
    """Yield a header and a row for each member, each one line ended by LF, a line at a time.

    What is not known is an empty cell. Nicknames are made tidy, and guarded where a spreadsheet
    would run them as a formula. Where there are `alliances`, by number, theirs are a column, too.
    """
    rows = ((m.fid, tidy_nickname(m.nickname), m.state, m.level) for m in members)
    if not alliances:
        return lines_of(chain([HEADER], rows), form)
    placed = (
        (m.fid, tidy_nickname(m.nickname), m.state, m.level, alliances.get(m.alliance, ""))
        for m in members
    )
    return lines_of(chain([(*HEADER, ALLIANCE)], placed), form)


def lines_of(rows: Iterable[Sequence[object]], form: Format = Format.CSV) -> Iterator[str]:
    """Yield a line ended by LF for each row: None is an empty cell, a formula is guarded."""
    separator = "\t" if form is Format.TSV else ","
    writer = csv.writer(_Line(), delimiter=separator, lineterminator="\n")
    for row in rows:
        # None becomes an empty cell, which is how csv writes it.
        yield writer.writerow([guard(one) if isinstance(one, str) else one for one in row])


class _Line:
    """A file of no content: csv returns what it was going to write."""

    def write(self, line: str) -> str:
        return line
