"""A member file's lines become members, or problems that name the line and the reason.

A file is a plain list of ids (one or many a line) or a table with a header. Each line is read by
itself, so that a stray quote spoils one line and not the file, and a problem's line number is
the one that an editor shows.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autoredeem.domain.errors import InvalidInput
from autoredeem.domain.players import Fid, Member, parse_fid, shorten
from autoredeem.roster.cells import INVISIBLE, read_number, trim
from autoredeem.roster.columns import SEPARATORS, Columns, find_columns
from autoredeem.roster.lines import LONGEST_LINE

_BETWEEN_FIDS = re.compile(r'[\s,;|"]+')
_BLANK = re.compile(rf'[\s,;|"{INVISIBLE}]*')
_SEPARATOR_LINE = re.compile(rf'"?sep=([{SEPARATORS}])"?', re.IGNORECASE)
_LIKE_A_NUMBER = re.compile(r"[+-]?[\d.]+")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something on a line (counted from 1) was not imported; without control characters."""

    line: int
    reason: str


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
        except InvalidInput as error:
            yield Problem(number, str(error))


def _text_of(line: bytes) -> str:
    if len(line) > LONGEST_LINE:
        raise InvalidInput(f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise InvalidInput("not text in UTF-8 or UTF-16; save the file as UTF-8") from None
    if "\0" in text:
        raise InvalidInput("the line has NUL characters; save the file as text in UTF-8")
    return text


class _Reader:
    """What was learnt from the lines so far: the separator, the header, the ids."""

    def __init__(self) -> None:
        self._separators = SEPARATORS
        self._columns: Columns | None = None
        self._begun = False
        self._seen: set[Fid] = set()

    def members_in(self, line: str) -> Iterator[Member]:
        """Give the line's members, then raise InvalidInput if anything else was on it."""
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
            read_number(odd, _refuse)
        reasons = []
        for fid in fids:
            try:
                yield self._first(Member(read_number(fid, parse_fid)))
            except InvalidInput as error:
                reasons.append(str(error))
        if reasons:
            more = f" (and {len(reasons) - 1} more on this line)" if len(reasons) > 1 else ""
            raise InvalidInput(reasons[0] + more)

    def _first(self, member: Member) -> Member:
        if member.fid in self._seen:
            raise InvalidInput(f"{member.fid} is already in this file")
        self._begun = True
        self._seen.add(member.fid)
        return member


def _refuse(text: str) -> Fid:
    raise InvalidInput(
        f"{shorten(text)} is not a player id; rows with more than ids need a header line above"
        " them, such as fid,nickname,state,level"
    )
