"""A member file's lines become members, or problems that name the line and the reason.

A file is a plain list of ids (one or many a line) or a table with a header. Each line is read by
itself, so that a stray quote spoils one line and not the file, and a problem's line number is
the one that an editor shows.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.ids import Fid, parse_fid
from autoredeem.domain.players import Member
from autoredeem.domain.text import INVISIBLE, shorten, trim
from autoredeem.roster.cells import read_number
from autoredeem.roster.columns import SEPARATORS, Columns, find_columns
from autoredeem.roster.lines import LONGEST_LINE
from autoredeem.roster.problems import Kind, Unreadable

_BETWEEN_FIDS = re.compile(r'[\s,;|"]+')
_BLANK = re.compile(rf'[\s,;|"{INVISIBLE}]*')
_SEPARATOR_LINE = re.compile(rf'"?sep=([{SEPARATORS}])"?', re.IGNORECASE)
_LIKE_A_NUMBER = re.compile(r"[+-]?[\d.]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something on a line (counted from 1) was not imported.

    `reason` is in English and has no control characters. `text` is what is wrong, as it stands in
    the file; `more` is how many others on the line are wrong.
    """

    line: int
    reason: str
    kind: Kind
    text: str = ""
    more: int = 0


def read_members(lines: Iterable[bytes]) -> Iterator[Member | Problem]:
    """Read lines as `lines_of` gives them, one at a time; only the ids seen are kept in memory.

    Nothing in a file raises. Blank lines and those that begin with `#` are skipped. Of a player
    who is in the file twice the first line counts. A row of a table with anything wrong in it is
    not imported at all: a wrong state would cost requests.
    """
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        try:
            yield from reader.members_in(_text_of(line))
        except Unreadable as error:
            yield Problem(number, str(error), error.kind, error.text, error.more)


def _text_of(line: bytes) -> str:
    if len(line) > LONGEST_LINE:
        raise Unreadable(Kind.LONG_LINE, f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        text = line.decode()
    except UnicodeDecodeError:
        reason = "not text in UTF-8 or UTF-16; save the file as UTF-8"
        raise Unreadable(Kind.NOT_TEXT, reason) from None
    if "\0" in text:
        reason = "the line has NUL characters; save the file as text in UTF-8"
        raise Unreadable(Kind.NOT_TEXT, reason)
    return text


class _Reader:
    """What was learnt from the lines so far: the separator, the header, the ids."""

    def __init__(self) -> None:
        self._separators = SEPARATORS
        self._columns: Columns | None = None
        self._begun = False
        self._seen: set[Fid] = set()

    def members_in(self, line: str) -> Iterator[Member]:
        """Give the line's members, then raise Unreadable if anything else was on it."""
        if _BLANK.fullmatch(line) or trim(line).startswith("#") or self._is_head(line):
            return
        if self._columns:
            yield self._first(self._columns.member(line))
        else:
            yield from self._listed(line)

    def _is_head(self, line: str) -> bool:
        """Learn from the lines above the first member; those are all that can be a header."""
        if self._begun:
            return False
        if told := _SEPARATOR_LINE.fullmatch(line.strip(" ")):
            self._separators = told[1]
            return True
        columns = find_columns(line, self._separators)
        if columns and not columns.only_fids:
            self._columns = columns
        self._begun = columns is not None
        return self._begun

    def _listed(self, line: str) -> Iterator[Member]:
        fids = [fid for part in _BETWEEN_FIDS.split(line) if (fid := trim(part))]
        if odd := next((fid for fid in fids if not _LIKE_A_NUMBER.fullmatch(fid)), None):
            read_number(odd, _refuse, Kind.NO_HEADER)
        wrong = []
        for fid in fids:
            try:
                yield self._first(Member(read_number(fid, parse_fid, Kind.WRONG_FID)))
            except Unreadable as error:
                wrong.append(error)
        if wrong:
            first, more = wrong[0], len(wrong) - 1
            others = f" (and {more} more on this line)" if more else ""
            raise Unreadable(first.kind, f"{first}{others}", first.text, more)

    def _first(self, member: Member) -> Member:
        if member.fid in self._seen:
            fid = str(member.fid)
            raise Unreadable(Kind.TWICE, f"{fid} is already in this file", fid)
        self._begun = True
        self._seen.add(member.fid)
        return member


def _refuse(text: str) -> Fid:
    raise InvalidInput(
        f"{shorten(text)} is not a player id; rows with more than ids need a header line above"
        " them, such as fid,nickname,state,level"
    )
