"""Members become a file that a spreadsheet opens safely and that `importing` reads back."""

import csv
from collections.abc import Iterable
from enum import StrEnum
from io import StringIO

from autoredeem.domain.players import Member
from autoredeem.roster.cells import guard, tidy_nickname

HEADER = ("fid", "nickname", "state", "level")


class Format(StrEnum):
    """What stands between two cells."""

    CSV = "csv"
    TSV = "tsv"


def export_members(members: Iterable[Member], form: Format = Format.CSV) -> str:
    """Give a header and a row for each member, each one line ended by LF.

    What is not known is an empty cell. Nicknames are made tidy, and guarded where a spreadsheet
    would run them as a formula.
    """
    text = StringIO()
    separator = "\t" if form is Format.TSV else ","
    rows = csv.writer(text, delimiter=separator, lineterminator="\n")
    rows.writerow(HEADER)
    # None becomes an empty cell, which is how csv writes it.
    rows.writerows((m.fid, guard(tidy_nickname(m.nickname)), m.state, m.level) for m in members)
    return text.getvalue()
