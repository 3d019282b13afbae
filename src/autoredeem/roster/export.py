"""Members as a file that a spreadsheet opens safely and that `importing` reads back."""

import csv
from collections.abc import Iterable, Iterator
from enum import StrEnum

from autoredeem.domain.players import Member, tidy_nickname
from autoredeem.roster.cells import guard

HEADER = ("fid", "nickname", "state", "level")


class Format(StrEnum):
    """What stands between two cells."""

    CSV = "csv"
    TSV = "tsv"


def export_members(members: Iterable[Member], form: Format = Format.CSV) -> Iterator[str]:
    """Yield a header and a row for each member, each one line ended by LF, a line at a time.

    What is not known is an empty cell. Nicknames are made tidy, and guarded where a spreadsheet
    would run them as a formula.
    """
    separator = "\t" if form is Format.TSV else ","
    rows = csv.writer(_Line(), delimiter=separator, lineterminator="\n")
    yield rows.writerow(HEADER)
    for m in members:
        # None becomes an empty cell, which is how csv writes it.
        yield rows.writerow((m.fid, guard(tidy_nickname(m.nickname)), m.state, m.level))


class _Line:
    """A file of no content: csv returns what it was going to write."""

    def write(self, line: str) -> str:
        return line
