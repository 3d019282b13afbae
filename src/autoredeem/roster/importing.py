"""A member file, or what was pasted: members, and problems that name the line and the reason.

Bytes become text, or a workbook; then lines, records or objects; then rows of cells of which each
column means something, or lines of which each number does; then players.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from autoredeem.domain.ids import Fid
from autoredeem.domain.player_input import PLAYER_ID_DIGITS
from autoredeem.domain.players import Member
from autoredeem.roster.encodings import text_of
from autoredeem.roster.entries import Row, Taken
from autoredeem.roster.lines import lines_in
from autoredeem.roster.problems import Kind, Problem, Unreadable
from autoredeem.roster.structured import looks_structured, read_structured
from autoredeem.roster.text_file import read_text
from autoredeem.roster.workbooks import is_workbook, no_text, read_workbook

_HEAD = 65_536
LARGEST_STRUCTURED = 8_000_000
"""Bytes or characters of JSON and of workbooks, which are held in memory as a whole."""


@dataclass(slots=True)
class MemberFile:
    """A file that is read while one iterates, once: members, and problems, in order.

    Nothing in a file raises. Of a player who is in it twice the first counts. `taken` says, at the
    end, how it was read. Lists and tables are read a line at a time: only the ids that were seen
    are kept in memory.
    """

    chunks: Iterable[bytes]
    digits: range = PLAYER_ID_DIGITS
    id_column: str = ""
    taken: Taken = field(default_factory=Taken)

    def __iter__(self) -> Iterator[Member | Problem]:
        """Give members and problems."""
        seen: set[Fid] = set()
        for row in self._rows():
            if isinstance(row, Problem):
                yield row
            elif row.fid in seen:
                fid = str(row.fid)
                yield Problem(row.line, f"{fid} is already in this file", Kind.TWICE, fid)
            else:
                seen.add(row.fid)
                self.taken.note(row)
                yield row.member

    def _rows(self) -> Iterator[Row]:
        try:
            yield from self._readable()
        except Unreadable as error:
            yield error.on(1)

    def _readable(self) -> Iterator[Row]:
        head, rest = _begin(self.chunks, _HEAD)
        if is_workbook(head):
            content = _whole(chain([head], rest), LARGEST_STRUCTURED)
            yield from read_workbook(content, self.digits, self.id_column, self.taken)
            return
        no_text(head)
        text, more = _begin_text(text_of(chain([head], rest)))
        if looks_structured(text):
            content_text = _whole_text(chain([text], more), LARGEST_STRUCTURED)
            yield from read_structured(content_text, self.digits, self.id_column, self.taken)
            return
        yield from read_text(lines_in(chain([text], more)), self.digits, self.id_column, self.taken)


def read_members(
    chunks: Iterable[bytes], digits: range = PLAYER_ID_DIGITS, id_column: str = ""
) -> MemberFile:
    """Return what a file says, as it comes in chunks of bytes; see `MemberFile`.

    `digits` are the lengths of a title's ids. `id_column` names the column that has them, by its
    heading or its number.
    """
    return MemberFile(chunks, digits, id_column)


def read_ids(text: str, digits: range = PLAYER_ID_DIGITS) -> MemberFile:
    """Return what was pasted into a form: like a file, whatever it is."""
    return MemberFile([text.encode(errors="replace")], digits)


def _begin(chunks: Iterable[bytes], least: int) -> tuple[bytes, Iterator[bytes]]:
    """Return the first bytes, so many if there are, and the chunks after them."""
    rest = iter(chunks)
    head = b""
    for chunk in rest:
        head += chunk
        if len(head) >= least:
            break
    return head, rest


def _begin_text(chunks: Iterator[str]) -> tuple[str, Iterator[str]]:
    """Return the first characters of a text, and the chunks after them."""
    head = ""
    for chunk in chunks:
        head += chunk
        if len(head) >= _HEAD:
            break
    return head, chunks


def _whole(chunks: Iterable[bytes], most: int) -> bytes:
    """Return all bytes. Raises Unreadable if there are more than so many."""
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > most:
            raise _too_large(most)
    return bytes(content)


def _whole_text(chunks: Iterable[str], most: int) -> str:
    """Return all of a text. Raises Unreadable if it is longer than so many characters."""
    parts: list[str] = []
    length = 0
    for chunk in chunks:
        parts.append(chunk)
        length += len(chunk)
        if length > most:
            raise _too_large(most)
    return "".join(parts)


def _too_large(most: int) -> Unreadable:
    """Return the problem of a file that is larger than is read as a whole."""
    size = f"{most // 1_000_000} MB"
    reason = f"the file is larger than {size}, and of its kind no more is read; save it as CSV"
    return Unreadable(Kind.TOO_LARGE, reason)
