"""Members as a file that a spreadsheet opens safely and that `importing` reads back."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

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
    separator = "\t" if form is Format.TSV else ","
    rows = csv.writer(_Line(), delimiter=separator, lineterminator="\n")
    yield rows.writerow((*HEADER, ALLIANCE) if alliances else HEADER)
    for m in members:
        alliance = (guard(alliances.get(m.alliance, "")),) if alliances else ()
        name = guard(tidy_nickname(m.nickname))
        # None becomes an empty cell, which is how csv writes it.
        yield rows.writerow((m.fid, name, m.state, m.level, *alliance))


class _Line:
    """A file of no content: csv returns what it was going to write."""

    def write(self, line: str) -> str:
        return line
