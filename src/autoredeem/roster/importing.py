"""A member file, or what was pasted: members, and problems that name the line and the reason.

Bytes become text, or a workbook; then lines, records or objects; then rows of cells of which each
column means something, or lines of which each number does; then players.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from autoredeem.domain.alliances import LONGEST_NAME, MOST_ALLIANCES, AllianceId, name_key
from autoredeem.domain.ids import Fid
from autoredeem.domain.player_input import PLAYER_ID_DIGITS
from autoredeem.domain.players import Member
from autoredeem.domain.text import tidy
from autoredeem.roster.chunks import begin, whole
from autoredeem.roster.encodings import text_of
from autoredeem.roster.entries import Entry, Row, Taken
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
    are kept in memory. `alliances` are those of the guild by what their names are compared by
    (`name_key`); where there are none, nothing is read of alliances.
    """

    chunks: Iterable[bytes]
    digits: range = PLAYER_ID_DIGITS
    id_column: str = ""
    alliances: Mapping[str, AllianceId] = field(default_factory=dict)
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
                yield self._member(row)

    def _member(self, entry: Entry) -> Member:
        if not (self.alliances and entry.alliance):
            return entry.member
        alliance = self.alliances.get(name_key(entry.alliance))
        if alliance is None:
            self._note_unknown(tidy(entry.alliance, LONGEST_NAME))
        return replace(entry.member, alliance=alliance)

    def _note_unknown(self, name: str) -> None:
        """Count whoever has an alliance that is none: not more names than there may be of them."""
        unknown = self.taken.alliances
        if name in unknown or len(unknown) < MOST_ALLIANCES:
            unknown[name] += 1

    def _rows(self) -> Iterator[Row]:
        try:
            yield from self._readable()
        except Unreadable as error:
            yield error.on(1)

    def _readable(self) -> Iterator[Row]:
        head, rest = begin(self.chunks, _HEAD, b"")
        if is_workbook(head):
            content = whole(chain([head], rest), LARGEST_STRUCTURED, b"")
            yield from read_workbook(content, self.digits, self.id_column, self.taken)
            return
        no_text(head)
        text, more = begin(text_of(chain([head], rest)), _HEAD, "")
        if looks_structured(text):
            everything = whole(chain([text], more), LARGEST_STRUCTURED, "")
            yield from read_structured(everything, self.digits, self.id_column, self.taken)
            return
        yield from read_text(lines_in(chain([text], more)), self.digits, self.id_column, self.taken)


def read_members(
    chunks: Iterable[bytes],
    digits: range = PLAYER_ID_DIGITS,
    id_column: str = "",
    alliances: Mapping[str, AllianceId] | None = None,
) -> MemberFile:
    """Return what a file says, as it comes in chunks of bytes; see `MemberFile`.

    `digits` are the lengths of a title's ids. `id_column` names the column that has them, by its
    heading or its number. `alliances` are as in `MemberFile`.
    """
    return MemberFile(chunks, digits, id_column, alliances or {})


def read_ids(
    text: str,
    digits: range = PLAYER_ID_DIGITS,
    alliances: Mapping[str, AllianceId] | None = None,
) -> MemberFile:
    """Return what was pasted into a form: like a file, whatever it is."""
    return read_members([text.encode(errors="replace")], digits, alliances=alliances)
